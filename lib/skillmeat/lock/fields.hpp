#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/model/source.hpp>
#include <skillmeat/toml/record.hpp>

namespace skillmeat::lock {

using Field = tomlfile::Field<LockRow>;

/// The keys of a row in the order they are written in. Version 0 has only some of them.
[[nodiscard]] tomlfile::Fields<LockRow> fields(int version);

/// What is wrong with a row's values.
struct RowFault {
    std::string_view key;
    std::string message;
};
/// The first value outside its grammar. `tree` may be empty: a row brought from version 0 does not
/// know it until the next scan.
[[nodiscard]] std::optional<RowFault> check_row(const LockRow& row);

}  // namespace skillmeat::lock
