#include <skillmeat/catalog/format.hpp>
#include <skillmeat/catalog/merge.hpp>

#include "random_catalog.hpp"

#include <support/catch.hpp>

#include <map>
#include <set>

using namespace skillmeat;
using catalog::MergeSummary;

namespace {

constexpr Timestamp first{1'000};
constexpr Timestamp second{2'000};
constexpr Timestamp third{3'000};

CatalogEntry scanned(std::string path, std::string sha, ArtifactType type = ArtifactType::skill) {
    CatalogEntry entry;
    entry.type = type;
    entry.name = path;
    entry.path = std::move(path);
    entry.sha = std::move(sha);
    entry.confidence = 90;
    return entry;
}

Catalog first_scan(std::vector<CatalogEntry> entries) {
    return catalog::merge(nullptr, {}, std::move(entries), first).catalog;
}

MergeSummary summary(std::size_t fresh, std::size_t updated, std::size_t removed,
                     std::size_t unchanged) {
    return MergeSummary{fresh, updated, removed, unchanged};
}

}  // namespace

TEST_CASE("everything of a first scan is new, sorted, and has its header", "[catalog]") {
    CatalogHeader header;
    header.id = "acme/tools";
    const auto merged = catalog::merge(
        nullptr, header,
        {scanned("b", "1"), scanned("z", "1", ArtifactType::agent), scanned("a", "2")}, first);
    CHECK(merged.catalog.header == header);
    CHECK(merged.summary == summary(3, 0, 0, 0));
    REQUIRE(merged.catalog.entries.size() == 3);
    CHECK(merged.catalog.entries[0].path == "z");
    CHECK(merged.catalog.entries[1].path == "a");
    CHECK(merged.catalog.entries[2].path == "b");
    for (const auto& entry : merged.catalog.entries) {
        CHECK(entry.status == EntryStatus::fresh);
        CHECK(entry.detected_at == first);
        CHECK(entry.changed_at == first);
    }
}

TEST_CASE("an entry with the same sha is unchanged, though its other fields may be new",
          "[catalog]") {
    const auto before = first_scan({scanned("a", "1")});
    auto again = scanned("a", "1");
    again.description = "a better description";
    again.confidence = 70;
    again.tier = Tier::loose;
    const auto merged = catalog::merge(&before, {}, {again}, second);
    CHECK(merged.summary == summary(0, 0, 0, 1));
    const auto& entry = merged.catalog.entries.at(0);
    CHECK(entry.status == EntryStatus::unchanged);
    CHECK(entry.description == "a better description");
    CHECK(entry.confidence == 70);
    CHECK(entry.tier == Tier::loose);
    CHECK(entry.detected_at == first);
    CHECK(entry.changed_at == first);
}

TEST_CASE("an entry with another sha is updated, then unchanged", "[catalog]") {
    const auto before = first_scan({scanned("a", "1")});
    const auto merged = catalog::merge(&before, {}, {scanned("a", "2")}, second);
    CHECK(merged.summary == summary(0, 1, 0, 0));
    CHECK(merged.catalog.entries.at(0).status == EntryStatus::updated);
    CHECK(merged.catalog.entries.at(0).detected_at == first);
    CHECK(merged.catalog.entries.at(0).changed_at == second);
    const auto later = catalog::merge(&merged.catalog, {}, {scanned("a", "2")}, third);
    CHECK(later.summary == summary(0, 0, 0, 1));
    CHECK(later.catalog.entries.at(0).status == EntryStatus::unchanged);
    CHECK(later.catalog.entries.at(0).changed_at == second);
}

TEST_CASE("an entry that is gone stays as a tombstone and is counted once", "[catalog]") {
    const auto before = first_scan({scanned("a", "1"), scanned("b", "1")});
    const auto gone = catalog::merge(&before, {}, {scanned("b", "1")}, second);
    CHECK(gone.summary == summary(0, 0, 1, 1));
    CHECK(gone.catalog.entries.at(0).status == EntryStatus::removed);
    CHECK(gone.catalog.entries.at(0).sha == "1");
    CHECK(gone.catalog.entries.at(0).changed_at == first);
    const auto still = catalog::merge(&gone.catalog, {}, {scanned("b", "1")}, third);
    CHECK(still.summary == summary(0, 0, 0, 1));
    CHECK(still.catalog.entries.at(0) == gone.catalog.entries.at(0));
}

TEST_CASE("an entry that was gone and is back is new and keeps when it was first seen",
          "[catalog]") {
    const auto before = first_scan({scanned("a", "1")});
    const auto gone = catalog::merge(&before, {}, {}, second);
    CHECK(gone.summary == summary(0, 0, 1, 0));
    const auto same = catalog::merge(&gone.catalog, {}, {scanned("a", "1")}, third);
    CHECK(same.summary == summary(1, 0, 0, 0));
    CHECK(same.catalog.entries.at(0).status == EntryStatus::fresh);
    CHECK(same.catalog.entries.at(0).detected_at == first);
    CHECK(same.catalog.entries.at(0).changed_at == first);
    const auto other = catalog::merge(&gone.catalog, {}, {scanned("a", "2")}, third);
    CHECK(other.catalog.entries.at(0).status == EntryStatus::fresh);
    CHECK(other.catalog.entries.at(0).changed_at == third);
}

TEST_CASE("an entry of another type at the same path is another entry", "[catalog]") {
    const auto before = first_scan({scanned("a", "1")});
    const auto merged =
        catalog::merge(&before, {}, {scanned("a", "1", ArtifactType::plugin)}, second);
    CHECK(merged.summary == summary(1, 0, 1, 0));
    CHECK(merged.catalog.entries.at(0).type == ArtifactType::plugin);
    CHECK(merged.catalog.entries.at(1).status == EntryStatus::removed);
}

TEST_CASE("pruning drops tombstones alone", "[catalog]") {
    const auto before = first_scan({scanned("a", "1"), scanned("b", "1"), scanned("c", "1")});
    auto merged = catalog::merge(&before, {}, {scanned("b", "1")}, second);
    CHECK(catalog::prune(merged.catalog) == 2);
    REQUIRE(merged.catalog.entries.size() == 1);
    CHECK(merged.catalog.entries[0].path == "b");
    CHECK(catalog::prune(merged.catalog) == 0);
}

TEST_CASE("a path that is not UTF-8 is found again at the next scan", "[catalog]") {
    auto entry = scanned("a\xff/b", "1");
    entry.notes = {"same-as: \xfe"};
    const auto before = first_scan({entry});
    CHECK(before.entries.at(0).path == "a\\xff/b");
    CHECK(before.entries.at(0).notes.at(0) == "same-as: \\xfe");
    const auto stored = catalog::read(catalog::write(before), "c.toml");
    REQUIRE(stored);
    CHECK(*stored == before);
    const auto merged = catalog::merge(&*stored, {}, {entry}, second);
    CHECK(merged.summary == summary(0, 0, 0, 1));
}

TEST_CASE("paths that look alike once they are UTF-8 all stay, each once", "[catalog]") {
    const std::vector<CatalogEntry> entries{scanned("a\xff", "1"), scanned("a\\xff", "2"),
                                            scanned("a\\xff#2", "3")};
    const auto before = first_scan(entries);
    REQUIRE(before.entries.size() == 3);
    std::set<std::string> paths;
    std::set<std::string> shas;
    for (const auto& entry : before.entries) {
        paths.insert(entry.path);
        shas.insert(entry.sha);
    }
    CHECK(paths.size() == 3);
    CHECK(shas.size() == 3);
    CHECK(catalog::read(catalog::write(before), "c.toml"));
    const auto merged = catalog::merge(&before, {}, {entries[2], entries[0], entries[1]}, second);
    CHECK(merged.summary == summary(0, 0, 0, 3));
}

TEST_CASE("statuses over many scans follow the rules entry by entry", "[catalog]") {
    // The twin knows of each entry only what the rules say.
    struct Known {
        std::string sha;
        bool gone = false;
        Timestamp detected;
        Timestamp changed;
    };
    test::Random random(9);
    for (int round = 0; round < 40; ++round) {
        std::map<std::string, Known> known;
        Catalog catalog;
        for (int scan = 0; scan < 6; ++scan) {
            const Timestamp now{1000 + scan};
            std::vector<CatalogEntry> found;
            std::map<std::string, EntryStatus> expected;
            MergeSummary counted;
            for (char c = 'a'; c <= 'l'; ++c) {
                const std::string path(1, c);
                const auto before = known.find(path);
                if (random.chance(30)) {
                    if (before != known.end()) {
                        counted.removed += before->second.gone ? 0 : 1;
                        before->second.gone = true;
                        expected[path] = EntryStatus::removed;
                    }
                    continue;
                }
                const std::string sha = random.chance(50) ? "1" : "2";
                found.push_back(scanned(path, sha));
                if (before == known.end()) {
                    known[path] = Known{sha, false, now, now};
                    expected[path] = EntryStatus::fresh;
                    ++counted.fresh;
                    continue;
                }
                auto& old = before->second;
                const bool moved = old.sha != sha;
                expected[path] = old.gone ? EntryStatus::fresh
                                 : moved  ? EntryStatus::updated
                                          : EntryStatus::unchanged;
                ++(old.gone ? counted.fresh : moved ? counted.updated : counted.unchanged);
                old = Known{sha, false, old.detected, moved ? now : old.changed};
            }
            random.shuffle(found);
            auto merged = catalog::merge(scan == 0 ? nullptr : &catalog, {}, found, now);
            CHECK(merged.summary == counted);
            REQUIRE(merged.catalog.entries.size() == expected.size());
            for (const auto& entry : merged.catalog.entries) {
                CHECK(entry.status == expected.at(entry.path));
                CHECK(entry.detected_at == known.at(entry.path).detected);
                CHECK(entry.changed_at == known.at(entry.path).changed);
            }
            catalog = std::move(merged.catalog);
        }
    }
}
