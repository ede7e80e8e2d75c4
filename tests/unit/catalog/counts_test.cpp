#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/format.hpp>

#include "random_catalog.hpp"

#include <support/catch.hpp>

#include <set>

using namespace skillmeat;

namespace {

Exclusion row(std::string artifact) {
    return Exclusion{std::move(artifact), "", {}, {}};
}

/// Accepts the keys in a set of `type path`.
bool in_set(void* context, ArtifactType type, std::string_view, std::string_view path) {
    const auto& keys = *static_cast<const std::set<std::string>*>(context);
    return keys.count(artifact_key(type, path)) > 0;
}

std::set<std::string> some_keys(test::Random& random, const Catalog& catalog) {
    std::set<std::string> keys;
    for (const auto& entry : catalog.entries) {
        if (random.chance(30)) {
            keys.insert(artifact_key(entry.type, entry.path));
        }
    }
    return keys;
}

Catalog with_entry_status(Catalog catalog, const std::set<std::string>& keys, EntryStatus from_not,
                          EntryStatus to) {
    for (auto& entry : catalog.entries) {
        if (keys.count(artifact_key(entry.type, entry.path)) > 0 && entry.status != from_not) {
            entry.status = to;
        }
    }
    return catalog;
}

}  // namespace

TEST_CASE("an entry is listed when offered, sure enough, not removed and not excluded",
          "[catalog]") {
    CatalogEntry entry;
    entry.confidence = 50;
    const auto excluded = row("pdf");
    CHECK(catalog::is_listed(entry, nullptr, 50));
    CHECK_FALSE(catalog::is_listed(entry, nullptr, 51));
    CHECK_FALSE(catalog::is_listed(entry, &excluded, 50));
    for (const auto tier : tiers) {
        entry.tier = tier;
        CHECK(catalog::is_listed(entry, nullptr, 0) ==
              (tier == Tier::primary || tier == Tier::loose));
    }
    entry.tier = Tier::loose;
    for (const auto status :
         {EntryStatus::fresh, EntryStatus::updated, EntryStatus::unchanged, EntryStatus::removed}) {
        entry.status = status;
        CHECK(catalog::is_listed(entry, nullptr, 0) == (status != EntryStatus::removed));
    }
}

TEST_CASE("counts from entries and from text are the same", "[catalog]") {
    test::Random random(3);
    for (int round = 0; round < 100; ++round) {
        const auto catalog = test::hostile_catalog(random, random.below(60));
        std::vector<Exclusion> rows;
        for (const auto& key : some_keys(random, catalog)) {
            rows.push_back(row(key));
        }
        const catalog::Exclusions exclusions(rows);
        const int least = static_cast<int>(random.below(101));
        const auto from_text =
            catalog::count_by_type(catalog::write(catalog), "c.toml", exclusions, least);
        REQUIRE(from_text);
        CHECK(*from_text == catalog::count_by_type(catalog, exclusions, least));
        TypeCounts naive;
        for (const auto& entry : catalog.entries) {
            const auto* excluded = exclusions.find(entry.type, entry.name, entry.path);
            naive[entry.type] += catalog::is_listed(entry, excluded, least) ? 1 : 0;
        }
        CHECK(*from_text == naive);
    }
}

TEST_CASE("counts of the sample are by type", "[catalog]") {
    const std::vector<Exclusion> rows{row("skill:./skills/pdf")};
    const catalog::Exclusions exclusions(rows);
    const auto counts = catalog::count_by_type(test::sample_catalog(), exclusions, 50);
    CHECK(counts[ArtifactType::agent] == 1);
    CHECK(counts[ArtifactType::plugin] == 1);
    CHECK(counts[ArtifactType::skill] == 0);
    CHECK(counts.total() == 2);
}

TEST_CASE("selected entries are the wanted ones in full", "[catalog]") {
    test::Random random(5);
    for (int round = 0; round < 60; ++round) {
        const auto catalog = test::hostile_catalog(random, random.below(40));
        auto keys = some_keys(random, catalog);
        const auto selected = catalog::select(catalog::write(catalog), "c.toml", in_set, &keys);
        REQUIRE(selected);
        std::vector<CatalogEntry> expected;
        for (const auto& entry : catalog.entries) {
            if (keys.count(artifact_key(entry.type, entry.path)) > 0) {
                expected.push_back(entry);
            }
        }
        CHECK(*selected == expected);
    }
}

TEST_CASE("a status is replaced in the text and nothing else changes", "[catalog]") {
    test::Random random(6);
    for (int round = 0; round < 60; ++round) {
        const auto catalog = test::hostile_catalog(random, random.below(40));
        const auto text = catalog::write(catalog);
        auto keys = some_keys(random, catalog);
        for (const auto to : {EntryStatus::fresh, EntryStatus::unchanged, EntryStatus::removed}) {
            const auto expected =
                catalog::write(with_entry_status(catalog, keys, EntryStatus::removed, to));
            auto in_place = text;
            const auto changed =
                catalog::set_status(in_place, "c.toml", in_set, &keys, EntryStatus::removed, to);
            REQUIRE(changed);
            CHECK(in_place == expected);
            CHECK((*changed == 0) == (text == expected));
        }
    }
}

TEST_CASE("a damaged text keeps its bytes when a status is to be set", "[catalog]") {
    auto text = catalog::write(test::sample_catalog());
    text.pop_back();
    const auto before = text;
    std::set<std::string> keys{"agent:./agents/reviewer.md"};
    CHECK_FALSE(catalog::set_status(text, "c.toml", in_set, &keys, EntryStatus::removed,
                                    EntryStatus::fresh));
    CHECK(text == before);
}
