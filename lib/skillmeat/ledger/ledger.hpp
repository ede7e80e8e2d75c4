#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/deployment.hpp>

namespace skillmeat::ledger {

inline constexpr int current_version = 1;

/// deployments.toml (formats.md): what was installed where. Its tables `[[deployment]]` hold
/// `[[deployment.files]]` and `[[deployment.merged]]`, one key a line, so that two branches that
/// deploy different artifacts merge.
struct Ledger {
    int version = current_version;
    std::vector<Deployment> rows;  ///< by artifact, agent, target, bytewise

    [[nodiscard]] const Deployment* find(std::string_view id) const;  ///< by deployment_id()
    [[nodiscard]] Deployment* find(std::string_view id);
};

/// Reads a ledger of any known version. Errors, all with position and remedy, never a reset:
/// `ledger_newer`, `ledger_conflicted` (merge markers), `ledger_damaged` (syntax, unknown or
/// missing key, wrong type, duplicate row, values out of their grammar).
[[nodiscard]] Result<Ledger> read(std::string_view text, const std::string& path);

/// The file's text: the same bytes for the same content, whatever locale and machine. Rows are
/// sorted, files of a row too.
[[nodiscard]] std::string write(const Ledger& ledger);

/// What tells rows apart: artifact (whatever the case of its source), agent and target.
[[nodiscard]] std::string row_key(const Deployment& row);

/// Adds the row or replaces the one of the same artifact, agent and target, keeping the order.
void put(Ledger& ledger, Deployment row);
/// True when a row of that id was there.
bool erase(Ledger& ledger, std::string_view id);

/// What is wrong with a row's values.
struct RowFault {
    std::string_view key;
    std::string message;
};
/// The first value outside its grammar.
[[nodiscard]] std::optional<RowFault> check_row(const Deployment& row);

}  // namespace skillmeat::ledger
