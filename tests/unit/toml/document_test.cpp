#include <functional>
#include <string>
#include <vector>

#include <skillmeat/toml/document.hpp>
#include <skillmeat/toml/parse.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::tomlfile;

namespace {

using Edit = std::function<Result<void>(Document&)>;

Document document(const std::string& text) {
    auto result = Document::parse(text, "test.toml");
    INFO(text);
    REQUIRE(result.has_value());
    return *std::move(result);
}

std::string edited(const std::string& text, const Edit& edit) {
    Document doc = document(text);
    const auto result = edit(doc);
    INFO(text << (result ? "" : result.error().message));
    REQUIRE(result.has_value());
    REQUIRE(*parse(doc.text(), "again") == doc.root());
    return doc.text();
}

Error refused(const std::string& text, const Edit& edit) {
    Document doc = document(text);
    const auto result = edit(doc);
    INFO(text << "\n->\n" << doc.text());
    REQUIRE_FALSE(result.has_value());
    CHECK(doc.text() == text);
    return result.error();
}

Edit set(const KeyPath& path, const Value& value) {
    return [=](Document& doc) { return doc.set(path, value); };
}
Edit remove_key(const KeyPath& path) {
    return [=](Document& doc) { return doc.remove(path); };
}
Edit append(const KeyPath& path, const Value& value) {
    return [=](Document& doc) { return doc.append(path, value); };
}
Edit remove_value(const KeyPath& path, std::size_t index) {
    return [=](Document& doc) { return doc.remove_value(path, index); };
}
Edit append_table(const KeyPath& path, const Table& table) {
    return [=](Document& doc) { return doc.append_table(path, table); };
}
Edit insert_table(const KeyPath& path, std::size_t index, const Table& table) {
    return [=](Document& doc) { return doc.insert_table(path, index, table); };
}
Edit remove_table(const KeyPath& path, std::size_t index) {
    return [=](Document& doc) { return doc.remove_table(path, index); };
}
Edit move_table(const KeyPath& path, std::size_t from, std::size_t to) {
    return [=](Document& doc) { return doc.move_table(path, from, to); };
}

Table id(const char* value) {
    Table table;
    table.set("id", value);
    return table;
}

struct Case {
    std::string before;
    Edit edit;
    std::string after;
};

void check(const std::vector<Case>& cases) {
    for (const Case& c : cases) {
        CHECK(edited(c.before, c.edit) == c.after);
    }
}

std::string with_crlf(const std::string& text) {
    std::string result;
    for (const char c : text) {
        result += c == '\n' ? "\r\n" : std::string(1, c);
    }
    return result;
}

}  // namespace

TEST_CASE("set replaces a value in place and touches nothing else", "[toml]") {
    check({
        {"a = 1 # one\n", set({"a"}, 2), "a = 2 # one\n"},
        {"\"a b\"  =  'x'\n", set({"a b"}, "y"), "\"a b\"  =  \"y\"\n"},
        {"a.b.c = 1\n", set({"a", "b", "c"}, 2), "a.b.c = 2\n"},
        {"a = \"\"\"\nx\n[b]\n\"\"\" # c\n[b]\nc = 1\n", set({"a"}, "z"),
         "a = \"z\" # c\n[b]\nc = 1\n"},
        {"a = '''x\n''''' # c\n", set({"a"}, 1), "a = 1 # c\n"},
        {"a = { b = 1, c.d = 2 } # x\n", set({"a", "c", "d"}, 3), "a = { b = 1, c.d = 3 } # x\n"},
        {"a = [ 1, # one\n 2,\n]\n", set({"a", 1u}, 5), "a = [ 1, # one\n 5,\n]\n"},
        {"a = 2026-11-20 10:00:00Z # when\n", set({"a"}, Timestamp{0}),
         "a = 1970-01-01T00:00:00Z # when\n"},
        {"[t]\nx = 1\n[[s]]\nx = 1\n[[s]]\n  x = 1\n", set({"s", 1u, "x"}, true),
         "[t]\nx = 1\n[[s]]\nx = 1\n[[s]]\n  x = true\n"},
        {"a = [[1, 2], [{ b = 'x' }]]", set({"a", 1u, 0u, "b"}, 1.5),
         "a = [[1, 2], [{ b = 1.5 }]]"},
        {"a = 1\n", set({"a"}, 1), "a = 1\n"},
        {"a = 0x01\n", set({"a"}, 1), "a = 0x01\n"},
    });
}

