#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <skillmeat/model/source.hpp>

namespace skillmeat::lock {

/// Where a key's value is kept.
using Member = std::variant<std::string LockRow::*, std::vector<std::string> LockRow::*,
                            bool LockRow::*, std::optional<bool> LockRow::*, Timestamp LockRow::*,
                            std::optional<Timestamp> LockRow::*>;

/// One key of a row.
struct Field {
    std::string_view key;
    Member member;
    bool required = false;
};

/// The keys of a row in the order they are written in. Version 0 has only some of them.
[[nodiscard]] std::span<const Field> fields(int version);
[[nodiscard]] const Field* find_field(int version, std::string_view key);

/// What is wrong with a row's values.
struct RowFault {
    std::string_view key;
    std::string message;
};
/// The first value outside its grammar. `tree` may be empty: a row brought from version 0 does not
/// know it until the next scan.
[[nodiscard]] std::optional<RowFault> check_row(const LockRow& row);

}  // namespace skillmeat::lock
