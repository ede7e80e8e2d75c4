#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/model/source.hpp>

namespace skillmeat::catalog {

/// The exclusion rows of one source, prepared for many entries (literal rows are looked up, not
/// walked). Keeps a reference to the rows.
class Exclusions {
  public:
    explicit Exclusions(const std::vector<Exclusion>& rows);
    ~Exclusions();
    Exclusions(Exclusions&&) noexcept;

    /// The row that excludes the entry (the first in the file), or null.
    [[nodiscard]] const Exclusion* find(ArtifactType type, std::string_view name,
                                        std::string_view path) const;
    [[nodiscard]] bool empty() const;

  private:
    struct Index;
    std::unique_ptr<Index> index_;
};

}  // namespace skillmeat::catalog
