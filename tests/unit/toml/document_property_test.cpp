#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <skillmeat/toml/document.hpp>
#include <skillmeat/toml/parse.hpp>

#include <support/catch.hpp>

#include "random.hpp"

using namespace skillmeat;
using namespace skillmeat::tomlfile;
using skillmeat::test::Random;

namespace {

/// Texts with most of TOML's syntax; every comment is numbered, so that each can be looked for.
class Generator {
  public:
    explicit Generator(std::uint64_t seed) : random_(seed) {}

    std::string text() {
        space();
        members(random_.below(5), "", 0);
        for (std::size_t i = random_.below(3); i > 0; --i) {
            section("[" + spaced("t" + std::to_string(i)) + "]");
            if (random_.chance(2)) {
                section("[t" + std::to_string(i) + " . sub]");
            }
        }
        if (random_.chance(3)) {
            section("[ 'implied' . \"below\" ]");
        }
        for (std::size_t i = random_.below(4); i > 0; --i) {
            element();
        }
        if (random_.chance(3)) {
            section("[late]");
        }
        return finished();
    }

  private:
    void element() {
        section("[[s]]");
        for (std::size_t i = random_.below(3); i > 0; --i) {
            section("[[s.e]]");
            if (random_.chance(3)) {
                section("[s.e.\"deep er\"]");
            }
        }
        if (random_.chance(3)) {
            section("[s.table]");
        }
        for (std::size_t i = random_.below(3); i > 0; --i) {
            section("[[s.f]]");
        }
    }

    void section(const std::string& header) {
        space();
        const std::string_view indent = random_.chance(4) ? "  " : "";
        out_ += std::string(indent) + header + end_of_line();
        members(random_.below(4), std::string(indent) + (random_.chance(4) ? "  " : ""), 0);
    }

    void members(std::size_t count, const std::string& indent, int depth) {
        static constexpr std::string_view keys[] = {"k",    "\"k k\"", "'k.'",
                                                    "k-k_", "1",       "\"\\u00e9\""};
        for (std::size_t i = 0; i < count; ++i) {
            if (random_.chance(3)) {
                space();
            }
            std::string key(keys[i]);
            if (i == 3 && random_.chance(2)) {
                out_ += indent + "dot.a = " + value(depth) + end_of_line();
                key = "dot . b.c";
            }
            out_ += indent + key + (random_.chance(4) ? "=" : " = ") + value(depth) + end_of_line();
        }
    }

    std::string value(int depth) {
        static constexpr std::string_view scalars[] = {
            "1",
            "0xFF",
            "-1_000",
            "1.5e3",
            "inf",
            "nan",
            "true",
            "2026-11-20T10:00:00Z",
            "2026-11-20 10:00:00+01:00",
            "2026-11-20",
            "10:00:00.25",
            "2026-11-20 10:00:00",
            "\"\"",
            "\"# no \\\" comment\"",
            "'[x] # '",
            "\"é\\n\\U0001F642\"",
            "'''one '' line'''''",
            "\"\"\"\n[s]\n# no comment\n\\\"\"\" \\\n   k = 1\"\"\"\"",
            "'''\n[[s]]\n#'''"};
        const std::size_t kind = random_.below(depth > 2 ? 3 : 6);
        if (kind == 3) {
            return inline_table(depth + 1);
        }
        if (kind == 4) {
            return inline_array(depth + 1);
        }
        return kind == 5 ? long_array(depth + 1) : std::string(random_.pick(scalars));
    }

    std::string inline_table(int depth) {
        static constexpr std::string_view keys[] = {"a", "b.c", "\"b b\"", "b . d"};
        const std::string_view pad = random_.chance(3) ? "" : " ";
        std::string text = "{" + std::string(pad);
        for (std::size_t i = 0, count = random_.below(5); i < count; ++i) {
            text += (i > 0 ? ", " : "") + std::string(keys[i]) + " = " + value(depth);
        }
        return text + (text.size() > 2 ? std::string(pad) : "") + "}";
    }

    std::string inline_array(int depth) {
        std::string text = "[";
        for (std::size_t i = 0, count = random_.below(4); i < count; ++i) {
            text += (i > 0 ? ", " : " ") + value(depth);
        }
        return text + (text.size() > 1 && random_.chance(4) ? ",]" : " ]");
    }

    std::string long_array(int depth) {
        std::string text = "[" + end_of_line();
        const std::size_t count = random_.below(4);
        for (std::size_t i = 0; i < count; ++i) {
            text += random_.chance(4) ? "    " + comment() : "";
            text += "    " + value(depth) + (i + 1 < count || random_.chance(2) ? "," : "");
            text += random_.chance(5) && i + 1 < count && text.ends_with(',') ? " 7," : "";
            text += end_of_line();
        }
        return text + (random_.chance(5) ? "  " + comment() : "") + "]";
    }

