#include "random_catalog.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

namespace skillmeat::test {

namespace {

constexpr std::array<std::string_view, 24> pieces_of_text{
    "a",      "B",       "\"",      "\\",
    "\n",     "\t",      "\r",      "\x01",
    "\x7f",   "ä",       "字",      "\xf0\x9f\x98\x80",
    "\"\"\"", "'",       "#",       "[[entry]]",
    " = ",    "\\u0041", "\x1b[0m", "\xe2\x80\xae",
    "/",      "..",      "name = ", "\\"};

constexpr std::array stored_statuses{EntryStatus::fresh, EntryStatus::updated,
                                     EntryStatus::unchanged, EntryStatus::removed};

CatalogEntry entry_of(ArtifactType type, std::string name, std::string path) {
    CatalogEntry entry;
    entry.type = type;
    entry.name = std::move(name);
    entry.path = std::move(path);
    return entry;
}

std::vector<std::string> hostile_texts(Random& random) {
    std::vector<std::string> texts(random.below(4));
    for (auto& text : texts) {
        text = hostile_text(random, random.below(4));
    }
    return texts;
}

}  // namespace

std::string hostile_text(Random& random, std::size_t pieces) {
    std::string text;
    for (std::size_t i = 0; i < pieces; ++i) {
        text += random.pick(pieces_of_text);
    }
    if (random.chance(10)) {
        text += '\0';
    }
    return text;
}

void sort_and_make_unique(std::vector<CatalogEntry>& entries) {
    const auto key = [](const CatalogEntry& entry) {
        return std::tuple(to_string(entry.type), std::string_view(entry.path));
    };
    std::stable_sort(entries.begin(), entries.end(),
                     [&](const CatalogEntry& a, const CatalogEntry& b) { return key(a) < key(b); });
    entries.erase(
        std::unique(entries.begin(), entries.end(),
                    [&](const CatalogEntry& a, const CatalogEntry& b) { return key(a) == key(b); }),
        entries.end());
}

Catalog hostile_catalog(Random& random, std::size_t entries) {
    Catalog catalog;
    catalog.header = CatalogHeader{"acme/tools",
                                   hostile_text(random, 3),
                                   hostile_text(random, random.below(3)),
                                   random.chance(50) ? std::string(40, 'c') : std::string(),
                                   std::string(40, 'd'),
                                   hostile_text(random, random.below(2)),
                                   static_cast<int>(random.below(5))};
    for (std::size_t i = 0; i < entries; ++i) {
        CatalogEntry entry;
        entry.type = random.pick(artifact_types);
        entry.name = hostile_text(random, random.below(5));
        entry.path = hostile_text(random, 1 + random.below(5));
        entry.description = hostile_text(random, random.below(12));
        entry.upstream_url = hostile_text(random, random.below(3));
        entry.sha = std::string(random.below(2) * 40, 'e');
        entry.version = hostile_text(random, random.below(2));
        entry.detected_at = Timestamp{static_cast<std::int64_t>(random.below(4'000'000'000))};
        entry.changed_at = Timestamp{static_cast<std::int64_t>(random.below(4'000'000'000))};
        entry.confidence = static_cast<int>(random.below(101));
        entry.tier = random.pick(tiers);
        entry.status = random.pick(stored_statuses);
        entry.plugin = hostile_text(random, random.below(2));
        entry.category = hostile_text(random, random.below(2));
        entry.tags = hostile_texts(random);
        entry.notes = hostile_texts(random);
        catalog.entries.push_back(std::move(entry));
    }
    sort_and_make_unique(catalog.entries);
    return catalog;
}

Catalog sample_catalog() {
    Catalog catalog;
    catalog.header = CatalogHeader{"acme/tools",
                                   "https://github.com/acme/tools",
                                   "main",
                                   std::string(40, 'a'),
                                   std::string(40, 'b'),
                                   "0f1e",
                                   1};
    auto reviewer = entry_of(ArtifactType::agent, "reviewer", "agents/reviewer.md");
    reviewer.description = "Reviews \"changes\"\nline by line";
    reviewer.sha = std::string(40, '1');
    reviewer.detected_at = Timestamp{1'700'000'000};
    reviewer.changed_at = Timestamp{1'700'000'100};
    reviewer.confidence = 80;
    reviewer.tier = Tier::loose;
    reviewer.status = EntryStatus::updated;
    reviewer.tags = {"review", "quality"};
    auto plugin = entry_of(ArtifactType::plugin, "toolbox", ".");
    plugin.confidence = 100;
    plugin.notes = {"same-as: other"};
    auto skill = entry_of(ArtifactType::skill, "pdf", "skills/pdf");
    skill.version = "1.2.0";
    skill.upstream_url = "https://example.org/pdf";
    skill.plugin = plugin.path;
    skill.category = "documents";
    skill.confidence = 95;
    skill.status = EntryStatus::unchanged;
    catalog.entries = {reviewer, plugin, skill};
    return catalog;
}

}  // namespace skillmeat::test
