#include <skillmeat/collections/edit.hpp>
#include <skillmeat/collections/read.hpp>

#include <support/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <set>

using namespace skillmeat;
using namespace skillmeat::collections;
using tomlfile::Document;

namespace {

const std::string text = R"(# what we gather
schema = 1

# for reviews
[[collection]]
id = "5f1c0a9e77d2"  # stable
name = "reviewing"
created_at = 2026-11-20T10:00:00Z
artifacts = [
    # agents
    "agent:./r.md@acme/tools",  # the good one

    "skill:./pdf@acme/tools",
]

# what everybody does
[[collection.group]]
id = "000000000001"
name = "first pass"
artifacts = ["agent:./r.md@acme/tools"]  # one line

# the rest
[[collection.group]]
id = "000000000002"
name = "second pass"

# for writing
[[collection]]
id = "0123456789ab"
name = "writing"
)";

Document document_of(const std::string& content) {
    auto document = Document::parse(content, "collections.toml");
    REQUIRE(document);
    return *std::move(document);
}

std::vector<Collection> read_back(const Document& document) {
    DiagnosticList sink;
    auto collections = read(document.root(), "collections.toml", sink);
    INFO(document.text());
    REQUIRE(collections);
    return *std::move(collections);
}

std::string updated(const Collection& after) {
    auto document = document_of(text);
    REQUIRE(update_collection(document, after));
    CHECK(read_back(document)[0] == after);
    CHECK(read_back(document)[1] == read_back(document_of(text))[1]);
    return document.text();
}

std::string replaced(std::string content, const std::string& from, const std::string& to) {
    const auto at = content.find(from);
    REQUIRE(at != std::string::npos);
    return content.replace(at, from.size(), to);
}

Collection first() {
    return read_back(document_of(text))[0];
}

TEST_CASE("an update that changes nothing leaves the bytes", "[collections]") {
    CHECK(updated(first()) == text);
}

TEST_CASE("a new name and description touch their own lines", "[collections]") {
    auto after = first();
    after.name = "reviews";
    after.groups[0].description = "at first";
    const auto renamed = replaced(text, "name = \"reviewing\"", "name = \"reviews\"");
    CHECK(updated(after) == replaced(renamed, "# one line\n",
                                     "# one line\n"
                                     "description = \"at first\"\n"));
}

TEST_CASE("an artifact is added on a line of its own and taken out with its comments",
          "[collections]") {
    auto after = first();
    after.artifacts.emplace_back("skill:./x@y");
    CHECK(updated(after) ==
          replaced(text, "pdf@acme/tools\",\n", "pdf@acme/tools\",\n    \"skill:./x@y\",\n"));
    after = first();
    after.artifacts.erase(after.artifacts.begin());
    after.groups[0].artifacts.clear();
    auto expected =
        replaced(text, "    # agents\n    \"agent:./r.md@acme/tools\",  # the good one\n", "");
    CHECK(updated(after) ==
          replaced(expected, "[\"agent:./r.md@acme/tools\"]  # one", "[]  # one"));
}

TEST_CASE("groups change places with their comments", "[collections]") {
    auto after = first();
    std::swap(after.groups[0], after.groups[1]);
    const auto changed = updated(after);
    CHECK(changed.find("# the rest\n[[collection.group]]\nid = \"000000000002\"") <
          changed.find("# what everybody does\n[[collection.group]]\nid = \"000000000001\""));
    CHECK(changed.find("# for writing\n[[collection]]") != std::string::npos);
}

TEST_CASE("groups are added where their collection stands, and taken away alone", "[collections]") {
    auto after = first();
    Group group;
    group.id = "000000000003";
    group.name = "between";
    after.groups.insert(after.groups.begin() + 1, group);
    after.groups.erase(after.groups.begin());
    const auto changed = updated(after);
    CHECK(changed.find("what everybody does") == std::string::npos);
    CHECK(changed.find("between") < changed.find("# the rest"));
    CHECK(changed.find("# the rest") < changed.find("# for writing"));
}

