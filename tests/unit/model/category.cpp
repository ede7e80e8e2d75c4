#include <skillmeat/model/category.hpp>

#include <support/catch.hpp>

#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace skillmeat;

TEST_CASE("categories are folded and their words joined by hyphens", "[model]") {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"infrastructure", "infrastructure"},
        {"Developer Tools", "developer-tools"},
        {"data_ai", "data-ai"},
        {"AI & ML", "ai-ml"},
        {"  DevOps / CI  ", "devops-ci"},
        {"C++", "c++"},
        {"C#", "c#"},
        {".NET", ".net"},
        {"Writer's Room", "writers-room"},
        {"Büro", "büro"},
        {"GRÖSSE", "grösse"},
        {"文書", "文書"},
        {"--x--y..", "x-y"},
    };
    for (const auto& [text, key] : cases) {
        INFO(text);
        CHECK(category_key(text) == key);
    }
}

TEST_CASE("numbers that only sort are dropped", "[model]") {
    CHECK(category_key("03-infrastructure") == "infrastructure");
    CHECK(category_key("10_research analysis") == "research-analysis");
    CHECK(category_key("3. Testing") == "testing");
    CHECK(category_key("01-02-x") == "x");
    CHECK(category_key("3d-models") == "3d-models");
    CHECK(category_key("web-3") == "web-3");
    CHECK(category_key("2024").empty());
    CHECK(category_key("2024-").empty());
    CHECK(category_key("01-02").empty());
}

TEST_CASE("what is no category is dropped", "[model]") {
    for (const std::string text :
         {"", "   ", "---", "none", "N/A", "Uncategorized", "unknown", "null", "TODO",
          "{{category}}", "<category>", "${CATEGORY}", "https://example.org/x", "two\nlines",
          "bell\a", "\xff\xfe", "&&&"}) {
        INFO(text);
        CHECK(category_key(text).empty());
    }
    CHECK(category_key(std::string(50, 'a')) == std::string(50, 'a'));
    CHECK(category_key(std::string(51, 'a')).empty());
    std::string wide;
    for (int i = 0; i < 50; ++i) {
        wide += "ä";
    }
    CHECK(category_key(wide) == wide);
}

TEST_CASE("a key is its own key", "[model]") {
    std::mt19937 random(11);
    const std::string letters = "ab0 1-._/+#'Ää!&3\xC3\xA4";
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto length = random() % 12; length > 0; --length) {
            text += letters[random() % letters.size()];
        }
        const auto key = category_key(text);
        INFO(text);
        CHECK(category_key(key) == key);
    }
}

TEST_CASE("filters tell entries without category from what can be none", "[model]") {
    CHECK(category_filter_key("Data AI") == "data-ai");
    CHECK(category_filter_key("").empty());
    CHECK(category_filter_key("none") == " none");
    CHECK(category_filter_key("!!!") == " !!!");
}