    std::string comment() { return "# c" + std::to_string(++comments_) + ".\n"; }
    std::string end_of_line() { return random_.chance(4) ? " " + comment() : "\n"; }
    std::string spaced(const std::string& key) {
        return random_.chance(4) ? " " + key + "\t" : key;
    }

    /// Blank lines and comments in any order.
    void space() {
        for (std::size_t i = random_.below(4); i > 0; --i) {
            out_ += random_.chance(2) ? comment() : random_.chance(6) ? " \t\n" : "\n";
        }
    }

    std::string finished() {
        std::string text = random_.chance(5) ? "\xEF\xBB\xBF" : "";
        const bool crlf = random_.chance(4);
        space();
        for (const char c : out_) {
            text += c == '\n' && crlf ? "\r\n" : std::string(1, c);
        }
        if (random_.chance(4) && text.ends_with('\n')) {
            text.erase(text.size() - (crlf ? 2 : 1));
        }
        return text;
    }

    Random random_;
    std::string out_;
    int comments_ = 0;
};

struct Found {
    KeyPath path;
    const Value* value;
};

void collect(const Value& value, const KeyPath& path, std::vector<Found>& out) {
    out.push_back({path, &value});
    const auto visit = [&](Step step, const Value& inner) {
        KeyPath longer = path;
        longer.push_back(std::move(step));
        collect(inner, longer, out);
    };
    if (const Table* table = value.table()) {
        for (const auto& member : table->members) {
            visit(member.first, member.second);
        }
    } else if (const Array* array = value.array()) {
        for (std::size_t i = 0; i < array->size(); ++i) {
            visit(i, (*array)[i]);
        }
    }
}

/// Everything in the document but the root, in the order of the file.
std::vector<Found> everything(const Document& doc) {
    std::vector<Found> found;
    for (const auto& member : doc.root().members) {
        collect(member.second, {member.first}, found);
    }
    return found;
}

Value* reach(Value& root, const KeyPath& path) {
    Value* value = &root;
    for (const Step& step : path) {
        const auto* index = std::get_if<std::size_t>(&step);
        value = index != nullptr ? &value->array()->at(*index)
                                 : value->table()->find(std::get<std::string>(step));
    }
    return value;
}

/// Without empty tables and arrays, which may go when the last thing in them does.
Value pruned(const Value& value) {
    Value result = value;
    if (Table* table = result.table()) {
        for (auto& member : table->members) {
            member.second = pruned(member.second);
        }
        std::erase_if(table->members, [](const auto& member) {
            const Table* inner = member.second.table();
            const Array* array = member.second.array();
            return (inner != nullptr && inner->members.empty()) ||
                   (array != nullptr && array->empty());
        });
    } else if (Array* array = result.array()) {
        std::ranges::transform(*array, array->begin(), pruned);
    }
    return result;
}

std::set<std::string> comments(const std::string& text) {
    std::set<std::string> found;
    for (std::size_t at = text.find("# c"); at != std::string::npos;
         at = text.find("# c", at + 1)) {
        const std::size_t end = text.find('.', at);
        if (end != std::string::npos && end > at + 3 && end < at + 8) {
            found.insert(text.substr(at, end - at + 1));
        }
    }
    return found;
}

std::size_t common_ends(const std::string& a, const std::string& b) {
    const std::size_t limit = std::min(a.size(), b.size());
    std::size_t front = 0;
    while (front < limit && a[front] == b[front]) {
        ++front;
    }
    std::size_t back = 0;
    while (front + back < limit && a[a.size() - 1 - back] == b[b.size() - 1 - back]) {
        ++back;
    }
    return front + back;
}

bool is_subsequence(const std::string& part, const std::string& whole) {
    auto at = whole.begin();
    for (const char c : part) {
        at = std::find(at, whole.end(), c);
        if (at == whole.end()) {
            return false;
        }
        ++at;
    }
    return true;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines(1);
    for (const char c : text) {
        if (c == '\n') {
            lines.emplace_back();
        } else if (c != '\r') {
            lines.back() += c;
        }
    }
    return lines;
}

/// Lines from the comments directly above the value to those directly below it.
std::pair<int, int> own_lines(const Value& value, const std::string& text) {
    std::vector<Found> parts;
    collect(value, {}, parts);
    int first = value.key_line > 0 ? value.key_line : value.line;
    int last = first;
    for (const Found& part : parts) {
        first = std::min({first, part.value->line});
        last = std::max({last, part.value->line, part.value->key_line});
    }
    const auto lines = lines_of(text);
    const auto line = [&](int number) -> const std::string& {
        return lines[static_cast<std::size_t>(number - 1)];
    };
    while (first > 1 && line(first - 1).find_first_not_of(" \t") != std::string::npos &&
           line(first - 1)[line(first - 1).find_first_not_of(" \t")] == '#') {
        --first;
    }
    while (last < static_cast<int>(lines.size()) &&
           line(last + 1).find_first_not_of(" \t") != std::string::npos) {
        ++last;
    }
    return {first, last};
}

bool require_done(const Result<void>& result) {
    INFO((result ? "" : result.error().message));
    CHECK(result.has_value());
    return result.has_value();
}

/// Checks all that holds after an edit, given what the document should now mean.
void check_meaning(const Document& doc, const Value& expected) {
    const auto parsed = parse(doc.text(), "again");
    REQUIRE(parsed.has_value());
    CHECK(*parsed == doc.root());
    CHECK(*parsed == *expected.table());
}

void check_set(const Document& original, const Found& target, Random& random) {
    Document doc = original;
    const Value value =
        random.chance(2) ? Value("new # \"text\"\n") : Value(Array{Value(1), Value("x")});
    const auto result = doc.set(target.path, value);
    if (!result && result.error().code == ErrorCode::invalid_value) {
        // An element that has a header stays a table.
        CHECK(target.value->table() != nullptr);
        return;
    }
    if (!require_done(result)) {
        return;
    }
    const bool is_scalar = target.value->table() == nullptr && target.value->array() == nullptr;
    if (is_scalar) {
        Value expected(original.root());
        *reach(expected, target.path) = value;
        check_meaning(doc, expected);
        CHECK(comments(doc.text()) == comments(original.text()));
        CHECK(lines_of(doc.text()).size() <= lines_of(original.text()).size());
    }
    CHECK(*doc.find(target.path) == value);
}

void check_set_and_remove(const Document& original, const Found& target) {
    if (target.value->table() == nullptr || target.path == KeyPath{"implied"}) {
        return;
    }
    KeyPath path = target.path;
    path.emplace_back("new key");
    Document doc = original;
    if (!require_done(doc.set(path, "value"))) {
        return;
    }
    Value expected(original.root());
    reach(expected, target.path)->table()->set("new key", "value");
    check_meaning(doc, expected);
    CHECK(common_ends(original.text(), doc.text()) == original.text().size());
    REQUIRE(require_done(doc.remove(path)));
    CHECK(doc.text() == original.text());
}

void check_remove(const Document& original, const Found& target) {
    Document doc = original;
    if (!require_done(doc.remove(target.path))) {
        return;
    }
    Value expected(original.root());
    KeyPath parent = target.path;
    parent.pop_back();
    if (const auto* index = std::get_if<std::size_t>(&target.path.back())) {
        Array& array = *reach(expected, parent)->array();
        array.erase(array.begin() + static_cast<std::ptrdiff_t>(*index));
    } else {
        std::erase_if(reach(expected, parent)->table()->members, [&](const auto& member) {
            return member.first == std::get<std::string>(target.path.back());
        });
    }
    CHECK(pruned(doc.root()) == pruned(expected));
    CHECK(is_subsequence(doc.text(), original.text()));
    const auto [first, last] = own_lines(*target.value, original.text());
    const auto left = comments(doc.text());
    const auto lines = lines_of(original.text());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        for (const std::string& comment : comments(lines[i])) {
            INFO(comment << " on line " << number << ", own lines " << first << " to " << last);
            CHECK((left.contains(comment) || (number >= first && number <= last)));
        }
    }
}