TEST_CASE("a collection is added at the end with its groups, one artifact a line",
          "[collections]") {
    auto document = document_of(new_file());
    auto collection = first();
    collection.updated_at = Timestamp{1'767'225'600};
    REQUIRE(add_collection(document, collection));
    CHECK(document.text() == R"(schema = 1

[[collection]]
id = "5f1c0a9e77d2"
name = "reviewing"
description = ""
created_at = 2026-11-20T10:00:00Z
updated_at = 2026-01-01T00:00:00Z
artifacts = [
    "agent:./r.md@acme/tools",
    "skill:./pdf@acme/tools",
]

[[collection.group]]
id = "000000000001"
name = "first pass"
description = ""
artifacts = [
    "agent:./r.md@acme/tools",
]

[[collection.group]]
id = "000000000002"
name = "second pass"
description = ""
artifacts = [
]
)");
    CHECK(read_back(document)[0] == collection);
    collection.artifacts.clear();
    collection.groups.clear();
    REQUIRE(update_collection(document, collection));
    collection.artifacts = {"skill:./one@x", "skill:./two@x"};
    REQUIRE(update_collection(document, collection));
    CHECK(document.text().ends_with(
        "artifacts = [\n    \"skill:./one@x\",\n    \"skill:./two@x\",\n]\n"));
}

TEST_CASE("a collection goes with its groups and its own comments", "[collections]") {
    auto document = document_of(text);
    REQUIRE(remove_collection(document, "5f1c0a9e77d2"));
    CHECK(document.text() ==
          "# what we gather\nschema = 1\n\n# for writing\n[[collection]]\nid = \"0123456789ab\"\n"
          "name = \"writing\"\n");
    CHECK(remove_collection(document, "5f1c0a9e77d2").error().code ==
          ErrorCode::collection_not_found);
    CHECK(update_collection(document, first()).error().code == ErrorCode::collection_not_found);
}

TEST_CASE("collections written as inline tables are edited in place", "[collections]") {
    auto document = document_of(
        "collection = [{ id = \"000000000009\", name = \"x\", group = [\n"
        "  { id = \"000000000001\", name = \"g\" }, # one\n"
        "  { id = \"000000000002\", name = \"h\" }, # two\n] }] # all\n");
    auto after = read_back(document)[0];
    after.artifacts = {"skill:./a@x"};
    after.groups[1].artifacts = after.artifacts;
    std::swap(after.groups[0], after.groups[1]);
    REQUIRE(update_collection(document, after));
    CHECK(read_back(document)[0] == after);
    CHECK(document.text().find("# two") < document.text().find("# one"));
    Group more;
    more.id = "000000000003";
    more.name = "more";
    after.groups.push_back(more);
    REQUIRE(update_collection(document, after));
    CHECK(read_back(document)[0] == after);
    REQUIRE(add_collection(document, [] {
        Collection other;
        other.id = "00000000000a";
        other.name = "other";
        return other;
    }()));
    CHECK(read_back(document).size() == 2);
}

// Random files with random comments, and random changes of them.

class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t bound) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::size_t>((state_ >> 33U) % bound);
    }
    bool chance(std::size_t one_in) { return below(one_in) == 0; }

  private:
    std::uint64_t state_;
};

/// Every comment is numbered, and stands above or behind what it is about.
class Writer {
  public:
    explicit Writer(std::uint64_t seed) : random_(seed) {}

    std::string file() {
        out_ = above() + "schema = 1" + behind();
        for (std::size_t i = 0, count = random_.below(4); i < count; ++i) {
            collection("c" + std::to_string(i));
        }
        return out_;
    }

  private:
    std::string comment() { return "# c" + std::to_string(++comments_) + "."; }
    std::string behind() { return random_.chance(3) ? "  " + comment() + "\n" : "\n"; }
    std::string above(const std::string& indent = "") {
        return random_.chance(3) ? indent + comment() + "\n" : "";
    }
    std::string id() {
        auto digits = std::to_string(++ids_);
        return std::string(12 - digits.size(), '0') + digits;
    }

    void collection(const std::string& name) {
        std::vector<std::string> members;
        for (std::size_t i = 0, count = random_.below(6); i < count; ++i) {
            members.push_back("skill:./" + name + std::to_string(i) + "@x");
        }
        keys("[[collection]]", name, members);
        for (std::size_t i = 0, count = random_.below(4); i < count; ++i) {
            std::vector<std::string> some;
            std::copy_if(members.begin(), members.end(), std::back_inserter(some),
                         [&](const auto&) { return random_.chance(2); });
            keys("[[collection.group]]", name + "g" + std::to_string(i), some);
        }
    }

