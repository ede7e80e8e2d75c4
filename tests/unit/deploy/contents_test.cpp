#include <algorithm>
#include <string>
#include <vector>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/deploy/artifact_hash.hpp>
#include <skillmeat/deploy/contents.hpp>
#include <skillmeat/tree/memory_tree.hpp>

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::deploy;
using tree::FileContent;

namespace {

Result<Contents> read_all(std::vector<FileContent> files, std::string_view folder = "skills/a",
                          ContentLimits limits = {}) {
    const auto memory = tree::make_memory_tree(std::move(files));
    const auto selection = files_below(*memory, folder);
    SKILLMEAT_TRY(check_files(*memory, selection, limits, "skill:./skills/a@s"));
    return read_contents(*memory, selection, limits, "skill:./skills/a@s");
}

ErrorCode code_of(std::vector<FileContent> files, ContentLimits limits = {}) {
    const auto result = read_all(std::move(files), "skills/a", limits);
    return result ? ErrorCode::internal : result.error().code;
}

std::vector<std::string> paths_of(const Contents& contents) {
    std::vector<std::string> paths;
    for (const auto& file : contents.files) {
        paths.push_back(file.path);
    }
    return paths;
}

/// A tree whose content is not what its ids say, or is not here.
class FaultyTree final : public tree::SourceTree {
  public:
    FaultyTree(std::unique_ptr<tree::SourceTree> inner, tree::Blob answer)
        : inner_(std::move(inner)), answer_(answer) {}
    std::span<const tree::Entry> files() const override { return inner_->files(); }
    std::span<const tree::Entry> directories() const override { return inner_->directories(); }
    HashKind hash_kind() const override { return inner_->hash_kind(); }
    Result<void> prefetch(std::span<const std::size_t>) override { return {}; }
    Result<void> read(std::span<const std::size_t> indices, std::size_t,
                      const Visitor& visit) override {
        for (const auto index : indices) {
            visit(index, answer_);
        }
        return {};
    }

  private:
    std::unique_ptr<tree::SourceTree> inner_;
    tree::Blob answer_;
};

HashedFile hashed(std::string path, std::uint32_t mode, const std::string& bytes) {
    return {std::move(path), mode, bytes.size(), hex_digest(HashKind::sha256, bytes)};
}

}  // namespace