TEST_CASE("set adds a key after its siblings", "[toml]") {
    check({
        {"", set({"a"}, 1), "a = 1\n"},
        {"a = 1", set({"b"}, 2), "a = 1\nb = 2"},
        {"# file\n", set({"a"}, 1), "# file\na = 1\n"},
        {"# file\n\n# more\n", set({"a"}, 1), "# file\n\na = 1\n# more\n"},
        {"# file\n\n# own\n[t]\n", set({"a"}, 1), "# file\n\na = 1\n\n# own\n[t]\n"},
        {"[t]\n", set({"a"}, 1), "a = 1\n\n[t]\n"},
        {"# file\n[t]\n", set({"a"}, 1), "# file\na = 1\n[t]\n"},
        {"a = 1\n\n# c\n[t]\n", set({"b"}, 2), "a = 1\nb = 2\n\n# c\n[t]\n"},
        {"[t]\n[u]\n", set({"t", "a"}, 1), "[t]\na = 1\n[u]\n"},
        {"[t] # c\n# d\n\n[u]\n", set({"t", "a"}, 1), "[t] # c\na = 1\n# d\n\n[u]\n"},
        {"  [t]\n    a = 1\n", set({"t", "b"}, 2), "  [t]\n    a = 1\n    b = 2\n"},
        {"[[s]]\na = 1 # c\n\n[s.u]\nx = 1\n\n[[s]]\na = 2\n", set({"s", 0u, "b"}, "é\n"),
         "[[s]]\na = 1 # c\nb = \"é\\n\"\n\n[s.u]\nx = 1\n\n[[s]]\na = 2\n"},
        {"a.b = 1\nc = 1\n", set({"a", "d"}, 2), "a.b = 1\na.d = 2\nc = 1\n"},
        {"[t]\n a.b.c = 1\nz = 1\n", set({"t", "a", "x", "y"}, 2),
         "[t]\n a.b.c = 1\n a.x.y = 2\nz = 1\n"},
        {"m = { a = 1 } # c\n", set({"m", "b c"}, 2), "m = { a = 1, \"b c\" = 2 } # c\n"},
        {"m = {}\n", set({"m", "b"}, 2), "m = {b = 2}\n"},
        {"m = { }\n", set({"m", "b"}, 2), "m = { b = 2 }\n"},
        {"m = { a.x = 1 }\n", set({"m", "a", "y"}, 2), "m = { a.x = 1, a.y = 2 }\n"},
        {"m = [ { a = 1 }, { b = 1 } ]\n", set({"m", 0u, "c", "d"}, 2),
         "m = [ { a = 1, c.d = 2 }, { b = 1 } ]\n"},
    });
}

TEST_CASE("set makes the tables on the way", "[toml]") {
    check({
        {"a = 1\n", set({"t", "x"}, 1), "a = 1\n\n[t]\nx = 1\n"},
        {"a = 1", set({"t", "u", "x"}, 1), "a = 1\n\n[t.u]\nx = 1"},
        {"", set({"t", "x"}, 1), "[t]\nx = 1\n"},
        {"a = 1\n\n", set({"t", "x"}, 1), "a = 1\n\n[t]\nx = 1\n\n"},
        {"[[s]]\n[[s]]\n", set({"s", 0u, "t", "x"}, 1), "[[s]]\n\n[s.t]\nx = 1\n[[s]]\n"},
        {"a = 1\n\n# own\n[t.u]\nb = 1\n", set({"t", "x"}, 1),
         "a = 1\n\n[t]\nx = 1\n\n# own\n[t.u]\nb = 1\n"},
        {"[t.u]\nb = 1\n", set({"t", "x"}, 1), "[t]\nx = 1\n\n[t.u]\nb = 1\n"},
        {"[t.u]\nb = 1\n", set({"t", "v", "x"}, 1), "[t.u]\nb = 1\n\n[t.v]\nx = 1\n"},
    });
}

