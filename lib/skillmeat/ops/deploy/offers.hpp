#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/model/deployment.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

/// How a deployment stands to what its source offers now.
enum class OfferState {
    current,         ///< the source offers what is deployed
    newer,           ///< the source offers something else
    excluded,        ///< the manifest says that it is not wanted
    removed,         ///< the source does not offer it any more
    not_scanned,     ///< the source's catalog cannot tell
    source_missing,  ///< no source of the scope has that id with that URL
};
[[nodiscard]] std::string_view to_string(OfferState state);

/// What a source offers for a deployment.
struct Offer {
    OfferState state = OfferState::source_missing;
    CatalogEntry entry;                    ///< set with current, newer and excluded
    const SourceRecord* source = nullptr;  ///< null: source_missing
    std::string version;                   ///< as people see it; empty: nothing is offered
};

/// What the sources of one workspace offer for rows of its ledgers. Each catalog is read once. Both
/// arguments are kept by reference.
class Offers {
  public:
    [[nodiscard]] static Result<Offers> load(Services& services, const Workspace& workspace,
                                             const std::vector<const Deployment*>& rows);

    /// `row` is one of those given to load().
    [[nodiscard]] Offer of(const Deployment& row) const;

  private:
    explicit Offers(const Workspace& workspace) : workspace_(&workspace) {}

    struct Known {
        bool complete = false;                        ///< the catalog could be read
        std::map<std::string, CatalogEntry> entries;  ///< by artifact_key()
    };
    const Workspace* workspace_;
    std::map<std::string, Known> sources_;  ///< by the id in the manifest
};

/// The source of a deployment: its id and its URL (however that is written) are the same. Null when
/// there is none.
[[nodiscard]] const SourceRecord* source_of(const Workspace& workspace, const Deployment& row);

}  // namespace skillmeat::ops