void check_array(const Document& original, const Found& target, Random& random) {
    const Array* array = target.value->array();
    if (array == nullptr) {
        return;
    }
    Table table;
    table.set("id", "x");
    table.set("exclude", Array{Value(Table{}), Value(table)});
    const bool of_tables = !array->empty() && array->front().table() != nullptr;
    Document doc = original;
    const std::size_t index = random.below(array->size() + 1);
    const bool at_end = index == array->size() && random.chance(2);
    const Value added = of_tables ? Value(table) : Value("added");
    if (!require_done(at_end      ? doc.append(target.path, added)
                      : of_tables ? doc.insert_table(target.path, index, table)
                                  : doc.append(target.path, added))) {
        return;
    }
    Value expected(original.root());
    Array& changed = *reach(expected, target.path)->array();
    const std::size_t position = of_tables && !at_end ? index : array->size();
    changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(position), added);
    check_meaning(doc, expected);
    CHECK(is_subsequence(original.text(), doc.text()));
    CHECK(comments(doc.text()) == comments(original.text()));
    REQUIRE(require_done(doc.remove_value(target.path, position)));
    CHECK(doc.root() == original.root());
    CHECK(comments(doc.text()) == comments(original.text()));
    if (position == array->size()) {
        CHECK(doc.text() == original.text());
    }
}

