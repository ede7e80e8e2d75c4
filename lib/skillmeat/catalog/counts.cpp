#include <skillmeat/catalog/counts.hpp>

#include <skillmeat/catalog/entry_scanner.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace skillmeat::catalog {

namespace {

bool is_shown(EntryStatus status, Tier tier, int confidence, int min_confidence) {
    return status != EntryStatus::removed && is_offered(tier) && confidence >= min_confidence;
}

/// A piece of a text.
struct Place {
    std::size_t begin = 0;
    std::size_t size = 0;
};

std::string written(EntryStatus status) {
    return '"' + std::string(to_string(status)) + '"';
}

/// Where the values of the statuses to be replaced stand, in order.
Result<std::vector<Place>> find_statuses(std::string_view text, const std::string& path,
                                         KeyPredicate wanted, void* context, EntryStatus from_not,
                                         EntryStatus to) {
    EntryScanner scanner(text, path);
    SKILLMEAT_TRY(scanner.header());
    std::vector<Place> places;
    EntryText found;
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, scanner.next(found));
        if (!more) {
            return places;
        }
        if (found.status != from_not && found.status != to &&
            wanted(context, found.type, found.name, found.path)) {
            const auto begin = static_cast<std::size_t>(found.status_value.data() - text.data());
            places.push_back(Place{begin, found.status_value.size()});
        }
    }
}

std::string replaced(std::string_view text, const std::vector<Place>& places,
                     std::string_view value) {
    std::string result;
    result.reserve(text.size() + places.size() * value.size());
    std::size_t copied = 0;
    for (const auto& place : places) {
        result.append(text.substr(copied, place.begin - copied)).append(value);
        copied = place.begin + place.size;
    }
    result.append(text.substr(copied));
    return result;
}

/// `value` must be no longer than any of the places.
void replace_in_place(std::string& text, const std::vector<Place>& places, std::string_view value) {
    std::size_t written_to = 0;
    std::size_t read_to = 0;
    const auto move_up_to = [&](std::size_t end) {
        if (written_to != read_to) {
            std::memmove(text.data() + written_to, text.data() + read_to, end - read_to);
        }
        written_to += end - read_to;
        read_to = end;
    };
    for (const auto& place : places) {
        move_up_to(place.begin);
        value.copy(text.data() + written_to, value.size());
        written_to += value.size();
        read_to += place.size;
    }
    move_up_to(text.size());
    text.resize(written_to);
}

}  // namespace

bool is_listed(const CatalogEntry& entry, const Exclusion* exclusion, int min_confidence) {
    return exclusion == nullptr &&
           is_shown(entry.status, entry.tier, entry.confidence, min_confidence);
}

TypeCounts count_by_type(const Catalog& catalog, const Exclusions& exclusions, int min_confidence) {
    TypeCounts counts;
    for (const auto& entry : catalog.entries) {
        if (is_listed(entry, exclusions.find(entry.type, entry.name, entry.path), min_confidence)) {
            ++counts[entry.type];
        }
    }
    return counts;
}

Result<TypeCounts> count_by_type(std::string_view text, const std::string& path,
                                 const Exclusions& exclusions, int min_confidence) {
    EntryScanner scanner(text, path);
    SKILLMEAT_TRY(scanner.header());
    TypeCounts counts;
    EntryText entry;
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, scanner.next(entry));
        if (!more) {
            return counts;
        }
        if (is_shown(entry.status, entry.tier, entry.confidence, min_confidence) &&
            exclusions.find(entry.type, entry.name, entry.path) == nullptr) {
            ++counts[entry.type];
        }
    }
}

Result<std::vector<CatalogEntry>> select(std::string_view text, const std::string& path,
                                         KeyPredicate wanted, void* context) {
    EntryScanner scanner(text, path);
    SKILLMEAT_TRY(scanner.header());
    std::vector<CatalogEntry> entries;
    EntryText found;
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, scanner.next(found));
        if (!more) {
            return entries;
        }
        if (wanted(context, found.type, found.name, found.path)) {
            SKILLMEAT_ASSIGN(auto entry, scanner.build(found));
            entries.push_back(std::move(entry));
        }
    }
}

Result<std::size_t> set_status(std::string& text, const std::string& path, KeyPredicate wanted,
                               void* context, EntryStatus from_not, EntryStatus to) {
    SKILLMEAT_ASSIGN(const auto places, find_statuses(text, path, wanted, context, from_not, to));
    const auto value = written(to);
    const bool fits = std::ranges::all_of(
        places, [&value](const Place& place) { return value.size() <= place.size; });
    if (fits) {
        replace_in_place(text, places, value);
    } else {
        text = replaced(text, places, value);
    }
    return places.size();
}

}  // namespace skillmeat::catalog
