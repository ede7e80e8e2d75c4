#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include <skillmeat/index/entry_words.hpp>
#include <skillmeat/index/index.hpp>

namespace skillmeat::index {

/// What decides whether an exclusion fits an entry.
struct EntryKey {
    ArtifactType type = ArtifactType::skill;
    std::string name;
    std::string path;
};

/// Writes the entries of one scope, within a transaction of the caller. The rows of the sources are
/// changed in memory; put_source() stores them.
class EntryWriter {
  public:
    [[nodiscard]] static Result<EntryWriter> make(const Index& index, std::int64_t scope);

    /// Replaces all entries of a source. `entries` are in the order of its catalog.
    [[nodiscard]] Result<void> replace(SourceRow& source, std::span<const IndexedEntry> entries);

    /// Entries of a source in the order of its catalog.
    [[nodiscard]] Result<std::vector<EntryKey>> keys(const SourceRow& source);

    /// Marks entries as excluded anew; `marks` has an element for each entry, in order, of which
    /// only exclusion and excluded_at count.
    [[nodiscard]] Result<void> set_exclusions(const SourceRow& source,
                                              std::span<const IndexedEntry> marks);

    /// Words that stand for every entry of a source: its id, tags and descriptions, and its README.
    [[nodiscard]] Result<void> set_source_words(const SourceRow& source, std::string_view text,
                                                std::string_view readme);

    /// Removes a source with its entries.
    [[nodiscard]] Result<void> drop(const SourceRow& source);

    /// Stores what was counted on the way. Nothing may be written afterwards.
    [[nodiscard]] Result<void> finish();

    /// Makes one sorted run of a words table that was just filled: after a first build.
    [[nodiscard]] Result<void> compact() const;

  private:
    struct Statements {
        Statement insert_entry;
        Statement insert_tag;
        Statement delete_tag;
        Statement insert_words;
        Statement delete_words;
        Statement insert_tally;
        Statement source_words;
        Statement put_source_words;
    };
    using Tally = std::map<std::tuple<int, int, int, int>, std::int64_t>;

    EntryWriter(const Index& index, std::int64_t scope, Statements statements)
        : index_(&index), scope_(scope), statements_(std::move(statements)) {}

    [[nodiscard]] Result<void> erase_entries(const SourceRow& source);
    [[nodiscard]] Result<void> erase_words(const SourceRow& source);
    [[nodiscard]] Result<void> reserve(SourceRow& source, std::int64_t entries);
    [[nodiscard]] Result<void> insert(const SourceRow& source, std::int64_t document,
                                      const IndexedEntry& entry);
    [[nodiscard]] Result<void> write_words(Statement& statement, std::int64_t document);
    [[nodiscard]] Result<void> write_source_words(Statement& statement, std::int64_t document,
                                                  std::string_view words, std::string_view readme);
    [[nodiscard]] Result<void> write_tally(const SourceRow& source, const Tally& tally);

    const Index* index_;
    std::int64_t scope_;
    Statements statements_;
    TermCounts terms_;
    EntryWords words_;
    std::int64_t next_document_ = 0;  ///< 0: not yet asked for
};

}  // namespace skillmeat::index
