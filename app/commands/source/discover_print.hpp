#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/discover/discover.hpp>
#include <skillmeat/ops/discover/saved_indexes.hpp>

#include <app/print/output.hpp>

namespace skillmeat::app::commands {

/// What became of an entry that was to be added.
enum class AddResult { none, added, would_add, failed };

struct DiscoveredRow {
    const ops::DiscoveredReference* found = nullptr;
    AddResult result = AddResult::none;
};

/// The entries of an index for all formats, with where they came from and what was saved.
[[nodiscard]] print::List discovered_list(const ops::Discovered& discovered,
                                          const std::vector<DiscoveredRow>& rows,
                                          const std::optional<ops::SavedChange>& saved);

/// "286 entries; 12 are sources here, 240 can be added".
[[nodiscard]] std::string discovered_text(const ops::Discovered& discovered);

/// Saved indexes for all formats.
[[nodiscard]] print::List indexes_list(const std::vector<ops::IndexListing>& listings,
                                       bool changed);

}  // namespace skillmeat::app::commands
