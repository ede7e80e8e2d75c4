#pragma once

#include <string_view>

#include <skillmeat/ledger/ledger.hpp>
#include <skillmeat/toml/record.hpp>

namespace skillmeat::ledger {

// The tables of the file and their keys, in the order they are written in. `error`, an inline table
// of strings, comes after the fields of a row.

inline constexpr std::string_view row_table = "deployment";
inline constexpr std::string_view files_key = "files";
inline constexpr std::string_view merged_key = "merged";
inline constexpr std::string_view error_key = "error";
inline constexpr std::string_view files_table = "deployment.files";
inline constexpr std::string_view merged_table = "deployment.merged";

[[nodiscard]] tomlfile::Fields<Deployment> row_fields();
[[nodiscard]] tomlfile::Fields<DeployedFile> file_fields();
[[nodiscard]] tomlfile::Fields<MergedValue> merged_fields();
[[nodiscard]] tomlfile::Fields<DeploymentError> error_fields();

/// The first value of a row outside its grammar, files and merged values apart.
[[nodiscard]] std::optional<RowFault> check_own(const Deployment& row);
[[nodiscard]] std::optional<RowFault> check_file(const DeployedFile& file);
[[nodiscard]] std::optional<RowFault> check_merged(const MergedValue& merged);

}  // namespace skillmeat::ledger
