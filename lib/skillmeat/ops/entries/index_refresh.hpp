#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/index/entry_store.hpp>
#include <skillmeat/index/index.hpp>
#include <skillmeat/ops/entries/index_session.hpp>

namespace skillmeat::ops {

/// What became of a file that was read.
enum class FileState {
    same,
    /// The content is the same, but its mark is worth writing anew, so that the next look need not
    /// read it.
    touched,
    different,
};
[[nodiscard]] Result<FileState> look(const Services& services, const index::FileMark& mark,
                                     const sys::Path& path);

/// Compares what the index holds of a scope with its files, and reads again what changed.
class IndexRefresh {
  public:
    IndexRefresh(Services& services, const index::Index& index, Depth depth);

    /// The scope if all of it is up to date; nothing when something must be written.
    [[nodiscard]] Result<std::optional<IndexedScope>> check(const Scope& scope);

    /// Brings it up to date, in a transaction of the caller.
    [[nodiscard]] Result<IndexedScope> update(const Scope& scope);

    /// Forgets scopes whose manifest is gone, but for those asked for.
    [[nodiscard]] Result<void> forget_others(const std::vector<Scope>& scopes);

  private:
    [[nodiscard]] Result<FileState> look_at_files(const index::ScopeRow& row,
                                                  const Scope& scope) const;
    [[nodiscard]] Result<FileState> look_at_source(const index::SourceGlance& source,
                                                   const Scope& scope) const;
    [[nodiscard]] Result<std::vector<index::FileMark>> mark_files(const Scope& scope) const;

    [[nodiscard]] Result<void> read_records(const Scope& scope, index::ScopeRow& row,
                                            std::vector<index::SourceRow>& sources);
    [[nodiscard]] Result<void> refresh_sources(const Scope& scope, std::int64_t id,
                                               std::vector<index::SourceRow>& sources);
    [[nodiscard]] Result<void> refresh_source(const Scope& scope, index::SourceRow& row);
    [[nodiscard]] Result<void> read_catalog(const Scope& scope, index::SourceRow& row,
                                            const std::string& readme);
    [[nodiscard]] Result<std::string> read_details(const Scope& scope, index::SourceRow& row) const;
    [[nodiscard]] Result<void> mark_exclusions(index::SourceRow& row);
    void tell_progress();

    Services& services_;
    const index::Index& index_;
    Depth depth_;
    std::optional<index::EntryWriter> writer_;  ///< of the scope that is updated
    std::int64_t began_ms_;
    bool told_ = false;
};

/// How scopes are told apart: by where their files stand.
[[nodiscard]] std::string scope_key(const Scope& scope);

}  // namespace skillmeat::ops
