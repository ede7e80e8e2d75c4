#include <skillmeat/ops/entries/remote_entries.hpp>

#include <set>
#include <utility>

#include <skillmeat/discover/select.hpp>
#include <skillmeat/index/entry_store.hpp>
#include <skillmeat/ops/discover/repository_index.hpp>
#include <skillmeat/ops/effective_settings.hpp>

namespace skillmeat::ops {
namespace {

/// What tells directories of repositories apart.
using Place = std::pair<std::string, std::string>;

std::optional<Place> place_of(std::string_view url, const std::string& directory) {
    const auto parsed = parse_git_url(url);
    return parsed ? std::optional(Place(comparison_key(*parsed), directory)) : std::nullopt;
}

std::set<Place> places_of(const Workspace& workspace) {
    std::set<Place> places;
    for (const auto& record : workspace.records) {
        if (auto place = place_of(record.source.url, record.source.root)) {
            places.insert(*std::move(place));
        }
    }
    return places;
}

RemoteEntry entry_of(const discover::Reference& reference, const SavedIndex& index,
                     std::optional<Timestamp> fetched_at, const Scope& scope) {
    RemoteEntry remote;
    auto& entry = remote.entry;
    entry.type = reference.kind == discover::ReferenceKind::skill ? ArtifactType::skill
                                                                  : ArtifactType::plugin;
    entry.name = reference.name;
    entry.path = reference.path.empty() ? "." : reference.path;
    entry.description = reference.description;
    entry.version = reference.version;
    entry.upstream_url = reference.url;
    entry.notes = reference.notes;
    entry.confidence = 100;
    entry.detected_at = fetched_at.value_or(Timestamp{});
    entry.changed_at = entry.detected_at;
    const auto id = discover::default_id(reference);
    remote.source.id = id.empty() ? index.id : id;
    remote.source.url = reference.url;
    remote.index = index.id;
    remote.add = reference.add;
    remote.project_id = scope.project_id;
    remote.project_name = scope.project_name;
    return remote;
}

/// The scopes' saved indexes, one after the other.
class Copies {
  public:
    Copies(Services& services, const Workspace& workspace, const settings::Settings& settings,
           IndexTokens tokens)
        : services_(services),
          workspace_(workspace),
          tokens_(std::move(tokens)),
          copies_(services, user_paths(services.environment).cache.value_or(sys::Path{})),
          reader_(make_reader(services, offline(settings))) {}

    Result<void> read_all(RemoteEntries& remote) {
        const auto known = places_of(workspace_);
        for (const auto& index : workspace_.shared.indexes) {
            SKILLMEAT_ASSIGN(const auto address, parse_index_address(index.url));
            if (address.kind == IndexKind::repository && !is_remote(address.repository.url)) {
                continue;
            }
            auto copy = read(address);
            if (!copy) {
                // Absent, or not to be understood: `source discover` tells which.
                remote.missing.push_back(index.id);
                continue;
            }
            for (const auto& reference : copy->references) {
                const auto place = place_of(reference.url, reference.path);
                if (!place || known.count(*place) == 0) {
                    remote.entries.push_back(
                        entry_of(reference, index, copy->fetched_at, workspace_.scope));
                }
            }
        }
        return {};
    }

  private:
    static ReadOptions offline(const settings::Settings& settings) {
        auto options = read_options(settings);
        options.fetch.offline = true;
        return options;
    }

    Result<ReadIndex> read(const IndexAddress& address) {
        IndexFlags flags;
        flags.offline = true;
        return address.kind == IndexKind::site
                   ? read_site(services_, copies_, tokens_, address.url, flags)
                   : read_repository(reader_, copies_, address.repository, "", flags);
    }

    Services& services_;
    const Workspace& workspace_;
    IndexTokens tokens_;
    IndexCopies copies_;
    Reader reader_;
};

}  // namespace

Result<RemoteEntries> read_remote_entries(Services& services, const std::vector<Scope>& scopes) {
    DiagnosticList unsaid;  // ages and oddities of indexes are told where these are asked for
    Services quiet{services.files, services.clock, services.environment, services.processes,
                   unsaid,         nullptr,        services.network,     services.observer,
                   services.random};
    RemoteEntries remote;
    for (const auto& scope : scopes) {
        LoadOptions options;
        options.locks = false;
        SKILLMEAT_ASSIGN(const auto workspace, load_workspace(quiet, scope, options));
        SKILLMEAT_ASSIGN(const auto settings, effective_settings(quiet, workspace));
        SKILLMEAT_ASSIGN(auto tokens, index_tokens(quiet, settings));
        SKILLMEAT_TRY(Copies(quiet, workspace, settings, std::move(tokens)).read_all(remote));
    }
    return remote;
}

Result<RemoteHits> search_remote(const RemoteEntries& remote, index::SearchRequest request) {
    SKILLMEAT_ASSIGN(const auto memory, index::Index::open("", index::Access::memory));
    index::ScopeRow scope;
    scope.key = "remote";
    SKILLMEAT_TRY(memory.put_scope(scope));
    index::SourceRow row;
    row.standing = index::Standing::complete;
    SKILLMEAT_TRY(memory.put_source(scope.id, row));
    std::vector<index::IndexedEntry> entries;
    for (const auto& one : remote.entries) {
        index::IndexedEntry item;
        item.entry = &one.entry;
        entries.push_back(item);
    }
    SKILLMEAT_ASSIGN(auto writer, index::EntryWriter::make(memory, scope.id));
    SKILLMEAT_TRY(writer.replace(row, entries, "", ""));
    SKILLMEAT_TRY(writer.finish());
    SKILLMEAT_TRY(memory.put_source(scope.id, row));

    request.bounds = {{scope.id}, {}};
    request.limit.reset();
    request.after.reset();
    RemoteHits found;
    SKILLMEAT_ASSIGN(found.said, index::search(memory, request));
    for (const auto& hit : found.said.hits) {
        const auto number = static_cast<std::size_t>(hit.stored.document - row.first) - 1;
        found.hits.push_back({&remote.entries[number], hit.kind, hit.score});
    }
    found.said.hits.clear();
    return found;
}

}  // namespace skillmeat::ops