TEST_CASE("set gives a table or an array another value as a whole", "[toml]") {
    Table one = id("x");
    check({
        {"a = 1\n\n[t]\nx = 1\n\n[t.u]\ny = 1\n", set({"t"}, one), "a = 1\nt = { id = \"x\" }\n"},
        {"a.b = 1\na.c = 2\nd = 1\n", set({"a"}, 5), "d = 1\na = 5\n"},
        {"m = { a.b = 1, a.c = 2, d = 3 }\n", set({"m", "a"}, 5), "m = { d = 3, a = 5 }\n"},
        {"a = 1\n[[s]]\nid = 'a'\n[[s]]\nid = 'b'\n", set({"s"}, Array{Value(one)}),
         "a = 1\ns = [{ id = \"x\" }]\n"},
        {"[[s]]\nid = 'a'\n\n[[s]]\nid = 'b'\n", set({"s", 0u}, one),
         "[[s]]\nid = \"x\"\n\n[[s]]\nid = 'b'\n"},
        {"[[s]]\nid = 'a'\n\n# b\n[[s]]\nid = 'b'\n", set({"s", 1u}, one),
         "[[s]]\nid = 'a'\n\n[[s]]\nid = \"x\"\n"},
    });
}

TEST_CASE("values are written so that they are read back as they were", "[toml]") {
    for (const char* text :
         {"a = -inf\n", "a = nan\n", "a = 1e300\n", "a = 3.0\n", "a = 10:00:00.5\n",
          "a = 2026-11-20\n", "a = { \"\" = [], 'x.y' = {} }\n", "a = -7\n"}) {
        const Value value = *document(text).find({"a"});
        CHECK(*document(edited("", set({"b"}, value))).find({"b"}) == value);
    }
}

TEST_CASE("remove takes a key with its line and its own comments", "[toml]") {
    check({
        {"a = 1\n# own\n# two\nb = 2 # c\nc = 3\n", remove_key({"b"}), "a = 1\nc = 3\n"},
        {"a = 1\n# apart\n\n# own\nb = 2\n", remove_key({"b"}), "a = 1\n# apart\n\n"},
        {"# file\na = 1\nb = 2\n", remove_key({"a"}), "# file\nb = 2\n"},
        {"a = 1\nb = 2", remove_key({"b"}), "a = 1"},
        {"a = [\n 1, # x\n]\nb = 2\n", remove_key({"a"}), "b = 2\n"},
        {"a = 1\n", remove_key({"b"}), "a = 1\n"},
        {"a = 1\n", remove_key({"a", "b"}), "a = 1\n"},
        {"a.b = 1\n# keep\n\na.c = 2\nd = 3\n", remove_key({"a"}), "# keep\n\nd = 3\n"},
        {"a.b = 1\nd = 3\n", remove_key({"a", "b"}), "d = 3\n"},
        {"m = { a = 1, b = 2, c = 3 }\n", remove_key({"m", "a"}), "m = { b = 2, c = 3 }\n"},
        {"m = { a = 1, b = 2, c = 3 }\n", remove_key({"m", "c"}), "m = { a = 1, b = 2 }\n"},
        {"m = { a.x = 1, b = 2, a.y = 3 }\n", remove_key({"m", "a"}), "m = { b = 2 }\n"},
        {"m = { a = 1 }\n", remove_key({"m", "a"}), "m = { }\n"},
        {"m = { a.x = 1 }\n", remove_key({"m", "a", "x"}), "m = { }\n"},
        {"m = [1, 2]\n", remove_key({"m", 0u}), "m = [2]\n"},
    });
}

