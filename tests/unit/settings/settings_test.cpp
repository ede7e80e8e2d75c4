#include <skillmeat/settings/settings.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

using namespace skillmeat;
using namespace skillmeat::settings;
using tomlfile::Table;
using tomlfile::Value;

namespace {

Value at(Value value, int line, int column) {
    value.key_line = line;
    value.key_column = column;
    value.line = line;
    value.column = column + 8;
    return value;
}

Table table(std::vector<std::pair<std::string, Value>> members) {
    Table result;
    result.members = std::move(members);
    return result;
}

std::string checked(std::string_view key, std::string_view text) {
    const auto result = check_value(*find(key), text);
    return result ? *result : "refused: " + result.error().message;
}

}  // namespace

TEST_CASE("the table of settings is sorted, complete and consistent", "[settings]") {
    const auto rows = definitions();
    CHECK(std::is_sorted(rows.begin(), rows.end(),
                         [](const auto& a, const auto& b) { return a.key < b.key; }));
    std::set<std::string_view> variables;
    for (const auto& row : rows) {
        INFO(row.key);
        CHECK(find(row.key) == &row);
        CHECK_FALSE(row.help.empty());
        CHECK(row.environment.starts_with("SKILLMEAT_"));
        CHECK(variables.insert(row.environment).second);
        CHECK((row.kind == Kind::choice) == !row.choices.empty());
        CHECK(check_value(row, row.default_value).value_or("refused") == row.default_value);
    }
    CHECK(find("job") == nullptr);
    CHECK(find("") == nullptr);
    CHECK(find("zzz") == nullptr);
}

TEST_CASE("the schema of the manifest names every setting", "[settings]") {
    std::ifstream file(std::string(SKILLMEAT_FIXTURES) + "/../../schemas/manifest.schema.json");
    const std::string schema{std::istreambuf_iterator<char>(file), {}};
    REQUIRE_FALSE(schema.empty());
    for (const auto& row : definitions()) {
        INFO(row.key);
        std::string property = "\"";
        property += row.key.substr(row.key.rfind('.') + 1);
        property += "\": {";
        CHECK(schema.find(property) != std::string::npos);
        CHECK(schema.find(row.environment) != std::string::npos);
    }
}

