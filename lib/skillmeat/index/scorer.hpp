#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <skillmeat/index/document.hpp>
#include <skillmeat/index/fts_walk.hpp>
#include <skillmeat/index/index.hpp>

namespace skillmeat::index {

/// A source of a scope.
struct SourcePlace {
    std::int64_t id = 0;
    std::int64_t first = 0;  ///< number of its own document
    std::size_t entries = 0;
    std::size_t before = 0;  ///< entries of the scope's sources before it
    int min_confidence = 0;
    std::string name;
    std::string project;
};

/// What an entry scores.
struct EntryScore {
    float score = 0;
    float value = 0;          ///< of the part that is walked
    std::uint32_t parts = 0;  ///< of the query that the entry itself has, as bits
};

/// The entries of a source, numbered by type and path. Empty until one is hit.
struct SourceEntries {
    std::vector<std::uint32_t> documents;
    std::vector<std::uint32_t> hit;  ///< numbers of those with parts of their own, in no order
};

/// The entries of one scope and what they score. Of sources without a hit no entry is read.
class Scorer {
  public:
    [[nodiscard]] static Result<Scorer> load(const Index& index, std::int64_t scope);

    [[nodiscard]] std::int64_t scope() const { return scope_; }
    [[nodiscard]] std::size_t entries() const { return entries_; }
    [[nodiscard]] const std::vector<SourcePlace>& sources() const { return sources_; }  ///< by name
    [[nodiscard]] const SourceEntries& of_source(std::size_t source) const {
        return by_source_[source];
    }
    [[nodiscard]] const EntryScore& of_entry(std::size_t source, std::size_t number) const {
        return scores_[sources_[source].before + number];
    }
    /// Reads the entries of a source, if that was not done.
    [[nodiscard]] Result<void> read_entries(Statement& documents, std::size_t source);
    /// What read_entries() takes.
    [[nodiscard]] static Result<Statement> documents_of_source(const Index& index);

    /// How rare a part is, and so how much it counts; nothing when it stands nowhere.
    struct Weight {
        double idf = 0;
        bool found = false;
    };
    /// Walks the phrases of one part of the query and adds what its entries score. Entries that
    /// have the part already are left as they are, so that a second call adds weaker hits.
    [[nodiscard]] Result<Weight> add(const Index& index, std::size_t part,
                                     const std::vector<Phrase>& phrases, bool counts);

    /// Parts that stand in words of the source, and what each adds to all of its entries.
    [[nodiscard]] std::uint32_t source_parts(std::size_t source) const {
        return source_parts_[source];
    }
    [[nodiscard]] double source_score(std::size_t source, std::uint32_t missing) const;

  private:
    class Visitor;
    std::int64_t scope_ = 0;
    std::vector<SourcePlace> sources_;
    std::vector<std::size_t> by_document_;  ///< sources by their first document
    std::vector<SourceEntries> by_source_;
    /// Of all entries, in zeroed memory that takes up pages only where something is hit.
    std::unique_ptr<EntryScore[], void (*)(void*)> scores_{nullptr, std::free};
    std::size_t entries_ = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> touched_;  ///< sources and numbers
    std::vector<std::uint32_t> source_parts_;
    std::vector<std::vector<float>> source_values_;  ///< by part, then source; without idf
    std::vector<double> idf_;
    double average_words_ = 1;
};

}  // namespace skillmeat::index
