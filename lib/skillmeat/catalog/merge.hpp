#pragma once

#include <cstddef>
#include <vector>

#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/model/catalog_entry.hpp>

namespace skillmeat::catalog {

/// What a scan changed, in entries of any tier.
struct MergeSummary {
    std::size_t fresh = 0;
    std::size_t updated = 0;
    std::size_t removed = 0;  ///< gone since the catalog before; older tombstones do not count
    std::size_t unchanged = 0;

    bool operator==(const MergeSummary&) const = default;
};

struct Merged {
    Catalog catalog;
    MergeSummary summary;
};

/// Statuses after a scan, against the catalog before it (null for none): not there before -> new;
/// `sha` differs -> updated; same -> unchanged; gone -> removed (kept as a tombstone); gone and
/// back
/// -> new. detected_at is kept from before, changed_at moves with `sha`. `scanned` needs no order
/// and carries no status or dates; its texts become valid UTF-8 as to_valid_utf8 says, and a path
/// that thereby meets another one of its type gets `#2`, `#3` ... at its end. `header` is the new
/// one.
[[nodiscard]] Merged merge(const Catalog* previous, CatalogHeader header,
                           std::vector<CatalogEntry> scanned, Timestamp now);

/// The catalog without tombstones, and how many they were.
[[nodiscard]] std::size_t prune(Catalog& catalog);

}  // namespace skillmeat::catalog
