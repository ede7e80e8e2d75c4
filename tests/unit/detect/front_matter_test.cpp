#include <skillmeat/detect/front_matter.hpp>

#include <support/catch.hpp>

using namespace skillmeat::detect;
using State = FrontMatter::State;

namespace {

std::string value(const FrontMatter& matter, std::string_view key) {
    const auto* field = matter.find(key);
    return field == nullptr ? "(none)" : field->text;
}

}  // namespace

TEST_CASE("front matter stands between two lines of dashes", "[detect][front-matter]") {
    CHECK(read_front_matter("").state == State::absent);
    CHECK(read_front_matter("# Title\n").state == State::absent);
    CHECK(read_front_matter("text\n---\na: b\n---\n").state == State::absent);
    CHECK(read_front_matter("---\n\nJust a rule.\n").state == State::absent);
    CHECK(value(read_front_matter("---\na: b\n---\n"), "a") == "b");
    CHECK(value(read_front_matter("\xEF\xBB\xBF---\r\na: b\r\n---\r\n"), "a") == "b");
    CHECK(value(read_front_matter("\n\n---\na: b\n---\n"), "a") == "b");
    CHECK(value(read_front_matter("---  \na: b\n--- \n"), "a") == "b");
}

TEST_CASE("strict YAML is read with its types, lists and one level of maps",
          "[detect][front-matter]") {
    const auto matter = read_front_matter(
        "---\nname: x\nempty:\nnothing: ~\nquoted: \"a: b\"\nfolded: >\n  one\n  two\n"
        "list: [a, 'b']\nmetadata:\n  version: 1.5\n  deep: {x: y}\nanchor: &n z\nalias: "
        "*n\n---\n");
    CHECK(matter.state == State::ok);
    CHECK(value(matter, "name") == "x");
    CHECK(matter.find("empty")->kind == Field::Kind::null);
    CHECK(matter.find("nothing")->kind == Field::Kind::null);
    CHECK(value(matter, "quoted") == "a: b");
    CHECK(value(matter, "folded") == "one two\n");
    CHECK(matter.find("list")->items == std::vector<std::string>{"a", "b"});
    CHECK(value(matter, "metadata.version") == "1.5");
    CHECK(matter.find("metadata.deep")->kind == Field::Kind::map);
    CHECK(value(matter, "alias") == "z");
}

TEST_CASE("what is not YAML is recovered by lines", "[detect][front-matter]") {
    const auto matter = read_front_matter(
        "---\nname: 'x'\ndescription: Use when: always\n  and more\ntools: [Read, \"Write\"]\n"
        "tags:\n- a\n- b\nmeta:\n  version: 2\nblock: |\n  one\n  two\n---\nBody\n");
    CHECK(matter.state == State::recovered);
    CHECK(value(matter, "name") == "x");
    CHECK(value(matter, "description") == "Use when: always and more");
    CHECK(matter.find("tools")->items == std::vector<std::string>{"Read", "Write"});
    CHECK(matter.find("tags")->items == std::vector<std::string>{"a", "b"});
    CHECK(value(matter, "meta.version") == "2");
    CHECK(value(matter, "block") == "one\ntwo");
}

TEST_CASE("text without keys is bad, a list is bad", "[detect][front-matter]") {
    CHECK(read_front_matter("---\njust words\n---\n").state == State::bad);
    CHECK(read_front_matter("---\n- a\n---\n").state == State::bad);
    CHECK(read_front_matter("---\n---\n").state == State::bad);
}

TEST_CASE("a missing end is forgiven up to the first heading", "[detect][front-matter]") {
    const auto matter = read_front_matter("---\nname: x\ndescription: y\n\n# Title\nother: z\n");
    CHECK(matter.state == State::recovered);
    CHECK(matter.open);
    CHECK(value(matter, "name") == "x");
    CHECK(matter.find("other") == nullptr);
}

