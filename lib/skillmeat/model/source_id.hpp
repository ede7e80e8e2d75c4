#pragma once

#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>

namespace skillmeat {

/// Checks the grammar of formats.md: segments `[A-Za-z0-9_][A-Za-z0-9._-]*` joined by `/`, no `..`,
/// no segment that ends in `.` or `.lock`, at most 128 characters. `what` names the id in messages.
[[nodiscard]] Result<void> check_source_id(std::string_view id,
                                           std::string_view what = "source id");

/// The closest valid id: other characters become `-`; for ids made from directory names.
[[nodiscard]] std::string slug_source_id(std::string_view text);

/// File name (without extension) of what belongs to a source: lower case, `/` written `+`.
[[nodiscard]] std::string source_file_stem(std::string_view id);

/// Checks one tag: `[A-Za-z0-9_-]{1,50}`.
[[nodiscard]] Result<void> check_tag(std::string_view tag);

}  // namespace skillmeat
