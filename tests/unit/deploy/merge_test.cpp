#include <string>
#include <vector>

#include <skillmeat/deploy/json_text.hpp>
#include <skillmeat/deploy/settings_merge.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::deploy;

namespace {

MergedValue member(std::vector<std::string> key, std::string value,
                   std::string file = "settings.json") {
    return {std::move(file), std::move(key), std::move(value), false};
}

MergedValue element(std::vector<std::string> key, std::string value) {
    return {"settings.json", std::move(key), std::move(value), true};
}

/// The text with a value and the containers it needs; what was added in `steps`.
std::string added(const std::string& text, const MergedValue& value,
                  std::vector<MergedValue>* steps = nullptr) {
    auto todo = steps_to_add(text, value);
    REQUIRE(todo.has_value());
    std::string result = text;
    for (const auto& step : *todo) {
        auto next = add_value(result, step);
        REQUIRE(next.has_value());
        result = *next;
    }
    if (steps != nullptr) {
        *steps = *todo;
    }
    return result;
}

std::string removed(std::string text, const std::vector<MergedValue>& steps) {
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        auto next = remove_value(text, *step);
        REQUIRE(next.has_value());
        text = *next;
    }
    return text;
}

const MergedValue server =
    member({"mcpServers", "pdf"}, R"({"command":"npx","args":["-y","pdf"]})");
const MergedValue hook =
    element({"hooks", "Stop"}, R"({"hooks":[{"type":"command","command":"say done"}]})");

}  // namespace

TEST_CASE("a member is added in the layout of its neighbours", "[deploy]") {
    CHECK(added("{\n    \"mcpServers\": {\n        \"a\": {}\n    },\n    \"x\": 1\n}\n", server) ==
          "{\n    \"mcpServers\": {\n        \"a\": {},\n        \"pdf\": {\n"
          "            \"command\": \"npx\",\n            \"args\": [\n"
          "                \"-y\",\n                \"pdf\"\n            ]\n        }\n    },\n"
          "    \"x\": 1\n}\n");
    CHECK(added("{\n\t\"x\": [1, 2]\n}", server) ==
          "{\n\t\"x\": [1, 2],\n\t\"mcpServers\": {\n\t\t\"pdf\": {\n\t\t\t\"command\": \"npx\","
          "\n\t\t\t\"args\": [\n\t\t\t\t\"-y\",\n\t\t\t\t\"pdf\"\n\t\t\t]\n\t\t}\n\t}\n}");
    CHECK(added("{\"mcpServers\": {\"a\": {}}}", server) ==
          R"({"mcpServers": {"a": {}, "pdf": {"command":"npx","args":["-y","pdf"]}}})");
    CHECK(added("", member({"a"}, "1")) == "{\n  \"a\": 1\n}\n");
    CHECK(added("{}", member({"a"}, "1")) == "{\n  \"a\": 1\n}");
    CHECK(added("{\r\n  \"x\": {}\r\n}\r\n", member({"x", "y"}, "[true]")) ==
          "{\r\n  \"x\": {\r\n    \"y\": [\r\n      true\r\n    ]\r\n  }\r\n}\r\n");
    CHECK(added("\xef\xbb\xbf{\"a\": 1}\n", member({"b"}, "2")) ==
          "\xef\xbb\xbf{\"a\": 1, \"b\": 2}\n");
}

TEST_CASE("an element goes to the end of its list", "[deploy]") {
    CHECK(added(R"({"hooks": {"Stop": [{"x": 1}]}})", element({"hooks", "Stop"}, "2")) ==
          R"({"hooks": {"Stop": [{"x": 1}, 2]}})");
    CHECK(added("{\n  \"hooks\": {\n    \"Stop\": [\n      1\n    ]\n  }\n}\n",
                element({"hooks", "Stop"}, R"({"a":2})")) ==
          "{\n  \"hooks\": {\n    \"Stop\": [\n      1,\n      {\n        \"a\": 2\n      }\n"
          "    ]\n  }\n}\n");
    std::vector<MergedValue> steps;
    const auto text = added("{\n  \"permissions\": {}\n}\n", hook, &steps);
    REQUIRE(steps.size() == 3);
    CHECK(steps[0] == member({"hooks"}, "{}"));
    CHECK(steps[1] == member({"hooks", "Stop"}, "[]"));
    CHECK(is_container(steps[0]));
    CHECK(is_container(steps[1]));
    CHECK(!is_container(steps[2]));
    CHECK(removed(text, steps) == "{\n  \"permissions\": {}\n}\n");
}

