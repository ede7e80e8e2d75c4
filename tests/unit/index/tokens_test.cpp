#include <support/catch.hpp>

#include <skillmeat/index/stem.hpp>
#include <skillmeat/index/tokens.hpp>

#include <string>
#include <vector>

namespace skillmeat::index {
namespace {

using Texts = std::vector<std::string>;

/// The words of a text, parts of camel case in parentheses.
Texts words(std::string_view text) {
    Texts result;
    Tokens tokens(text);
    Token token;
    while (tokens.next(token)) {
        result.push_back(token.is_part ? "(" + token.text + ")" : token.text);
    }
    return result;
}

}  // namespace

TEST_CASE("Words are runs of letters and digits", "[index][tokens]") {
    CHECK(words("") == Texts{});
    CHECK(words(" -- .,;\t\n\x01\x7f ") == Texts{});
    CHECK(words("Reads PDF files.") == Texts{"reads", "pdf", "files"});
    CHECK(words("code-reviewer_2/skills.md") == Texts{"code", "reviewer", "2", "skills", "md"});
    CHECK(words("don't k8s C++ #1") == Texts{"don", "t", "k8s", "c", "1"});
}

TEST_CASE("Words in camel case are given whole and in parts", "[index][tokens]") {
    CHECK(words("readFile") == Texts{"readfile", "(read)", "(file)"});
    CHECK(words("GitHub API") == Texts{"github", "(git)", "(hub)", "api"});
    CHECK(words("HTMLReader") == Texts{"htmlreader", "(html)", "(reader)"});
    CHECK(words("es6Module") == Texts{"es6module", "(es6)", "(module)"});
    CHECK(words("PDF Ab aB") == Texts{"pdf", "ab", "ab", "(a)", "(b)"});
    CHECK(words("ÉtéNoir") == Texts{"etenoir", "(ete)", "(noir)"});
    CHECK(words(std::string(300, 'a') + "B").front().size() == longest_token);
}

TEST_CASE("Case, diacritics and compatibility forms fold", "[index][tokens]") {
    CHECK(words("CAFÉ Café cafe\u0301") == Texts{"cafe", "cafe", "cafe"});
    CHECK(words("Straße STRASSE") == Texts{"strasse", "strasse"});
    CHECK(words("ﬁle Ｆｕｌｌ") == Texts{"file", "full"});
    CHECK(words("Ωμέγα Привет") == Texts{"ωμεγα", "привет"});
}

TEST_CASE("Scripts without spaces are taken character by character", "[index][tokens]") {
    CHECK(words("PDF変換する") == Texts{"pdf", "変", "換", "す", "る"});
    CHECK(words("한국어") == Texts{"한", "국", "어"});
    Tokens tokens("変a");
    Token token;
    REQUIRE(tokens.next(token));
    CHECK(token.is_symbol);
    REQUIRE(tokens.next(token));
    CHECK_FALSE(token.is_symbol);
}

TEST_CASE("Tokens say where they stand", "[index][tokens]") {
    const std::string text = "Für readFile!";
    Tokens tokens(text);
    Token token;
    Texts pieces;
    while (tokens.next(token)) {
        pieces.push_back(text.substr(token.begin, token.end - token.begin));
    }
    CHECK(pieces == Texts{"Für", "readFile", "read", "File"});
}

TEST_CASE("Bytes that are not UTF-8 stand between words", "[index][tokens]") {
    CHECK(words("a\xff"
                "b\xc3") == Texts{"a", "b"});
}

TEST_CASE("Forms of a word share a stem", "[index][stem]") {
    for (const auto* form : {"review", "reviews", "reviewing", "reviewed", "reviewer"}) {
        CHECK(stem(form) == "review");
    }
    CHECK(stem("optimization") == stem("optimizer"));
    CHECK(stem("generating") == stem("generator"));
    CHECK(stem("deploys") == stem("deploying"));
    CHECK(stem("queries") == stem("query"));
    CHECK(stem("hoping") == "hope");
    CHECK(stem("hopping") == "hop");
    CHECK(stem("caresses") == "caress");
    CHECK(stem("agreed") == "agre");
    CHECK(stem("sky") == "sky");
    CHECK(stem("testing") != stem("nesting"));
}

TEST_CASE("What is no English word is left alone", "[index][stem]") {
    for (const auto* word : {"", "is", "k8s", "über", "変換", "es6"}) {
        CHECK(stem(word) == word);
    }
}

}  // namespace skillmeat::index
