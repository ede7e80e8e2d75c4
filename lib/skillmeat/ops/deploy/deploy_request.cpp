#include <skillmeat/ops/deploy/deploy_request.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/exclusions.hpp>
#include <skillmeat/deploy/targets.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/ops/deploy/deploy_contents.hpp>
#include <skillmeat/ops/deploy/deploy_place.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/entries/entries.hpp>
#include <skillmeat/ops/sources/counts.hpp>

namespace skillmeat::ops {
namespace {

/// An artifact that was asked for.
struct Asked {
    std::string id;
    CatalogEntry entry;
    const SourceRecord* record = nullptr;
    std::optional<Error> fault;
    ArtifactContent content;
};

/// Members of collections by source, looked up in one pass over each catalog.
class Members {
  public:
    Members(Services& services, const Workspace& workspace)
        : services_(services), workspace_(workspace) {}

    Result<std::vector<Asked>> find(const std::vector<std::string>& ids) {
        std::vector<Asked> found;
        for (const auto& id : ids) {
            Asked asked;
            asked.id = id;
            SKILLMEAT_ASSIGN(const auto parsed, parse_artifact_id(id));
            asked.record = workspace_.find(parsed.source_id);
            const CatalogEntry* entry = nullptr;
            if (asked.record != nullptr) {
                SKILLMEAT_ASSIGN(const auto* entries, entries_of(*asked.record));
                const auto at = entries->find(artifact_key(parsed.type, parsed.path));
                entry = at == entries->end() ? nullptr : &at->second;
            }
            if (entry != nullptr) {
                asked.entry = *entry;
            } else {
                asked.entry.type = parsed.type;
                asked.entry.path = parsed.path;
                asked.fault = Error{ErrorCode::artifact_not_found,
                                    fmt::format("{} is missing from its source", quote(id)),
                                    {},
                                    {},
                                    "take it out of the collection, or bring its source back"};
            }
            found.push_back(std::move(asked));
        }
        return found;
    }

  private:
    using Entries = std::map<std::string, CatalogEntry>;

    Result<const Entries*> entries_of(const SourceRecord& record) {
        const auto [known, added] = catalogs_.try_emplace(record.source.id);
        if (!added) {
            return &known->second;
        }
        SKILLMEAT_ASSIGN(const auto text,
                         read_catalog_text(services_.files, workspace_.scope, record));
        if (text.completeness != Completeness::complete) {
            return fail(incomplete_error({{workspace_.scope.project_id, record.source.id}}));
        }
        SKILLMEAT_ASSIGN(auto entries, catalog::select(
                                           text.text, text.path,
                                           [](void*, ArtifactType, std::string_view,
                                              std::string_view) { return true; },
                                           nullptr));
        for (auto& entry : entries) {
            auto key = artifact_key(entry.type, entry.path);
            known->second.emplace(std::move(key), std::move(entry));
        }
        return &known->second;
    }

    Services& services_;
    const Workspace& workspace_;
    std::map<std::string, Entries> catalogs_;
};

std::optional<Error> refusal_of(const Asked& asked) {
    const auto& source = asked.record->source;
    const auto& entry = asked.entry;
    const catalog::Exclusions exclusions(source.exclude);
    if (entry.status == EntryStatus::removed) {
        return Error{ErrorCode::not_deployable,
                     fmt::format("{} was removed from its source", quote(asked.id)),
                     {},
                     {},
                     ""};
    }
    if (const auto* row = exclusions.find(entry.type, entry.name, entry.path)) {
        return Error{ErrorCode::not_deployable,
                     fmt::format("{} is excluded{}", quote(asked.id),
                                 row->reason.empty() ? "" : ": " + row->reason),
                     {},
                     {},
                     fmt::format("take that back with `skillmeat source restore {} {}`", source.id,
                                 artifact_key(entry.type, entry.path))};
    }
    if (source.trust == Trust::signed_ && asked.record->lock->trust_level != "signed") {
        return Error{ErrorCode::trust_refused,
                     fmt::format("{} needs a signed source, and {} is {} ({})", quote(asked.id),
                                 quote(source.id), asked.record->lock->trust_level,
                                 asked.record->lock->trust_reason),
                     {},
                     {},
                     ""};
    }
    return std::nullopt;
}

std::string hint_of_findings(const SourceRecord& record, const CatalogEntry& entry) {
    return fmt::format("look at it; to be rid of it, `skillmeat source exclude {} {}`",
                       record.source.id, artifact_key(entry.type, entry.path));
}

class Gathering {
  public:
    Gathering(Services& services, const Workspace& workspace, const DeployRequest& request,
              const settings::Settings& settings, const PlaceOfDeployment& place)
        : services_(services),
          workspace_(workspace),
          request_(request),
          settings_(settings),
          place_(place) {}

    Result<GatheredDeployments> gather() {
        SKILLMEAT_TRY(find_artifacts());
        SKILLMEAT_TRY(read_contents());
        SKILLMEAT_TRY(check_size());
        for (const auto& asked : asked_) {
            add_deployments(asked);
        }
        return std::move(result_);
    }

