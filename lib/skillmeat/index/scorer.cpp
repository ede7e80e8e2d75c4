#include <skillmeat/index/scorer.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numeric>
#include <optional>
#include <utility>

namespace skillmeat::index {
namespace {

// BM25 over fields (S. Robertson, H. Zaragoza, "The probabilistic relevance framework", 2009). The
// weights were chosen by tests/search, which measures what people would want first.
constexpr double saturation = 1.2;
constexpr double length_share = 0.4;
constexpr std::array<double, word_columns> field_weights{
    8.0,   // name, shared among its words
    4.0,   // tags
    3.0,   // category
    1.5,   // plugin
    0.8,   // path
    1.0,   // description
    0.25,  // source: words that stand for all of its entries
    0.10,  // readme
};
constexpr std::size_t name_column = 0;
constexpr std::size_t source_column = 6;

/// A name of two words says less with each of them than a name of one.
double name_share(std::size_t words) {
    return 1.0 / (0.6 + 0.4 * static_cast<double>(std::max<std::size_t>(words, 1)));
}

}  // namespace

Result<Scorer> Scorer::load(const Index& index, std::int64_t scope) {
    Scorer scorer;
    scorer.scope_ = scope;
    SKILLMEAT_ASSIGN(auto rows,
                     index.database().prepare("SELECT id, first, entries, min_confidence, name, "
                                              "project, words FROM source WHERE scope = ? AND "
                                              "standing = ? ORDER BY name"));
    rows.bind(scope).bind(static_cast<std::int64_t>(Standing::complete));
    std::int64_t words = 0;
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, rows.step());
        if (!more) {
            break;
        }
        SourcePlace place{rows.integer(0),
                          rows.integer(1),
                          static_cast<std::size_t>(rows.integer(2)),
                          scorer.entries_,
                          static_cast<int>(rows.integer(3)),
                          std::string(rows.text(4)),
                          std::string(rows.text(5))};
        words += rows.integer(6);
        scorer.entries_ += place.entries;
        scorer.sources_.push_back(std::move(place));
    }
    scorer.average_words_ =
        std::max(1.0, static_cast<double>(words) /
                          static_cast<double>(std::max<std::size_t>(scorer.entries_, 1)));
    scorer.by_source_.resize(scorer.sources_.size());
    scorer.scores_.reset(static_cast<EntryScore*>(
        std::calloc(std::max<std::size_t>(scorer.entries_, 1), sizeof(EntryScore))));
    if (!scorer.scores_) {
        return fail(ErrorCode::io_error, "the index cannot be used: there is no memory for it");
    }
    scorer.source_parts_.resize(scorer.sources_.size());
    scorer.by_document_.resize(scorer.sources_.size());
    std::iota(scorer.by_document_.begin(), scorer.by_document_.end(), std::size_t{0});
    std::sort(scorer.by_document_.begin(), scorer.by_document_.end(),
              [&](std::size_t a, std::size_t b) {
                  return scorer.sources_[a].first < scorer.sources_[b].first;
              });
    return scorer;
}

Result<Statement> Scorer::documents_of_source(const Index& index) {
    return index.database().prepare("SELECT documents FROM source_words WHERE source = ?");
}

Result<void> Scorer::read_entries(Statement& documents, std::size_t source) {
    const auto entries = sources_[source].entries;
    auto& read = by_source_[source].documents;
    if (entries == read.size()) {
        return {};
    }
    SKILLMEAT_ASSIGN(const bool found, documents.bind(sources_[source].id).step());
    const auto bytes = found ? documents.text(0) : std::string_view();
    if (bytes.size() != entries * sizeof(std::uint32_t)) {
        return fail(ErrorCode::io_error, "the index cannot be used: documents are missing");
    }
    read.resize(entries);
    std::memcpy(read.data(), bytes.data(), bytes.size());
    documents.reset();
    return {};
}

/// Turns hits of phrases into values of entries and sources.
class Scorer::Visitor final : public PhraseVisitor {
  public:
    Visitor(Scorer& scorer, Statement& documents, const std::vector<Phrase>& phrases,
            std::uint32_t bit)
        : scorer_(scorer),
          documents_(documents),
          phrases_(phrases),
          bit_(bit),
          source_values_(scorer.sources_.size()) {}

