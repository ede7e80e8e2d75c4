#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include <skillmeat/catalog/query.hpp>
#include <skillmeat/ops/entries/entry_deployments.hpp>
#include <skillmeat/ops/ratings/ratings.hpp>
#include <skillmeat/report/entry_json.hpp>

#include <app/context.hpp>
#include <app/print/output.hpp>

namespace skillmeat::app::commands {

[[nodiscard]] report::EntryFacts facts_of(const catalog::EntryRow& row);

/// What stands beside the catalogs: in ledgers and ratings.
struct EntryRecords {
    ops::EntryDeployments deployments;
    ratings::Summary votes;
};

/// The same with what the records tell of it.
[[nodiscard]] report::EntryFacts with_records(report::EntryFacts facts,
                                              const EntryRecords& records);

/// The records of the scopes, where the output shows them.
[[nodiscard]] Result<EntryRecords> entry_records(Context& context, ops::Services& services,
                                                 const std::vector<ops::Scope>& scopes);

/// A list of entries with the columns all commands use. `facts` is called for 0 to count-1.
[[nodiscard]] print::List entry_list(std::size_t count, bool with_project,
                                     std::function<report::EntryFacts(std::size_t)> facts);

/// One entry in full, for people.
[[nodiscard]] std::vector<print::Field> entry_fields(const report::EntryFacts& facts);

[[nodiscard]] print::Cell status_cell(EntryStatus status);

}  // namespace skillmeat::app::commands
