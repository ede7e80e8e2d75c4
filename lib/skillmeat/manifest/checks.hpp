#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>

namespace skillmeat::manifest {

// Grammar of single values of a source, alike for the file and the command line. Every error is
// `invalid_value`, says what was expected and found, and may hold a hint.

[[nodiscard]] Result<void> check_url(std::string_view url);
[[nodiscard]] Result<void> check_ref(std::string_view ref);
/// `what` names the value in the message: "root", "mapped path".
[[nodiscard]] Result<void> check_tree_path(std::string_view what, std::string_view path);
/// At most `max` code points.
[[nodiscard]] Result<void> check_length(std::string_view what, std::string_view text,
                                        std::size_t max);
[[nodiscard]] Result<void> check_confidence(std::int64_t value);

/// `type:./path`, `./path`, `type:name`, a name, or a path glob `./a/**`.
[[nodiscard]] Result<void> check_exclusion(std::string_view artifact);

/// What may be wrong with a row that the grammar allows: a name that looks like a path glob. Empty
/// when nothing is.
[[nodiscard]] std::string doubt_exclusion(std::string_view artifact);

/// One of the seven types by name; the error names the closest.
[[nodiscard]] Result<void> check_type_name(std::string_view name);

/// Equal for two sources that are the same content: (url, ref, root) with the url's comparison key.
/// Empty when the url is not valid.
[[nodiscard]] std::string content_key(std::string_view url, std::string_view ref,
                                      std::string_view root);

}  // namespace skillmeat::manifest
