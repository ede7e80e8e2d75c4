#include <support/catch.hpp>

#include <skillmeat/ops/ratings/exchange_ratings.hpp>

#include <unit/ops/catalog_world.hpp>

namespace skillmeat::ops {
namespace {

constexpr const char* file = "/home/ana/.config/skillmeat/ratings.toml";
constexpr const char* pdf = "skill:./skills/pdf@acme/tools";

struct RatedWorld : CatalogWorld {
    RatedWorld() { be("ana"); }

    void be(const std::string& user) { environment.variables["SKILLMEAT_USER_NAME"] = user; }

    ChangedRating rate(const std::string& reference, std::int64_t stars,
                       const std::string& comment = "") {
        const auto rated = rate_artifact(services, scope, {reference, stars, comment});
        REQUIRE(rated);
        return *rated;
    }

    [[nodiscard]] std::vector<RatingView> list(const RatingFilter& filter = {}) {
        const auto views = list_ratings(services, {scope}, filter);
        REQUIRE(views);
        return *views;
    }
};

TEST_CASE("a rating remembers what was rated, by whom and when", "[ops]") {
    RatedWorld world;
    const auto rated = world.rate("pdf", 4, "good");
    CHECK(rated.changed);
    CHECK(rated.view.rating.artifact == pdf);
    CHECK(rated.view.rating.url == CatalogWorld::url);
    CHECK(rated.view.rating.user == "ana");
    CHECK(rated.view.rating.sha == CatalogWorld::skill("pdf").sha);
    CHECK(to_string(rated.view.rating.rated_at) == "2026-01-01T00:00:00Z");
    CHECK(rated.view.status == RatingStatus::current);
    CHECK(rated.view.votes == ratings::Votes{1, 4});
    const auto text = world.text(file);
    world.clock.advance(1000);
    CHECK_FALSE(world.rate("pdf", 4, "good").changed);
    CHECK(world.text(file) == text);
    world.be("ben");
    CHECK(world.rate("pdf", 1).view.votes == ratings::Votes{2, 5});
}

TEST_CASE("values out of range are refused before anything is read", "[ops]") {
    RatedWorld world;
    world.files.reads.clear();
    for (const std::int64_t stars : {0, 6, -1}) {
        CHECK(rate_artifact(world.services, world.scope, {"pdf", stars, ""}).error().code ==
              ErrorCode::invalid_value);
    }
    CHECK(rate_artifact(world.services, world.scope, {"pdf", 3, std::string(1001, 'x')})
              .error()
              .code == ErrorCode::invalid_value);
    CHECK(world.files.reads.empty());
    CHECK(rate_artifact(world.services, world.scope, {"nothing", 3, ""}).error().code ==
          ErrorCode::artifact_not_found);
    CHECK_FALSE(world.files.exists(file));
}

TEST_CASE("what has left its source cannot be rated", "[ops]") {
    RatedWorld world;
    auto gone = CatalogWorld::skill("pdf");
    gone.status = EntryStatus::removed;
    world.put_catalog({CatalogWorld::skill("docx"), gone});
    const auto rated = rate_artifact(world.services, world.scope, {"pdf", 3, ""});
    REQUIRE_FALSE(rated);
    CHECK(rated.error().code == ErrorCode::artifact_not_found);
}

TEST_CASE("the user is a setting, else git's address, else the login name", "[ops]") {
    RatedWorld world;
    CHECK(rating_user(world.services, world.scope).value() == "ana");
    world.environment.variables.erase("SKILLMEAT_USER_NAME");
    CHECK(rating_user(world.services, world.scope).error().code == ErrorCode::invalid_usage);
    world.environment.variables["USER"] = "cyd";
    CHECK(rating_user(world.services, world.scope).value() == "cyd");
    world.environment.variables["LOGNAME"] = "ben";
    CHECK(rating_user(world.services, world.scope).value() == "ben");
    world.be(" blank ");
    CHECK(rating_user(world.services, world.scope).error().code == ErrorCode::invalid_value);
}

TEST_CASE("ratings are current, outdated, missing, or nobody can tell", "[ops]") {
    RatedWorld world;
    world.rate("pdf", 5);
    world.rate("docx", 2);
    auto changed = CatalogWorld::skill("pdf");
    changed.sha = std::string(40, '9');
    world.put_catalog({changed});
    auto views = world.list();
    REQUIRE(views.size() == 2);
    CHECK(views[0].status == RatingStatus::missing);
    CHECK(views[0].sha.empty());
    CHECK(views[1].status == RatingStatus::outdated);
    CHECK(views[1].sha == changed.sha);
    world.files.put(world.scope.catalog_of("acme/tools"), "damaged");
    views = world.list();
    CHECK(views[0].status == RatingStatus::not_scanned);
    world.files.put(world.scope.manifest, "schema = 1\n");
    views = world.list();
    REQUIRE(views.size() == 2);
    CHECK(views[1].status == RatingStatus::missing);
    CHECK(views[1].project_id.empty());
}

TEST_CASE("filters take sources that are gone, and fail for unknown ones", "[ops]") {
    RatedWorld world;
    world.rate("pdf", 5);
    CHECK(world.list({{"ACME/tools"}, {}}).size() == 1);
    CHECK(world.list({{}, {"ANA"}}).size() == 1);
    CHECK(world.list({{}, {"ben"}}).empty());
    world.files.put(world.scope.manifest, "schema = 1\n");
    CHECK(world.list({{"acme/tools"}, {}}).size() == 1);
    CHECK(list_ratings(world.services, {world.scope}, {{"nobody"}, {}}).error().code ==
          ErrorCode::source_not_found);
}

TEST_CASE("a rating is taken back, also when its artifact is gone", "[ops]") {
    RatedWorld world;
    world.rate("pdf", 5);
    world.be("ben");
    const auto nothing = remove_rating(world.services, world.scope, "pdf");
    REQUIRE(nothing);
    CHECK_FALSE(nothing->changed);
    world.be("ana");
    world.files.put(world.scope.manifest, "schema = 1\n");
    CHECK(remove_rating(world.services, world.scope, "docx").error().code ==
          ErrorCode::artifact_not_found);
    const auto removed = remove_rating(world.services, world.scope, "pdf");
    REQUIRE(removed);
    CHECK(removed->changed);
    CHECK(removed->view.rating.stars == 5);
    CHECK(removed->view.votes == ratings::Votes{});
    CHECK(world.list().empty());
}

TEST_CASE("several own ratings that a name fits are ambiguous", "[ops]") {
    RatedWorld world;
    auto other = CatalogWorld::skill("pdf");
    other.path = "more/pdf";
    world.put_catalog({other, CatalogWorld::skill("pdf")});
    world.rate("./more/pdf", 5);
    const auto one = remove_rating(world.services, world.scope, "pdf");
    REQUIRE(one);
    CHECK(one->view.rating.artifact == "skill:./more/pdf@acme/tools");
    world.rate("./more/pdf", 5);
    world.rate("./skills/pdf", 5);
    CHECK(remove_rating(world.services, world.scope, "pdf").error().code ==
          ErrorCode::ambiguous_reference);
}

TEST_CASE("an import is checked whole, and a dry run writes nothing", "[ops]") {
    RatedWorld world;
    world.rate("pdf", 5);
    const auto exported = export_ratings(world.services, {world.scope}, {});
    REQUIRE(exported);
    CHECK(exported->ratings == 1);
    CHECK(exported->text == world.text(file));
    world.files.put("/work/shared.toml", exported->text);
    world.be("ben");
    world.rate("pdf", 1);
    const auto same = import_ratings(world.services, "/work/shared.toml", false);
    REQUIRE(same);
    CHECK(same->unchanged == 1);
    REQUIRE(remove_rating(world.services, world.scope, "pdf"));
    world.files.put(file, "version = 1\n");
    const auto planned = import_ratings(world.services, "/work/shared.toml", true);
    REQUIRE(planned);
    CHECK(planned->added == 1);
    CHECK(world.text(file) == "version = 1\n");
    CHECK(import_ratings(world.services, "/work/shared.toml", false)->added == 1);
    CHECK(world.text(file) == exported->text);
    world.files.put("/work/shared.toml", exported->text + "[[rating]]\n");
    CHECK(import_ratings(world.services, "/work/shared.toml", false).error().code ==
          ErrorCode::invalid_manifest);
    CHECK(import_ratings(world.services, "/work/none.toml", false).error().code ==
          ErrorCode::io_error);
}

TEST_CASE("damaged ratings are an error and stay as they are", "[ops]") {
    RatedWorld world;
    world.files.put(file, "version = 9\n");
    CHECK(rate_artifact(world.services, world.scope, {"pdf", 3, ""}).error().code ==
          ErrorCode::newer_format);
    CHECK(list_ratings(world.services, {world.scope}, {}).error().code == ErrorCode::newer_format);
    CHECK(world.text(file) == "version = 9\n");
}

TEST_CASE("without a home there are no ratings, and none can be made", "[ops]") {
    RatedWorld world;
    world.environment.variables.erase("HOME");
    CHECK(load_ratings(world.services)->rows.empty());
    CHECK(rate_artifact(world.services, world.scope, {"pdf", 3, ""}).error().code ==
          ErrorCode::io_error);
}

TEST_CASE("one's own rating is shown beside an entry", "[ops]") {
    RatedWorld world;
    const auto entry = find_entry(world.services, {world.scope}, "pdf");
    REQUIRE(entry);
    CHECK_FALSE(own_rating(world.services, world.scope, *entry)->has_value());
    world.rate("pdf", 3);
    REQUIRE(own_rating(world.services, world.scope, *entry)->has_value());
    CHECK(own_rating(world.services, world.scope, *entry)->value().rating.stars == 3);
    world.environment.variables.erase("SKILLMEAT_USER_NAME");
    CHECK_FALSE(own_rating(world.services, world.scope, *entry)->has_value());
}

}  // namespace
}  // namespace skillmeat::ops