TEST_CASE("remove takes a table with its headers and everything below", "[toml]") {
    check({
        {"a = 1\n\n# own\n[t]\nx = 1\n\n# inside\n\n[t.u]\ny = 1\n\n[v]\n", remove_key({"t"}),
         "a = 1\n\n[v]\n"},
        {"[t]\nx = 1\n\n[v]\n\n[t.u]\ny = 1\n", remove_key({"t"}), "[v]\n"},
        {"[t]\n\n[v]\n", remove_key({"v"}), "[t]\n"},
        {"[t]\n# tail\n\n# apart\n\n[v]\n", remove_key({"t"}), "# apart\n\n[v]\n"},
        {"# apart\n\n# c\n\n[t]\n[v]\n", remove_key({"t"}), "# apart\n\n# c\n\n[v]\n"},
        {"[a.b]\nx = 1\n", remove_key({"a", "b"}), ""},
        {"[a]\n[a.b]\nx = 1\n", remove_key({"a", "b"}), "[a]\n"},
        {"a = 1\n\n[[s]]\nid = 'a'\n\n[[s]]\nid = 'b'\n", remove_key({"s"}), "a = 1\n"},
        {"a = 1\n\n[[s]]\nid = 'a'\n\n[[s]]\nid = 'b'\n", remove_key({"s", 0u}),
         "a = 1\n\n[[s]]\nid = 'b'\n"},
    });
}

TEST_CASE("append keeps the layout of the array", "[toml]") {
    check({
        {"a = [1, 2] # c\n", append({"a"}, 3), "a = [1, 2, 3] # c\n"},
        {"a = [1, 2,]\n", append({"a"}, 3), "a = [1, 2, 3,]\n"},
        {"a = []\n", append({"a"}, 3), "a = [3]\n"},
        {"a = [ ]\n", append({"a"}, 3), "a = [ 3 ]\n"},
        {"a = [\n]\n", append({"a"}, 3), "a = [\n    3,\n]\n"},
        {"a = [\n  # none\n]\n", append({"a"}, 3), "a = [\n  3,\n  # none\n]\n"},
        {"a = [\n  1,\n  2\n]\n", append({"a"}, 3), "a = [\n  1,\n  2,\n  3\n]\n"},
        {"a = [\n\t1, # one\n\t2, # two\n\t# end\n]\n", append({"a"}, 3),
         "a = [\n\t1, # one\n\t2, # two\n\t3,\n\t# end\n]\n"},
        {"a = [\n  1, # one\n  2 # two\n]\n", append({"a"}, 3),
         "a = [\n  1, # one\n  2, # two\n  3\n]\n"},
        {"a = [ 1,\n  2 ]\n", append({"a"}, 3), "a = [ 1,\n  2,\n  3 ]\n"},
        {"a = [ 1\n, 2 ]\n", append({"a"}, 3), "a = [ 1\n, 2, 3 ]\n"},
        {"a = 1\n", append({"b"}, "x"), "a = 1\nb = [\"x\"]\n"},
        {"t.a = [[1]]\n", append({"t", "a", 0u}, 2), "t.a = [[1, 2]]\n"},
        {"s = [ { id = 'a' } ]\n", append({"s"}, id("b")),
         "s = [ { id = 'a' }, { id = \"b\" } ]\n"},
        {"[[s]]\nid = 'a'\n", append({"s"}, id("b")), "[[s]]\nid = 'a'\n\n[[s]]\nid = \"b\"\n"},
    });
}

TEST_CASE("remove_value takes a value out of an array with its own comments", "[toml]") {
    check({
        {"a = [1, 2, 3]\n", remove_value({"a"}, 0), "a = [2, 3]\n"},
        {"a = [1, 2, 3]\n", remove_value({"a"}, 1), "a = [1, 3]\n"},
        {"a = [1, 2, 3]\n", remove_value({"a"}, 2), "a = [1, 2]\n"},
        {"a = [1, 2,]\n", remove_value({"a"}, 1), "a = [1,]\n"},
        {"a = [1]\n", remove_value({"a"}, 0), "a = []\n"},
        {"a = [ 1 ]\n", remove_value({"a"}, 0), "a = [ ]\n"},
        {"a = [ 1, ]\n", remove_value({"a"}, 0), "a = [ ]\n"},
        {"a = [\n 1, # one\n # two\n 2, # 2\n 3\n]\n", remove_value({"a"}, 1),
         "a = [\n 1, # one\n 3\n]\n"},
        {"a = [\n 1, # one\n 2 # 2\n]\n", remove_value({"a"}, 1), "a = [\n 1 # one\n]\n"},
        {"a = [\n 1, # one\n 2, # 2\n]\n", remove_value({"a"}, 1), "a = [\n 1, # one\n]\n"},
        {"a = [\n # gone\n 1\n]\n", remove_value({"a"}, 0), "a = [\n]\n"},
        {"a = [ 1, # one\n 2 ]\n", remove_value({"a"}, 0), "a = [\n 2 ]\n"},
        {"a = [ 1, # one\n 2 ]\n", remove_value({"a"}, 1), "a = [ 1 # one\n ]\n"},
        {"a = [\n '''\n# no comment''',\n 2,\n]\n", remove_value({"a"}, 1),
         "a = [\n '''\n# no comment''',\n]\n"},
        {"a = [\n # up\n\n # own\n 1,\n]\n", remove_value({"a"}, 0), "a = [\n # up\n\n]\n"},
    });
}

