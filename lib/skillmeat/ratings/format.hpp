#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/ratings/ratings.hpp>
#include <skillmeat/toml/record.hpp>

namespace skillmeat::ratings {

inline constexpr std::string_view row_table = "rating";

/// Keys of `[[rating]]` in the order they are written in.
[[nodiscard]] tomlfile::Fields<Rating> row_fields();

/// The order of the file: by artifact, url, user, bytewise.
void sort_rows(std::vector<Rating>& rows);

/// What is wrong with a row's values.
struct RowFault {
    std::string_view key;
    std::string message;
};
/// The first value outside its grammar.
[[nodiscard]] std::optional<RowFault> check_row(const Rating& row);

/// Reads the form write() makes, at memory speed. Nothing when the text is anything else, also when
/// it is damaged: read_general() then finds out what and where.
[[nodiscard]] std::optional<Ratings> read_rows(std::string_view text);

/// Reads any TOML text that means ratings. Errors as read() has them.
[[nodiscard]] Result<Ratings> read_general(std::string_view text, const std::string& path);

}  // namespace skillmeat::ratings
