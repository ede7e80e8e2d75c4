#include <skillmeat/ops/entries/count_entries.hpp>

#include <map>
#include <set>
#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/category.hpp>
#include <skillmeat/ops/entries/entries.hpp>
#include <skillmeat/ops/entries/indexed_entries.hpp>
#include <skillmeat/ops/entries/query_entries.hpp>
#include <skillmeat/ops/ratings/entry_ratings.hpp>
#include <skillmeat/ops/ratings/ratings.hpp>

namespace skillmeat::ops {
namespace {

using Key = std::pair<std::string, std::string>;  // key, project id

std::vector<Key> keys_of(const catalog::EntryRow& row, CountBy by) {
    switch (by) {
        case CountBy::type:
            return {{std::string(to_string(row.entry->type)), ""}};
        case CountBy::status:
            return {{std::string(to_string(row.status())), ""}};
        case CountBy::tier:
            return {{std::string(to_string(row.entry->tier)), ""}};
        case CountBy::source:
            return {{row.source->id, std::string(row.project_id)}};
        case CountBy::category: {
            auto key = category_key(row.entry->category);
            return key.empty() ? std::vector<Key>() : std::vector<Key>{{std::move(key), ""}};
        }
        case CountBy::tag:
            break;
    }
    std::set<Key> keys;
    for (const auto* tags : {&row.entry->tags, &row.source->tags}) {
        for (const auto& tag : *tags) {
            keys.insert({ascii_lower(tag), ""});
        }
    }
    return {keys.begin(), keys.end()};
}

/// Keys that are shown even when nothing counts under them.
std::vector<Key> standing_keys(CountBy by) {
    std::vector<Key> keys;
    if (by == CountBy::type) {
        for (const auto type : artifact_types) {
            keys.emplace_back(to_string(type), "");
        }
    } else if (by == CountBy::status) {
        for (const auto status : entry_statuses) {
            keys.emplace_back(to_string(status), "");
        }
    } else if (by == CountBy::tier) {
        for (const auto tier : tiers) {
            keys.emplace_back(to_string(tier), "");
        }
    }
    return keys;
}

using Counts = std::map<Key, std::size_t>;

EntryCounts counted(Counts counts, CountBy by, std::size_t total,
                    std::vector<IncompleteSource> incomplete) {
    EntryCounts result;
    result.total = total;
    result.incomplete = std::move(incomplete);
    for (const auto& key : standing_keys(by)) {
        result.rows.push_back({key.first, key.second, counts[key]});
        counts.erase(key);
    }
    for (const auto& [key, count] : counts) {
        result.rows.push_back({key.first, key.second, count});
    }
    return result;
}

Result<EntryCounts> count_in_catalogs(Services& services, const std::vector<Scope>& scopes,
                                      const catalog::Filter& filter, CountBy by,
                                      const ratings::Summary& votes) {
    auto wanted = filter;
    const auto names = std::exchange(wanted.sources, {});
    SKILLMEAT_ASSIGN(auto set, load_entries(services, scopes, names));
    check_tags(services, set, filter);
    add_ratings(set.rows, votes);
    SKILLMEAT_ASSIGN(const auto page, query_entries(services, std::move(set.rows), wanted, {}));
    Counts counts;
    for (const auto& row : page.rows) {
        for (const auto& key : keys_of(row, by)) {
            ++counts[key];
        }
    }
    return counted(std::move(counts), by, page.rows.size(), std::move(set.incomplete));
}

std::set<std::string> lower(const std::vector<std::string>& tags) {
    std::set<std::string> result;
    for (const auto& tag : tags) {
        result.insert(ascii_lower(tag));
    }
    return result;
}

/// Each entry counts under its source's tags, and under those of its own that are none of them.
Result<Counts> count_tags(IndexSession& session, const IndexedQuestion& question) {
    Counts counts;
    SKILLMEAT_ASSIGN(const auto by_source,
                     index::count_entries(*session.index, question.bounds, question.conditions,
                                          index::CountKey::source));
    for (const auto& row : by_source) {
        SKILLMEAT_ASSIGN(const auto source, source_of(session, row.key));
        for (const auto& tag : lower(source.record->source.tags)) {
            counts[{tag, ""}] += row.count;
        }
    }
    SKILLMEAT_ASSIGN(const auto entries,
                     index::tagged_entries(*session.index, question.bounds, question.conditions));
    for (const auto& entry : entries) {
        SKILLMEAT_ASSIGN(const auto source, source_of(session, entry.source));
        const auto given = lower(source.record->source.tags);
        for (const auto& tag : lower(entry.tags)) {
            counts[{tag, ""}] += given.count(tag) == 0 ? 1 : 0;
        }
    }
    std::erase_if(counts, [](const auto& item) { return item.second == 0; });
    return counts;
}

Result<Counts> count_categories(const IndexSession& session, const IndexedQuestion& question) {
    Counts counts;
    SKILLMEAT_ASSIGN(auto rows,
                     index::count_categories(*session.index, question.bounds, question.conditions));
    for (auto& row : rows) {
        counts[{std::move(row.category), ""}] = row.count;
    }
    return counts;
}

Result<Counts> count_keys(IndexSession& session, const IndexedQuestion& question, CountBy by) {
    if (by == CountBy::tag) {
        return count_tags(session, question);
    }
    if (by == CountBy::category) {
        return count_categories(session, question);
    }
    const auto key = by == CountBy::type     ? index::CountKey::type
                     : by == CountBy::status ? index::CountKey::status
                     : by == CountBy::tier   ? index::CountKey::tier
                                             : index::CountKey::source;
    SKILLMEAT_ASSIGN(const auto rows, index::count_entries(*session.index, question.bounds,
                                                           question.conditions, key));
    Counts counts;
    for (const auto& row : rows) {
        if (by == CountBy::source) {
            SKILLMEAT_ASSIGN(const auto source, source_of(session, row.key));
            counts[{source.record->source.id, source.scope->scope.project_id}] = row.count;
        } else {
            const auto name = by == CountBy::type ? to_string(static_cast<ArtifactType>(row.key))
                              : by == CountBy::status ? to_string(static_cast<EntryStatus>(row.key))
                                                      : to_string(static_cast<Tier>(row.key));
            counts[{std::string(name), ""}] = row.count;
        }
    }
    return counts;
}

Result<EntryCounts> count_in_index(Services& services, IndexSession& session,
                                   const catalog::Filter& filter, CountBy by,
                                   const ratings::Summary& votes) {
    observe::Span span(services.observer, "index.query");
    if (span.on()) {
        span.set("filter", conditions(filter));
    }
    SKILLMEAT_ASSIGN(auto question, question_of(session, filter, votes));
    SKILLMEAT_ASSIGN(auto counts, count_keys(session, question, by));
    std::size_t total = 0;
    if (by == CountBy::tag || by == CountBy::category) {  // an entry may have none, or several
        SKILLMEAT_ASSIGN(
            total, index::count_entries(*session.index, question.bounds, question.conditions));
    } else {
        for (const auto& [key, count] : counts) {
            total += count;
        }
    }
    span.set("entries", static_cast<std::int64_t>(total));
    report_messages(services, session);
    warn_of_tags(services, question);
    return counted(std::move(counts), by, total, std::move(question.incomplete));
}

}  // namespace

Result<EntryCounts> count_entries(Services& services, const std::vector<Scope>& scopes,
                                  const catalog::Filter& filter, CountBy by) {
    auto wanted = filter;
    ratings::Summary votes;
    if (filter.min_rating) {
        SKILLMEAT_ASSIGN(votes, load_votes(services));
    }
    wanted.all = wanted.all || by == CountBy::status || by == CountBy::tier;
    if (worth_indexing(services, scopes, Depth::entries)) {
        if (auto session = open_index(services, scopes, Depth::entries)) {
            auto counts = count_in_index(services, *session, wanted, by, votes);
            if (counts || counts.error().code != ErrorCode::io_error) {
                return counts;
            }
        }
    }
    return count_in_catalogs(services, scopes, wanted, by, votes);
}

}  // namespace skillmeat::ops
