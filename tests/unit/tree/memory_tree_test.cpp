#include <skillmeat/tree/memory_tree.hpp>

#include <support/catch.hpp>

#include <array>

using namespace skillmeat;

namespace {

std::unique_ptr<tree::SourceTree> sample(HashKind hash = HashKind::sha1) {
    return tree::make_memory_tree({{"b.txt", "two\n"},
                                   {"a/x.txt", "one\n"},
                                   {"a.txt", "three\n"},
                                   {"run.sh", "go\n", tree::mode_executable},
                                   {"link", "a.txt", tree::mode_symlink}},
                                  hash);
}

}  // namespace

TEST_CASE("a memory tree lists files by path and directories with the root first", "[tree]") {
    const auto made = sample();
    std::string paths;
    for (const auto& entry : made->files()) {
        paths += std::string(entry.path) + ' ';
    }
    CHECK(paths == "a.txt a/x.txt b.txt link run.sh ");
    REQUIRE(made->directories().size() == 2);
    CHECK(made->directories()[0].path.empty());
    CHECK(made->directories()[1].path == "a");
    CHECK(made->directories()[1].mode == tree::mode_directory);
}

TEST_CASE("a memory tree has the object ids git gives", "[tree]") {
    const auto made = sample();
    // printf 'one\n' | git hash-object --stdin, and git mktree of the same entries
    CHECK(made->files()[1].id == "5626abf0f72e58d7a153368ba57db4c673c0e171");
    CHECK(made->directories()[1].id == "e652b73213800c8c8a5f58182786263a0e6ce86a");
    CHECK(made->directories()[0].id == "2e327db68b1e2b93e6297605a942f3430d3e29e9");
    CHECK(sample(HashKind::sha256)->files()[0].id.size() == 64);
}

TEST_CASE("an empty memory tree is git's empty tree", "[tree]") {
    const auto made = tree::make_memory_tree({});
    CHECK(made->files().empty());
    CHECK(made->directories()[0].id == "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
}

TEST_CASE("reading hands over content in the order asked and refuses what is too large", "[tree]") {
    const auto made = sample();
    const std::array<std::size_t, 2> wanted{2, 0};
    REQUIRE(made->prefetch(wanted));
    std::string seen;
    REQUIRE(made->read(wanted, 4, [&](std::size_t index, const tree::Blob& blob) {
        seen += std::to_string(index) + ':' +
                (blob.state == tree::BlobState::ok ? std::string(blob.bytes) : "too large") + ';';
    }));
    CHECK(seen == "2:two\n;0:too large;");
}

TEST_CASE("a submodule has the id it was given and no content", "[tree]") {
    const std::string commit(40, 'c');
    const auto made = tree::make_memory_tree({{"sub", commit, tree::mode_submodule}});
    CHECK(made->files()[0].id == commit);
    const std::array<std::size_t, 1> wanted{0};
    REQUIRE(made->read(wanted, 100, [](std::size_t, const tree::Blob& blob) {
        CHECK(blob.state == tree::BlobState::missing);
    }));
}

TEST_CASE("a file is found by its exact path", "[tree]") {
    const auto made = sample();
    CHECK(tree::find_file(*made, "a/x.txt") == 1);
    CHECK(tree::find_file(*made, "a") == tree::npos);
    CHECK(tree::find_file(*made, "zzz") == tree::npos);
}
