#include <support/catch.hpp>

#include <skillmeat/index/match_ranges.hpp>

#include <string>
#include <vector>

namespace skillmeat::index {
namespace {

std::vector<std::string> marked(const std::string& text, const Matcher& matcher) {
    std::vector<std::string> pieces;
    for (const auto& range : match_ranges(text, matcher)) {
        pieces.push_back(text.substr(range.begin, range.end - range.begin));
    }
    return pieces;
}

using Pieces = std::vector<std::string>;

Matcher words(std::vector<std::string> list) {
    Matcher matcher;
    for (auto& word : list) {
        matcher.phrases.push_back({{std::move(word)}, false, 1.0});
    }
    return matcher;
}

}  // namespace

TEST_CASE("Words match in every case and accent", "[index][ranges]") {
    CHECK(marked("A PDF, a pdf and pdfs", words({"pdf"})) == Pieces{"PDF", "pdf"});
    CHECK(marked("Größe und grosse", words({"grosse"})) == Pieces{"Größe", "grosse"});
    CHECK(marked("nothing here", words({"pdf"})).empty());
    CHECK(marked("", words({"pdf"})).empty());
}

TEST_CASE("Phrases, beginnings and parts of words match", "[index][ranges]") {
    Matcher matcher;
    matcher.phrases = {{{"pull", "request"}, false, 1.0}, {{"mark"}, true, 1.0}};
    CHECK(marked("Pull-request or pull a request", matcher) == Pieces{"Pull-request"});
    CHECK(marked("markdown marks bookmark", matcher) == Pieces{"markdown", "marks"});
    CHECK(marked("a readFile call", words({"file"})) == Pieces{"File"});
    CHECK(marked("a readFile call", words({"readfile", "file"})) == Pieces{"readFile"});
    matcher.phrases.clear();
    matcher.inside = {"down"};
    CHECK(marked("Markdown, downloads", matcher) == Pieces{"down", "down"});
    CHECK(marked("Ｍarkdown", matcher) == Pieces{"Ｍarkdown"});
}

TEST_CASE("Neighbouring and overlapping matches are one", "[index][ranges]") {
    Matcher matcher;
    matcher.phrases = {{{"a", "b"}, false, 1.0}, {{"b", "c"}, false, 1.0}};
    CHECK(marked("a b c", matcher) == Pieces{"a b c"});
    CHECK(marked("変換", words({"変", "換"})) == Pieces{"変換"});
}

TEST_CASE("Ranges are counted in characters on demand", "[index][ranges]") {
    const std::string text = "für Größe";
    const auto ranges = match_ranges(text, words({"grosse"}));
    CHECK(in_characters(text, ranges) == std::vector<MatchRange>{{4, 9}});
}

}  // namespace skillmeat::index
