#include <skillmeat/catalog/merge.hpp>

#include <skillmeat/base/unicode.hpp>

#include <algorithm>
#include <compare>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace skillmeat::catalog {

namespace {

void make_storable(std::string& text) {
    if (!is_valid_utf8(text)) {
        text = to_valid_utf8(text);
    }
}

// What a catalog can hold: its text must be UTF-8. Done before the comparison, since the entries of
// the catalog before went through the same.
void make_storable(CatalogEntry& entry) {
    for (auto* text : {&entry.name, &entry.path, &entry.description, &entry.upstream_url,
                       &entry.sha, &entry.version, &entry.plugin, &entry.category}) {
        make_storable(*text);
    }
    for (auto* texts : {&entry.tags, &entry.notes}) {
        for (auto& text : *texts) {
            make_storable(text);
        }
    }
}

std::strong_ordering compare_keys(const CatalogEntry& a, const CatalogEntry& b) {
    const auto by_type = to_string(a.type) <=> to_string(b.type);
    return by_type != 0 ? by_type : a.path <=> b.path;
}

void sort_by_key(std::vector<CatalogEntry>& entries) {
    const auto before = [](const CatalogEntry& a, const CatalogEntry& b) {
        return compare_keys(a, b) < 0;
    };
    if (!std::ranges::is_sorted(entries, before)) {
        std::ranges::stable_sort(entries, before);
    }
}

// Paths that differ only in bytes that are not UTF-8 from text that looks like their escape become
// equal. None may be lost, so later ones get a number.
void make_unique(std::vector<CatalogEntry>& entries) {
    std::size_t number = 1;
    bool repeated = true;
    while (repeated) {
        repeated = false;
        std::string taken;
        ArtifactType type = ArtifactType::skill;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            auto& entry = entries[i];
            if (i > 0 && entry.type == type && entry.path == taken) {
                entry.path += '#' + std::to_string(++number);
                repeated = true;
                continue;
            }
            type = entry.type;
            taken = entry.path;
        }
        sort_by_key(entries);
    }
}

void carry_over(CatalogEntry& entry, const CatalogEntry& before, Timestamp now,
                MergeSummary& summary) {
    entry.detected_at = before.detected_at;
    entry.changed_at = entry.sha == before.sha ? before.changed_at : now;
    if (before.status == EntryStatus::removed) {
        entry.status = EntryStatus::fresh;
        ++summary.fresh;
    } else if (entry.sha != before.sha) {
        entry.status = EntryStatus::updated;
        ++summary.updated;
    } else {
        entry.status = EntryStatus::unchanged;
        ++summary.unchanged;
    }
}

void add_tombstone(Merged& merged, const CatalogEntry& before) {
    if (before.status != EntryStatus::removed) {
        ++merged.summary.removed;
    }
    merged.catalog.entries.push_back(before);
    merged.catalog.entries.back().status = EntryStatus::removed;
}

}  // namespace

Merged merge(const Catalog* previous, CatalogHeader header, std::vector<CatalogEntry> scanned,
             Timestamp now) {
    // The order of raw bytes decides which of two colliding paths is numbered.
    sort_by_key(scanned);
    for (auto& entry : scanned) {
        make_storable(entry);
    }
    sort_by_key(scanned);
    make_unique(scanned);

    Merged merged;
    merged.catalog.header = std::move(header);
    const auto old = previous != nullptr ? std::span<const CatalogEntry>(previous->entries)
                                         : std::span<const CatalogEntry>();
    merged.catalog.entries.reserve(std::max(scanned.size(), old.size()));
    auto before = old.begin();
    for (auto& entry : scanned) {
        while (before != old.end() && compare_keys(*before, entry) < 0) {
            add_tombstone(merged, *before++);
        }
        if (before != old.end() && compare_keys(*before, entry) == 0) {
            carry_over(entry, *before++, now, merged.summary);
        } else {
            entry.status = EntryStatus::fresh;
            entry.detected_at = now;
            entry.changed_at = now;
            ++merged.summary.fresh;
        }
        merged.catalog.entries.push_back(std::move(entry));
    }
    while (before != old.end()) {
        add_tombstone(merged, *before++);
    }
    return merged;
}

std::size_t prune(Catalog& catalog) {
    return std::erase_if(catalog.entries, [](const CatalogEntry& entry) {
        return entry.status == EntryStatus::removed;
    });
}

}  // namespace skillmeat::catalog
