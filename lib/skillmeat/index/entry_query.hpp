#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/index/entry_rows.hpp>
#include <skillmeat/index/index.hpp>

namespace skillmeat::index {

/// Which rows a question may touch at all: nothing outside of it is ever read.
struct Bounds {
    std::vector<std::int64_t> scopes;                  ///< ScopeRow::id
    std::optional<std::vector<std::int64_t>> sources;  ///< SourceRow::id; none: all of the scopes
};

enum class Order { natural, name, type, confidence, detected, changed };

/// Continues after a row: the number or text it is sorted by, then its place in natural order.
struct After {
    std::int64_t number = 0;
    std::string text;
    std::string source;
    ArtifactType type = ArtifactType::skill;
    std::string path;
    std::string project;
};

/// What an entry must fit, as catalog::Filter says; texts are folded.
struct Conditions {
    std::vector<ArtifactType> types;
    std::vector<EntryStatus> statuses;
    std::vector<Tier> tiers;
    std::optional<int> min_confidence;
    bool include_excluded = false;
    bool all = false;
    std::vector<std::string> categories;
    std::vector<std::string> plugins;
    struct Tag {
        std::string key;
        std::vector<std::int64_t> sources;  ///< that carry it themselves
    };
    std::vector<Tag> tags;
    std::string search;
    std::optional<std::vector<std::int64_t>> documents;  ///< none but these
    std::vector<std::int64_t> other_documents;           ///< all but these

    /// Nothing but type, status, tier and confidence is asked: counts need no entries.
    [[nodiscard]] bool only_standing() const {
        return categories.empty() && plugins.empty() && tags.empty() && search.empty() &&
               !documents && other_documents.empty();
    }
};

/// A page of a list.
struct EntryQuery {
    Bounds bounds;
    Conditions conditions;
    Order order = Order::natural;
    std::optional<std::size_t> limit;
    std::optional<After> after;
};

/// The rows of a page in order; one more than `limit` when there are more.
[[nodiscard]] Result<std::vector<StoredEntry>> find_entries(const Index& index,
                                                            const EntryQuery& query);

/// SQLite's plan for that, one step a line.
[[nodiscard]] Result<std::vector<std::string>> explain(const Index& index, const EntryQuery& query);

enum class CountKey { type, status, tier, source };

struct Count {
    std::int64_t key = 0;  ///< enumerator, or SourceRow::id
    std::size_t count = 0;
};

/// Entries that fit, by one key; keys without any are not there.
[[nodiscard]] Result<std::vector<Count>> count_entries(const Index& index, const Bounds& bounds,
                                                       const Conditions& conditions, CountKey key);
[[nodiscard]] Result<std::size_t> count_entries(const Index& index, const Bounds& bounds,
                                                const Conditions& conditions);

/// Entries that fit, by category_key(); those without category are not counted.
struct CategoryCount {
    std::string category;
    std::size_t count = 0;
};
[[nodiscard]] Result<std::vector<CategoryCount>> count_categories(const Index& index,
                                                                  const Bounds& bounds,
                                                                  const Conditions& conditions);

/// Tags of entries that fit: of each entry with tags its source and its tags, as encoded.
struct TaggedEntry {
    std::int64_t source = 0;
    std::vector<std::string> tags;
};
[[nodiscard]] Result<std::vector<TaggedEntry>> tagged_entries(const Index& index,
                                                              const Bounds& bounds,
                                                              const Conditions& conditions);

/// Whether an entry of these sources carries the tag (folded).
[[nodiscard]] Result<bool> has_tag(const Index& index, const Bounds& bounds,
                                   const std::string& key);

/// Documents that fit, ascending: for searches, which filter by them.
[[nodiscard]] Result<std::vector<std::int64_t>> documents(const Index& index, const Bounds& bounds,
                                                          const Conditions& conditions);

/// An entry with what its ratings come to.
struct RatedDocument {
    std::int64_t document = 0;
    std::int64_t score = 0;       ///< above 0; what orders by rating go by
    std::int64_t hundredths = 0;  ///< the average, cut
};

/// The entry of a source with that type and path; nothing when there is none.
[[nodiscard]] Result<std::optional<std::int64_t>> find_document(const Index& index,
                                                                const SourceRow& source,
                                                                ArtifactType type,
                                                                std::string_view path);

/// The entries of these documents, in the order given.
[[nodiscard]] Result<std::vector<StoredEntry>> entries_of(
    const Index& index, const Bounds& bounds, const std::vector<std::int64_t>& documents);

}  // namespace skillmeat::index
