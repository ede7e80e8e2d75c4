#include "query_fixture.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace skillmeat::test {

using catalog::EntryRow;
using catalog::Filter;

namespace {

constexpr std::array<std::string_view, 3> source_ids{"acme/tools", "Acme/more", "zed"};
constexpr std::array<std::string_view, 3> projects{"", "0123456789ab", "ba9876543210"};
constexpr std::array<std::string_view, 5> tags{"one", "Two", "TWO", "three", "Ärger"};
constexpr std::array<std::string_view, 3> categories{"", "Docs", "code"};
constexpr std::array<std::string_view, 4> plugins{"", "plugins/a", "plugins/b", "."};
constexpr std::array<std::string_view, 6> words{"pdf", "PDF-reader", "review", "Über", "x", ""};
constexpr std::array stored_statuses{EntryStatus::fresh, EntryStatus::updated,
                                     EntryStatus::unchanged, EntryStatus::removed};
constexpr std::array<int, 4> confidences{20, 50, 70, 90};

template <class Values>
std::vector<std::string> some(Random& random, const Values& values, std::size_t most) {
    std::vector<std::string> chosen(random.below(most + 1));
    for (auto& value : chosen) {
        value = random.pick(values);
    }
    return chosen;
}

/// Lower case of the few letters the fixtures use.
std::string lower(std::string text) {
    for (const auto& [upper, small] : {std::pair<std::string, std::string>{"Ä", "ä"},
                                       std::pair<std::string, std::string>{"Ü", "ü"}}) {
        for (auto at = text.find(upper); at != std::string::npos; at = text.find(upper)) {
            text.replace(at, upper.size(), small);
        }
    }
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

bool has(const std::vector<std::string>& values, const std::string& value) {
    return std::any_of(values.begin(), values.end(),
                       [&](const std::string& other) { return lower(other) == lower(value); });
}

std::string plugin_name(const World& world, const EntryRow& row) {
    for (const auto& other : world.rows) {
        if (other.entry->type == ArtifactType::plugin && other.entry->path == row.entry->plugin &&
            other.source == row.source && other.project_id == row.project_id) {
            return other.entry->name;
        }
    }
    return "";
}

void add_source(World& world, std::string_view id, Random& random) {
    Source source;
    source.id = id;
    source.tags = some(random, tags, 2);
    source.min_confidence = random.pick(confidences);
    world.sources.push_back(source);
}

}  // namespace

void add_random_rows(World& world, Random& random, std::size_t count) {
    if (world.sources.empty()) {
        for (std::size_t project = 0; project < projects.size(); ++project) {
            for (const auto id : source_ids) {
                add_source(world, id, random);
            }
        }
    }
    std::set<std::string> known;
    for (const auto& name : row_names(world.rows)) {
        known.insert(name);
    }
    for (std::size_t i = 0; i < count; ++i) {
        CatalogEntry entry;
        entry.type = random.pick(artifact_types);
        entry.path = random.chance(30) ? std::string(random.pick(plugins))
                                       : std::string(1, 'p') + std::to_string(random.below(40));
        entry.name = random.pick(words);
        entry.description = random.pick(words);
        entry.detected_at = Timestamp{static_cast<std::int64_t>(random.below(4))};
        entry.changed_at = Timestamp{static_cast<std::int64_t>(random.below(4))};
        entry.confidence = random.pick(confidences);
        entry.tier = random.chance(60) ? Tier::primary : random.pick(tiers);
        entry.status = random.chance(60) ? EntryStatus::fresh : random.pick(stored_statuses);
        entry.plugin = random.pick(plugins);
        entry.category = random.pick(categories);
        entry.tags = some(random, tags, 2);
        world.entries.push_back(entry);
        const auto number = random.below(world.sources.size());
        EntryRow row;
        row.entry = &world.entries.back();
        row.source = &world.sources[number];
        row.project_id = projects[number / source_ids.size()];
        if (random.chance(30)) {
            row.rating_hundredths = static_cast<std::int64_t>(100 + 50 * random.below(9));
            row.rating_score = static_cast<std::int64_t>(1 + random.below(3));
        }
        if (random.chance(20)) {
            world.exclusions.emplace_back();
            row.exclusion = &world.exclusions.back();
        }
        if (known.insert(row_names({row}).front()).second) {
            world.rows.push_back(row);
        }
    }
}

World random_world(Random& random, std::size_t count) {
    World world;
    add_random_rows(world, random, count);
    return world;
}

Filter random_filter(Random& random) {
    Filter filter;
    if (random.chance(30)) {
        filter.sources = some(random, std::array{"ACME/tools", "zed", "acme/more"}, 2);
    }
    if (random.chance(40)) {
        filter.types = {random.pick(artifact_types), random.pick(artifact_types)};
    }
    if (random.chance(30)) {
        filter.statuses = {random.pick(entry_statuses), random.pick(entry_statuses)};
    }
    if (random.chance(30)) {
        filter.tiers = {random.pick(tiers), random.pick(tiers)};
    }
    if (random.chance(30)) {
        filter.tags = some(random, std::array{"ONE", "two", "ärger"}, 2);
    }
    if (random.chance(30)) {
        filter.categories = some(random, std::array{"docs", "Code"}, 2);
    }
    if (random.chance(30)) {
        filter.plugins = some(random, std::array{"./plugins/A", "plugins/b", ".", "review"}, 2);
    }
    if (random.chance(30)) {
        filter.min_confidence = static_cast<int>(random.below(101));
    }
    if (random.chance(20)) {
        filter.min_rating = static_cast<int>(100 + random.below(401));
    }
    if (random.chance(30)) {
        filter.search = random.pick(std::array{"pdf", "ÜB", "P1", "view", "nothing"});
    }
    filter.include_excluded = random.chance(30);
    filter.all = random.chance(30);
    return filter;
}

bool naive_matches(const World& world, const EntryRow& row, const Filter& filter) {
    const auto& entry = *row.entry;
    const bool excluded = row.exclusion != nullptr;
    const bool removed = entry.status == EntryStatus::removed;
    const auto status = removed    ? EntryStatus::removed
                        : excluded ? EntryStatus::excluded
                                   : entry.status;
    bool passes = true;
    if (filter.statuses.empty()) {
        passes = passes && (!removed || filter.all);
        passes = passes && (removed || !excluded || filter.all || filter.include_excluded);
    } else {
        passes = passes && std::count(filter.statuses.begin(), filter.statuses.end(), status) > 0;
    }
    if (filter.tiers.empty()) {
        passes = passes && (filter.all || entry.tier == Tier::primary || entry.tier == Tier::loose);
    } else {
        passes = passes && std::count(filter.tiers.begin(), filter.tiers.end(), entry.tier) > 0;
    }
    const int least = filter.min_confidence ? *filter.min_confidence
                      : filter.all          ? 0
                                            : row.source->min_confidence;
    passes = passes && entry.confidence >= least;
    passes = passes && (filter.types.empty() ||
                        std::count(filter.types.begin(), filter.types.end(), entry.type) > 0);
    passes = passes && (filter.sources.empty() || has(filter.sources, row.source->id));
    passes = passes && (filter.categories.empty() || has(filter.categories, entry.category));
    passes = passes && (!filter.min_rating ||
                        (row.rating_score > 0 && row.rating_hundredths >= *filter.min_rating));
    for (const auto& tag : filter.tags) {
        passes = passes && (has(entry.tags, tag) || has(row.source->tags, tag));
    }
    if (!filter.plugins.empty()) {
        const auto name = plugin_name(world, row);
        passes = passes && !entry.plugin.empty() &&
                 (has(filter.plugins, entry.plugin) ||
                  has(filter.plugins, std::string("./") + entry.plugin) ||
                  (!name.empty() && has(filter.plugins, name)));
    }
    const auto search = lower(filter.search);
    const auto holds = [&](const std::string& text) {
        return lower(text).find(search) != std::string::npos;
    };
    return passes && (holds(entry.name) || holds(entry.description) || holds(entry.path));
}

std::vector<std::string> row_names(const std::vector<EntryRow>& rows) {
    std::vector<std::string> names;
    for (const auto& row : rows) {
        names.push_back(std::string(row.project_id) + '|' + row.source->id + '|' +
                        std::string(to_string(row.entry->type)) + '|' + row.entry->path);
    }
    return names;
}

}  // namespace skillmeat::test