TEST_CASE("append_table puts the element after its last sibling", "[toml]") {
    Table nested = id("b");
    nested.set("map", Table{});
    nested.set("exclude", Array{Value(id("x")), Value(id("y"))});
    nested.set("tags", Array{});
    check({
        {"", append_table({"s"}, id("a")), "[[s]]\nid = \"a\"\n"},
        {"a = 1", append_table({"s"}, id("a")), "a = 1\n\n[[s]]\nid = \"a\""},
        {"a = 1\n\n# example\n\n", append_table({"s"}, id("a")),
         "a = 1\n\n# example\n\n[[s]]\nid = \"a\"\n\n"},
        {"[[s]]\nid = 'a'\n# tail\n\n[s.u]\nx = 1\n\n[t]\n", append_table({"s"}, nested),
         "[[s]]\nid = 'a'\n# tail\n\n[s.u]\nx = 1\n\n[[s]]\nid = \"b\"\nmap = {}\ntags = []\n\n"
         "[[s.exclude]]\nid = \"x\"\n\n[[s.exclude]]\nid = \"y\"\n\n[t]\n"},
        {"  [[s]]\n    id = 'a'\n", append_table({"s"}, id("b")),
         "  [[s]]\n    id = 'a'\n\n  [[s]]\n    id = \"b\"\n"},
        {"[[s]]\nid = 'a'\n\n# own\n[[s]]\nid = 'b'\n", append_table({"s", 0u, "e"}, id("x")),
         "[[s]]\nid = 'a'\n\n[[s.e]]\nid = \"x\"\n\n# own\n[[s]]\nid = 'b'\n"},
        {"s = []\n", append_table({"s"}, id("a")), "s = [{ id = \"a\" }]\n"},
        {"s = [\n  { id = 'a' },\n]\n", append_table({"s"}, id("b")),
         "s = [\n  { id = 'a' },\n  { id = \"b\" },\n]\n"},
        {"s = [ { id = 'a' } ]\n", append_table({"s", 0u, "e"}, id("x")),
         "s = [ { id = 'a', e = [{ id = \"x\" }] } ]\n"},
        {"t.a = 1\n", append_table({"t", "s"}, id("x")), "t.a = 1\nt.s = [{ id = \"x\" }]\n"},
        {"[t.u]\n", append_table({"t", "s"}, id("x")), "[t.u]\n\n[[t.s]]\nid = \"x\"\n"},
        {"a = 1\n", append_table({"t t", "s"}, id("x")), "a = 1\n\n[[\"t t\".s]]\nid = \"x\"\n"},
    });
}

TEST_CASE("insert_table puts the element before another with its comments", "[toml]") {
    check({
        {"a = 1\n\n# own\n[[s]]\nid = 'a'\n", insert_table({"s"}, 0, id("b")),
         "a = 1\n\n[[s]]\nid = \"b\"\n\n# own\n[[s]]\nid = 'a'\n"},
        {"[[s]]\nid = 'a'\n", insert_table({"s"}, 0, id("b")),
         "[[s]]\nid = \"b\"\n\n[[s]]\nid = 'a'\n"},
        {"[[s]]\nid = 'a'\n[[s]]\nid = 'c'", insert_table({"s"}, 1, id("b")),
         "[[s]]\nid = 'a'\n\n[[s]]\nid = \"b\"\n[[s]]\nid = 'c'"},
        {"[[s]]\nid = 'a'", insert_table({"s"}, 1, id("b")),
         "[[s]]\nid = 'a'\n\n[[s]]\nid = \"b\""},
        {"s = [ { id = 'a' } ]\n", insert_table({"s"}, 0, id("b")),
         "s = [ { id = \"b\" }, { id = 'a' } ]\n"},
        {"s = [\n  # own\n  { id = 'a' }\n]\n", insert_table({"s"}, 0, id("b")),
         "s = [\n  { id = \"b\" },\n  # own\n  { id = 'a' }\n]\n"},
    });
}

