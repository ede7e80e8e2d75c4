#include <skillmeat/ops/entries/entry_deployments.hpp>

#include <algorithm>

#include <skillmeat/ledger/ledger.hpp>
#include <skillmeat/model/artifact_id.hpp>

namespace skillmeat::ops {
namespace {

std::string key_of(std::string_view project_id, std::string_view artifact) {
    return std::string(project_id) + '\n' + artifact_id_key(artifact);
}

}  // namespace

Result<EntryDeployments> EntryDeployments::load(Services& services,
                                                const std::vector<Scope>& scopes) {
    EntryDeployments result;
    for (const auto& scope : scopes) {
        for (const auto& path : {scope.ledger, scope.local_ledger}) {
            SKILLMEAT_ASSIGN(const auto text, services.files.read(path));
            if (!text) {
                continue;
            }
            SKILLMEAT_ASSIGN(const auto ledger, ledger::read(*text, path.string()));
            for (const auto& row : ledger.rows) {
                auto& known = result.known_[key_of(scope.project_id, row.artifact)];
                if (row.deployed_at) {
                    known.imported_at =
                        std::min(known.imported_at.value_or(*row.deployed_at), *row.deployed_at);
                }
                if (!row.sha.empty() && !row.hash.empty()) {
                    known.hashes.emplace(row.sha, row.hash);
                }
            }
        }
    }
    return result;
}

const EntryDeployments::Known* EntryDeployments::find(std::string_view project_id,
                                                      std::string_view source_id,
                                                      const CatalogEntry& entry) const {
    if (known_.empty()) {
        return nullptr;
    }
    const auto found =
        known_.find(key_of(project_id, artifact_id(entry.type, entry.path, source_id)));
    return found == known_.end() ? nullptr : &found->second;
}

std::optional<Timestamp> EntryDeployments::imported_at(std::string_view project_id,
                                                       std::string_view source_id,
                                                       const CatalogEntry& entry) const {
    const auto* known = find(project_id, source_id, entry);
    return known == nullptr ? std::nullopt : known->imported_at;
}

std::string_view EntryDeployments::hash(std::string_view project_id, std::string_view source_id,
                                        const CatalogEntry& entry) const {
    const auto* known = find(project_id, source_id, entry);
    if (known == nullptr) {
        return {};
    }
    const auto found = known->hashes.find(entry.sha);
    return found == known->hashes.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace skillmeat::ops
