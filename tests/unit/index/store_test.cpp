#include <support/catch.hpp>

#include <skillmeat/index/standing.hpp>

#include "world.hpp"

#include <algorithm>
#include <random>

namespace skillmeat::index {
namespace {

using namespace testing;
using Names = std::vector<std::string>;

std::vector<CatalogEntry> mixed_entries() {
    auto agent = entry(ArtifactType::agent, "reviewer", "reviews", {"Code"});
    agent.status = EntryStatus::updated;
    auto gone = skill("gone", "was here");
    gone.status = EntryStatus::removed;
    auto hidden = skill("hidden", "an example");
    hidden.tier = Tier::example;
    auto weak = skill("weak", "perhaps");
    weak.confidence = 20;
    auto pdf = skill("pdf", "reads", {"office"});
    pdf.category = "Documents";
    pdf.plugin = "plugins/kit";
    return {agent, gone, hidden, pdf, weak};
}

EntryQuery all_of(std::int64_t scope) {
    EntryQuery query;
    query.bounds.scopes = {scope};
    return query;
}

std::int64_t number(const Index& index, const std::string& sql) {
    return index.database().number(sql).value();
}

}  // namespace

TEST_CASE("Entries come back as they were stored", "[index][store]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    auto odd = skill("odd", "all \n of\tit");
    odd.version = "1";
    odd.upstream_url = "u";
    odd.plugin = "p";
    odd.category = "Ä";
    odd.tags = {"b", "a", "a"};
    odd.notes = {"n: 1"};
    odd.detected_at = Timestamp{-5};
    odd.changed_at = Timestamp{7};
    odd.status = EntryStatus::unchanged;
    odd.tier = Tier::loose;
    const auto row = world.add(scope, "acme/tools", {odd});
    const auto found = find_entries(world.index, all_of(scope)).value();
    REQUIRE(found.size() == 1);
    CHECK(found.front().entry == odd);
    CHECK(found.front().source == row.id);
}

TEST_CASE("Conditions hold as in the catalogs' own filter", "[index][store]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    world.add(scope, "acme/tools", mixed_entries());
    auto query = all_of(scope);
    auto& conditions = query.conditions;
    CHECK(world.find(query) == Names{"reviewer", "pdf"});
    conditions.all = true;
    CHECK(world.find(query) == Names{"reviewer", "gone", "hidden", "pdf", "weak"});
    CHECK(count_entries(world.index, query.bounds, conditions).value() == 5);
    conditions = {};
    conditions.statuses = {EntryStatus::removed};
    CHECK(world.find(query) == Names{"gone"});
    conditions = {};
    conditions.tiers = {Tier::example};
    CHECK(world.find(query) == Names{"hidden"});
    conditions = {};
    conditions.min_confidence = 0;
    CHECK(world.find(query) == Names{"reviewer", "pdf", "weak"});
    conditions = {};
    conditions.types = {ArtifactType::skill, ArtifactType::agent};
    CHECK(world.find(query) == Names{"reviewer", "pdf"});
    conditions = {};
    conditions.categories = {"documents"};
    CHECK(world.find(query) == Names{"pdf"});
    conditions = {};
    conditions.plugins = {"plugins/kit"};
    CHECK(world.find(query) == Names{"pdf"});
    conditions = {};
    conditions.tags = {{"code", {}}};
    CHECK(world.find(query) == Names{"reviewer"});
    conditions = {};
    conditions.search = "eview";
    CHECK(world.find(query) == Names{"reviewer"});
    CHECK(count_entries(world.index, query.bounds, conditions).value() == 1);
}

TEST_CASE("Counts are those of the rows", "[index][store]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    world.add(scope, "acme/tools", mixed_entries());
    Conditions all;
    all.all = true;
    auto searched = all;
    searched.search = "e";
    Conditions confident;
    confident.min_confidence = 15;
    Conditions sure = all;
    sure.min_confidence = 50;
    Conditions removed;
    removed.statuses = {EntryStatus::removed};
    Conditions examples;
    examples.tiers = {Tier::example, Tier::loose};
    Conditions skills;
    skills.types = {ArtifactType::skill};
    for (const auto& conditions :
         {all, searched, Conditions{}, confident, sure, removed, examples, skills}) {
        auto query = all_of(scope);
        query.conditions = conditions;
        CHECK(count_entries(world.index, query.bounds, conditions).value() ==
              find_entries(world.index, query).value().size());
        for (const auto key :
             {CountKey::type, CountKey::status, CountKey::tier, CountKey::source}) {
            const auto counts = count_entries(world.index, {{scope}, {}}, conditions, key).value();
            std::size_t sum = 0;
            for (const auto& count : counts) {
                sum += count.count;
            }
            CHECK(sum == count_entries(world.index, {{scope}, {}}, conditions).value());
        }
    }
}

TEST_CASE("A source's own least confidence decides what is counted", "[index][store]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    auto row = world.add(scope, "acme/tools", mixed_entries());
    const auto other = world.add(scope, "other/one", {skill("sure", "")});
    const auto shown = [&] {
        return count_entries(world.index, {{scope}, {}}, Conditions{}).value();
    };
    const auto before = shown();
    row.source.min_confidence = 95;
    auto writer = EntryWriter::make(world.index, scope).value();
    done(writer.set_exclusions(row, std::vector<IndexedEntry>(5)));
    done(world.index.put_source(scope, row));
    CHECK(before == 3);
    CHECK(shown() == 1);
    CHECK(find_entries(world.index, all_of(scope)).value().size() == 1);
    CHECK(count_entries(world.index, {{scope}, std::vector<std::int64_t>{other.id}}, {}).value() ==
          1);
    CHECK(count_entries(world.index, {{scope}, std::vector<std::int64_t>{row.id}}, {}).value() ==
          0);
    CHECK(shown_by_type(world.index.sources(scope).value()[1].tally).value().total() == 1);
    CHECK_FALSE(shown_by_type("odd").has_value());
}

TEST_CASE("Pages joined are the whole list", "[index][store]") {
    MemoryIndex world;
    const auto one = world.scope("one");
    const auto two = world.scope("two");
    const auto entries = mixed_entries();
    for (const auto* id : {"b/b", "a/a"}) {
        world.add(one, id, entries);
        world.add(two, id, entries);
    }
    auto query = all_of(one);
    query.bounds.scopes = {one, two};
    query.conditions.all = true;
    for (const auto order : {Order::natural, Order::name, Order::type, Order::confidence}) {
        query.order = order;
        query.limit.reset();
        query.after.reset();
        const auto whole = find_entries(world.index, query).value();
        CHECK(whole.size() == 20);
        for (std::size_t i = 0; i + 1 < whole.size(); ++i) {
            const auto& last = whole[i].entry;
            After after;
            after.number = order == Order::confidence ? -last.confidence : 0;
            after.text = order == Order::name ? last.name : "";
            after.type = last.type;
            after.path = last.path;
            auto statement = world.index.database()
                                 .prepare("SELECT name, project FROM source WHERE id = ?")
                                 .value();
            REQUIRE(statement.bind(whole[i].source).step().value());
            after.source = statement.text(0);
            after.project = statement.text(1);
            query.after = after;
            query.limit = 1;
            const auto next = find_entries(world.index, query).value();
            REQUIRE_FALSE(next.empty());
            CHECK(next.front().document == whole[i + 1].document);
        }
    }
}

TEST_CASE("Exclusions are marked and taken back without touching the rest", "[index][store]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    auto row = world.add(scope, "acme/tools", mixed_entries());
    auto writer = EntryWriter::make(world.index, scope).value();
    const auto keys = writer.keys(row).value();
    REQUIRE(keys.size() == 5);
    CHECK(keys[3].name == "pdf");
    std::vector<IndexedEntry> marks(5);
    marks[3].exclusion = 2;
    marks[1].exclusion = 0;
    marks[1].excluded_at = Timestamp{9};
    done(writer.set_exclusions(row, marks));
    done(world.index.put_source(scope, row));
    auto query = all_of(scope);
    CHECK(world.find(query) == Names{"reviewer"});
    query.conditions.statuses = {EntryStatus::excluded};
    const auto excluded = find_entries(world.index, query).value();
    REQUIRE(excluded.size() == 1);
    CHECK(excluded.front().exclusion == 2);
    CHECK(count_entries(world.index, query.bounds, query.conditions).value() == 1);
    CHECK(world.names(scope, "reads").empty());
    done(writer.set_exclusions(row, std::vector<IndexedEntry>(5)));
    CHECK(world.find(all_of(scope)) == Names{"reviewer", "pdf"});
    CHECK(world.names(scope, "reads") == Names{"pdf"});
}

TEST_CASE("What is replaced or dropped leaves nothing behind", "[index][store]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    auto row = world.add(scope, "acme/tools", mixed_entries());
    world.replace(scope, row, {skill("only", "zebras", {"stripes"})});
    CHECK(number(world.index, "SELECT count(*) FROM entry") == 1);
    CHECK(number(world.index, "SELECT count(*) FROM entry_tag") == 1);
    CHECK(number(world.index, "SELECT count(*) FROM term WHERE term = 'reviewer'") == 0);
    CHECK(world.names(scope, "reads").empty());
    CHECK(world.names(scope, "zebra") == Names{"only"});
    auto writer = EntryWriter::make(world.index, scope).value();
    done(writer.drop(row));
    done(writer.finish());
    for (const auto* table : {"entry", "entry_tag", "source", "source_words", "term"}) {
        CHECK(number(world.index, std::string("SELECT count(*) FROM ") + table) == 0);
    }
    done(world.index.drop_scope(scope));
    CHECK(number(world.index, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'words%'") == 0);
}

TEST_CASE("A source that grows keeps its own words", "[index][store]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    auto row = world.add(scope, "acme/tools", {skill("a", "x")});
    world.add(scope, "other/one", {skill("b", "y")});
    std::vector<CatalogEntry> many;
    for (int i = 100; i < 150; ++i) {
        many.push_back(skill("s" + std::to_string(i), "grown"));
    }
    world.replace(scope, row, many);
    CHECK(world.names(scope, "acme").size() == 50);
    CHECK(world.names(scope, "grown").size() == 50);
    CHECK(world.names(scope, "y") == Names{"b"});
    world.replace(scope, row, {skill("a", "x")});
    CHECK(world.names(scope, "acme") == Names{"a"});
}

TEST_CASE("Rows of scopes and sources survive", "[index][store]") {
    MemoryIndex world;
    ScopeRow scope;
    scope.key = "k";
    scope.manifest = "/m";
    scope.project_id = "p";
    scope.project_name = "n";
    scope.has_manifest = true;
    scope.files = {make_mark(std::nullopt, 0, "")};
    scope.messages = {{Severity::warning, "odd", {}, ""}};
    done(world.index.put_scope(scope));
    const auto read = world.index.scope("k").value();
    REQUIRE(read.has_value());
    CHECK(read->messages == scope.messages);
    CHECK(read->files == scope.files);
    CHECK(read->has_manifest);
    CHECK_FALSE(world.index.scope("other").value().has_value());
    SourceRow source;
    source.source.id = "a/b";
    source.lock = LockRow{};
    source.state = SourceState{};
    source.header = CatalogHeader{"a/b", "u", "", "", "t", "o", 1};
    source.standing = Standing::incomplete;
    source.catalog = make_mark(sys::FileStat{sys::FileKind::regular, 1, 2, 3, 4}, 5, "h");
    done(world.index.put_source(scope.id, source));
    const auto sources = world.index.sources(scope.id).value();
    REQUIRE(sources.size() == 1);
    CHECK(sources.front().source == source.source);
    CHECK(sources.front().lock == source.lock);
    CHECK(sources.front().state == source.state);
    CHECK(sources.front().header == source.header);
    CHECK(sources.front().catalog == source.catalog);
    CHECK(sources.front().standing == Standing::incomplete);
    CHECK(world.index.source(source.id).value().source == source.source);
    CHECK(world.index.source(source.id + 1).error().code == ErrorCode::io_error);
}

TEST_CASE("A glance at a source tells which of its files to look at", "[index][store]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    SourceRow row;
    row.source.id = "a/b";
    row.catalog = make_mark(sys::FileStat{sys::FileKind::regular, 1, 2, 3, 4}, 5, "h");
    row.details = make_mark(sys::FileStat{sys::FileKind::regular, 6, 7, 8, 9}, 5, "i");
    const auto files = [&] {
        done(world.index.put_source(scope, row));
        const auto glances = world.index.glances(scope).value();
        REQUIRE(glances.size() == 1);
        CHECK(glances.front().id == row.id);
        CHECK(glances.front().name == "a/b");
        CHECK(glances.front().files == glance(row).files);
        return glances.front().files;
    };
    CHECK(files().empty());  // not scanned: there is nothing to look at
    row.lock = LockRow{};
    CHECK(files() == std::vector<FileMark>{row.catalog});
    row.lock->readme_hash = "imported";
    CHECK(files() == std::vector<FileMark>{row.catalog, row.details});
    CHECK(world.index.source(row.id).value().details == row.details);
}

TEST_CASE("What is remembered of entries that stand alike is right", "[index][store]") {
    Conditions asked;
    asked.types = {ArtifactType::agent};
    StandingMemo memo(asked);
    for (const int least : {50, 90, 50}) {
        for (const int confidence : {40, 60, 95}) {
            for (const auto type : {ArtifactType::agent, ArtifactType::skill}) {
                const Document document{type, EntryStatus::fresh, Tier::primary, confidence, 3, 40};
                CHECK(memo.shows(document.pack(), least) == stands(asked, document, least));
                CHECK(memo.shows(document.pack(), least) == stands(asked, document, least));
            }
        }
    }
}

TEST_CASE("Categories are counted by their key, from their index alone", "[index][store]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    const auto other = world.scope("two");
    auto more = skill("more", "more");
    more.category = "01 documents";
    auto none = skill("none", "none");
    none.category = "Uncategorized";
    auto entries = mixed_entries();
    world.add(scope, "acme/tools", entries);
    const auto second = world.add(scope, "b", {more, none});
    world.add(other, "acme/tools", {more});
    Bounds bounds{{scope}, {}};
    auto counts = count_categories(world.index, bounds, {}).value();
    REQUIRE(counts.size() == 1);
    CHECK(counts.front().category == "documents");
    CHECK(counts.front().count == 2);
    bounds.sources = std::vector{second.id};
    CHECK(count_categories(world.index, bounds, {}).value().front().count == 1);
    Conditions agents;
    agents.types = {ArtifactType::agent};
    CHECK(count_categories(world.index, bounds, agents).value().empty());
    bounds.sources->clear();
    CHECK(count_categories(world.index, bounds, {}).value().empty());
}

TEST_CASE("A document is found by type and path", "[index][store]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    auto entries = mixed_entries();
    for (int i = 0; i < 40; ++i) {
        entries.push_back(skill("x" + std::to_string(100 + i), ""));
    }
    const auto source = world.add(scope, "acme/tools", entries);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto found =
            find_document(world.index, source, entries[i].type, entries[i].path).value();
        CHECK(found == source.first + 1 + static_cast<std::int64_t>(i));
    }
    for (const std::string path : {"", "agents/reviewer", "skills/x1005", "zzz"}) {
        CHECK_FALSE(find_document(world.index, source, ArtifactType::skill, path).value());
    }
    SourceRow empty;
    CHECK_FALSE(find_document(world.index, empty, ArtifactType::skill, "a").value());
}

TEST_CASE("Lists are narrowed to documents, or to all others", "[index][store]") {
    MemoryIndex world;
    const auto scope = world.scope("one");
    const auto source = world.add(scope, "acme/tools", mixed_entries());
    auto query = all_of(scope);
    query.conditions.documents = std::vector{source.first + 1, source.first + 2};
    CHECK(world.find(query) == Names{"reviewer"});
    CHECK(count_entries(world.index, query.bounds, query.conditions).value() == 1);
    query.conditions.documents->clear();
    CHECK(world.find(query).empty());
    query.conditions.documents.reset();
    query.conditions.other_documents = {source.first + 1};
    CHECK(world.find(query) == Names{"pdf"});
}

}  // namespace skillmeat::index
