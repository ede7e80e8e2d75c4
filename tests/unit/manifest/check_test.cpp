#include <skillmeat/manifest/manifest.hpp>

#include <support/catch.hpp>

#include <functional>

using namespace skillmeat;
using namespace skillmeat::manifest;

namespace {

Source good_source() {
    Source source;
    source.id = "a/b";
    source.url = "https://github.com/a/b";
    source.ref = "main";
    source.root = "skills";
    source.map = {{"x", ArtifactType::skill}};
    source.tags = {"one", "two"};
    source.exclude = {{"skill:./x", "why", std::nullopt, {}}};
    return source;
}

}  // namespace

TEST_CASE("a source from the command line is checked like one in the file", "[manifest]") {
    CHECK(check_source(good_source()));
    const std::vector<std::function<void(Source&)>> faults{
        [](Source& s) { s.id = "a b"; },
        [](Source& s) { s.url = "ext::sh"; },
        [](Source& s) { s.ref = "-x"; },
        [](Source& s) { s.root = "../x"; },
        [](Source& s) {
            s.map = {{"/x", ArtifactType::skill}};
        },
        [](Source& s) { s.tags = {"a b"}; },
        [](Source& s) {
            s.tags = {"a", "A"};
        },
        [](Source& s) {
            s.tags.clear();
            for (int i = 0; i < 21; ++i) {
                s.tags.push_back("t" + std::to_string(i));
            }
        },
        [](Source& s) { s.description = std::string(2001, 'x'); },
        [](Source& s) { s.min_confidence = 101; },
        [](Source& s) { s.exclude[0].artifact = "./../x"; },
        [](Source& s) { s.exclude[0].reason = std::string(501, 'x'); },
    };
    for (std::size_t i = 0; i < faults.size(); ++i) {
        INFO(i);
        auto source = good_source();
        faults[i](source);
        const auto checked = check_source(source);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().code == ErrorCode::invalid_value);
        CHECK_FALSE(checked.error().message.empty());
    }
}

TEST_CASE("the digest of exclusions follows artifacts and their order alone", "[manifest]") {
    const Exclusion a{"a", "", std::nullopt, {}};
    const Exclusion a_because{"a", "reason", Timestamp{1}, {"f", 1, 1}};
    const Exclusion b{"b", "", std::nullopt, {}};
    // printf 1:a1:b | sha256sum
    CHECK(exclusions_hash({a, b}) == "facdde7abf1eac5b");
    CHECK(exclusions_hash({a}) == exclusions_hash({a_because}));
    CHECK(exclusions_hash({a, b}) != exclusions_hash({b, a}));
    CHECK(exclusions_hash({}) == "e3b0c44298fc1c14");
    const Exclusion joined{"a1:b", "", std::nullopt, {}};
    CHECK(exclusions_hash({joined}) != exclusions_hash({a, b}));
}

TEST_CASE("the digest of options follows root and map alone", "[manifest]") {
    const auto source = good_source();
    // printf 6:skills1:x5:skill | sha256sum
    CHECK(options_hash(source) == "dd85ae3bf6b4b5d6");
    auto other = source;
    other.url = "https://github.com/c/d";
    other.tags.clear();
    other.min_confidence = 1;
    CHECK(options_hash(other) == options_hash(source));
    other.root = "";
    CHECK(options_hash(other) != options_hash(source));
    other = source;
    other.map = {{"x", ArtifactType::agent}};
    CHECK(options_hash(other) != options_hash(source));
}