TEST_CASE("the built-in settings hold the documented defaults", "[settings]") {
    const auto settings = built_in();
    CHECK(settings.all().size() == definitions().size());
    CHECK(settings.integer("jobs") == 8);
    CHECK(settings.seconds("cache_ttl") == 300);
    CHECK(settings.seconds("lock_timeout") == 300);
    CHECK(settings.integer("limits.fetch_size") == 256 * 1024 * 1024);
    CHECK(settings.integer("limits.repository_files") == 200'000);
    CHECK(settings.text("transport") == "auto");
    CHECK(settings.text("color") == "auto");
    CHECK(settings.get("jobs").layer == Layer::built_in);
    CHECK_THROWS_AS(settings.get("nothing"), std::logic_error);
}

TEST_CASE("values are checked and brought to one form", "[settings]") {
    CHECK(checked("jobs", "32") == "32");
    CHECK(checked("jobs", "064") == "64");
    CHECK(checked("jobs", "0") ==
          "refused: setting 'jobs' expects an integer from 1 to 64, found '0'");
    CHECK(checked("jobs", "65").starts_with("refused"));
    CHECK(checked("jobs", "8x").starts_with("refused"));
    CHECK(checked("jobs", "").starts_with("refused"));
    CHECK(checked("cache_ttl", "300") == "5m");
    CHECK(checked("cache_ttl", "soon").starts_with("refused"));
    CHECK(checked("lock_timeout", "0") == "0s");
    CHECK(checked("lock_timeout", "2d").starts_with("refused"));
    CHECK(checked("limits.fetch_size", "1048576") == "1MiB");
    CHECK(checked("limits.fetch_size", "1").starts_with("refused"));
    CHECK(checked("transport", "git") == "git");
    CHECK(checked("transport", "GIT").starts_with("refused"));
    CHECK(check_value(*find("color"), "alway").error().hint == "did you mean 'always'?");
    CHECK(check_value(*find("color"), "purple").error().hint.empty());
    CHECK(check_value(*find("color"), "purple").error().code == ErrorCode::invalid_value);
    CHECK(checked("pager", "less -R") == "less -R");
    CHECK(checked("pager", "less\n").starts_with("refused"));
    CHECK(checked("user.name", "\xff").starts_with("refused"));
    CHECK(checked("user.name", std::string(1001, 'x')).starts_with("refused"));
    CHECK(checked("agents", "codex, cursor,codex") == "codex,cursor");
    CHECK(checked("agents", " ").empty());
    CHECK(checked("agents", "codex,,cursor").starts_with("refused"));
    CHECK(checked("agents", "Codex").starts_with("refused"));
    CHECK(checked("github.api_url", "https://ghe.example/api/v3/") == "https://ghe.example/api/v3");
    CHECK(checked("github.api_url", "http://127.0.0.1:8080/api") == "http://127.0.0.1:8080/api");
    CHECK(checked("github.api_url", "http://ghe.example/api").starts_with("refused"));
    CHECK(checked("github.api_url", "ssh://git@ghe.example/x").starts_with("refused"));
}

TEST_CASE("hosts are brought to one form, and only hosts are taken", "[settings]") {
    CHECK(checked("github.hosts", "Git.Example.org, ghe.test:8443,git.example.org:443") ==
          "git.example.org,ghe.test:8443");
    CHECK(checked("github.hosts", "[::1]:8080") == "[::1]:8080");
    CHECK(checked("github.hosts", "").empty());
    for (const auto* bad :
         {"https://git.example.org", "git.example.org/x", "user@git.example.org", "a b", "-host",
          "host:", "host:0", "host:99999", ",", "ho\xc2\xadst", "host\x1b", "..", "a..b"}) {
        INFO(bad);
        CHECK(checked("github.hosts", bad)
                  .starts_with("refused: setting 'github.hosts' expects "
                               "hosts such as git.example.org"));
    }
}

TEST_CASE("variables of tokens are named by host", "[settings]") {
    CHECK(checked("token_variables", " Git.Example.org=TOKEN_1 , 127.0.0.1:80=_t") ==
          "git.example.org=TOKEN_1,127.0.0.1:80=_t");
    CHECK(checked("token_variables", "a.test=T,A.test=T") == "a.test=T");
    for (const auto* bad : {"a.test", "a.test=", "=T", "a.test=1T", "a.test=T-1", "a.test=T=U",
                            "a.test=T,a.test=U", "a/b=T", "a.test=$(id)", "a.test=glpat_x"}) {
        INFO(bad);
        CHECK(checked("token_variables", bad).starts_with("refused"));
    }
    CHECK(checked("token_variables", "a.test=" + std::string(65, 'x')).starts_with("refused"));
}

TEST_CASE("a token in the place of its variable is not repeated", "[settings]") {
    const std::string token = "ghp_0123456789abcdefghij0123456789abcdef";
    const auto refused = check_value(*find("token_variables"), "github.com=" + token);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find(token) == std::string::npos);
    CHECK(refused.error().hint == "name the variable that holds the token, never the token itself");
}

TEST_CASE("the map of token variables is that of the setting", "[settings]") {
    auto settings = built_in();
    CHECK(token_variables(settings)->empty());
    DiagnosticList sink;
    apply_table(
        settings,
        table({{"token_variables", at(tomlfile::Array{"A.test=ONE", "b.test:81=TWO"}, 1, 1)},
               {"github", at(table({{"hosts", at(tomlfile::Array{"A.test"}, 3, 1)}}), 2, 1)}}),
        Layer::user, "s", sink);
    CHECK(sink.items.empty());
    CHECK(settings.text("github.hosts") == "a.test");
    CHECK(token_variables(settings).value() ==
          std::map<std::string, std::string>{{"a.test", "ONE"}, {"b.test:81", "TWO"}});
    settings.put("token_variables", {"nonsense", Layer::flag, {}});
    CHECK(token_variables(settings).error().code == ErrorCode::invalid_value);
}