TEST_CASE("taking out what was put in gives the same bytes", "[deploy]") {
    const auto text = GENERATE(
        std::string("{}"), std::string("{\n  \"a\": 1\n}\n"), std::string("{\"a\":1}"),
        std::string(
            "{\n  \"mcpServers\": {\n    \"z\": {\n      \"command\": \"z\"\n    }\n  }\n}"),
        std::string("{\r\n\t\"mcpServers\": {},\r\n\t\"hooks\": {\"Stop\": [1, 2]}\r\n}\r\n"),
        std::string("{ \"a\" : [ ] , \"hooks\" : { \"Start\" : [ {\"x\":[1,2]} ] } }\n"),
        std::string("{\n\"flat\": true,\n\"mcpServers\": {\"q\": {}}\n}\n"));
    INFO(text);
    for (const auto& value : {server, hook}) {
        std::vector<MergedValue> steps;
        const auto after = added(text, value, &steps);
        CHECK(after != text);
        CHECK(look_for(after, value) == Presence::same);
        CHECK(parse_json(after, "f").has_value());
        CHECK(removed(after, steps) == text);
        // The other order of two, as others add theirs behind ours.
        std::vector<MergedValue> others;
        const auto other = member({"mcpServers", "theirs"}, "{}");
        const auto both = added(after, other, &others);
        const auto left = removed(both, steps);
        CHECK(look_for(left, other) == Presence::same);
        CHECK(look_for(left, value) == Presence::absent);
        CHECK(parse_json(left, "f").has_value());
    }
}

TEST_CASE("an item is removed from the front, the middle and the end of a list", "[deploy]") {
    const std::string text = "[\n  1,\n  2,\n  3\n]";
    const std::string whole = "{\"l\": " + text + "}";
    CHECK(remove_value(whole, element({"l"}, "1")) == std::string("{\"l\": [\n  2,\n  3\n]}"));
    CHECK(remove_value(whole, element({"l"}, "2")) == std::string("{\"l\": [\n  1,\n  3\n]}"));
    CHECK(remove_value(whole, element({"l"}, "3")) == std::string("{\"l\": [\n  1,\n  2\n]}"));
    CHECK(remove_value("{\"l\": [1]}", element({"l"}, "1")) == std::string("{\"l\": []}"));
    CHECK(remove_value("{\"a\": 1, \"b\": 2}", member({"a"}, "1")) == std::string("{\"b\": 2}"));
    // Of equal elements the last one goes: it is the one that was appended.
    CHECK(remove_value("{\"l\": [1, 2, 1]}", element({"l"}, "1")) ==
          std::string("{\"l\": [1, 2]}"));
}

TEST_CASE("only what still has our value is taken out", "[deploy]") {
    CHECK(remove_value("{\"a\": 2}", member({"a"}, "1")) == std::string("{\"a\": 2}"));
    CHECK(remove_value("{\"b\": 2}", member({"a"}, "1")) == std::string("{\"b\": 2}"));
    CHECK(remove_value("{\"b\": 2}", member({"a", "b"}, "1")) == std::string("{\"b\": 2}"));
    CHECK(remove_value("{\"a\": {\"x\": 1}}", member({"a"}, "{}")) ==
          std::string("{\"a\": {\"x\": 1}}"));
    CHECK(remove_value("{\"l\": [2]}", element({"l"}, "1")) == std::string("{\"l\": [2]}"));
    CHECK(remove_value("", member({"a"}, "1")) == std::string());
    CHECK(remove_value(" \n", member({"a"}, "1")) == std::string(" \n"));
    // Members in another order mean the same.
    CHECK(remove_value(R"({"a": {"y": 2, "x": 1}})", member({"a"}, R"({"x":1,"y":2})")) ==
          std::string("{}"));
}

TEST_CASE("what the user has of his own is not replaced", "[deploy]") {
    const std::string text = R"({"mcpServers": {"pdf": {"command": "mine"}}, "l": [1]})";
    CHECK(look_for(text, server) == Presence::other);
    const auto refused = steps_to_add(text, server);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().code == ErrorCode::already_exists);
    CHECK(refused.error().message == "'settings.json' has 'mcpServers.pdf' of its own");
    CHECK(add_value(text, server) == text);
    CHECK(!steps_to_add(text, element({"l"}, "1")).has_value());
    CHECK(!steps_to_add(added("{}", server), server).has_value());
}

