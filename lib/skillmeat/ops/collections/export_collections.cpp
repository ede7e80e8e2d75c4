#include <skillmeat/ops/collections/exchange_collections.hpp>

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/collections/change.hpp>
#include <skillmeat/collections/exchange.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat::ops {
namespace {

Result<std::vector<Collection>> chosen(const CollectionFiles& files, const Scope& scope,
                                       const ExportRequest& request, Exported& exported) {
    std::vector<Collection> result;
    for (const auto& name : request.collections) {
        SKILLMEAT_ASSIGN(const auto* collection, find_collection(files, scope, name));
        if (collection->is_private && !request.include_private) {
            return fail(ErrorCode::invalid_usage,
                        fmt::format("collection {} is private", quote(collection->name)),
                        "add --include-private to hand it on");
        }
        const auto same = [&](const auto& other) { return other.id == collection->id; };
        if (std::none_of(result.begin(), result.end(), same)) {
            result.push_back(*collection);
        }
    }
    if (!request.collections.empty()) {
        return result;
    }
    for (const auto& collection : files.collections) {
        if (collection.is_private && !request.include_private) {
            ++exported.left_out;
        } else {
            result.push_back(collection);
        }
    }
    return result;
}

/// Sources of the members, each once; members of private ones go unless they are wanted.
void add_sources(const Workspace& workspace, bool include_private, Exported& exported,
                 collections::Exchange& exchange) {
    std::map<std::string, const SourceRecord*> known;
    const auto is_unwanted = [&](const std::string& artifact) {
        const auto source_id = artifact.substr(artifact.rfind('@') + 1);
        const auto* record = workspace.find(source_id);
        const bool hidden = record != nullptr && !include_private &&
                            record->source.visibility == Visibility::private_;
        if (!hidden) {
            known.emplace(record == nullptr ? source_id : record->source.id, record);
        }
        return hidden;
    };
    for (auto& collection : exchange.collections) {
        exported.left_out += collections::remove_if(collection, is_unwanted).size();
    }
    for (const auto& [source_id, record] : known) {
        if (record == nullptr) {
            exported.unknown.push_back(source_id);
            continue;
        }
        auto source = record->source;
        source.url = without_credentials(source.url);
        exchange.sources.push_back(std::move(source));
    }
}

}  // namespace

Result<Exported> export_collections(Services& services, const Scope& scope,
                                    const ExportRequest& request) {
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
    SKILLMEAT_ASSIGN(const auto files, load_collections(services, workspace));
    Exported exported;
    collections::Exchange exchange;
    SKILLMEAT_ASSIGN(exchange.collections, chosen(files, workspace.scope, request, exported));
    add_sources(workspace, request.include_private, exported, exchange);
    for (const auto& collection : exchange.collections) {
        exported.groups += collection.groups.size();
        exported.artifacts += collection.artifacts.size();
    }
    exported.collections = exchange.collections.size();
    exported.sources = exchange.sources.size();
    exported.text = collections::write_exchange(exchange);
    return exported;
}

}  // namespace skillmeat::ops
