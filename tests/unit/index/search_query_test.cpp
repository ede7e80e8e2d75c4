#include <support/catch.hpp>

#include <skillmeat/index/search_query.hpp>

#include <string>
#include <vector>

namespace skillmeat::index {
namespace {

/// Parts as text: `word`, `pre*`, `"a phrase"`, `-excluded`, `+bonus phrase`, `whole(in parts)`.
std::string shown(std::string_view text) {
    const auto query = parse_query(text);
    if (!query) {
        return "error";
    }
    std::string all;
    for (const auto& part : query->parts) {
        all += all.empty() ? "" : " ";
        all += part.excluded ? "-" : part.bonus ? "+" : "";
        const bool phrase = part.kind == QueryPart::Kind::phrase;
        all += phrase ? "\"" : "";
        for (std::size_t i = 0; i < part.words.size(); ++i) {
            all += (i == 0 ? "" : " ") + part.words[i];
        }
        all += phrase ? "\"" : part.kind == QueryPart::Kind::prefix ? "*" : "";
        for (std::size_t i = 0; i < part.camel.size(); ++i) {
            all += (i == 0 ? "(" : " ") + part.camel[i];
        }
        all += part.camel.empty() ? "" : ")";
    }
    return all;
}

std::string message(std::string_view text) {
    const auto query = parse_query(text);
    REQUIRE_FALSE(query.has_value());
    CHECK(query.error().code == ErrorCode::invalid_value);
    CHECK_FALSE(query.error().hint.empty());
    return query.error().message;
}

}  // namespace

TEST_CASE("Words, phrases, beginnings and exclusions are told apart", "[index][query]") {
    CHECK(shown("pull request") == "pull request");
    CHECK(shown("\"pull request\"") == "\"pull request\"");
    CHECK(shown("pdf*") == "pdf*");
    CHECK(shown("pdf -draft -\"two words\" -pre*") == "pdf -draft -\"two words\" -pre*");
    CHECK(shown("  PDF \t\n Forms ") == "pdf forms");
}

TEST_CASE("A word with joiners is its parts, best together", "[index][query]") {
    CHECK(shown("code-reviewer") == "code reviewer +\"code reviewer\"");
    CHECK(shown("a.b/c_d") == "a b c d +\"a b c d\"");
    CHECK(shown("-code-reviewer") == "error");  // only excludes
}

TEST_CASE("An exclusion alone is no query", "[index][query]") {
    CHECK(message("-draft").find("only excludes at character 1") != std::string::npos);
}

TEST_CASE("Camel case is one word, or its parts", "[index][query]") {
    CHECK(shown("readFile") == "readfile(read file)");
    CHECK(shown("GitHub*") == "github*");
}

TEST_CASE("Scripts without spaces are phrases", "[index][query]") {
    CHECK(shown("文書変換") == "\"文 書 変 換\"");
    CHECK(shown("PDF変換") == "\"pdf 変 換\"");
    CHECK(shown("変") == "変");
}

TEST_CASE("Operators and punctuation are plain text", "[index][query]") {
    CHECK(shown("pdf AND forms") == "pdf and forms");
    CHECK(shown("NEAR(a b, 3) ^x {name}:y") == "near a b 3 x name y");
    CHECK(shown("a - b -- c") == "a b c");
    CHECK(shown("a\x01"
                "b\x7f"
                "c") == "a b c");
    CHECK(shown("'quoted' don't") == "quoted don t +\"don t\"");
    CHECK(shown("x-") == "x");
}

TEST_CASE("Words typed twice mean it once", "[index][query]") {
    CHECK(shown("pdf PDF pdf*") == "pdf pdf*");
}

TEST_CASE("What cannot be read is said with its place", "[index][query]") {
    CHECK(message("pdf \"form").find("the quote is not closed at character 5") !=
          std::string::npos);
    CHECK(message("été *").find("'*' follows no word at character 5") != std::string::npos);
    CHECK(message("a \"\" b").find("the quotes hold no word at character 3") != std::string::npos);
    CHECK(message("").find("holds no word") != std::string::npos);
    CHECK(message("!? \x01").find("holds no word") != std::string::npos);
    CHECK(message(std::string(10'000, 'x')).find("at most 2000") != std::string::npos);
    CHECK(message(std::string(10'000, 'x')).size() < 200);
    std::string many;
    for (int i = 0; i < 40; ++i) {
        many += "w" + std::to_string(i) + " ";
    }
    CHECK(message(many).find("at most 24") != std::string::npos);
    const auto error = parse_query("a \"").error();
    CHECK(error.origin.line == 1);
    CHECK(error.origin.column == 3);
}

TEST_CASE("Queries never have more parts than are counted", "[index][query]") {
    std::string joined;
    for (int i = 0; i < 12; ++i) {
        joined += "a" + std::to_string(i) + "-b" + std::to_string(i) + " ";
    }
    const auto query = parse_query(joined);
    REQUIRE(query.has_value());
    CHECK(query->parts.size() <= most_parts);
}

TEST_CASE("Parts say where they stand in the query", "[index][query]") {
    const auto query = parse_query("pdf -\"x y\" z*");
    REQUIRE(query.has_value());
    REQUIRE(query->parts.size() == 3);
    CHECK(query->parts[1].begin == 4);
    CHECK(query->parts[1].end == 10);
    CHECK(query->parts[2].end == 13);
}

}  // namespace skillmeat::index
