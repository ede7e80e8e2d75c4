#include <skillmeat/ops/count_entries.hpp>

#include <map>
#include <set>
#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/entries.hpp>
#include <skillmeat/ops/query_entries.hpp>

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

}  // namespace

Result<EntryCounts> count_entries(Services& services, const std::vector<Scope>& scopes,
                                  const catalog::Filter& filter, CountBy by) {
    auto wanted = filter;
    const auto names = std::exchange(wanted.sources, {});
    wanted.all = wanted.all || by == CountBy::status || by == CountBy::tier;
    SKILLMEAT_ASSIGN(auto set, load_entries(services, scopes, names));
    check_tags(services, set, filter);
    SKILLMEAT_ASSIGN(const auto page, query_entries(services, std::move(set.rows), wanted, {}));
    std::map<Key, std::size_t> counts;
    for (const auto& row : page.rows) {
        for (const auto& key : keys_of(row, by)) {
            ++counts[key];
        }
    }
    EntryCounts result;
    result.total = page.rows.size();
    result.incomplete = std::move(set.incomplete);
    for (const auto& key : standing_keys(by)) {
        result.rows.push_back({key.first, key.second, counts[key]});
        counts.erase(key);
    }
    for (const auto& [key, count] : counts) {
        result.rows.push_back({key.first, key.second, count});
    }
    return result;
}

}  // namespace skillmeat::ops
