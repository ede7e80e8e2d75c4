#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <skillmeat/index/document.hpp>
#include <skillmeat/index/fts_walk.hpp>
#include <skillmeat/index/index.hpp>

namespace skillmeat::index {

/// A source of a scope with its place among the scope's entries.
struct SourcePlace {
    std::int64_t id = 0;
    std::int64_t first = 0;  ///< number of its own document
    std::size_t entries = 0;
    std::size_t slot = 0;  ///< of its first entry
    int min_confidence = 0;
    std::string name;
    std::string project;
};

/// The entries of one scope and what they score. A slot is an entry's number among those of the
/// scope, by source id, then type and path.
class Scorer {
  public:
    /// Reads what is needed of every entry of the scope.
    [[nodiscard]] static Result<Scorer> load(const Index& index, std::int64_t scope);

    [[nodiscard]] std::int64_t scope() const { return scope_; }
    [[nodiscard]] const std::vector<SourcePlace>& sources() const { return sources_; }  ///< by name
    [[nodiscard]] std::uint32_t document(std::size_t slot) const { return documents_[slot]; }

    /// How rare a part is, and so how much it counts; nothing when it stands nowhere.
    struct Weight {
        double idf = 0;
        bool found = false;
    };
    /// Walks the phrases of one part of the query and adds what its entries score. Entries that
    /// have the part already are left as they are, so that a second call adds weaker hits.
    [[nodiscard]] Result<Weight> add(const Index& index, std::size_t part,
                                     const std::vector<Phrase>& phrases, bool counts);

    [[nodiscard]] float score(std::size_t slot) const { return scores_[slot]; }
    /// Parts the entry itself has, as bits.
    [[nodiscard]] std::uint32_t own_parts(std::size_t slot) const { return parts_[slot]; }
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
    std::vector<std::uint32_t> documents_;
    std::vector<float> scores_;
    std::vector<std::uint32_t> parts_;
    std::vector<float> values_;  ///< of the part that is walked
    std::vector<std::uint32_t> touched_;
    std::vector<std::uint32_t> source_parts_;
    std::vector<std::vector<float>> source_values_;  ///< by part, then source; without idf
    std::vector<double> idf_;
    double average_words_ = 1;
};

}  // namespace skillmeat::index
