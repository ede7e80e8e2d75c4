#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/ops/scope.hpp>

namespace skillmeat::ops {

/// What ledgers tell of entries: read, not stored with them (formats.md, Catalog).
class EntryDeployments {
  public:
    /// From the ledgers of the scopes. Errors are those of ledger::read().
    [[nodiscard]] static Result<EntryDeployments> load(Services& services,
                                                       const std::vector<Scope>& scopes);

    /// When an entry of a project (empty: of the user) was first deployed; nothing when never.
    [[nodiscard]] std::optional<Timestamp> imported_at(std::string_view project_id,
                                                       std::string_view source_id,
                                                       const CatalogEntry& entry) const;
    /// `sm1` hash of the content that the entry has; empty when it was never deployed.
    [[nodiscard]] std::string_view hash(std::string_view project_id, std::string_view source_id,
                                        const CatalogEntry& entry) const;

  private:
    struct Known {
        std::optional<Timestamp> imported_at;
        std::map<std::string, std::string, std::less<>> hashes;  ///< by sha
    };
    [[nodiscard]] const Known* find(std::string_view project_id, std::string_view source_id,
                                    const CatalogEntry& entry) const;

    std::map<std::string, Known> known_;  ///< by project and artifact_id_key()
};

}  // namespace skillmeat::ops
