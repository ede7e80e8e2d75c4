#pragma once

#include <cstdint>
#include <span>
#include <string>
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

    /// Replaces all entries of a source, and the words that stand for every one of them: `text`
    /// holds its id, tags and descriptions. `entries` are in the order of its catalog.
    [[nodiscard]] Result<void> replace(SourceRow& source, std::span<const IndexedEntry> entries,
                                       std::string_view text, std::string_view readme);

    /// Entries of a source in the order of its catalog.
    [[nodiscard]] Result<std::vector<EntryKey>> keys(const SourceRow& source);

    /// Marks entries as excluded anew, and counts them by the source's least confidence; `marks`
    /// has an element for each entry, in order, of which only exclusion and excluded_at count.
    [[nodiscard]] Result<void> set_exclusions(SourceRow& source,
                                              std::span<const IndexedEntry> marks);

    /// Replaces only the words that stand for every entry of a source.
    [[nodiscard]] Result<void> set_source_words(const SourceRow& source, std::string_view text,
                                                std::string_view readme);

    /// Removes a source with its entries.
    [[nodiscard]] Result<void> drop(const SourceRow& source);

    /// Stores what was counted on the way. Nothing may be written afterwards.
    [[nodiscard]] Result<void> finish();

    /// Around a first build: words are gathered in large runs, and in the end are a single one.
    [[nodiscard]] Result<void> begin_filling() const;
    [[nodiscard]] Result<void> end_filling() const;

  private:
    struct Statements {
        Statement insert_entry;
        Statement insert_tag;
        Statement delete_tag;
        Statement insert_words;
        Statement delete_words;
        Statement source_words;
        Statement put_source_words;
    };
    struct SourceWords {
        std::string words;
        std::string readme;
        std::string documents;  ///< of its entries; document.hpp
    };

    EntryWriter(const Index& index, std::int64_t scope, Statements statements)
        : index_(&index), scope_(scope), statements_(std::move(statements)) {}

    [[nodiscard]] Result<void> erase_entries(const SourceRow& source);
    [[nodiscard]] Result<void> erase_words(const SourceRow& source);
    [[nodiscard]] Result<void> move(SourceRow& source, std::int64_t entries);
    [[nodiscard]] Result<void> insert(const SourceRow& source, std::int64_t document,
                                      const IndexedEntry& entry);
    [[nodiscard]] Result<void> write_words(Statement& statement, std::int64_t document);
    [[nodiscard]] Result<SourceWords> stored_words(const SourceRow& source);
    [[nodiscard]] SourceWords count_words(const SourceWords& old, std::string_view text,
                                          std::string_view readme);
    [[nodiscard]] Result<void> write_source_words(Statement& statement, std::int64_t document,
                                                  const SourceWords& words);
    [[nodiscard]] Result<void> store(const SourceRow& source, const SourceWords& words);
    [[nodiscard]] Result<void> configure(std::string_view option, std::int64_t value) const;

    const Index* index_;
    std::int64_t scope_;
    Statements statements_;
    TermCounts terms_;
    EntryWords words_;
    std::int64_t next_document_ = 0;  ///< 0: not yet asked for
};

}  // namespace skillmeat::index