TEST_CASE("lists of hosts and variables want arrays of texts", "[settings]") {
    auto settings = built_in();
    DiagnosticList sink;
    apply_table(settings, table({{"token_variables", at("a.test=T", 1, 1)}}), Layer::user, "s",
                sink);
    apply_table(settings, table({{"github", at(table({{"hosts", at(3, 2, 1)}}), 1, 1)}}),
                Layer::user, "s", sink);
    REQUIRE(sink.items.size() == 2);
    CHECK(sink.items[0].message ==
          "expected an array of texts such as \"git.example.org=GIT_TOKEN\" for setting "
          "'token_variables', found a string");
    CHECK(sink.items[1].message ==
          "expected an array of hosts such as \"git.example.org\" for setting 'github.hosts', "
          "found an integer");
}

TEST_CASE("a table of settings is laid over the values with its positions", "[settings]") {
    auto settings = built_in();
    DiagnosticList sink;
    apply_table(settings,
                table({{"jobs", at(4, 5, 1)},
                       {"cache_ttl", at("90s", 6, 1)},
                       {"lock_timeout", at(60, 7, 1)},
                       {"agents", at(tomlfile::Array{"codex", "cursor"}, 8, 1)},
                       {"limits", at(table({{"fetch_size", at("1GiB", 10, 1)}}), 9, 1)},
                       {"user", at(table({{"name", at("Ada", 12, 1)}}), 11, 1)}}),
                Layer::project, "skillmeat.toml", sink);
    CHECK(sink.items.empty());
    CHECK(settings.integer("jobs") == 4);
    CHECK(settings.get("jobs").layer == Layer::project);
    CHECK(settings.get("jobs").origin == Origin{"skillmeat.toml", 5, 9});
    CHECK(settings.seconds("cache_ttl") == 90);
    CHECK(settings.text("lock_timeout") == "1m");
    CHECK(settings.text("agents") == "codex,cursor");
    CHECK(settings.integer("limits.fetch_size") == 1024 * 1024 * 1024);
    CHECK(settings.text("user.name") == "Ada");
}

TEST_CASE("faulty settings are reported with position and leave the value", "[settings]") {
    auto settings = built_in();
    DiagnosticList sink;
    apply_table(settings,
                table({{"jobs", at("4", 1, 1)},
                       {"transport", at(1, 2, 1)},
                       {"agents", at("codex", 3, 1)},
                       {"limits", at(5, 4, 1)},
                       {"cache_ttl", at(true, 5, 1)},
                       {"color", at("blue", 6, 1)}}),
                Layer::user, "s.toml", sink);
    REQUIRE(sink.items.size() == 6);
    CHECK(sink.items[0].message == "expected an integer for setting 'jobs', found a string");
    CHECK(sink.items[1].message == "expected a string for setting 'transport', found an integer");
    CHECK(sink.items[2].message ==
          "expected an array of names for setting 'agents', found a string");
    CHECK(sink.items[3].message == "expected a table for 'settings.limits', found an integer");
    CHECK(sink.items[4].origin == Origin{"s.toml", 5, 9});
    CHECK(std::all_of(sink.items.begin(), sink.items.end(),
                      [](const auto& item) { return item.severity == Severity::error; }));
    CHECK(settings.integer("jobs") == 8);
    CHECK(settings.get("color").layer == Layer::built_in);
}

