#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

/// A source as commands show it: manifest, lock, state and counts together.
struct SourceView {
    SourceRecord record;
    std::optional<TypeCounts> counts;  ///< none: not scanned, or incomplete
    bool incomplete = false;           ///< has a lock row, but no catalog that belongs to it
    std::string project_id;            ///< empty for the user scope
    std::string project_name;
};

/// A source whose entries cannot be listed until it is scanned again.
struct IncompleteSource {
    std::string project_id;  ///< empty for the user scope
    std::string source_id;

    bool operator==(const IncompleteSource&) const = default;
};

[[nodiscard]] Result<SourceView> view_of(Services& services, const Workspace& workspace,
                                         const SourceRecord& record);

/// Reads the source again from disk, after a command has changed it.
[[nodiscard]] Result<SourceView> view_now(Services& services, const Scope& scope,
                                          std::string_view id);

/// `not_scanned`, naming the sources and `source scan --locked`. Not to be called with none.
[[nodiscard]] Error incomplete_error(const std::vector<IncompleteSource>& incomplete);

}  // namespace skillmeat::ops