TEST_CASE("remove_table takes the element's sub-tables and comments", "[toml]") {
    const std::string text =
        "schema = 1\n\n# about a\n[[s]] # a\nid = 'a'\n# ref = 'x'\n\n[s.t]\nx = 1\n\n[[s.e]]\ny = "
        "1\n\n"
        "# about b\n[[s]]\nid = 'b'\n\n# apart\n\n[[s.e]]\ny = 2\n# tail\n";
    check({
        {text, remove_table({"s"}, 0),
         "schema = 1\n\n# about b\n[[s]]\nid = 'b'\n\n# apart\n\n[[s.e]]\ny = 2\n# tail\n"},
        {text, remove_table({"s"}, 1),
         "schema = 1\n\n# about a\n[[s]] # a\nid = 'a'\n# ref = 'x'\n\n[s.t]\nx = 1\n\n[[s.e]]\ny "
         "= 1\n"},
        {"[[s]]\n[[s.e]]\ny = 1\n[s.t]\n[[s.e]]\ny = 2\n[[s.e]]\ny = 3\n",
         remove_table({"s", 0u, "e"}, 1), "[[s]]\n[[s.e]]\ny = 1\n[s.t]\n[[s.e]]\ny = 3\n"},
        {"[[a]]\n[[a.b]]\n[[a.b.c]]\nx = 1\n[[a.b.c]]\nx = 2\n[[a.b]]\n[[a.b.c]]\nx = 3\n",
         remove_table({"a", 0u, "b", 1u, "c"}, 0),
         "[[a]]\n[[a.b]]\n[[a.b.c]]\nx = 1\n[[a.b.c]]\nx = 2\n[[a.b]]\n"},
        {"[[s]]\nid = 'a'\n\n[other]\nx = 1\n\n[s.t]\nz = 1\n\n[[s]]\n", remove_table({"s"}, 0),
         "[other]\nx = 1\n\n[[s]]\n"},
        {"s = [ { id = 'a' }, { id = 'b' } ]\n", remove_table({"s"}, 0), "s = [ { id = 'b' } ]\n"},
        {"[[s]]\nid = 'a'\n", remove_table({"s"}, 0), ""},
    });
}

TEST_CASE("move_table carries the element with its comments", "[toml]") {
    const std::string text =
        "x = 1\n\n# a\n[[s]]\nid = 'a'\n\n[[s.e]]\nq = 1\n\n[[s]] # b\nid = 'b'\n\n# c\n[[s]]\nid "
        "= 'c'";
    check({
        {text, move_table({"s"}, 0, 2),
         "x = 1\n\n[[s]] # b\nid = 'b'\n\n# c\n[[s]]\nid = 'c'\n\n# a\n[[s]]\nid = "
         "'a'\n\n[[s.e]]\nq = 1"},
        {text, move_table({"s"}, 2, 0),
         "x = 1\n\n# c\n[[s]]\nid = 'c'\n\n# a\n[[s]]\nid = 'a'\n\n[[s.e]]\nq = 1\n\n[[s]] # b\nid "
         "= 'b'"},
        {text, move_table({"s"}, 0, 1),
         "x = 1\n\n[[s]] # b\nid = 'b'\n\n# a\n[[s]]\nid = 'a'\n\n[[s.e]]\nq = 1\n\n# c\n[[s]]\nid "
         "= 'c'"},
        {text, move_table({"s"}, 1, 1), text},
        {"s = [ 1, 2, 3 ]\n", move_table({"s"}, 0, 2), "s = [ 2, 3, 1 ]\n"},
        {"s = [\n  # a\n  1, # one\n  2, # two\n  3 # three\n]\n", move_table({"s"}, 0, 2),
         "s = [\n  2, # two\n  3, # three\n  # a\n  1 # one\n]\n"},
        {"s = [\n  # a\n  1, # one\n  2, # two\n  3, # three\n]\n", move_table({"s"}, 2, 0),
         "s = [\n  3, # three\n  # a\n  1, # one\n  2, # two\n]\n"},
    });
    CHECK(refused("s = [ 1, # one\n 2 ]\n", move_table({"s"}, 0, 1)).code ==
          ErrorCode::invalid_manifest);
}

