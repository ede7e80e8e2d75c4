#include <support/catch.hpp>

#include <algorithm>

#include <skillmeat/git/cached_repository.hpp>
#include <skillmeat/ledger/ledger.hpp>
#include <skillmeat/net/response_cache.hpp>
#include <skillmeat/ops/cache.hpp>
#include <skillmeat/ops/project_registry.hpp>

#include <unit/ops/lock_rows.hpp>
#include <unit/ops/world.hpp>

namespace skillmeat::ops {
namespace {

constexpr const char* cache = "/home/ana/.cache/skillmeat/git";
constexpr const char* locked_url = "https://github.com/acme/tools";
constexpr const char* other_url = "https://github.com/acme/other";

/// A cache with a repository that the project's lock names, and one that nothing names.
struct CacheWorld : World {
    sys::Path locked = put_repository(locked_url);
    sys::Path other = put_repository(other_url);

    CacheWorld() {
        const auto scope = project(manifest_text("acme/tools", locked_url));
        files.put(scope.lock, lock_text("acme/tools", locked_url));
    }

    sys::Path put_repository(const std::string& url) {
        const git::Git git{{}, cache, processes, files, environment, diagnostics};
        const auto path = git::cached_repository(git, parse_git_url(url).value(), HashKind::sha1);
        files.put(path / "HEAD", "ref\n");
        files.put(path / "objects/pack/a.pack", std::string(100, 'x'));
        files.put(path.string() + ".lock", "");
        return path;
    }
};

std::vector<std::string> results(const Result<CacheCleaned>& cleaned) {
    std::vector<std::string> lines;
    for (const auto& row : cleaned.value().items) {
        lines.push_back(row.item.path.string() + " " + std::string(to_string(row.result)));
    }
    return lines;
}

TEST_CASE("cached repositories are listed with size and the sources that need them", "[ops]") {
    CacheWorld world;
    world.files.put(sys::Path(cache) / "empty.git/HEAD", "a helper of the git module\n");
    const auto items = list_cache(world.services, {});
    REQUIRE(items);
    REQUIRE(items->size() == 2);
    const auto& other = items->at(0);
    const auto& locked = items->at(1);
    CHECK(other.path == world.other);
    CHECK(other.bytes == 104);
    CHECK_FALSE(other.in_lock);
    CHECK(other.url.empty());
    CHECK(locked.url == locked_url);
    CHECK(locked.in_lock);
    CHECK(locked.sources == std::vector<std::string>{"acme/tools"});
}

TEST_CASE("an empty cache and one without a place are told apart", "[ops]") {
    World world;
    CHECK(list_cache(world.services, {})->empty());
    CHECK(clean_cache(world.services, {}, {})->items.empty());
    world.environment.variables.clear();
    CHECK(list_cache(world.services, {}).error().code == ErrorCode::io_error);
}

TEST_CASE("cleaning keeps what a lock names, and all lock files", "[ops]") {
    CacheWorld world;
    const auto cleaned = clean_cache(world.services, {}, {});
    REQUIRE(cleaned);
    CHECK(results(cleaned) == std::vector<std::string>{world.other.string() + " removed",
                                                       world.locked.string() + " kept"});
    CHECK(cleaned->freed == 104);
    CHECK_FALSE(world.files.exists(world.other));
    CHECK(world.files.exists(world.other.string() + ".lock"));
    CHECK(world.files.exists(world.locked));
}

TEST_CASE("locks of registered projects and of the user protect, too", "[ops]") {
    CacheWorld world;
    const auto protector = GENERATE("/elsewhere", "/home/ana/.config/skillmeat");
    world.files.put(sys::Path(protector) / "skillmeat.toml", "schema = 1\n");
    if (std::string(protector) == "/elsewhere") {
        REQUIRE(add_project(world.services, protector));
    }
    world.files.put(sys::Path(protector) / "skillmeat.lock", lock_text("other", other_url));
    CHECK(clean_cache(world.services, {}, {})->freed == 0);
    CHECK(world.files.exists(world.other));
}

TEST_CASE("a dry run of everything removes nothing", "[ops]") {
    CacheWorld world;
    CacheCleaning cleaning;
    cleaning.all = true;
    cleaning.dry_run = true;
    const auto before = world.files.files();
    const auto plan = clean_cache(world.services, {}, cleaning);
    CHECK(plan->freed == 208);
    CHECK(world.files.files() == before);
    cleaning.dry_run = false;
    CHECK(results(clean_cache(world.services, {}, cleaning)) == results(plan));
    CHECK_FALSE(world.files.exists(world.locked));
}

TEST_CASE("one source's repository is chosen by id or URL", "[ops]") {
    CacheWorld world;
    CacheCleaning cleaning;
    cleaning.source = "acme/tools";
    CHECK(results(clean_cache(world.services, {}, cleaning)) ==
          std::vector<std::string>{world.locked.string() + " kept"});
    cleaning.all = true;
    CHECK(clean_cache(world.services, {}, cleaning)->freed == 104);
    CHECK(world.files.exists(world.other));
    cleaning.source = other_url;
    CHECK(clean_cache(world.services, {}, cleaning)->freed == 104);
    cleaning.source = "nothing";
    CHECK(clean_cache(world.services, {}, cleaning).error().code == ErrorCode::source_not_found);
}

TEST_CASE("ages choose by the last change", "[ops]") {
    CacheWorld world;  // its files change within the first second of 1970
    CacheCleaning cleaning;
    SECTION("older than a day") {
        cleaning.older_than = 86'400;
    }
    SECTION("older than the setting") {
        cleaning.expired = true;
    }
    world.clock.set(Timestamp{300});
    CHECK(clean_cache(world.services, {}, cleaning)->items.empty());
    world.clock.set(Timestamp{86'401});
    CHECK(clean_cache(world.services, {}, cleaning)->items.size() == 2);
}

TEST_CASE("a repository in use is left alone", "[ops]") {
    CacheWorld world;
    const auto held = world.files.lock(world.other.string() + ".lock", {});
    REQUIRE(held);
    CHECK(results(clean_cache(world.services, {}, {})).front() == world.other.string() + " in_use");
    CHECK(world.files.exists(world.other));
}

TEST_CASE("a lock that cannot be read stops cleaning, unless everything goes", "[ops]") {
    CacheWorld world;
    world.files.put("/work/skillmeat.lock", "version = [");
    const auto items = list_cache(world.services, {});
    REQUIRE(items);
    CHECK(world.diagnostics.items.size() == 1);
    const auto cleaned = clean_cache(world.services, {}, {});
    REQUIRE_FALSE(cleaned);
    CHECK(cleaned.error().code == ErrorCode::lock_damaged);
    CHECK(world.files.exists(world.other));
    CacheCleaning all;
    all.all = true;
    CHECK(clean_cache(world.services, {}, all)->freed == 208);
}

TEST_CASE("what an active deployment came from is kept, also when its source has left", "[ops]") {
    CacheWorld world;
    ledger::Ledger ledger;
    Deployment row;
    row.artifact = "skill:./skills/pdf@gone/other";
    row.url = other_url;
    row.status = DeploymentStatus::active;
    row.deployed_at = Timestamp{1};
    ledger::put(ledger, row);
    world.files.put("/work/.skillmeat/deployments.toml", ledger::write(ledger));
    CHECK(
        results(clean_cache(world.services, {}, {})) ==
        std::vector<std::string>{world.other.string() + " kept", world.locked.string() + " kept"});
    CHECK(list_cache(world.services, {})->front().sources ==
          std::vector<std::string>{"gone/other"});

    ledger.rows.front().status = DeploymentStatus::inactive;
    world.files.put("/work/.skillmeat/deployments.toml", ledger::write(ledger));
    CHECK(clean_cache(world.services, {}, {})->freed == 104);

    world.files.put("/work/.skillmeat/deployments.toml", "version = 9\n");
    CHECK(clean_cache(world.services, {}, {}).error().code == ErrorCode::ledger_newer);
}

TEST_CASE("what a killed cleaning left is removed by the next", "[ops]") {
    CacheWorld world;
    world.files.put(world.other.string() + ".removing/HEAD", "ref\n");
    REQUIRE(clean_cache(world.services, {}, {}));
    CHECK_FALSE(world.files.exists(world.other.string() + ".removing"));
}

/// A cache with copies of two indexes, two answers and a content, beside the repositories.
struct AnswerWorld : CacheWorld {
    const sys::Path root = sys::Path(cache).parent_path();

    AnswerWorld() {
        net::ResponseCache copies(files, root / "indexes");
        copies.store({"https://skills.test/index.json", "application/json", ""}, {});
        copies.store({"git:github.com/acme/market#:", "skillmeat-index-1", ""}, {});
        files.put(root / "indexes/damaged", "x");
        files.put(root / "http/0123", std::string(10, 'x'));
        files.put(root / "http/4567", std::string(10, 'x'));
        files.put(root / "blobs/ab/cdef", std::string(5, 'x'));
    }
    std::vector<std::string> kinds() {
        std::vector<std::string> lines;
        const auto items = list_cache(services, {});
        for (const auto& item : items.value()) {
            lines.push_back(std::string(to_string(item.kind)) + " " + item.url + " " +
                            std::to_string(item.files));
        }
        return lines;
    }
};

TEST_CASE("copies of indexes, answers and contents are listed", "[ops]") {
    AnswerWorld world;
    auto lines = world.kinds();
    REQUIRE(lines.size() == 7);
    CHECK(lines[5] == "http  2");
    CHECK(lines[6] == "blobs  1");
    std::sort(lines.begin(), lines.end());
    CHECK(lines == std::vector<std::string>{"blobs  1", "git  2",
                                            "git https://github.com/acme/tools 2", "http  2",
                                            "index  1", "index https://github.com/acme/market 1",
                                            "index https://skills.test/index.json 1"});
    const auto items = list_cache(world.services, {});
    CHECK(items->back().bytes == 5);
    CHECK(items->back().name == "blobs");
    CHECK_FALSE(items->back().in_lock);
}

TEST_CASE("cleaning takes copies, answers and contents along", "[ops]") {
    AnswerWorld world;
    CacheCleaning cleaning;
    cleaning.dry_run = true;
    const auto plan = results(clean_cache(world.services, {}, cleaning));
    CHECK(plan.size() == 7);
    CHECK(world.kinds().size() == 7);
    cleaning.dry_run = false;
    CHECK(results(clean_cache(world.services, {}, cleaning)) == plan);
    CHECK(world.kinds() == std::vector<std::string>{"git https://github.com/acme/tools 2"});
}

TEST_CASE("one source has no part in answers and copies", "[ops]") {
    AnswerWorld world;
    CacheCleaning cleaning;
    cleaning.source = other_url;
    CHECK(results(clean_cache(world.services, {}, cleaning)).size() == 1);
    CHECK(world.kinds().size() == 6);
}

TEST_CASE("what a locked repository was read from over an API is kept", "[ops]") {
    AnswerWorld world;
    REQUIRE(world.files.remove_tree(world.locked));  // so it was not read by git
    const auto cleaned = clean_cache(world.services, {}, {});
    REQUIRE(cleaned);
    CHECK(world.files.exists(world.root / "http/0123"));
    CHECK(world.files.exists(world.root / "blobs/ab/cdef"));
    CHECK(cleaned->items.back().result == CacheResult::kept);
    CHECK(world.kinds() == std::vector<std::string>{"http  2", "blobs  1"});
    CacheCleaning all;
    all.all = true;
    CHECK(clean_cache(world.services, {}, all)->freed == 25);
    CHECK(world.kinds().empty());
}

TEST_CASE("answers and contents are chosen file by file", "[ops]") {
    AnswerWorld world;  // its files change within the first second of 1970
    CacheCleaning cleaning;
    cleaning.expired = true;
    world.clock.set(Timestamp{300});
    CHECK(clean_cache(world.services, {}, cleaning)->items.empty());
    world.clock.set(Timestamp{301});
    CHECK(clean_cache(world.services, {}, cleaning)->items.size() == 7);
    CHECK(to_string(CacheKind::index) == "index");
    CHECK(to_string(CacheKind::entries) == "entries");
}

}  // namespace
}  // namespace skillmeat::ops
