#include <skillmeat/catalog/counts.hpp>

#include <skillmeat/catalog/entry_scanner.hpp>

#include <utility>

namespace skillmeat::catalog {

namespace {

bool is_shown(EntryStatus status, Tier tier, int confidence, int min_confidence) {
    return status != EntryStatus::removed && is_offered(tier) && confidence >= min_confidence;
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

Result<std::string> with_status(std::string_view text, const std::string& path, KeyPredicate wanted,
                                void* context, EntryStatus from_not, EntryStatus to) {
    EntryScanner scanner(text, path);
    SKILLMEAT_TRY(scanner.header());
    const std::string replacement = '"' + std::string(to_string(to)) + '"';
    std::string result;
    std::size_t copied = 0;
    EntryText found;
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, scanner.next(found));
        if (!more) {
            result.append(text.substr(copied));
            return result;
        }
        if (found.status == from_not || found.status == to ||
            !wanted(context, found.type, found.name, found.path)) {
            continue;
        }
        result.reserve(text.size() + text.size() / 64);
        const auto position = static_cast<std::size_t>(found.status_value.data() - text.data());
        result.append(text.substr(copied, position - copied)).append(replacement);
        copied = position + found.status_value.size();
    }
}

}  // namespace skillmeat::catalog
