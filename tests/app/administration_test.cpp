// init, project, cache, lock, migrate, config and paths, from words to output.
#include <support/catch.hpp>

#include <string>
#include <vector>

#include <app/commands/cache/clean.hpp>
#include <app/commands/config/set.hpp>
#include <app/commands/init/init.hpp>
#include <app/commands/migrate/migrate.hpp>
#include <app/commands/registry.hpp>

#include "harness.hpp"

namespace skillmeat::app::commands {
namespace {

/// The program in a home, with the working directory /work.
struct Program : testing::Harness {
    Program() {
        environment.variables["HOME"] = "/home/ana";
        files.put_directory("/work");
    }
    int operator()(const std::vector<std::string>& words) { return run(words, registry()); }
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST_CASE("init binds its name and refuses an empty one", "[app]") {
    cli::Values values;
    CHECK(bind_init(values)->name.empty());
    values.add("name", " ");
    CHECK(bind_init(values).error().code == ErrorCode::invalid_value);
}

TEST_CASE("cache clean binds its choices", "[app]") {
    cli::Values values;
    const auto plain = bind_cache_clean(values);
    REQUIRE(plain);
    CHECK_FALSE(plain->all);
    CHECK_FALSE(plain->older_than);
    values.add("older-than", "2h");
    values.add("source", "acme/tools");
    values.set_flag("all");
    values.set_flag("expired");
    values.set_flag("dry-run");
    const auto full = bind_cache_clean(values);
    REQUIRE(full);
    CHECK(full->older_than == 7200);
    CHECK(full->source == "acme/tools");
    CHECK((full->all && full->expired && full->dry_run));
}

TEST_CASE("cache clean refuses an age that is none and an empty source", "[app]") {
    cli::Values age;
    age.add("older-than", GENERATE("", "soon", "-5m", "1.5h"));
    CHECK(bind_cache_clean(age).error().code == ErrorCode::invalid_value);
    cli::Values source;
    source.add("source", "");
    CHECK(bind_cache_clean(source).error().code == ErrorCode::invalid_value);
}

TEST_CASE("migrate goes to the newest format unless told otherwise", "[app]") {
    cli::Values values;
    CHECK(bind_migrate(values)->to == ops::newest_format);
    values.add("to", "0");
    values.set_flag("drop");
    const auto request = bind_migrate(values);
    CHECK(request->to == 0);
    CHECK(request->drop);
    CHECK_FALSE(request->dry_run);
}

TEST_CASE("init makes a project and says what to do next", "[app]") {
    Program skillmeat;
    CHECK(skillmeat({"init"}) == 0);
    CHECK(skillmeat.out().empty());
    CHECK(contains(skillmeat.err(), "made project 'work' in '/work'"));
    CHECK(contains(skillmeat.err(), "next: skillmeat source add OWNER/REPO"));
    CHECK(skillmeat({"init"}) == 1);
    CHECK(contains(skillmeat.err(), "'/work/skillmeat.toml' exists already"));
}

TEST_CASE("init takes its place from the global flags", "[app]") {
    Program skillmeat;
    CHECK(skillmeat({"init", "--scope", "all"}) == 2);
    CHECK(skillmeat({"init", "--scope", "user", "--name", "x"}) == 2);
    CHECK(skillmeat.files.writes.empty());
    CHECK(skillmeat({"init", "--scope", "user"}) == 0);
    CHECK(skillmeat({"init", "--project", "/work/sub", "--name", "docs", "--json"}) == 0);
    CHECK(contains(skillmeat.out(), "\"project_name\": \"docs\""));
    CHECK(contains(skillmeat.out(), "\"changed\": true"));
    CHECK(skillmeat.files.exists("/work/sub/skillmeat.toml"));
}

TEST_CASE("projects are added, listed and removed", "[app]") {
    Program skillmeat;
    CHECK(skillmeat({"project", "list"}) == 0);
    CHECK(contains(skillmeat.err(), "no registered projects"));
    CHECK(skillmeat({"init"}) == 0);
    CHECK(skillmeat({"project", "add", "/work", "--json"}) == 0);
    CHECK(contains(skillmeat.out(), "\"changed\": false"));
    CHECK(skillmeat({"project", "list", "--format", "plain"}) == 0);
    CHECK(contains(skillmeat.out(), "\twork\tpresent\t/work\t2026-01-01T00:00:00Z\n"));
    CHECK(skillmeat({"project", "remove", "/work"}) == 0);
    CHECK(contains(skillmeat.err(), "forgot project 'work'; nothing in '/work' was touched"));
    CHECK(skillmeat({"project", "remove", "/work"}) == 1);
}

TEST_CASE("lock check exits 3 with the differences", "[app]") {
    Program skillmeat;
    skillmeat.files.put("/work/skillmeat.toml",
                        "schema = 1\n[[source]]\nid = \"a/b\"\nurl = \"https://github.com/a/b\"\n");
    CHECK(skillmeat({"lock", "check", "--format", "plain"}) == 3);
    CHECK(skillmeat.out() == "a/b\trow\thttps://github.com/a/b\t(none)\n");
    CHECK(contains(skillmeat.err(), "the lock differs from the manifest in 1 source"));
}

TEST_CASE("lock check over all scopes tells outdated and damaged locks apart", "[app]") {
    Program skillmeat;
    skillmeat.files.put("/work/skillmeat.toml", "schema = 1\n");
    CHECK(skillmeat({"project", "add", "/work"}) == 0);
    CHECK(skillmeat({"lock", "check", "--scope", "all"}) == 0);
    CHECK(contains(skillmeat.err(), "the lock agrees with the manifest (0 sources)"));
    skillmeat.files.put("/work/skillmeat.lock", "version = [");
    CHECK(skillmeat({"lock", "check", "--scope", "all", "--json"}) == 3);
    CHECK(contains(skillmeat.err(), "\"code\": \"lock_damaged\""));
}

TEST_CASE("migrate refuses to lose something unless told to drop it", "[app]") {
    Program skillmeat;
    const std::string manifest =
        "schema = 1\n[[source]]\nid = \"a/b\"\nurl = \"https://github.com/a/b\"\ntags = [\"x\"]\n";
    skillmeat.files.put("/work/skillmeat.toml", manifest);
    CHECK(skillmeat({"migrate", "--to", "0"}) == 1);
    CHECK(contains(skillmeat.out(), "tags of source 'a/b': 'x'"));
    CHECK(contains(skillmeat.err(), "add `--drop`"));
    CHECK(skillmeat.files.text("/work/skillmeat.toml") == manifest);
    CHECK(skillmeat({"migrate", "--to", "0", "--drop"}) == 0);
    CHECK(contains(skillmeat.out(), "backup"));
    CHECK(skillmeat({"migrate", "--dry-run"}) == 0);
    CHECK(contains(skillmeat.err(), "would migrate 1 file"));
    CHECK(skillmeat({"migrate", "--json"}) == 0);
    CHECK(contains(skillmeat.out(), "\"from\": 0, \"to\": 1, \"changed\": true"));
    CHECK(skillmeat({"migrate", "--to", "7"}) == 2);
}

TEST_CASE("config get prints the value alone", "[app]") {
    Program skillmeat;
    skillmeat.files.put("/work/skillmeat.toml", "schema = 1\n");
    CHECK(skillmeat({"config", "get", "jobs"}) == 0);
    CHECK(skillmeat.out() == "8\n");
    CHECK(skillmeat({"config", "set", "jobs", "3"}) == 0);
    CHECK(skillmeat({"config", "get", "jobs", "--show-origin"}) == 0);
    CHECK(contains(skillmeat.out(), "3\t/work/skillmeat.toml:4\n"));
    CHECK(skillmeat({"config", "unset", "jobs"}) == 0);
    CHECK(contains(skillmeat.err(), "in force: '8' (default)"));
    CHECK(skillmeat({"config", "get", "jbos"}) == 1);
    CHECK(contains(skillmeat.err(), "did you mean 'jobs'?"));
}

TEST_CASE("config set says when a variable is stronger", "[app]") {
    Program skillmeat;
    skillmeat.files.put("/work/skillmeat.toml", "schema = 1\n");
    skillmeat.environment.variables["SKILLMEAT_JOBS"] = "5";
    CHECK(skillmeat({"config", "set", "jobs", "3"}) == 0);
    CHECK(contains(skillmeat.err(), "in force: '5' (variable SKILLMEAT_JOBS)"));
    CHECK(skillmeat({"config", "set", "jobs", "3", "--json"}) == 0);
    CHECK(contains(skillmeat.out(), "\"changed\": false"));
    CHECK(contains(skillmeat.out(), "\"layer\": \"environment\""));
    CHECK(skillmeat({"config", "set", "pager", "less"}) == 2);
    CHECK(contains(skillmeat.err(), "--scope user"));
    CHECK(skillmeat({"config", "list", "--show-origin", "--format", "plain"}) == 0);
    CHECK(contains(skillmeat.out(), "jobs\t5\tvariable SKILLMEAT_JOBS\n"));
}

TEST_CASE("paths are shown with and without a home", "[app]") {
    Program skillmeat;
    CHECK(skillmeat({"paths", "--format", "plain"}) == 0);
    CHECK(contains(skillmeat.out(), "scope\tuser\n"));
    skillmeat.environment.variables.clear();
    CHECK(skillmeat({"paths", "--json"}) == 0);
    CHECK(contains(skillmeat.out(), "\"config\": null"));
    CHECK(contains(skillmeat.out(), "\"scope\": null"));
}

TEST_CASE("the cache is listed and cleaned", "[app]") {
    Program skillmeat;
    CHECK(skillmeat({"cache", "list"}) == 0);
    CHECK(contains(skillmeat.err(), "the cache is empty"));
    const std::string repository = "/home/ana/.cache/skillmeat/git/x-0123456789abcdef.git";
    skillmeat.files.put(repository + "/HEAD", std::string(2048, 'x'));
    CHECK(skillmeat({"cache", "list", "--format", "plain"}) == 0);
    CHECK(contains(skillmeat.out(), "x-0123456789abcdef.git\t2.0 KiB\t1970-01-01T00:00:00Z\tno\t"));
    CHECK(skillmeat({"cache", "clean", "--dry-run", "--json"}) == 0);
    CHECK(contains(skillmeat.out(), "\"result\": \"would_remove\""));
    CHECK(skillmeat.files.exists(repository));
    CHECK(skillmeat({"cache", "clean"}) == 0);
    CHECK(contains(skillmeat.err(), "freed 2.0 KiB"));
    CHECK_FALSE(skillmeat.files.exists(repository));
}

TEST_CASE("cache clean says what it kept and what was in use", "[app]") {
    Program skillmeat;
    const std::string repository = "/home/ana/.cache/skillmeat/git/x-0123456789abcdef.git";
    skillmeat.files.put(repository + "/HEAD", "x");
    const auto held = skillmeat.files.lock(repository + ".lock", {});
    REQUIRE(held);
    CHECK(skillmeat({"cache", "clean"}) == 0);
    CHECK(contains(skillmeat.err(), "left 1 that another skillmeat is using"));
    CHECK(skillmeat.files.exists(repository));
}

}  // namespace
}  // namespace skillmeat::app::commands