TEST_CASE("indented front matter and a missing first line of dashes are forgiven",
          "[detect][front-matter]") {
    const auto indented =
        read_front_matter("\n    ---\n    name: x\n    description: y\n    ---\n");
    CHECK(indented.state == State::recovered);
    CHECK(value(indented, "description") == "y");
    const auto bare = read_front_matter("\nname: x\ndescription: y\n---\nBody\n");
    CHECK(bare.state == State::recovered);
    CHECK(value(bare, "name") == "x");
    CHECK(read_front_matter("name: x\n\nno dashes at all\n").state == State::absent);
}

TEST_CASE("front matter has limits of size, depth and alias expansion", "[detect][front-matter]") {
    CHECK(read_front_matter("---\na: " + std::string(70000, 'x') + "\n---\n").state ==
          State::too_large);
    std::vector<Field> fields;
    CHECK_FALSE(parse_yaml_map("a: " + std::string(20, '[') + std::string(20, ']'), fields));
    CHECK(parse_yaml_map("a: " + std::string(10, '[') + std::string(10, ']'), fields));
    std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c < 'h'; ++c) {
        const std::string previous(1, static_cast<char>(c - 1));
        bomb += std::string(1, c) + ": &" + c + " [";
        for (int i = 0; i < 10; ++i) {
            bomb += (i > 0 ? ",*" : "*") + previous;
        }
        bomb += "]\n";
    }
    CHECK_FALSE(parse_yaml_map(bomb, fields));
    CHECK_FALSE(parse_yaml_map("a: *unknown\n", fields));
    CHECK_FALSE(parse_yaml_map("a: b\n---\nc: d\n", fields));
}

TEST_CASE("the fast reader reads exactly what the strict one does, or nothing",
          "[detect][front-matter]") {
    const auto* text = GENERATE(
        "a: b\n", "a: b c d\nname-x: 1.5\n", "a: \"quoted: here\"\n", "a: 'single'\n", "a: ~\n",
        "a: null\n", "a:   spaced   \n", "a: b#c\n", "a: b # comment\n", "a: b: c\n", "a: -x\n",
        "a: [x]\n", "a: {x: y}\n", "a: &n x\n", "a: *n\n", "a: !t x\n", "a: |\n  x\n", "a:\n",
        "a: b\n  continued\n", "- a: b\n", "a: \"esc\\n\"\n", "a: 'it''s'\n", "a: b:\n",
        "a: \xE2\x80\x94 dash\n", "a: \xC2\x85x\n", "a: \xE2\x80\xA8x\n", "a: \xFF\n", "a: @x\n",
        "a: `x`\n", "a: %x\n", "a: ,x\n", "a: ?x\n", "a: b\r\nc: d\r\n", "null: x\n", "a:b\n",
        "a: x\ty\n", "\n", "# comment\na: b\n", "a: true\nb: 12\n", "a: \"\"\n", "a: b\na: c\n",
        "a: \xEF\xBB\xBFx\n", "a: x \"y\"\n", "a: \"x\" y\n", "~: x\n", "a: b\n\nc: d\n");
    INFO(text);
    std::vector<Field> fast;
    std::vector<Field> strict;
    if (parse_simple_map(text, fast)) {
        REQUIRE(parse_yaml_map(text, strict));
        CHECK(fast == strict);
    } else {
        CHECK(fast.empty());
    }
}

TEST_CASE("a comment before front matter and a long closing line are tolerated",
          "[detect][front-matter]") {
    const auto commented =
        read_front_matter("<!-- Based on\nanother one -->\n\n---\nname: a\n---\nbody\n");
    CHECK(commented.state == FrontMatter::State::recovered);
    REQUIRE(commented.find("name") != nullptr);
    CHECK(commented.find("name")->text == "a");
    const auto drawn = read_front_matter("---\n\nname: a\ntools: Read\n--------\n# Body\n");
    CHECK(drawn.state == FrontMatter::State::recovered);
    REQUIRE(drawn.find("tools") != nullptr);
    CHECK(drawn.find("tools")->text == "Read");
    CHECK(read_front_matter("<!-- only a comment -->\ntext\n").state == FrontMatter::State::absent);
    CHECK(read_front_matter("<!-- without an end\n---\nname: a\n---\n").state ==
          FrontMatter::State::absent);
}
