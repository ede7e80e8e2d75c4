#include <skillmeat/ops/entries/index_session.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

#include <skillmeat/index/index_file.hpp>
#include <skillmeat/index/standing.hpp>
#include <skillmeat/ops/entries/index_refresh.hpp>
#include <skillmeat/ops/paths.hpp>
#include <skillmeat/ops/sources/counts.hpp>
#include <skillmeat/sys/outside_files.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::int64_t lock_timeout_ms = 60'000;  // then the files are read instead

constexpr std::string_view use_variable = "SKILLMEAT_INDEX";

bool never_used(const Services& services) {
    return services.environment.get(use_variable) == "never";
}

Result<std::uint64_t> size_of(const sys::FileReader& files, const sys::Path& path) {
    SKILLMEAT_ASSIGN(const auto stat, files.stat(path));
    return stat ? stat->size : 0;
}

Result<std::uint64_t> catalog_bytes(const sys::FileReader& files, const Scope& scope,
                                    std::uint64_t enough) {
    SKILLMEAT_ASSIGN(const auto entries, files.list(scope.catalogs));
    std::uint64_t bytes = 0;
    for (const auto& entry : entries) {
        SKILLMEAT_ASSIGN(const auto size, size_of(files, scope.catalogs / entry.name));
        bytes += size;
        if (bytes >= enough) {
            break;
        }
    }
    return bytes;
}

Result<std::uint64_t> manifest_bytes(const sys::FileReader& files, const Scope& scope) {
    SKILLMEAT_ASSIGN(const auto shared, size_of(files, scope.manifest));
    SKILLMEAT_ASSIGN(const auto local, size_of(files, scope.local_manifest));
    return shared + local;
}

/// A session over an index that holds everything the scopes need; nothing when it does not.
Result<std::optional<IndexSession>> fresh_session(Services& services,
                                                  const index::IndexFiles& paths,
                                                  index::Index opened,
                                                  const std::vector<Scope>& scopes, Depth depth) {
    IndexSession session;
    session.index = std::make_unique<index::Index>(std::move(opened));
    SKILLMEAT_ASSIGN(auto view, index::Transaction::begin(session.index->database(), false));
    session.view = std::make_unique<index::Transaction>(std::move(view));
    IndexRefresh refresh(services, *session.index, depth);
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(auto indexed, refresh.check(scope));
        if (!indexed) {
            return std::optional<IndexSession>();
        }
        session.scopes.push_back(*std::move(indexed));
    }
    // By now SQLite keeps writers out; one that came, and was killed, in between shows here.
    SKILLMEAT_ASSIGN(const auto trust, index::judge(services.files, paths));
    return trust == index::FileTrust::trusted ? std::optional<IndexSession>(std::move(session))
                                              : std::nullopt;
}

/// Brings the session's index up to date, in a transaction of the caller.
Result<void> update_scopes(Services& services, IndexSession& session,
                           const std::vector<Scope>& scopes, Depth depth) {
    observe::Span span(services.observer, "index.update");
    IndexRefresh refresh(services, *session.index, depth);
    SKILLMEAT_TRY(refresh.forget_others(scopes));
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(auto indexed, refresh.update(scope));
        session.scopes.push_back(std::move(indexed));
    }
    return {};
}

/// Opens the index for writing, told to whoever listens when the old one could not be believed.
Result<index::Index> open_to_update(Services& services, const index::IndexFiles& paths) {
    bool set_aside = false;
    auto opened = index::open_for_writing(services.files, paths, set_aside);
    if (set_aside && services.observer != nullptr) {
        services.observer->log(observe::Level::info,
                               "the index was not as it was left; it is made anew",
                               {{"path", paths.database.string()}});
    }
    return opened;
}

/// `seen` is the stamp of an index that was found wanting.
Result<IndexSession> update_file(Services& services, const index::IndexFiles& paths,
                                 const std::string& seen, const std::vector<Scope>& scopes,
                                 Depth depth) {
    sys::LockOptions options;
    options.timeout_ms = lock_timeout_ms;
    SKILLMEAT_ASSIGN(const auto held, services.files.lock(paths.lock, options));
    if (!held->held()) {
        return fail(ErrorCode::io_error, "no lock for the index");
    }
    if (index::stamp_on_disk(services.files, paths) != seen) {
        // Another process may have done the work meanwhile.
        if (auto opened = index::open_trusted(services.files, paths)) {
            auto session = fresh_session(services, paths, *std::move(opened), scopes, depth);
            if (session && *session) {
                return **std::move(session);
            }
        }
    }
    SKILLMEAT_ASSIGN(auto opened, open_to_update(services, paths));
    IndexSession session;
    session.index = std::make_unique<index::Index>(std::move(opened));
    SKILLMEAT_ASSIGN(auto writing, index::Transaction::begin(session.index->database(), true));
    if (auto updated = update_scopes(services, session, scopes, depth); !updated) {
        // A manifest that cannot be read is no fault of the index, which is as it was.
        if (writing.rollback()) {
            SKILLMEAT_TRY(index::write_stamp(services.files, paths));
        }
        return fail(std::move(updated).error());
    }
    SKILLMEAT_TRY(writing.commit());
    SKILLMEAT_TRY(index::write_stamp(services.files, paths));
    SKILLMEAT_ASSIGN(auto view, index::Transaction::begin(session.index->database(), false));
    session.view = std::make_unique<index::Transaction>(std::move(view));
    return session;
}

