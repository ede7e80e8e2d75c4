#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/catalog/query.hpp>

namespace skillmeat::catalog {

/// A Filter made ready for many rows: its texts are folded, sorted and unique.
class RowFilter {
  public:
    explicit RowFilter(const Filter& filter);

    [[nodiscard]] bool accepts(const EntryRow& row) const;
    /// The same text for filters that mean the same: order and case of values do not matter.
    [[nodiscard]] std::string text() const;

  private:
    [[nodiscard]] bool accepts_standing(const EntryRow& row) const;
    [[nodiscard]] bool accepts_origin(const EntryRow& row) const;
    [[nodiscard]] bool accepts_labels(const EntryRow& row) const;
    [[nodiscard]] bool accepts_words(const CatalogEntry& entry) const;

    Filter folded_;
};

}  // namespace skillmeat::catalog