TEST_CASE("an element goes from one document to another as it stands", "[toml]") {
    Document from = document(
        "# file\n\n# mine\n[[s]] # x\nid  =  'a'\n\n[[s.e]]\ny = \"\"\"\nl\n\"\"\"\n\n[[s]]\nid = "
        "'b'");
    const auto text = from.table_text({"s"}, 0);
    REQUIRE(text);
    CHECK(*text == "# mine\n[[s]] # x\nid  =  'a'\n\n[[s.e]]\ny = \"\"\"\nl\n\"\"\"\n");
    CHECK(*from.table_text({"s"}, 1) == "[[s]]\nid = 'b'\n");

    const auto receive = [&](Document& doc) { return doc.append_table_text({"s"}, *text); };
    CHECK(edited("schema = 1\n", receive) == "schema = 1\n\n" + *text);
    CHECK(edited("s = []\n", receive) == "s = [{ id = \"a\", e = [{ y = \"l\\n\" }] }]\n");
    CHECK(edited("a = 1\r\n", receive) ==
          "a = 1\r\n\r\n# mine\r\n[[s]] # x\r\nid  =  'a'\r\n\r\n[[s.e]]\r\ny = "
          "\"\"\"\nl\n\"\"\"\r\n");
    CHECK(edited("a = 1\n", [](Document& doc) {
              return doc.append_table_text({"s"}, "\xEF\xBB\xBF\r\n[[s]]\r\nid = 1\r\n\r\n");
          }) == "a = 1\n\n[[s]]\nid = 1\n");
    CHECK(*document("s = [ { id = 'a' } ]").table_text({"s"}, 0) == "[[s]]\nid = \"a\"\n");
    CHECK_FALSE(document("s = [ 1 ]").table_text({"s"}, 0));
    CHECK_FALSE(document("s = [ ]").table_text({"s"}, 0));
}

TEST_CASE("text that is not one element of the array is refused", "[toml]") {
    for (const std::string_view bad :
         {"", "[[t]]\n", "[[s]]\n[[s]]\n", "a = 1\n[[s]]\n", "[s]\n", "[[s", "[[s.t]]\n"}) {
        const Error error =
            refused("a = 1\n", [&](Document& doc) { return doc.append_table_text({"s"}, bad); });
        CHECK(
            (error.code == ErrorCode::invalid_value || error.code == ErrorCode::invalid_manifest));
    }
}

TEST_CASE("line ends and a byte order mark stay as they are", "[toml]") {
    const std::string bom = "\xEF\xBB\xBF";
    const std::string text = "a = 1\n\n# s\n[[s]]\nid = 'a'\nlist = [\n  1, # one\n]\n";
    const std::vector<Edit> edits = {set({"b"}, 2),
                                     set({"t", "x"}, 1),
                                     remove_key({"a"}),
                                     remove_key({"s"}),
                                     append({"s", 0u, "list"}, 2),
                                     append_table({"s"}, id("b")),
                                     remove_table({"s"}, 0),
                                     remove_value({"s", 0u, "list"}, 0),
                                     insert_table({"s"}, 0, id("z"))};
    for (const Edit& edit : edits) {
        const std::string expected = edited(text, edit);
        CHECK(edited(with_crlf(text), edit) == with_crlf(expected));
        CHECK(edited(bom + text, edit) == bom + expected);
        std::string open = text;
        open.pop_back();
        std::string expected_open = expected;
        expected_open.pop_back();
        CHECK(edited(open, edit) == expected_open);
    }
    CHECK(edited(bom, set({"a"}, 1)) == bom + "a = 1\n");
    CHECK(edited(bom + "[t]\n", set({"a"}, 1)) == bom + "a = 1\n\n[t]\n");
    CHECK(edited(bom + "[[s]]\n", insert_table({"s"}, 0, id("z"))) ==
          bom + "[[s]]\nid = \"z\"\n\n[[s]]\n");
}