    void keys(const std::string& header, const std::string& name,
              const std::vector<std::string>& members) {
        out_ += "\n" + above() + header + behind();
        out_ += above() + "id = \"" + id() + "\"" + behind();
        out_ += "name = \"" + name + "\"" + behind();
        if (random_.chance(2)) {
            out_ += above() + "description = \"d\"" + behind();
        }
        if (random_.chance(2)) {
            out_ += "updated_at = 2026-11-20T10:00:00Z" + behind();
        }
        if (members.empty() && random_.chance(2)) {
            return;
        }
        const bool lines = random_.chance(2);
        out_ += lines ? "artifacts = [" + behind() : "artifacts = [";
        for (std::size_t i = 0; i < members.size(); ++i) {
            const bool last = i + 1 == members.size();
            out_ +=
                lines ? above("    ") + "    \"" + members[i] + "\"" + (last ? "" : ",") + behind()
                      : "\"" + members[i] + "\"" + (last ? "" : ", ");
        }
        out_ += lines ? above("    ") + "]" + behind() : "]" + behind();
    }

    Random random_;
    std::string out_;
    int comments_ = 0;
    int ids_ = 0;
};

template <class T>
void shuffle_some(std::vector<T>& items, Random& random) {
    for (std::size_t i = 0; i + 1 < items.size(); ++i) {
        std::swap(items[i], items[i + random.below(items.size() - i)]);
    }
}

/// What a command may do, all at once. Nothing that stands in the file is taken away when `keeps`.
Collection changed(Collection collection, Random& random, bool keeps) {
    if (random.chance(2)) {
        collection.name += " renamed";
        collection.updated_at = Timestamp{1'800'000'000};
    }
    if (!keeps && random.chance(2) && !collection.artifacts.empty()) {
        const auto gone = collection.artifacts[random.below(collection.artifacts.size())];
        std::erase(collection.artifacts, gone);
        for (auto& group : collection.groups) {
            std::erase(group.artifacts, gone);
        }
    }
    for (std::size_t i = 0, count = random.below(3); i < count; ++i) {
        collection.artifacts.push_back("skill:./new" + std::to_string(i) + "@x");
    }
    for (auto& group : collection.groups) {
        if (random.chance(2)) {
            group.description = "another";
            shuffle_some(group.artifacts, random);
        }
        for (const auto& artifact : collection.artifacts) {
            if (artifact.starts_with("skill:./new") && random.chance(2)) {
                group.artifacts.insert(group.artifacts.begin(), artifact);
            }
        }
    }
    if (!keeps && random.chance(3) && !collection.groups.empty()) {
        collection.groups.pop_back();
    }
    if (random.chance(3)) {
        Group group;
        group.id = "f" + collection.id.substr(1);
        group.name = "new group";
        group.artifacts = collection.artifacts;
        collection.groups.push_back(group);
    }
    shuffle_some(collection.groups, random);
    return collection;
}

std::multiset<std::string> comments(const std::string& content) {
    std::multiset<std::string> found;
    for (auto at = content.find("# c"); at != std::string::npos; at = content.find("# c", at + 1)) {
        found.insert(content.substr(at, content.find('.', at) - at));
    }
    return found;
}

TEST_CASE("any change of any file means what it should and keeps every comment", "[collections]") {
    std::size_t edits = 0;
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        const auto content = Writer(seed * 7919 + 1).file();
        const auto original = document_of(content);
        auto expected = read_back(original);
        Random random(seed + 99);
        const bool keeps = random.chance(2);
        auto document = original;
        for (auto& collection : expected) {
            if (random.chance(3)) {
                continue;
            }
            const auto after = changed(collection, random, keeps);
            INFO("seed " << seed << "\n" << content << "\nbecame\n" << document.text());
            const auto done = update_collection(document, after);
            if (!done) {
                FAIL(done.error().message);
            }
            collection = after;
            // Read anew, so that positions and ids are those of the text.
            CHECK(read_back(document) == expected);
            ++edits;
        }
        INFO("seed " << seed << "\n" << content << "\nbecame\n" << document.text());
        const auto before = comments(content);
        const auto left = comments(document.text());
        CHECK(std::includes(before.begin(), before.end(), left.begin(), left.end()));
        if (keeps) {
            CHECK(left == before);
        }
    }
    CHECK(edits > 1000);
}

}  // namespace