  private:
    Result<void> find_artifacts() {
        std::set<std::string> known;
        for (const auto& reference : request_.artifacts) {
            SKILLMEAT_ASSIGN(auto view, find_entry(services_, {workspace_.scope}, reference));
            Asked asked;
            asked.id = artifact_id(view.entry.type, view.entry.path, view.source.id);
            asked.entry = std::move(view.entry);
            asked.record = workspace_.find(view.source.id);
            if (asked.record == nullptr || !asked.record->lock) {
                return fail(ErrorCode::concurrent_change,
                            fmt::format("source {} changed while the command worked",
                                        quote(view.source.id)),
                            "run the command again");
            }
            if (known.insert(asked.id).second) {
                asked_.push_back(std::move(asked));
            }
        }
        SKILLMEAT_ASSIGN(auto members, Members(services_, workspace_).find(request_.members));
        for (auto& member : members) {
            if (known.insert(member.id).second) {
                asked_.push_back(std::move(member));
            }
        }
        for (auto& asked : asked_) {
            if (!asked.fault) {
                asked.fault = refusal_of(asked);
            }
        }
        return {};
    }

    /// One source after the other, each with one fetch.
    Result<void> read_contents() {
        std::map<std::string, std::vector<Asked*>> by_source;
        for (auto& asked : asked_) {
            if (!asked.fault) {
                by_source[asked.record->source.id].push_back(&asked);
            }
        }
        for (const auto& [id, artifacts] : by_source) {
            SKILLMEAT_TRY(read_source(*artifacts.front()->record, artifacts));
        }
        return {};
    }

    Result<void> read_source(const SourceRecord& record, const std::vector<Asked*>& artifacts) {
        const auto& lock = *record.lock;
        ContentSource source;
        source.id = record.source.id;
        source.url = lock.url;
        source.commit = lock.commit;
        source.tree = lock.tree;
        source.options = {record.source.root, record.source.map};
        source.transport = record.source.transport;
        source.offline = request_.offline;
        std::vector<WantedContent> wanted;
        for (const auto* asked : artifacts) {
            wanted.push_back({asked->entry.type, asked->entry.name, asked->entry.path,
                              asked->entry.type == ArtifactType::plugin && wants_whole()});
        }
        SKILLMEAT_ASSIGN(auto contents,
                         read_artifacts(services_, workspace_.scope, settings_, source, wanted));
        for (std::size_t i = 0; i < artifacts.size(); ++i) {
            artifacts[i]->content = std::move(contents[i]);
        }
        result_.commits[source.id] = source.commit;
        return {};
    }

    [[nodiscard]] bool wants_whole() const {
        return std::ranges::any_of(place_.agents, [&](const auto& agent) {
            return place_.targets.place(agent.id, ArtifactType::plugin).has_value();
        });
    }

    Result<void> check_size() const {
        const auto limit = static_cast<std::uint64_t>(settings_.integer("limits.deploy_size"));
        std::uint64_t size = 0;
        for (const auto& asked : asked_) {
            for (const auto& contents : {asked.content.contents, asked.content.folder}) {
                size += contents == nullptr ? 0 : contents->size();
            }
        }
        if (size > limit) {
            return fail(
                ErrorCode::too_large,
                fmt::format("the artifacts take {} bytes, more than {} at once", size, limit),
                "deploy fewer of them at a time, or raise `limits.deploy_size`");
        }
        return {};
    }

    void add_deployments(const Asked& asked) {
        const auto first = result_.desired.size();
        for (const auto& agent : place_.agents) {
            result_.desired.push_back(make(asked, agent));
        }
        skip_unnamed(first);
    }

    Desired make(const Asked& asked, const ChosenAgent& agent) const {
        Deployment row;
        row.artifact = asked.id;
        row.agent = agent.id;
        row.mode = request_.mode;
        if (asked.record != nullptr && asked.record->lock) {
            row.url = asked.record->lock->url;
            row.commit = asked.record->lock->commit;
        }
        row.sha = asked.entry.sha;
        row.version = asked.entry.version;
        Desired desired;
        if (asked.fault) {
            desired.row = std::move(row);
            desired.refusal = asked.fault;
        } else {
            desired = make_desired({place_.targets, place_.resolve}, std::move(row), asked.content);
            if (!desired.refusal) {
                const auto findings = hidden_characters(desired);
                if (!findings.empty()) {
                    desired.refusal =
                        flagged(asked.id, findings, hint_of_findings(*asked.record, asked.entry));
                }
            }
        }
        desired.is_private =
            asked.record != nullptr && asked.record->source.visibility == Visibility::private_;
        return desired;
    }

    /// Agents that were found, not named, need not take everything, as long as one does.
    void skip_unnamed(std::size_t first) {
        auto& desired = result_.desired;
        const auto begin = desired.begin() + static_cast<std::ptrdiff_t>(first);
        const bool taken =
            std::any_of(begin, desired.end(), [](const auto& one) { return !one.refusal; });
        for (std::size_t i = first; i < desired.size(); ++i) {
            const bool cannot =
                desired[i].refusal && desired[i].refusal->code == ErrorCode::not_deployable;
            desired[i].is_skipped = taken && cannot && !place_.agents[i - first].is_named;
        }
    }

    Services& services_;
    const Workspace& workspace_;
    const DeployRequest& request_;
    const settings::Settings& settings_;
    const PlaceOfDeployment& place_;
    std::vector<Asked> asked_;
    GatheredDeployments result_;
};

}  // namespace

Result<GatheredDeployments> gather_desired(Services& services, const Scope& scope,
                                           const DeployRequest& request) {
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
    SKILLMEAT_ASSIGN(const auto settings, effective_settings(services, workspace));
    SKILLMEAT_ASSIGN(const auto place, place_of_deployment(services, workspace.scope, settings,
                                                           request.to, request.agents));
    return Gathering(services, workspace, request, settings, place).gather();
}

}  // namespace skillmeat::ops
