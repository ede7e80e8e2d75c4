#include <skillmeat/index/standing.hpp>

#include <algorithm>
#include <unordered_map>

namespace skillmeat::index {
namespace {

template <class T>
bool has(const std::vector<T>& list, T value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

bool shows_status(const Conditions& asked, EntryStatus status) {
    if (!asked.statuses.empty()) {
        return has(asked.statuses, status);
    }
    return asked.all || (status != EntryStatus::removed &&
                         (status != EntryStatus::excluded || asked.include_excluded));
}

// In a tally only this is left of a confidence: at least the source's own minimum, or not.
constexpr int confident = 1;

std::int64_t key_of(const Document& document, std::int64_t source, CountKey key) {
    switch (key) {
        case CountKey::type:
            return static_cast<std::int64_t>(document.type);
        case CountKey::status:
            return static_cast<std::int64_t>(document.status);
        case CountKey::tier:
            return static_cast<std::int64_t>(document.tier);
        case CountKey::source:
            break;
    }
    return source;
}

/// Adds the entries of a source that stand as asked to the counts.
class Counter {
  public:
    Counter(const Conditions& asked, CountKey key) : asked_(asked), key_(key) {}

    /// Sources share most keys, so what is not counted by source is judged once, at the end.
    Result<void> add_tally(std::int64_t source, std::string_view tally) {
        constexpr std::size_t pair = 2 * sizeof(std::uint32_t);
        if (tally.size() % pair != 0) {
            return fail(ErrorCode::io_error, "the index cannot be used: a tally is damaged");
        }
        for (std::size_t i = 0; i < tally.size() / sizeof(std::uint32_t); i += 2) {
            if (key_ == CountKey::source) {
                add(source, Document::unpack(document_at(tally, i)), confident,
                    document_at(tally, i + 1));
            } else {
                alike_[document_at(tally, i)] += document_at(tally, i + 1);
            }
        }
        return {};
    }

    void add_documents(std::int64_t source, std::string_view documents, int min_confidence) {
        for (std::size_t i = 0; i < documents.size() / sizeof(std::uint32_t); ++i) {
            add(source, Document::unpack(document_at(documents, i)), min_confidence, 1);
        }
    }

    [[nodiscard]] std::vector<Count> take() {
        for (const auto& [key, count] : alike_) {
            add(0, Document::unpack(key), confident, count);
        }
        std::vector<Count> result;
        for (const auto& [key, count] : counts_) {
            result.push_back({key, count});
        }
        return result;
    }

  private:
    void add(std::int64_t source, const Document& document, int min_confidence, std::size_t count) {
        if (stands(asked_, document, min_confidence)) {
            counts_[key_of(document, source, key_)] += count;
        }
    }

    const Conditions& asked_;
    CountKey key_;
    std::map<std::int64_t, std::size_t> counts_;
    std::unordered_map<std::uint32_t, std::size_t> alike_;  ///< by key of tallies
};

}  // namespace

bool stands(const Conditions& asked, const Document& document, int min_confidence) {
    if ((!asked.types.empty() && !has(asked.types, document.type)) ||
        !shows_status(asked, document.status)) {
        return false;
    }
    const bool shows_tier = asked.tiers.empty() ? asked.all || is_offered(document.tier)
                                                : has(asked.tiers, document.tier);
    return shows_tier &&
           document.confidence >= asked.min_confidence.value_or(asked.all ? 0 : min_confidence);
}

bool StandingMemo::shows(std::uint32_t document, int min_confidence) {
    if (answers_.empty() || min_confidence != min_confidence_) {
        answers_.assign(Document::standing_bits + 1, Answer::unknown);
        min_confidence_ = min_confidence;
    }
    auto& answer = answers_[document & Document::standing_bits];
    if (answer == Answer::unknown) {
        answer =
            stands(asked_, Document::unpack(document), min_confidence) ? Answer::yes : Answer::no;
    }
    return answer == Answer::yes;
}

void Tally::add(const Document& document, int min_confidence) {
    const Document key{document.type, document.status, document.tier,
                       document.confidence >= min_confidence ? confident : 0};
    ++counts_[key.pack()];
}

std::string Tally::encode() const {
    std::string bytes;
    for (const auto& [key, count] : counts_) {
        append_document(bytes, key);
        append_document(bytes, count);
    }
    return bytes;
}

std::optional<TypeCounts> shown_by_type(std::string_view tally) {
    const Conditions usual;
    Counter counter(usual, CountKey::type);
    if (!counter.add_tally(0, tally)) {
        return std::nullopt;
    }
    TypeCounts counts;
    for (const auto& count : counter.take()) {
        counts[static_cast<ArtifactType>(count.key)] = static_cast<std::uint32_t>(count.count);
    }
    return counts;
}

Result<std::vector<Count>> count_standing(const Index& index, const Bounds& bounds,
                                          const Conditions& conditions, CountKey key) {
    const bool by_entry = conditions.min_confidence.has_value();
    SKILLMEAT_ASSIGN(
        auto rows,
        index.database().prepare(by_entry ? "SELECT s.id, w.documents, s.min_confidence FROM "
                                            "source AS s CROSS JOIN source_words AS w ON "
                                            "w.source = s.id WHERE s.scope = ? AND s.standing = ?"
                                          : "SELECT id, tally FROM source WHERE scope = ? AND "
                                            "standing = ?"));
    Counter counter(conditions, key);
    for (const auto scope : bounds.scopes) {
        rows.bind(scope).bind(static_cast<std::int64_t>(Standing::complete));
        while (true) {
            SKILLMEAT_ASSIGN(const bool more, rows.step());
            if (!more) {
                break;
            }
            const auto source = rows.integer(0);
            if (bounds.sources && !has(*bounds.sources, source)) {
                continue;
            }
            if (by_entry) {
                counter.add_documents(source, rows.text(1), static_cast<int>(rows.integer(2)));
            } else {
                SKILLMEAT_TRY(counter.add_tally(source, rows.text(1)));
            }
        }
        rows.reset();
    }
    return counter.take();
}

}  // namespace skillmeat::index
