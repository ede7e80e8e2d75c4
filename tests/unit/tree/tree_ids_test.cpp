#include <skillmeat/tree/memory_tree.hpp>
#include <skillmeat/tree/tree_ids.hpp>

#include <support/catch.hpp>

#include <string>
#include <vector>

using namespace skillmeat;

namespace {

std::unique_ptr<tree::SourceTree> sample() {
    return tree::make_memory_tree({{"a.txt", "1\n"},
                                   {"a/b/c.txt", "2\n"},
                                   {"a/b.txt", "3\n"},
                                   {"a/b-", "4\n", tree::mode_executable},
                                   {"module", std::string(40, '5'), tree::mode_submodule}});
}

std::vector<tree::Entry> copy(std::span<const tree::Entry> entries) {
    return {entries.begin(), entries.end()};
}

}  // namespace

TEST_CASE("directories and their ids follow from the files", "[tree]") {
    const auto made = sample();
    const auto directories = tree::directories_of(made->files());
    REQUIRE(directories.size() == made->directories().size());
    const auto ids = tree::tree_ids(made->files(), directories, HashKind::sha1);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        CHECK(directories[i].path == made->directories()[i].path);
        CHECK(ids[i] == made->directories()[i].id);
    }
}

TEST_CASE("a listing whose ids are right is told from one where something is not", "[tree]") {
    const auto made = sample();
    const auto files = copy(made->files());
    const auto directories = copy(made->directories());
    const auto look = [](const auto& some_files, const auto& some_directories) {
        return tree::find_false_tree_id(some_files, some_directories, HashKind::sha1);
    };
    CHECK_FALSE(look(files, directories));
    for (std::size_t i = 0; i < files.size(); ++i) {
        CAPTURE(i);
        auto fewer = files;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK(look(fewer, directories));
        auto changed = files;
        changed[i].mode = tree::mode_symlink;
        CHECK(look(changed, directories));
        changed = files;
        changed[i].id = files[(i + 1) % files.size()].id;
        CHECK(look(changed, directories));
    }
    auto orphans = directories;
    orphans.pop_back();
    CHECK(look(files, orphans) == 0U);
    auto false_id = directories;
    false_id[2].id = files[0].id;
    CHECK(look(files, false_id) == 1U);  // its parent names it otherwise
    CHECK(look(files, std::vector<tree::Entry>{}) == 0U);
    CHECK_FALSE(look(std::vector<tree::Entry>{}, std::vector<tree::Entry>{}));
}