TEST_CASE("a text that cannot be edited without loss is refused with its position", "[deploy]") {
    const auto refused = [](const std::string& text) {
        const auto result = add_value(text, server);
        REQUIRE(!result.has_value());
        CHECK(result.error().code == ErrorCode::invalid_value);
        CHECK(!remove_value(text, server).has_value());
        return result.error();
    };
    CHECK(refused("{\n  // mine\n  \"a\": 1\n}").origin == Origin{"settings.json", 2, 3});
    CHECK(refused("{\"a\": 1,}").origin.column == 9);
    CHECK(refused("{\"a\": 1 /* c */}").message.find("',' or '}'") != std::string::npos);
    CHECK(refused("{\"a\": 1, \"a\": 2}").message.find("each key once") != std::string::npos);
    for (const char* text :
         {"[", "{", "{\"a\"}", "{\"a\":}", "{a: 1}", "{'a': 1}", "{\"a\": 01}", "{\"a\": tru}",
          "{\"a\": \"\n\"}", "{\"a\": \"\\x\"}", "{} {}", "nul", "[1 2]", "{\"mcpServers\": []}",
          "{\"mcpServers\": 1}", "[]", "1", "{\"a\": \"\xff\"}"}) {
        INFO(text);
        refused(text);
    }
    refused(std::string(100, '[') + std::string(100, ']'));
    refused("{\"a\": " + std::string(100'000, '['));
    CHECK(!add_value("{\"hooks\": {\"Stop\": {}}}", hook).has_value());
    CHECK(!add_value("{}", hook).has_value());  // nothing on the way
}

TEST_CASE("keys and values of any text keep their meaning", "[deploy]") {
    const std::string name = "a \"b\" \\ \n \xc3\xa9";
    const auto value = member({"mcpServers", name}, json_quoted(name));
    const auto text = added("{}", value);
    CHECK(look_for(text, value) == Presence::same);
    CHECK(text.find('\n') != std::string::npos);
    CHECK(one_line_json("{ \"b\" : 1, \"a\" : [ 1.5, null ] }") ==
          std::string(R"({"b":1,"a":[1.5,null]})"));
    CHECK(!one_line_json("{").has_value());
    CHECK(!same_json("{", "{"));
    CHECK(same_json("[1, {\"a\": 2}]", "[1,{\"a\":2}]"));
}

TEST_CASE("a settings file holds nothing when only empty containers are left", "[deploy]") {
    for (const char* text :
         {"{}", "{\"mcpServers\": {}}", "{\"version\": 1, \"hooks\": {\"a\": []}}"}) {
        INFO(text);
        CHECK(holds_nothing(text, "a.json"));
    }
    for (const char* text : {"{\"a\": 1}", "{\"a\": [1]}", "{\"version\": \"x\"}", "{", "1",
                             "{\"x\": {\"y\": null}}"}) {
        INFO(text);
        CHECK(!holds_nothing(text, "a.json"));
    }
    CHECK(holds_nothing("\n", "a.toml"));
    CHECK(!holds_nothing("# kept\n", "a.toml"));
    CHECK(!holds_nothing("a = 1\n", "a.toml"));
    CHECK(!holds_nothing("a = \n", "a.toml"));
}

TEST_CASE("TOML settings keep comments and order", "[deploy]") {
    const auto value = member(
        {"mcp_servers", "pdf"},
        R"({"command":"npx","args":["-y","pdf"],"env":{"A":"b"},"n":3,"t":true})", "config.toml");
    const std::string text =
        "# mine\nmodel = \"o\"  # the model\n\n[mcp_servers.other]\n"
        "command = \"x\"\n\n[tui]\ntheme = \"dark\"\n";
    std::vector<MergedValue> steps;
    const auto after = added(text, value, &steps);
    CHECK(steps.size() == 1);
    CHECK(after.find("# mine\nmodel = \"o\"  # the model\n") != std::string::npos);
    CHECK(after.find("[mcp_servers.pdf]\n") != std::string::npos);
    CHECK(after.find("args = [\"-y\", \"pdf\"]") != std::string::npos);
    CHECK(look_for(after, value) == Presence::same);
    CHECK(removed(after, steps) == text);
    CHECK(removed(added("", value, &steps), steps).find("pdf") == std::string::npos);
    const auto mine = member({"mcp_servers", "other"}, "{}", "config.toml");
    CHECK(look_for(text, mine) == Presence::other);
    CHECK(!steps_to_add(text, mine).has_value());
    CHECK(add_value(text, mine) == text);
    CHECK(remove_value(text, mine) == text);
    CHECK(add_value("a = \n", value).error().code == ErrorCode::invalid_value);
    for (const char* odd :
         {"null", "1.5", "[null]", "{\"a\": null}", "18446744073709551615", "{"}) {
        INFO(odd);
        CHECK(!add_value("", member({"a"}, odd, "config.toml")).has_value());
    }
    CHECK(!add_value("", {"config.toml", {"a"}, "1", true}).has_value());
}