TEST_CASE("setting a key and removing it again gives the old bytes", "[toml]") {
    for (const char* text :
         {"", "a = 1", "a = 1\n", "a = 1\n\n\n", "# f\n", "# f\n\n# g\n", "# f\n\n[t]\n",
          "# f\n[t]\n", "[t]\n", "\n\n[t]\n", "[t.u]\n", "\xEF\xBB\xBF[t]\n", "a = 1\r\n[t]\r\n",
          "[[s]]\n\n[[s]]\n", "# f\n\n\n# g\n\n[t]"}) {
        for (const KeyPath& path : {KeyPath{"k"}, KeyPath{"n", "k"}}) {
            Document doc = document(text);
            REQUIRE(doc.set(path, "v"));
            REQUIRE(doc.remove({path.front()}));
            INFO(text);
            CHECK(doc.text() == text);
        }
    }
}

TEST_CASE("an edit that makes no sense is refused with a position", "[toml]") {
    Error error = refused("a = 1\nb = [\n 'x']\n", set({"a", "b"}, 1));
    CHECK(error.code == ErrorCode::invalid_manifest);
    CHECK(error.message == "expected 'a' to be a table, found an integer");
    CHECK(error.origin == Origin{"test.toml", 1, 5});
    CHECK(refused("a = 1\n", append({"a"}, 1)).code != ErrorCode::io_error);
    CHECK(refused("b = ['x']\n", set({"b", "c"}, 1)).message ==
          "expected 'b' to be a table, found an array");
    CHECK(refused("b = ['x']\n", set({"b", 0u, "c"}, 1)).origin.column == 6);
    CHECK(refused("b = ['x']\n", set({"b", 1u}, 1)).code == ErrorCode::internal);
    CHECK(refused("b = ['x']\n", set({"b", 1u, "c"}, 1)).code == ErrorCode::internal);
    CHECK(refused("b = 1\n", set({"b", 0u}, 1)).code == ErrorCode::invalid_manifest);
    CHECK(refused("b = 1\n", set({"b", 0u, "c"}, 1)).code == ErrorCode::invalid_manifest);
    CHECK(refused("[[s]]\n", append({"s"}, 1)).code == ErrorCode::invalid_manifest);
    CHECK(refused("[[s]]\n", set({"s", 0u}, 1)).code == ErrorCode::invalid_value);
    CHECK(refused("[s]\n", append_table({"s"}, id("a"))).code == ErrorCode::invalid_manifest);
    CHECK(refused("[[s]]\n", insert_table({"s"}, 2, id("a"))).code == ErrorCode::internal);
    CHECK(refused("[[s]]\n", remove_table({"s"}, 1)).code == ErrorCode::internal);
    CHECK(refused("a = 1\n", remove_value({"a"}, 0)).code == ErrorCode::internal);
    CHECK(refused("[[s]]\n", move_table({"s"}, 0, 1)).code == ErrorCode::internal);
    CHECK(refused("", set({"a"}, "\xff")).code == ErrorCode::invalid_value);
    CHECK(refused("", set({"\xff"}, Array{Value(Table{})})).code == ErrorCode::invalid_value);
    CHECK(refused("", set({}, Table{})).code == ErrorCode::internal);
    CHECK(refused("", append({0u}, 1)).code == ErrorCode::internal);
    CHECK(refused("", append_table({}, Table{})).code == ErrorCode::internal);
}

TEST_CASE("find follows keys and positions", "[toml]") {
    const Document doc = document("a.b = [ { c = 5 } ]\n");
    CHECK(*doc.find({"a", "b", 0u, "c"})->integer() == 5);
    CHECK(doc.find({}) == nullptr);
    CHECK(doc.find({0u}) == nullptr);
    CHECK(doc.find({"x"}) == nullptr);
    CHECK(doc.find({"a", 0u}) == nullptr);
    CHECK(doc.find({"a", "b", 1u}) == nullptr);
    CHECK(doc.find({"a", "b", 0u, "c", "d"}) == nullptr);
    CHECK_FALSE(Document::parse("a", "test.toml"));
}
