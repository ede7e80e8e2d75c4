#include <skillmeat/lock/lock.hpp>

#include <support/catch.hpp>

#include <unit/lock/rows.hpp>

using namespace skillmeat;
using namespace skillmeat::lock;
using skillmeat::test::full_row;
using skillmeat::test::small_row;

namespace {

Source matching_source() {
    Source source;
    const auto row = full_row();
    source.id = row.id;
    source.url = row.url;
    source.ref = row.ref;
    source.root = row.root;
    source.tags = row.tags;
    source.import_description = true;
    return source;
}

std::vector<std::string> fields_of(const std::vector<Mismatch>& found) {
    std::vector<std::string> fields;
    for (const auto& item : found) {
        fields.push_back(item.field);
    }
    return fields;
}

}  // namespace

TEST_CASE("rows are found, replaced and erased ignoring case", "[lock]") {
    LockFile file;
    for (const auto* id : {"b", "A", "c"}) {
        put(file, small_row(id));
    }
    REQUIRE(file.rows.size() == 3);
    CHECK(file.rows[0].id == "A");
    CHECK(file.rows[2].id == "c");
    REQUIRE(file.find("a") != nullptr);
    CHECK(file.find("a")->id == "A");
    CHECK(file.find("b")->id == "b");
    CHECK(file.find("d") == nullptr);

    auto row = small_row("B");
    row.ref = "dev";
    put(file, row);
    REQUIRE(file.rows.size() == 3);
    CHECK(file.rows[1].id == "B");
    CHECK(file.find("b")->ref == "dev");

    CHECK(erase(file, "C"));
    CHECK_FALSE(erase(file, "C"));
    CHECK(file.rows.size() == 2);
}

TEST_CASE("a lock that says what the manifest says has no mismatch", "[lock]") {
    LockFile file;
    file.rows = {full_row()};
    const auto source = matching_source();
    CHECK(compare({&source, 1}, file).empty());
}

TEST_CASE("each field that differs is a mismatch with both values", "[lock]") {
    LockFile file;
    file.rows = {full_row()};
    auto source = matching_source();
    source.id = "Anthropics/skills";
    source.url = "https://github.com/other/skills";
    source.ref = "";
    source.root = "src";
    source.tags = {"documents", "official"};
    source.import_description = false;
    source.import_readme = true;
    source.trust = Trust::signed_;
    const auto found = compare({&source, 1}, file);
    CHECK(fields_of(found) == std::vector<std::string>{"id", "import_description", "import_readme",
                                                       "ref", "root", "tags", "url"});
    CHECK(found[3].source_id == "Anthropics/skills");
    CHECK(found[3].manifest.empty());
    CHECK(found[3].lock == "main");
    CHECK(found[3].refused_when_locked);
    CHECK(found[1].manifest == "false");
    CHECK(found[1].lock == "true");
    CHECK_FALSE(found[1].refused_when_locked);
    CHECK(found[5].manifest == "documents, official");
}

TEST_CASE("sources without a row and rows without a source are mismatches", "[lock]") {
    LockFile file;
    file.rows = {small_row("gone"), small_row("kept")};
    Source kept;
    kept.id = "kept";
    kept.url = small_row("kept").url;
    Source fresh;
    fresh.id = "fresh";
    fresh.url = "https://github.com/fresh";
    const std::vector<Source> sources{kept, fresh};
    const auto found = compare(sources, file);
    REQUIRE(found.size() == 2);
    CHECK(found[0].source_id == "fresh");
    CHECK(found[0].field == "row");
    CHECK(found[0].refused_when_locked);
    CHECK(found[1].source_id == "gone");
    CHECK(found[1].field == "source");
    CHECK(found[1].lock == small_row("gone").url);
    CHECK_FALSE(found[1].refused_when_locked);
}