    void visit(std::size_t phrase, std::int64_t document,
               const std::uint16_t (&uses)[word_columns]) override {
        if (phrase != phrase_) {
            phrase_ = phrase;
            at_ = 0;
        }
        // Documents come in ascending order, so the source is this one or a later one.
        const auto& order = scorer_.by_document_;
        while (at_ < order.size() && document > last_of(scorer_.sources_[order[at_]])) {
            ++at_;
        }
        if (at_ == order.size() || document < scorer_.sources_[order[at_]].first) {
            return;
        }
        const auto& source = scorer_.sources_[order[at_]];
        if (document == source.first) {
            auto& value = source_values_[order[at_]];
            value = std::max(value, static_cast<float>(source_value(uses) * weight()));
        } else {
            add(order[at_], static_cast<std::size_t>(document - source.first) - 1, uses);
        }
    }

    /// What went wrong while reading entries, which a walk cannot tell.
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    [[nodiscard]] std::vector<float> take_source_values() { return std::move(source_values_); }

  private:
    static std::int64_t last_of(const SourcePlace& source) {
        return source.first + static_cast<std::int64_t>(source.entries);
    }
    [[nodiscard]] double weight() const { return phrases_[phrase_].weight; }

    static double source_value(const std::uint16_t (&uses)[word_columns]) {
        return uses[source_column] > 0 ? field_weights[source_column]
                                       : field_weights[source_column + 1];
    }

    void add(std::size_t source, std::size_t number, const std::uint16_t (&uses)[word_columns]) {
        const auto& documents = scorer_.by_source_[source].documents;
        if (documents.empty()) {
            if (auto read = scorer_.read_entries(documents_, source); !read) {
                error_ = std::move(read).error();
                return;
            }
        }
        auto& entry = scorer_.scores_[scorer_.sources_[source].before + number];
        if ((entry.parts & bit_) != 0) {
            return;
        }
        const auto document = Document::unpack(documents[number]);
        double frequency = 0;
        for (std::size_t column = 0; column < source_column; ++column) {
            if (uses[column] != 0) {
                frequency += field_weights[column] * uses[column] *
                             (column == name_column ? name_share(document.name_words) : 1.0);
            }
        }
        const double length =
            1 - length_share +
            length_share * static_cast<double>(document.words) / scorer_.average_words_;
        const auto value = static_cast<float>(weight() * frequency * (saturation + 1) /
                                              (frequency + saturation * length));
        if (entry.value == 0) {
            scorer_.touched_.emplace_back(static_cast<std::uint32_t>(source),
                                          static_cast<std::uint32_t>(number));
        }
        entry.value = std::max(entry.value, value);
    }

    Scorer& scorer_;
    Statement& documents_;
    const std::vector<Phrase>& phrases_;
    std::uint32_t bit_;
    std::vector<float> source_values_;
    std::size_t phrase_ = static_cast<std::size_t>(-1);
    std::size_t at_ = 0;
    std::optional<Error> error_;
};

Result<Scorer::Weight> Scorer::add(const Index& index, std::size_t part,
                                   const std::vector<Phrase>& phrases, bool counts) {
    const auto bit = std::uint32_t{1} << part;
    touched_.clear();
    SKILLMEAT_ASSIGN(auto documents, documents_of_source(index));
    Visitor visitor(*this, documents, phrases, bit);
    SKILLMEAT_TRY(walk_phrases(index.database(), words_table(scope_), phrases, visitor));
    if (visitor.error()) {
        return fail(*visitor.error());
    }
    const auto all = static_cast<double>(entries_);
    const auto having = static_cast<double>(touched_.size());
    if (idf_.size() <= part) {
        idf_.resize(part + 1);
        source_values_.resize(part + 1);
    }
    if (idf_[part] == 0) {
        idf_[part] = std::log(1 + (all - having + 0.5) / (having + 0.5));
    }
    Weight weight{idf_[part], !touched_.empty()};
    for (const auto& [source, number] : touched_) {
        auto& entry = scores_[sources_[source].before + number];
        if (entry.parts == 0) {
            by_source_[source].hit.push_back(number);
        }
        entry.score += counts ? static_cast<float>(idf_[part]) * entry.value : 0.0F;
        entry.parts |= bit;
        entry.value = 0;
    }
    const auto values = visitor.take_source_values();
    source_values_[part].resize(sources_.size());
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        if (values[i] > 0) {
            source_values_[part][i] = std::max(source_values_[part][i], values[i]);
            source_parts_[i] |= bit;
            weight.found = true;
        }
    }
    return weight;
}

double Scorer::source_score(std::size_t source, std::uint32_t missing) const {
    double score = 0;
    for (std::size_t part = 0; part < source_values_.size(); ++part) {
        const auto bit = std::uint32_t{1} << part;
        if ((source_parts_[source] & missing & bit) != 0) {
            score += idf_[part] * static_cast<double>(source_values_[part][source]);
        }
    }
    return score;
}

}  // namespace skillmeat::index
