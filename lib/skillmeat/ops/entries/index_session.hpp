#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <skillmeat/index/index.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

// The index answers for files it has read before. Whoever asks it brings it up to date first:
// size, time, inode and where these do not suffice the content of every file are compared, and only
// what changed is read again. Answers are those the files would give, byte for byte; whenever
// something about the index is wrong, the files are asked instead.

/// Below these sizes, in bytes, reading the files is faster than asking the index, or so fast that
/// it does not matter. Measured with tests/bench/search.sh.
inline constexpr std::uint64_t least_catalog_bytes = 1'000'000;  ///< all catalogs of the scopes
inline constexpr std::uint64_t least_manifest_bytes = 60'000;    ///< all manifests of the scopes

/// What is asked of the index, and so what must be up to date.
enum class Depth {
    records,  ///< manifests, locks and states
    entries,  ///< catalogs and imported READMEs too
};

/// A scope as the index holds it. Records of its sources are read when they are asked for.
struct IndexedScope {
    std::int64_t id = 0;
    Scope scope;  ///< with the name its manifest says
    bool has_manifest = false;
    std::vector<index::SourceGlance> sources;  ///< by source id, bytewise; for Depth::entries
    std::vector<Diagnostic> messages;          ///< warnings of reading the records
    std::unordered_map<std::int64_t, std::size_t> by_id;  ///< numbers of `sources`
};

/// The index, right for these scopes at this moment, and kept so while it is open.
struct IndexSession {
    std::unique_ptr<index::Index> index;
    std::unique_ptr<index::Transaction> view;  ///< one state of the file for all questions
    std::vector<IndexedScope> scopes;
    /// Those that were asked for, by SourceRow::id.
    std::unordered_map<std::int64_t, std::unique_ptr<SourceRecord>> records;
};

/// A source of the session, read when that was not done; valid as long as the session. `io_error`
/// for one that is in none of the scopes.
struct IndexedSource {
    const IndexedScope* scope = nullptr;
    const SourceRecord* record = nullptr;
};
[[nodiscard]] Result<IndexedSource> source_of(IndexSession& session, std::int64_t id);

/// All records of a scope, for questions by what stands in them: a workspace of scope, has_manifest
/// and records, these in the order of IndexedScope::sources.
[[nodiscard]] Result<Workspace> workspace_of(const IndexSession& session,
                                             const IndexedScope& scope);

/// Whether the scopes are large enough for the index, unless SKILLMEAT_INDEX says `always` or
/// `never`.
[[nodiscard]] bool worth_indexing(const Services& services, const std::vector<Scope>& scopes,
                                  Depth depth);

/// Opens the index in the cache directory and brings it up to date, under its lock when something
/// must be written. Nothing when there is no place for it, or anything fails: the files then tell
/// what is wrong.
[[nodiscard]] std::optional<IndexSession> open_index(Services& services,
                                                     const std::vector<Scope>& scopes, Depth depth);

/// Warnings about the files, as reading them would give them: for once an answer is sure.
void report_messages(Services& services, const IndexSession& session);

/// The same in memory, for this one time, where the cache cannot hold it. Faults in the files are
/// errors, reported with their places.
[[nodiscard]] Result<IndexSession> open_index_in_memory(Services& services,
                                                        const std::vector<Scope>& scopes,
                                                        Depth depth);

/// A scope to be read, from the index when that is faster.
struct ScopeToRead {
    /// As load_workspace() gives it; from the index without texts and manifests.
    Workspace workspace;
    /// As the index holds them, in the order of the records; none when the files were read.
    std::vector<index::SourceRow> sources;
};
[[nodiscard]] Result<ScopeToRead> scope_to_read(Services& services, const Scope& scope);

/// counts_of() a record: from its row of the index, which may be null, if that has read the catalog
/// as it is.
[[nodiscard]] Result<std::optional<TypeCounts>> counts_of(const Services& services,
                                                          const Scope& scope,
                                                          const SourceRecord& record,
                                                          const index::SourceRow* row);

}  // namespace skillmeat::ops
