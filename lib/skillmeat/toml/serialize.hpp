#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/toml/value.hpp>

namespace skillmeat::tomlfile {

/// A bare key where that is possible, else a quoted one.
[[nodiscard]] std::string key_text(std::string_view key);
/// `a.b."c d"`
[[nodiscard]] std::string key_text(const std::vector<std::string>& parts);

/// The value on one line: `[1, 2]`, `{ a = 1 }`.
[[nodiscard]] std::string value_text(const Value& value);

/// How deep the lines of a section are indented, as the white space itself.
struct Indentation {
    std::string header;
    std::string keys;
};

/// `[[name]]`, one line for each key, then each member that is a list of tables as
/// `[[name.member]]` after a blank line. Lines end in LF.
[[nodiscard]] std::string element_text(const std::vector<std::string>& name, const Table& table,
                                       const Indentation& indentation);

/// Whether all text in the value, keys too, can be written to a file at all.
[[nodiscard]] bool is_writable(const Value& value);

}  // namespace skillmeat::tomlfile