/// Faults of the files are told by whoever reads them next, so nothing is reported on the way.
Result<IndexSession> open_file(Services& services, const std::vector<Scope>& scopes, Depth depth) {
    const auto cache = user_paths(services.environment).cache;
    if (!cache || never_used(services) || !sys::outside_path(services.files, *cache)) {
        return fail(ErrorCode::io_error, "no place for the index");
    }
    const auto paths = index::index_files(*cache);
    const auto seen = index::stamp_on_disk(services.files, paths);
    if (auto opened = index::open_trusted(services.files, paths)) {
        SKILLMEAT_ASSIGN(auto session,
                         fresh_session(services, paths, *std::move(opened), scopes, depth));
        if (session) {
            return *std::move(session);
        }
    }
    SKILLMEAT_TRY(services.files.create_directories(*cache, 0700));
    return update_file(services, paths, seen, scopes, depth);
}

/// Takes the records out of the sources.
Workspace workspace_with(const IndexedScope& scope, std::vector<index::SourceRow>& sources) {
    Workspace workspace;
    workspace.scope = scope.scope;
    workspace.has_manifest = scope.has_manifest;
    workspace.records.reserve(sources.size());
    for (auto& source : sources) {
        workspace.records.push_back(
            {std::move(source.source), std::move(source.lock), std::move(source.state)});
    }
    return workspace;
}

}  // namespace

Result<IndexedSource> source_of(IndexSession& session, std::int64_t id) {
    const auto scope =
        std::find_if(session.scopes.begin(), session.scopes.end(),
                     [id](const IndexedScope& one) { return one.by_id.count(id) > 0; });
    if (scope == session.scopes.end()) {
        return fail(ErrorCode::io_error, "the index cannot be used: a source is missing");
    }
    auto& record = session.records[id];
    if (!record) {
        SKILLMEAT_ASSIGN(auto row, session.index->source(id));
        record = std::make_unique<SourceRecord>(
            SourceRecord{std::move(row.source), std::move(row.lock), std::move(row.state)});
    }
    return IndexedSource{&*scope, record.get()};
}

Result<Workspace> workspace_of(const IndexSession& session, const IndexedScope& scope) {
    SKILLMEAT_ASSIGN(auto sources, session.index->sources(scope.id));
    return workspace_with(scope, sources);
}

void report_messages(Services& services, const IndexSession& session) {
    for (const auto& scope : session.scopes) {
        for (const auto& message : scope.messages) {
            services.diagnostics.report(message);
        }
    }
}

bool worth_indexing(const Services& services, const std::vector<Scope>& scopes, Depth depth) {
    if (never_used(services) || services.environment.get(use_variable) == "always") {
        return !never_used(services);
    }
    // What cannot be looked at is for the files to tell.
    std::uint64_t bytes = 0;
    for (const auto& scope : scopes) {
        bytes += manifest_bytes(services.files, scope).value_or(0);
    }
    // With many sources even the names of their catalogs take longer to list than the index to ask.
    if (bytes >= least_manifest_bytes || depth == Depth::records) {
        return bytes >= least_manifest_bytes;
    }
    bytes = 0;
    for (const auto& scope : scopes) {
        bytes += catalog_bytes(services.files, scope, least_catalog_bytes - bytes).value_or(0);
        if (bytes >= least_catalog_bytes) {
            return true;
        }
    }
    return false;
}

std::optional<IndexSession> open_index(Services& services, const std::vector<Scope>& scopes,
                                       Depth depth) {
    auto session = open_file(services, scopes, depth);
    return session ? std::optional<IndexSession>(*std::move(session)) : std::nullopt;
}

Result<IndexSession> open_index_in_memory(Services& services, const std::vector<Scope>& scopes,
                                          Depth depth) {
    for (const auto& scope : scopes) {
        DiagnosticList messages;
        Services quiet{services.files, services.clock, services.environment, services.processes,
                       messages};
        auto workspace = load_workspace(quiet, scope);
        if (!workspace) {
            for (const auto& message : messages.items) {
                services.diagnostics.report(message);
            }
            return fail(std::move(workspace).error());
        }
    }
    SKILLMEAT_ASSIGN(auto opened, index::Index::open("", index::Access::memory));
    IndexSession session;
    session.index = std::make_unique<index::Index>(std::move(opened));
    SKILLMEAT_ASSIGN(auto writing, index::Transaction::begin(session.index->database(), true));
    SKILLMEAT_TRY(update_scopes(services, session, scopes, depth));
    SKILLMEAT_TRY(writing.commit());
    return session;
}

Result<ScopeToRead> scope_to_read(Services& services, const Scope& scope) {
    ScopeToRead read;
    // Where catalogs are large the index is there anyway, and counts them.
    if (worth_indexing(services, {scope}, Depth::entries)) {
        if (auto session = open_index(services, {scope}, Depth::records)) {
            const auto& indexed = session->scopes.front();
            if (auto sources = session->index->sources(indexed.id)) {
                report_messages(services, *session);
                read.workspace = workspace_with(indexed, *sources);
                read.sources = *std::move(sources);
                return read;
            }
        }
    }
    SKILLMEAT_ASSIGN(read.workspace, load_workspace(services, scope));
    return read;
}

Result<std::optional<TypeCounts>> counts_of(const Services& services, const Scope& scope,
                                            const SourceRecord& record,
                                            const index::SourceRow* row) {
    if (row != nullptr && row->counted && row->standing == index::Standing::complete) {
        SKILLMEAT_ASSIGN(const auto state,
                         look(services, row->catalog, scope.catalog_of(record.source.id)));
        if (state != FileState::different) {
            if (const auto counts = index::shown_by_type(row->tally)) {
                return counts;
            }
        }
    }
    return counts_of(services.files, scope, record);
}

}  // namespace skillmeat::ops
