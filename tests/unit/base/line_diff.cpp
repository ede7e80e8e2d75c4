#include <skillmeat/base/line_diff.hpp>

#include <support/catch.hpp>

#include <random>
#include <vector>

using namespace skillmeat;

namespace {

std::string diff(std::string_view before, std::string_view after, std::size_t max_edits = 2000) {
    return unified_diff(before, after, {"a", "b"}, max_edits);
}

/// Applies a diff of ours to what it was made from, as patch(1) would.
std::string applied(const std::string& before, const std::string& diff_text) {
    std::vector<std::string> old_lines;
    std::vector<std::string> patch_lines;
    const auto cut = [](const std::string& text, std::vector<std::string>& lines) {
        std::size_t start = 0;
        while (start < text.size()) {
            const auto end = std::min(text.find('\n', start), text.size() - 1);
            lines.push_back(text.substr(start, end - start + 1));
            start = end + 1;
        }
    };
    cut(before, old_lines);
    cut(diff_text, patch_lines);
    std::string result;
    std::size_t at = 0;
    for (std::size_t i = 2; i < patch_lines.size(); ++i) {
        const auto& line = patch_lines[i];
        auto text = line.substr(1);
        if (i + 1 < patch_lines.size() && patch_lines[i + 1].starts_with('\\')) {
            text.pop_back();
        }
        if (line.starts_with("@@")) {
            const auto comma = line.find_first_of(", ", 4);
            auto start = std::stoul(line.substr(4, comma - 4));
            const bool none = line.substr(comma, 3) == ",0 ";
            start = none ? start : start - 1;
            while (at < start) {
                result += old_lines[at++];
            }
        } else if (line.front() == '+') {
            result += text;
        } else if (line.front() == '-' || line.front() == ' ') {
            REQUIRE(old_lines.at(at) == text);
            result += line.front() == ' ' ? old_lines[at] : "";
            ++at;
        }
    }
    while (at < old_lines.size()) {
        result += old_lines[at++];
    }
    return result;
}

}  // namespace

TEST_CASE("equal texts have no difference", "[base]") {
    CHECK(diff("", "").empty());
    CHECK(diff("a\nb\n", "a\nb\n").empty());
}

TEST_CASE("a changed line is shown with what is around it", "[base]") {
    CHECK(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n") ==
          "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n");
}

TEST_CASE("changes far apart stand in hunks of their own, near ones in one", "[base]") {
    const auto far = diff("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "x\n1\n2\n3\n4\n5\n6\n7\ny\n");
    CHECK(far ==
          "--- a\n+++ b\n@@ -1,4 +1,4 @@\n-a\n+x\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n "
          "7\n-b\n+y\n");
    const auto near = diff("a\n1\n2\n3\n4\n5\n6\nb\n", "x\n1\n2\n3\n4\n5\n6\ny\n");
    CHECK(near.find("@@", near.find("@@ -") + 10) == near.rfind("@@"));
}

TEST_CASE("texts that begin or end are told as diff does", "[base]") {
    CHECK(diff("", "a\n") == "--- a\n+++ b\n@@ -0,0 +1 @@\n+a\n");
    CHECK(diff("a\nb\n", "") == "--- a\n+++ b\n@@ -1,2 +0,0 @@\n-a\n-b\n");
    CHECK(diff("a", "a\n") == "--- a\n+++ b\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
    CHECK(diff("a\n", "a\nb") ==
          "--- a\n+++ b\n@@ -1 +1,2 @@\n a\n+b\n\\ No newline at end of file\n");
}

TEST_CASE("the fewest lines are shown", "[base]") {
    CHECK(diff("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n") ==
          "--- a\n+++ b\n@@ -1,7 +1,6 @@\n-a\n-b\n c\n+b\n a\n b\n-b\n a\n+c\n");
}

TEST_CASE("too many changes are one", "[base]") {
    CHECK(diff("s\na\nm\nb\ne\n", "s\nx\nm\ny\ne\n", 2) ==
          "--- a\n+++ b\n@@ -1,5 +1,5 @@\n s\n-a\n-m\n-b\n+x\n+m\n+y\n e\n");
}

TEST_CASE("a difference applied to the one text gives the other", "[base]") {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        const auto text = [&] {
            std::string made;
            const auto lines = random() % 30;
            for (unsigned i = 0; i < lines; ++i) {
                made += static_cast<char>('a' + random() % 4);
                made += i + 1 == lines && random() % 3 == 0 ? "" : "\n";
            }
            return made;
        };
        const auto before = text();
        const auto after = text();
        INFO(before << "---\n" << after);
        CHECK(applied(before, diff(before, after)) == after);
        CHECK(applied(before, diff(before, after, 3)) == after);
    }
}
