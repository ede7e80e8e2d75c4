#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/index/database.hpp>
#include <skillmeat/index/file_mark.hpp>
#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/model/source.hpp>

namespace skillmeat::index {

/// Raised whenever the schema, the words of entries or their encoding change: an index of another
/// number is made anew.
inline constexpr int schema_version = 4;
/// "SkMt": tells our file from another program's.
inline constexpr std::int64_t application_id = 0x536b4d74;

/// One scope: the user's own, or a project.
struct ScopeRow {
    std::int64_t id = 0;
    std::string key;           ///< its manifest and state directory; unique
    std::string manifest;      ///< path; a scope without one is forgotten
    std::string project_id;    ///< empty for the user scope
    std::string project_name;  ///< as the manifest says
    bool has_manifest = false;
    std::vector<FileMark> files;       ///< what the records were read from
    std::vector<Diagnostic> messages;  ///< warnings of reading them, told again every time
};

/// Whether a source's catalog can answer.
enum class Standing { not_scanned, incomplete, complete };

/// One source with its place in the index.
struct SourceRow {
    std::int64_t id = 0;
    Source source;
    std::optional<LockRow> lock;
    std::optional<SourceState> state;
    Standing standing = Standing::not_scanned;
    bool counted = false;  ///< the catalog was looked at; false until entries are asked for
    std::optional<CatalogHeader> header;  ///< of the catalog, when it can be read as a whole
    FileMark catalog;
    FileMark details;
    std::string exclusions;  ///< hash of what the entries were marked with
    std::string tally;       ///< how many entries stand alike; standing.hpp
    std::int64_t first = 0;  ///< number of its first document; the source itself is one, before it
    std::int64_t capacity = 0;
    std::int64_t entries = 0;
    std::int64_t words = 0;  ///< of its entries, all together
};

/// Whether the README of the source was imported, and so stands in the index.
[[nodiscard]] bool has_readme(const SourceRow& row);

/// What every question needs of every source: whether it is as it was read.
struct SourceGlance {
    std::int64_t id = 0;
    std::string name;  ///< the source's id
    Standing standing = Standing::not_scanned;
    bool counted = false;         ///< as in SourceRow
    std::vector<FileMark> files;  ///< with a lock: the catalog, then the README, if imported
};
[[nodiscard]] SourceGlance glance(const SourceRow& row);

/// An entry with what decides whether lists show it.
struct IndexedEntry {
    const CatalogEntry* entry = nullptr;
    std::string_view plugin_name;  ///< of the owning plugin, or empty
    std::optional<int> exclusion;  ///< number of the row that excludes it
    std::optional<Timestamp> excluded_at;
};

/// The index, open. Rows of scopes and sources are plain values; what changes entries is
/// entry_store.hpp, what asks is entry_query.hpp and search.hpp.
class Index {
  public:
    /// For Access::write and memory the schema is made in an empty file. `io_error` for a file that
    /// is damaged, foreign, of another version, locked or not to be opened.
    [[nodiscard]] static Result<Index> open(const std::string& path, Access access);

    [[nodiscard]] const Database& database() const { return *database_; }

    [[nodiscard]] Result<std::vector<ScopeRow>> scopes() const;
    [[nodiscard]] Result<std::optional<ScopeRow>> scope(std::string_view key) const;
    /// Adds the scope (id 0, which is set) or writes it again.
    [[nodiscard]] Result<void> put_scope(ScopeRow& row) const;
    [[nodiscard]] Result<void> drop_scope(std::int64_t scope) const;

    /// By source id, bytewise.
    [[nodiscard]] Result<std::vector<SourceRow>> sources(std::int64_t scope) const;
    /// The same sources in the same order, without what takes time to read.
    [[nodiscard]] Result<std::vector<SourceGlance>> glances(std::int64_t scope) const;
    /// `io_error` when there is none.
    [[nodiscard]] Result<SourceRow> source(std::int64_t id) const;
    /// Adds the source (id 0, which is set) or writes it again.
    [[nodiscard]] Result<void> put_source(std::int64_t scope, SourceRow& row) const;

  private:
    explicit Index(std::unique_ptr<Database> database) : database_(std::move(database)) {}
    std::unique_ptr<Database> database_;
};

/// Name of the table with the words of a scope's entries. Each scope has its own, so that neither
/// hits nor their weights depend on another scope.
[[nodiscard]] std::string words_table(std::int64_t scope);

}  // namespace skillmeat::index
