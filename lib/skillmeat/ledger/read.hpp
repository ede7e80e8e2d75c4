#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/ledger/ledger.hpp>

namespace skillmeat::ledger {

/// Reads the form write() makes, at memory speed. Nothing when the text is anything else, also when
/// it is damaged: read_general() then finds out what and where.
[[nodiscard]] std::optional<Ledger> read_rows(std::string_view text);

/// Reads any TOML text that means a ledger. Errors as read() has them.
[[nodiscard]] Result<Ledger> read_general(std::string_view text, const std::string& path);

}  // namespace skillmeat::ledger
