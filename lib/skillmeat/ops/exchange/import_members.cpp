#include <skillmeat/ops/exchange/import_members.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/exclusions.hpp>
#include <skillmeat/model/artifact_ref.hpp>
#include <skillmeat/ops/sources/counts.hpp>

namespace skillmeat::ops {
namespace {

using interop::ForeignMember;

bool any(void*, ArtifactType, std::string_view, std::string_view) {
    return true;
}

/// What a source offers.
struct Offered {
    std::vector<CatalogEntry> entries;  ///< that lists show by default
    std::vector<CatalogEntry> others;
};

bool is_at_or_below(const CatalogEntry& entry, const std::string& path) {
    const auto plain = path_without_name(entry.type, entry.name, entry.path);
    return plain == path || path == "." || plain.starts_with(path + '/');
}

bool is_meant(const CatalogEntry& entry, const ForeignMember& member) {
    if (member.type && *member.type != entry.type) {
        return false;
    }
    if (member.whole) {
        return true;
    }
    if (!member.path.empty()) {
        const auto plain = path_without_name(entry.type, entry.name, entry.path);
        return member.type ? plain == member.path : is_at_or_below(entry, member.path);
    }
    return equals_ignoring_case(entry.name, member.name);
}

std::string describe(const ForeignMember& member) {
    return member.whole          ? std::string("all of it")
           : member.path.empty() ? quote(member.name)
                                 : quote("./" + member.path);
}

class Members {
  public:
    Members(Services& services, const Workspace& workspace,
            const std::vector<ImportedSource>& sources, bool is_private,
            std::vector<interop::Remark>& remarks)
        : services_(services),
          workspace_(workspace),
          sources_(sources),
          is_private_(is_private),
          remarks_(remarks) {}

    Result<std::vector<std::string>> of(const ForeignMember& member) {
        const auto& source = sources_.at(member.source);
        const auto* record = workspace_.find(source.id);
        if (!is_private_ && record != nullptr &&
            record->source.visibility == Visibility::private_) {
            remarks_.push_back({member.origin,
                                fmt::format("{} is private, and collections are public without "
                                            "--private",
                                            quote(source.id)),
                                false});
            return std::vector<std::string>{};
        }
        SKILLMEAT_ASSIGN(const auto* offered, offered_by(source.id));
        auto found = offered == nullptr ? std::vector<std::string>{} : chosen(*offered, member);
        if (!found.empty()) {
            for (auto& id : found) {
                id += '@' + source.id;
            }
            return found;
        }
        if (member.type && !member.path.empty()) {
            return std::vector<std::string>{artifact_id(*member.type, member.path, source.id)};
        }
        remarks_.push_back(
            {member.origin,
             offered != nullptr
                 ? fmt::format("{} does not offer {}", quote(source.id), describe(member))
                 : fmt::format("what {} is in {} is not known before that is scanned; then import "
                               "again",
                               describe(member), quote(source.id)),
             false});
        return found;
    }

  private:
    static std::vector<std::string> chosen(const Offered& offered, const ForeignMember& member) {
        std::vector<std::string> ids;
        for (const auto* entries : {&offered.entries, &offered.others}) {
            for (const auto& entry : *entries) {
                if (is_meant(entry, member)) {
                    ids.push_back(artifact_key(entry.type, entry.path));
                }
            }
            // What lists hide by default is only meant when nothing else is.
            if (!ids.empty() || member.whole) {
                return ids;
            }
        }
        return ids;
    }

    /// Null when the source is not scanned here.
    Result<const Offered*> offered_by(const std::string& id) {
        const auto [known, added] = offered_.try_emplace(id);
        if (!added) {
            return known->second ? &*known->second : nullptr;
        }
        const auto* record = workspace_.find(id);
        if (record == nullptr) {
            return nullptr;
        }
        SKILLMEAT_ASSIGN(const auto text,
                         read_catalog_text(services_.files, workspace_.scope, *record));
        if (text.completeness != Completeness::complete) {
            return nullptr;
        }
        SKILLMEAT_ASSIGN(auto entries, catalog::select(text.text, text.path, any, nullptr));
        const catalog::Exclusions exclusions(record->source.exclude);
        auto& offered = known->second.emplace();
        for (auto& entry : entries) {
            const auto* exclusion = exclusions.find(entry.type, entry.name, entry.path);
            const bool listed = catalog::is_listed(entry, exclusion, record->source.min_confidence);
            if (listed) {
                offered.entries.push_back(std::move(entry));
            } else if (entry.status != EntryStatus::removed) {
                offered.others.push_back(std::move(entry));
            }
        }
        return &offered;
    }

    Services& services_;
    const Workspace& workspace_;
    const std::vector<ImportedSource>& sources_;
    bool is_private_;
    std::vector<interop::Remark>& remarks_;
    std::map<std::string, std::optional<Offered>> offered_;
};

}  // namespace

Result<std::vector<Collection>> import_members(Services& services, const Scope& scope,
                                               const interop::Foreign& foreign,
                                               const std::vector<ImportedSource>& sources,
                                               bool is_private,
                                               std::vector<interop::Remark>& remarks) {
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
    Members members(services, workspace, sources, is_private, remarks);
    std::vector<Collection> collections;
    for (const auto& wanted : foreign.collections) {
        Collection collection;
        collection.name = wanted.name;
        collection.description = wanted.description;
        for (const auto& member : wanted.members) {
            SKILLMEAT_ASSIGN(const auto artifacts, members.of(member));
            for (const auto& artifact : artifacts) {
                auto& list = collection.artifacts;
                if (std::find(list.begin(), list.end(), artifact) == list.end()) {
                    list.push_back(artifact);
                }
            }
        }
        if (!collection.artifacts.empty()) {
            collections.push_back(std::move(collection));
        }
    }
    return collections;
}

}  // namespace skillmeat::ops
