#include <skillmeat/git/merge_file.hpp>

#include <support/catch.hpp>

#include "sandbox.hpp"

using namespace skillmeat;
using namespace skillmeat::test;

namespace {

constexpr git::MergeLabels labels{"yours", "deployed", "new"};

}  // namespace

TEST_CASE("changes of different lines are brought together", "[git]") {
    Sandbox box;
    const auto merged = must(git::merge_texts(
        box.git(), {"1\n2\n3\n4\n5\n", "one\n2\n3\n4\n5\n", "1\n2\n3\n4\nfive\n"}, labels));
    CHECK(merged.text == "one\n2\n3\n4\nfive\n");
    CHECK(merged.conflicts == 0);
}

TEST_CASE("changes of one line are conflicts between labels", "[git]") {
    Sandbox box;
    // What the user likes must not change what others parse.
    box.sh("git config --global merge.conflictStyle diff3");
    const auto merged = must(git::merge_texts(box.git(), {"a\n", "b\n", "c\n"}, labels));
    CHECK(merged.text == "<<<<<<< yours\nb\n=======\nc\n>>>>>>> new\n");
    CHECK(merged.conflicts == 1);
}

TEST_CASE("nothing is left of the three texts", "[git]") {
    Sandbox box;
    const auto git = box.git();
    must(box.files->create_directories(git.cache / "merge"));
    must(box.files->write(git.cache / "merge/ours", "of a killed run"));
    must(git::merge_texts(git, {"a\n", "a\n", "b\n"}, labels));
    CHECK_FALSE(must(box.files->lstat(git.cache / "merge")).has_value());
}

TEST_CASE("what is no text is not merged", "[git]") {
    Sandbox box;
    const std::string binary("a\0b", 3);
    for (const auto& input : {git::MergeInput{binary, "a", "b"}, git::MergeInput{"a", binary, "b"},
                              git::MergeInput{"a", "b", binary}}) {
        const auto merged = git::merge_texts(box.git(), input, labels);
        REQUIRE_FALSE(merged);
        CHECK(merged.error().code == ErrorCode::invalid_value);
    }
}