TEST_CASE("items of a list that hold commas or are no strings are refused", "[settings]") {
    auto settings = built_in();
    DiagnosticList sink;
    apply_table(settings, table({{"agents", at(tomlfile::Array{"a,b"}, 1, 1)}}), Layer::user, "s",
                sink);
    apply_table(settings, table({{"agents", at(tomlfile::Array{3}, 1, 1)}}), Layer::user, "s",
                sink);
    apply_table(settings, table({{"agents", at(tomlfile::Array{""}, 1, 1)}}), Layer::user, "s",
                sink);
    CHECK(sink.items.size() == 3);
    CHECK(settings.text("agents").empty());
}

TEST_CASE("unknown settings are warnings that suggest the closest name", "[settings]") {
    auto settings = built_in();
    DiagnosticList sink;
    apply_table(settings,
                table({{"job", at(4, 3, 2)},
                       {"limits", at(table({{"fetch_sise", at("1GiB", 10, 1)}}), 9, 1)},
                       {"entirely_else", at(1, 11, 1)}}),
                Layer::user, "s.toml", sink);
    REQUIRE(sink.items.size() == 3);
    CHECK(sink.items[0].severity == Severity::warning);
    CHECK(sink.items[0].message == "unknown setting 'job'");
    CHECK(sink.items[0].origin == Origin{"s.toml", 3, 2});
    CHECK(sink.items[0].hint == "did you mean 'jobs'?");
    CHECK(sink.items[1].hint == "did you mean 'limits.fetch_size'?");
    CHECK(sink.items[2].hint == "list the settings with `skillmeat config list`");
}

TEST_CASE("a project cannot set what belongs to the user", "[settings]") {
    auto settings = built_in();
    DiagnosticList sink;
    const auto unsafe =
        table({{"pager", at("evil", 1, 1)},
               {"token_variables", at(tomlfile::Array{"evil.example=GITHUB_TOKEN"}, 4, 1)},
               {"github", at(table({{"api_url", at("https://evil.example", 3, 1)},
                                    {"hosts", at(tomlfile::Array{"evil.example"}, 3, 9)}}),
                             2, 1)}});
    apply_table(settings, unsafe, Layer::project, "s.toml", sink);
    REQUIRE(sink.items.size() == 4);
    CHECK(sink.items[0].severity == Severity::warning);
    CHECK(settings.text("pager").empty());
    CHECK(settings.text("github.api_url") == "https://api.github.com");

    CHECK(settings.text("token_variables").empty());
    CHECK(settings.text("github.hosts").empty());

    apply_table(settings, unsafe, Layer::user, "s.toml", sink);
    CHECK(sink.items.size() == 4);
    CHECK(settings.text("pager") == "evil");
}

TEST_CASE("variables of the environment are checked and named in errors", "[settings]") {
    auto settings = built_in();
    REQUIRE(apply_environment(settings, *find("jobs"), "3"));
    CHECK(settings.integer("jobs") == 3);
    CHECK(settings.get("jobs").layer == Layer::environment);
    CHECK(settings.get("jobs").origin.path == "SKILLMEAT_JOBS");
    REQUIRE(apply_environment(settings, *find("jobs"), ""));
    CHECK(settings.integer("jobs") == 3);
    const auto refused = apply_environment(settings, *find("jobs"), "many");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::invalid_value);
    CHECK(
        refused.error().message ==
        "variable 'SKILLMEAT_JOBS': setting 'jobs' expects an integer from 1 to 64, found 'many'");
}

TEST_CASE("values are written to TOML in their own type", "[settings]") {
    CHECK(to_toml(*find("jobs"), "4") == Value(4));
    CHECK(to_toml(*find("limits.fetch_size"), "10MiB") == Value("10MiB"));
    CHECK(to_toml(*find("limits.repository_files"), "10") == Value(10));
    CHECK(to_toml(*find("color"), "never") == Value("never"));
    CHECK(to_toml(*find("agents"), "a,b") == Value(tomlfile::Array{"a", "b"}));
    CHECK(to_toml(*find("agents"), "") == Value(tomlfile::Array{}));
    CHECK(to_toml(*find("token_variables"), "a.test=T") == Value(tomlfile::Array{"a.test=T"}));
}