void check_move(const Document& original, const Found& target, Random& random) {
    const Array* array = target.value->array();
    if (array == nullptr || array->size() < 2) {
        return;
    }
    Document doc = original;
    const std::size_t from = random.below(array->size());
    const std::size_t to = random.below(array->size());
    const auto result = doc.move_table(target.path, from, to);
    if (!result) {
        CHECK(result.error().code == ErrorCode::invalid_manifest);
        CHECK(doc.text() == original.text());
        return;
    }
    Value expected(original.root());
    Array& changed = *reach(expected, target.path)->array();
    const Value moved = changed[from];
    changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(from));
    changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(to), moved);
    check_meaning(doc, expected);
    CHECK(comments(doc.text()) == comments(original.text()));
}

/// Some of the elements in any order, with new ones between them.
Array rearranged(const Array& array, Random& random) {
    Array wanted;
    std::vector<std::size_t> left(array.size());
    for (std::size_t i = 0; i < left.size(); ++i) {
        left[i] = i;
    }
    const bool in_order = random.chance(2);
    while (!left.empty()) {
        const std::size_t at = in_order ? 0 : random.below(left.size());
        if (!random.chance(4)) {
            wanted.push_back(array[left[at]]);
        }
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
        if (random.chance(3)) {
            wanted.emplace_back("new " + std::to_string(wanted.size()));
        }
    }
    return wanted;
}

void check_arrange(const Document& original, const Found& target, Random& random) {
    const Array* array = target.value->array();
    if (array == nullptr) {
        return;
    }
    const Array wanted = rearranged(*array, random);
    Document doc = original;
    const auto result = doc.arrange(target.path, wanted);
    if (!result) {
        CHECK(result.error().code == ErrorCode::invalid_manifest);
        CHECK(doc.text() == original.text());
        return;
    }
    Value expected(original.root());
    *reach(expected, target.path)->array() = wanted;
    check_meaning(doc, expected);
    const auto [first, last] = own_lines(*target.value, original.text());
    const auto left = comments(doc.text());
    const auto lines = lines_of(original.text());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        for (const std::string& comment : comments(lines[i])) {
            INFO(comment << " on line " << number << " of " << doc.text());
            CHECK((left.contains(comment) || (number >= first && number <= last)));
        }
    }
    const bool takes_none = std::ranges::all_of(*array, [&](const Value& value) {
        return std::ranges::count(wanted, value) == std::ranges::count(*array, value);
    });
    if (takes_none) {
        CHECK(left == comments(original.text()));
    }
}

void check_reorder(const Document& original, const Found& target, Random& random) {
    const Array* array = target.value->array();
    if (array == nullptr || array->size() < 2 || array->front().table() == nullptr) {
        return;
    }
    std::vector<std::size_t> order(array->size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
        std::swap(order[i], order[random.below(i + 1)]);
    }
    Document doc = original;
    const auto result = doc.reorder_tables(target.path, order);
    if (!result) {
        CHECK(result.error().code == ErrorCode::invalid_manifest);
        CHECK(doc.text() == original.text());
        return;
    }
    Value expected(original.root());
    for (std::size_t i = 0; i < order.size(); ++i) {
        (*reach(expected, target.path)->array())[i] = (*array)[order[i]];
    }
    check_meaning(doc, expected);
    CHECK(comments(doc.text()) == comments(original.text()));
}

}  // namespace

TEST_CASE("any edit of any document changes what it should and nothing else", "[toml]") {
    std::size_t edits = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const std::string text = Generator(seed).text();
        INFO("seed " << seed << "\n" << text);
        auto parsed = Document::parse(text, "test.toml");
        REQUIRE(parsed.has_value());
        Random random(seed + 1000000);
        const auto found = everything(*parsed);
        for (int i = 0; i < 6 && !found.empty(); ++i) {
            const Found& target = found[random.below(found.size())];
            std::string path;
            for (const Step& step : target.path) {
                const auto* index = std::get_if<std::size_t>(&step);
                path +=
                    "/" + (index != nullptr ? std::to_string(*index) : std::get<std::string>(step));
            }
            INFO("at " << path);
            check_set(*parsed, target, random);
            check_set_and_remove(*parsed, target);
            check_remove(*parsed, target);
            check_array(*parsed, target, random);
            check_move(*parsed, target, random);
            check_arrange(*parsed, target, random);
            check_reorder(*parsed, target, random);
            ++edits;
        }
    }
    CHECK(edits > 1000);
}
