#include <support/catch.hpp>

#include <skillmeat/net/response_cache.hpp>
#include <skillmeat/ops/discover/saved_indexes.hpp>

#include <unit/ops/world.hpp>

namespace skillmeat::ops {
namespace {

constexpr const char* manifest = "/work/skillmeat.toml";

SaveRequest to_save(const std::string& address, IndexKind kind = IndexKind::site) {
    SaveRequest request;
    request.address = address;
    request.kind = kind;
    return request;
}

std::string address_of(const std::string& text, const std::string& ref = "") {
    const auto address = parse_index_address(text);
    REQUIRE(address);
    return saved_address(*address, text, ref);
}

TEST_CASE("an index is saved, saved again and forgotten", "[ops]") {
    World world;
    const auto scope = world.project("schema = 1 # kept\n");
    auto request = to_save("https://skills.test");
    const auto saved = save_index(world.services, scope, request);
    REQUIRE(saved);
    CHECK(saved->changed);
    CHECK(saved->index == SavedIndex{"skills.test", "https://skills.test", std::nullopt, {}});
    const auto once = world.text(manifest);
    CHECK(once ==
          "schema = 1 # kept\n\n[[index]]\nid = \"skills.test\"\n"
          "url = \"https://skills.test\"\n");
    CHECK_FALSE(save_index(world.services, scope, request)->changed);
    CHECK(world.text(manifest) == once);
    request.ttl = 3600;
    CHECK(save_index(world.services, scope, request)->changed);
    request.ttl.reset();
    const auto again = save_index(world.services, scope, request);
    CHECK_FALSE(again->changed);
    CHECK(again->index.ttl == 3600);
    CHECK(forget_index(world.services, scope, "SKILLS.test", false)->ttl == 3600);
    CHECK(world.text(manifest) == "schema = 1 # kept\n");
    CHECK(forget_index(world.services, scope, "skills.test", false).error().code ==
          ErrorCode::index_not_found);
}

TEST_CASE("a dry run saves and forgets nothing", "[ops]") {
    World world;
    const std::string text = "schema = 1\n[[index]]\nid = \"a\"\nurl = \"https://a.test\"\n";
    const auto scope = world.project(text);
    auto request = to_save("https://skills.test");
    request.dry_run = true;
    CHECK(save_index(world.services, scope, request)->changed);
    CHECK(forget_index(world.services, scope, "a", true)->id == "a");
    CHECK(world.text(manifest) == text);
}

TEST_CASE("a taken id, and addresses that cannot be saved, write nothing", "[ops]") {
    World world;
    const auto scope =
        world.project("schema = 1\n[[index]]\nid = \"a\"\nurl = \"https://a.test\"\n");
    auto request = to_save("https://skills.test");
    request.id = "A";
    CHECK(save_index(world.services, scope, request).error().code == ErrorCode::already_exists);
    request.id = "a b";
    CHECK(save_index(world.services, scope, request).error().code == ErrorCode::invalid_value);
    CHECK(save_index(world.services, scope, to_save("")).error().code == ErrorCode::invalid_usage);
    const auto site = save_index(world.services, scope, to_save("https://skills.test/docs/v2"));
    CHECK(site.error().code == ErrorCode::invalid_usage);
    CHECK(site.error().hint.find(".json") != std::string::npos);
    const auto repository =
        save_index(world.services, scope, to_save("https://git.test/x", IndexKind::repository));
    CHECK(repository.error().hint.find(".git") != std::string::npos);
    const auto outside =
        save_index(world.services, scope, to_save("/srv/market", IndexKind::repository));
    CHECK(outside.error().code == ErrorCode::invalid_usage);
    CHECK(outside.error().hint == "save it for yourself with `--scope user`");
    CHECK(forget_index(world.services, scope, "aa", false).error().hint.find("--list") !=
          std::string::npos);
    CHECK(world.text(manifest).find("skills.test") == std::string::npos);
}

TEST_CASE("directories are saved relative to the project, or as they are for the user", "[ops]") {
    World world;
    const auto request = to_save("/work/market", IndexKind::repository);
    CHECK(save_index(world.services, world.project(), request)->index.url == "./market");
    CHECK(save_index(world.services, world.user(), request)->index.url == "/work/market");
    CHECK(save_index(world.services, world.project(), to_save("/work", IndexKind::repository))
              ->index.url == "./");
}

TEST_CASE("addresses are saved in full, with ref and directory", "[ops]") {
    CHECK(address_of("acme/market") == "https://github.com/acme/market");
    CHECK(address_of("acme/market@v1") == "https://github.com/acme/market#v1");
    CHECK(address_of("acme/market", "v2") == "https://github.com/acme/market#v2");
    CHECK(address_of("acme/market/sub") == "https://github.com/acme/market/tree/HEAD/sub");
    CHECK(address_of("acme/market/sub@v1") == "https://github.com/acme/market/tree/v1/sub");
    CHECK(address_of("https://github.com/acme/market/tree/main/sub") ==
          "https://github.com/acme/market/tree/main/sub");
    CHECK(address_of("git@git.test:acme/market.git@v1") == "git@git.test:acme/market.git#v1");
    CHECK(address_of("https://skills.test/.well-known/agent-skills") == "https://skills.test");
    CHECK(address_of("/srv/market") == "/srv/market");
    CHECK(address_of("/srv/market", "v1").empty());
    for (const std::string text : {"acme/market/sub@v1", "acme/market@feature/x", "/srv/market"}) {
        CHECK(check_index_url(address_of(text)));
    }
}

TEST_CASE("saved indexes are listed with what is known of them", "[ops]") {
    World world;
    world.clock.set(Timestamp{1000});
    const auto scope = world.project(
        "schema = 1\n[[index]]\nid = \"b\"\nurl = \"https://skills.test\"\n"
        "[[index]]\nid = \"a\"\nurl = \"https://github.com/acme/market\"\nttl = 5\n"
        "[[index]]\nid = \"c\"\nurl = \"./market\"\n");
    const auto before = list_indexes(world.services, scope);
    REQUIRE(before);
    REQUIRE(before->size() == 3);
    CHECK(before->at(0).kind == IndexKind::site);
    CHECK(before->at(1).kind == IndexKind::repository);
    CHECK(before->at(1).index.ttl == 5);
    CHECK_FALSE(before->at(0).fetched_at);
    net::ResponseCache cache(world.files, "/home/ana/.cache/skillmeat/indexes");
    net::CachedResponse copy;
    copy.stored_at = Timestamp{77};
    cache.store({"https://skills.test/.well-known/skills/index.json", "application/json", ""},
                copy);
    CHECK(list_indexes(world.services, scope)->at(0).fetched_at == Timestamp{77});
    CHECK(list_indexes(world.services, world.user())->empty());
}

}  // namespace
}  // namespace skillmeat::ops
