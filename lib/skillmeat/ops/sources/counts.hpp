#pragma once

#include <optional>
#include <string>

#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

/// Whether a catalog can answer for a source (formats.md, skillmeat.lock: incomplete).
enum class Completeness { not_scanned, incomplete, complete };

/// Whether the catalog's header belongs to what lock and manifest say; `detector` does not count.
[[nodiscard]] bool belongs(const CatalogHeader& header, const SourceRecord& record);

/// Digest of what a source's counts belong to: url, commit, tree, options.
[[nodiscard]] std::string counts_identity(const SourceRecord& record);

/// A catalog's text and the file it came from.
struct CatalogText {
    Completeness completeness = Completeness::not_scanned;
    std::string path;
    std::string text;  ///< empty unless complete
    sys::FileStat stat;
};

/// Reads the catalog of a source and judges it by its header. Damage is `incomplete`, not an error.
[[nodiscard]] Result<CatalogText> read_catalog_text(const sys::FileReader& files,
                                                    const Scope& scope, const SourceRecord& record);

/// counts_by_type of a source: the stored ones while they are current, else counted from the
/// catalog in memory; nothing when the source is not scanned or incomplete. `stored`, when given,
/// receives counts and basis for writing commands to keep.
[[nodiscard]] Result<std::optional<TypeCounts>> counts_of(const sys::FileReader& files,
                                                          const Scope& scope,
                                                          const SourceRecord& record,
                                                          SourceState* stored = nullptr);

}  // namespace skillmeat::ops
