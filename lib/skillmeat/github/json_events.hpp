#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace skillmeat::github {

enum class JsonKind { null, boolean, number, string, object, array };

/// One value of a JSON text, told as the text is read: nothing is built, so that a large or hostile
/// answer costs no memory. An object or array is told at its beginning.
struct JsonEvent {
    /// Keys from the top, parted by '/', an element of an array as '*': "tree/*/sha". A key that
    /// is empty or holds a '/' is told as '?'.
    std::string_view path;
    JsonKind kind = JsonKind::null;
    std::string_view text;  ///< of a string
    bool truth = false;     ///< of a boolean
    double number = 0;      ///< of a number
};

inline constexpr int max_json_depth = 64;  ///< rule R31

/// Hands each value to `visit`, which ends the reading by returning false. What is wrong with the
/// text ("HTML", "nested deeper than 64 levels", ...), or nothing.
[[nodiscard]] std::string read_json(std::string_view text,
                                    const std::function<bool(const JsonEvent&)>& visit);

/// "a string", "null", ...
[[nodiscard]] std::string_view name_of(JsonKind kind);

}  // namespace skillmeat::github