// The digests were computed by a Python script from the words of formats.md alone.
TEST_CASE("the sm1 hash has known answers", "[deploy]") {
    CHECK(artifact_hash({}) ==
          "sm1:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const std::string skill = "---\nname: a\n---\n";
    CHECK(artifact_hash({hashed("SKILL.md", 0100644, skill)}) ==
          "sm1:aaa62309ff8ea2d8ad66f8c66b5bd99029abcfe51a9bbfa9b1aa0a589e123607");
    const std::vector<HashedFile> files{
        hashed("SKILL.md", 0100644, skill), hashed("scripts/run.sh", 0100755, "#!/bin/sh\n"),
        hashed("link", 0120000, "SKILL.md"), hashed("\xc3\xa4.txt", 0100644, ""),
        hashed("z.txt", 0100644, "z")};
    const std::string all = "sm1:bfaf02f2dbffcadbfd936e8fdcf2375fc8dbe6a5ea5e65c1b8d4bae81ba8fd00";
    CHECK(artifact_hash(files) == all);
    auto reversed = files;
    std::ranges::reverse(reversed);
    CHECK(artifact_hash(reversed) == all);
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto other = files;
        other[i].mode ^= 0111U;
        CHECK(artifact_hash(other) != all);
        other = files;
        other[i].path += "x";
        CHECK(artifact_hash(other) != all);
        other = files;
        other[i].sha256.front() = other[i].sha256.front() == '0' ? '1' : '0';
        CHECK(artifact_hash(other) != all);
        other = files;
        other.erase(other.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK(artifact_hash(other) != all);
    }
}

TEST_CASE("an artifact is its files, with modes and verified bytes", "[deploy]") {
    const auto contents =
        read_all({{"skills/a/SKILL.md", "---\nname: a\n---\n"},
                  {"skills/a/scripts/run.sh", "#!/bin/sh\n", tree::mode_executable},
                  {"skills/ab/SKILL.md", "another"},
                  {"skills/a.md", "no"},
                  {"README.md", "no"}});
    REQUIRE(contents.has_value());
    CHECK(paths_of(*contents) == std::vector<std::string>{"SKILL.md", "scripts/run.sh"});
    CHECK(!contents->files[0].executable);
    CHECK(contents->files[1].executable);
    CHECK(contents->size() == 26);
    CHECK(contents->files[0].sha256 == hex_digest(HashKind::sha256, contents->files[0].bytes));
    CHECK(contents->hash == artifact_hash({hashed("SKILL.md", 0100644, "---\nname: a\n---\n"),
                                           hashed("scripts/run.sh", 0100755, "#!/bin/sh\n")}));
    // The whole tree, and files chosen by name.
    CHECK(read_all({{"SKILL.md", "x"}, {"a/b", "y"}}, "")->files.size() == 2);
    const auto memory = tree::make_memory_tree({{"hooks/h.json", "{}"}, {"hooks/x.sh", "x"}});
    const auto named = files_named(*memory, "hooks", {"hooks/x.sh", "hooks/none", "hooks/h.json"});
    CHECK(named.indices.size() == 2);
    CHECK(paths_of(*read_contents(*memory, named, {}, "hook")) ==
          std::vector<std::string>{"h.json", "x.sh"});
}

TEST_CASE("a link to a file of the artifact is installed as that file", "[deploy]") {
    const auto contents = read_all({{"skills/a/SKILL.md", "text"},
                                    {"skills/a/bin/run", "#!", tree::mode_executable},
                                    {"skills/a/AGENTS.md", "SKILL.md", tree::mode_symlink},
                                    {"skills/a/docs/up.md", ".././SKILL.md", tree::mode_symlink},
                                    {"skills/a/run", "bin/run", tree::mode_symlink}});
    REQUIRE(contents.has_value());
    REQUIRE(contents->files.size() == 5);
    CHECK(contents->files[0].path == "AGENTS.md");
    CHECK(contents->files[0].bytes == "text");
    CHECK(contents->files[3].path == "docs/up.md");
    CHECK(contents->files[3].bytes == "text");
    CHECK(contents->files[4].executable);
    // The hash is that of what the repository holds: links as links.
    CHECK(contents->hash ==
          artifact_hash({hashed("SKILL.md", 0100644, "text"), hashed("bin/run", 0100755, "#!"),
                         hashed("AGENTS.md", 0120000, "SKILL.md"),
                         hashed("docs/up.md", 0120000, ".././SKILL.md"),
                         hashed("run", 0120000, "bin/run")}));
}

TEST_CASE("links to anything else refuse the artifact", "[deploy]") {
    for (const char* target : {"/etc/passwd", "../b/SKILL.md", "../../README.md", "none", "docs",
                               "other", ".", "..", "", "../a/SKILL.md", "SKILL.md/x"}) {
        INFO(target);
        CHECK(code_of({{"skills/a/SKILL.md", "x"},
                       {"skills/a/docs/x", "x"},
                       {"skills/a/other", "SKILL.md", tree::mode_symlink},
                       {"skills/a/link", target, tree::mode_symlink},
                       {"skills/b/SKILL.md", "x"},
                       {"README.md", "x"}}) == ErrorCode::unsafe_path);
    }
    CHECK(code_of({{"skills/a/SKILL.md", "x"},
                   {"skills/a/l", std::string(5000, 'x'), tree::mode_symlink}}) ==
          ErrorCode::unsafe_path);
}

TEST_CASE("names that lead elsewhere, or are one name somewhere, refuse the artifact", "[deploy]") {
    for (const std::string& name :
         {std::string(".."), std::string(".git/config"), std::string("x/../y"), std::string("a\\b"),
          std::string("nul"), std::string("a."), std::string("x\x1b[2J"), std::string("\xff"),
          std::string("a/.GIT/b"), std::string(300, 'n'), std::string("con.md")}) {
        INFO(name);
        CHECK(code_of({{"skills/a/SKILL.md", "x"}, {"skills/a/" + name, "x"}}) ==
              ErrorCode::unsafe_path);
    }
    const std::vector<std::vector<std::string>> collisions{
        {"SKILL.md", "Skill.md"},
        {"\xc3\xa9.md", "e\xcc\x81.md"},
        {"Docs/a", "docs/b"},
        {"a/X/y", "a/x/z"},
        {"docs", "Docs/a"},
        {"stra\xc3\x9f"
         "e",
         "STRASSE"},
    };
    for (const auto& names : collisions) {
        std::vector<FileContent> files;
        for (const auto& name : names) {
            files.push_back({"skills/a/" + name, "x"});
        }
        INFO(names.front());
        CHECK(code_of(std::move(files)) == ErrorCode::unsafe_path);
    }
    std::string deep = "skills/a";
    for (int i = 0; i < 33; ++i) {
        deep += "/d";
    }
    CHECK(code_of({{"skills/a/SKILL.md", "x"}, {deep, "x"}}) == ErrorCode::unsafe_path);
    CHECK(code_of({{"skills/a/SKILL.md", "x"},
                   {"skills/a/sub", std::string(40, 'a'), tree::mode_submodule}}) ==
          ErrorCode::unsafe_path);
}

TEST_CASE("limits hold for number, size and sum", "[deploy]") {
    ContentLimits limits;
    limits.files = 2;
    limits.file_size = 10;
    limits.size = 15;
    const FileContent skill{"skills/a/SKILL.md", "0123456789"};
    CHECK(read_all({skill, {"skills/a/b", "01234"}}, "skills/a", limits).has_value());
    CHECK(code_of({skill, {"skills/a/b", "x"}, {"skills/a/c", "x"}}, limits) ==
          ErrorCode::too_large);
    CHECK(code_of({{"skills/a/SKILL.md", "0123456789x"}}, limits) == ErrorCode::too_large);
    CHECK(code_of({skill, {"skills/a/b", "012345"}}, limits) == ErrorCode::too_large);
    // A few bytes of links must not stand for many.
    CHECK(code_of({skill, {"skills/a/l", "SKILL.md", tree::mode_symlink}}, limits) ==
          ErrorCode::too_large);
    CHECK(code_of({{"skills/b/SKILL.md", "x"}}) == ErrorCode::integrity_failed);
}

TEST_CASE("content that is not what its id promises is refused", "[deploy]") {
    const auto read_faulty = [](tree::Blob answer) {
        FaultyTree faulty(tree::make_memory_tree({{"skills/a/SKILL.md", "text"}}), answer);
        const auto selection = files_below(faulty, "skills/a");
        const auto result = read_contents(faulty, selection, {}, "a");
        return result ? ErrorCode::internal : result.error().code;
    };
    CHECK(read_faulty({tree::BlobState::ok, "text"}) == ErrorCode::internal);
    CHECK(read_faulty({tree::BlobState::ok, "texT"}) == ErrorCode::integrity_failed);
    CHECK(read_faulty({tree::BlobState::missing, ""}) == ErrorCode::objects_missing);
    CHECK(read_faulty({tree::BlobState::too_large, ""}) == ErrorCode::too_large);
}

TEST_CASE("pointers to large files are pointed out", "[deploy]") {
    const auto contents = read_all(
        {{"skills/a/SKILL.md", "x"},
         {"skills/a/m.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"}});
    REQUIRE(contents.has_value());
    REQUIRE(contents->notes.size() == 1);
    CHECK(contents->notes[0].find("'m.bin' is a Git LFS pointer") == 0);
}
