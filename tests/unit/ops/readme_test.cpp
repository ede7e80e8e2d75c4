#include <support/catch.hpp>

#include <skillmeat/ops/sources/readme.hpp>

#include <skillmeat/tree/memory_tree.hpp>

namespace skillmeat::ops {
namespace {

std::string chosen(std::vector<tree::FileContent> files) {
    const auto made = tree::make_memory_tree(std::move(files));
    const auto index = find_readme(*made);
    return index ? std::string(made->files()[*index].path) : "(none)";
}

TEST_CASE("the README of the root comes before .github and docs", "[readme]") {
    CHECK(chosen({{"README", "x"}, {".github/README.md", "x"}, {"docs/README.md", "x"}}) ==
          "README");
    CHECK(chosen({{".github/readme.txt", "x"}, {"docs/README.md", "x"}}) == ".github/readme.txt");
    CHECK(chosen({{"docs/Readme.rst", "x"}, {"src/README.md", "x"}}) == "docs/Readme.rst");
    CHECK(chosen({{"src/README.md", "x"}}) == "(none)");
    CHECK(chosen({}) == "(none)");
}

TEST_CASE("in one directory README.md comes before .rst, .txt and none, in any case", "[readme]") {
    CHECK(chosen({{"README", "x"}, {"README.rst", "x"}, {"README.txt", "x"}, {"readme.MD", "x"}}) ==
          "readme.MD");
    CHECK(chosen({{"README", "x"}, {"README.txt", "x"}, {"Readme.rst", "x"}}) == "Readme.rst");
    CHECK(chosen({{"README", "x"}, {"README.txt", "x"}}) == "README.txt");
    CHECK(chosen({{"readme.md", "x"}, {"README.md", "x"}}) == "README.md");
    CHECK(chosen({{"README.markdown", "x"}, {"READMES.md", "x"}, {"xREADME.md", "x"}}) == "(none)");
}

TEST_CASE("links and submodules named README are none", "[readme]") {
    CHECK(chosen({{"README.md", "/etc/passwd", tree::mode_symlink},
                  {"README", std::string(40, 'c'), tree::mode_submodule},
                  {"README.txt", "x", tree::mode_executable}}) == "README.txt");
}

TEST_CASE("a README is cut at 50 KiB on a character boundary", "[readme]") {
    CHECK(readme_text("# Title\n").value() == "# Title\n");
    CHECK(readme_text("").value().empty());
    const std::string exact(max_readme, 'x');
    CHECK(readme_text(exact).value() == exact);
    const auto cut = readme_text(std::string(max_readme - 1, 'x') + "\xc3\xa9more").value();
    CHECK(cut == std::string(max_readme - 1, 'x'));
}

TEST_CASE("a README that is not UTF-8 is refused, also behind the cut", "[readme]") {
    CHECK(readme_text("caf\xe9").error().code == ErrorCode::invalid_value);
    CHECK(!readme_text(std::string(max_readme + 10, 'x') + "\xff"));
    CHECK(!readme_text(std::string("\xff\xfe#\0", 4)));
}

TEST_CASE("the hash of a README is SHA-256 of its text", "[readme]") {
    CHECK(readme_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace skillmeat::ops
