#include "sandbox.hpp"

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::test;
using git::RefKind;

namespace {

const std::vector<std::string> everything{"a.txt=hello\n", "skills/pdf/SKILL.md=pdf\n",
                                          "skills/pdf/run.sh=run\n"};

}  // namespace

TEST_CASE("a first scan takes three round trips and an unchanged ref one", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.trace();
    const auto git = box.git();
    const auto url = box.url("r");
    const auto ref = must(git::resolve_remote(git, url, ""));
    CHECK(box.round_trips() == 1);
    CHECK(ref.name == "refs/heads/main");
    CHECK(ref.kind == RefKind::head);
    CHECK(ref.commit == box.sh("git -C r rev-parse HEAD"));

    auto tree = must(git::fetch_tree(git, url, ref, box.options));
    CHECK(box.round_trips() == 2);
    CHECK(paths(*tree) ==
          std::vector<std::string>{"a.txt", "skills/pdf/SKILL.md", "skills/pdf/run.sh"});
    CHECK(contents(*tree) == std::vector<std::string>{"a.txt=!missing",
                                                      "skills/pdf/SKILL.md=!missing",
                                                      "skills/pdf/run.sh=!missing"});
    const std::vector<std::size_t> one{1};
    must(tree->prefetch(one));
    CHECK(box.round_trips() == 3);
    CHECK(contents(*tree)[1] == "skills/pdf/SKILL.md=pdf\n");
    CHECK(contents(*tree)[0] == "a.txt=!missing");

    must(tree->prefetch(one));
    tree = must(git::fetch_tree(git, url, ref, box.options));
    must(tree->prefetch(one));
    CHECK(box.round_trips() == 3);
    CHECK(box.diagnostics.items.empty());
}

TEST_CASE("a tree knows its modes, directories and ids", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh(
        "cd r; ln -s a.txt link; mkdir skills-x; echo x > skills-x/y; git add .;"
        "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),sub;"
        "git commit -qm two");
    const auto tree = fetch_all(box, box.url("r"));
    CHECK(paths(*tree) == std::vector<std::string>{"a.txt", "link", "skills-x/y",
                                                   "skills/pdf/SKILL.md", "skills/pdf/run.sh",
                                                   "sub"});
    CHECK(tree->files()[1].mode == tree::mode_symlink);
    CHECK(tree->files()[4].mode == tree::mode_executable);
    CHECK(tree->files()[5].mode == tree::mode_submodule);
    REQUIRE(tree->directories().size() == 4);
    CHECK(tree->directories()[0].path.empty());
    CHECK(tree->directories()[1].path == "skills");
    CHECK(tree->directories()[2].path == "skills-x");
    CHECK(tree->directories()[3].path == "skills/pdf");
    CHECK(tree->tree_id("") == box.sh("git -C r rev-parse HEAD^{tree}"));
    CHECK(tree->tree_id("skills/pdf") == box.sh("git -C r rev-parse HEAD:skills/pdf"));
    CHECK_FALSE(tree->tree_id("skills/none"));
    CHECK(tree->commit() == box.sh("git -C r rev-parse HEAD"));
    CHECK(contents(*tree)[1] == "link=a.txt");
    CHECK(contents(*tree)[5] == "sub=!missing");
}

TEST_CASE("bytes received stay near those of trees and candidate blobs", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh(
        "cd r; head -c 300000 /dev/urandom > big.bin; head -c 20000 /dev/urandom > "
        "skills/pdf/data.txt; i=0; while [ $i -lt 30 ]; do head -c 9000 /dev/urandom > f$i; "
        "git add .; git commit -qm $i; i=$((i+1)); done");
    box.trace();
    const auto git = box.git();
    const auto url = box.url("r");
    auto tree =
        must(git::fetch_tree(git, url, must(git::resolve_remote(git, url, "")), box.options));
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < tree->files().size(); ++i) {
        if (tree->files()[i].path.starts_with("skills/")) {
            wanted.push_back(i);
        }
    }
    must(tree->prefetch(wanted));
    const auto ideal = std::stoul(
        box.sh("cd r; (git rev-parse HEAD; git ls-tree -rt HEAD | grep ' tree ' | cut -c13-52;"
               "git rev-parse HEAD^{tree}; git ls-tree -r HEAD skills | cut -c13-52) | "
               "git pack-objects -q --stdout | wc -c"));
    INFO(box.pack_bytes() << " received, at best " << ideal);
    CHECK(box.pack_bytes() > 20000);
    CHECK(box.pack_bytes() * 10 <= ideal * 11);
}

TEST_CASE("branches, tags and commits are resolved to commits", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const auto first = box.sh("git -C r rev-parse HEAD");
    box.sh(
        "cd r; git tag light; git tag -a -m x v1.0; git checkout -q -b feature/x/y;"
        "echo 2 > a.txt; git commit -qam two; git tag -a -m x nested v1.0; git checkout -q main");
    const auto second = box.sh("git -C r rev-parse feature/x/y");
    const auto url = box.url("r");
    const auto git = box.git();

    const auto branch = must(git::resolve_remote(git, url, "feature/x/y"));
    CHECK(branch.kind == RefKind::branch);
    CHECK(branch.commit == second);
    CHECK(contents(*fetch_all(box, url, "feature/x/y"))[0] == "a.txt=2\n");

    const auto light = must(git::resolve_remote(git, url, "light"));
    CHECK(light.kind == RefKind::tag);
    CHECK(light.commit == first);
    CHECK(light.tag_object.empty());

    const auto annotated = must(git::resolve_remote(git, url, "v1.0"));
    CHECK(annotated.kind == RefKind::tag);
    CHECK(annotated.commit == first);
    CHECK(annotated.tag_object == box.sh("git -C r rev-parse v1.0"));
    CHECK(contents(*fetch_all(box, url, "v1.0")) == everything);
    CHECK(must(git::resolve_remote(git, url, "nested")).commit == first);

    box.trace();
    const auto commit = must(git::resolve_remote(git, url, second));
    CHECK(box.round_trips() == 0);
    CHECK(commit.kind == RefKind::commit);
    CHECK(contents(*fetch_all(box, url, first)) == everything);
    CHECK(must(git::resolve_remote(git, url, second.substr(0, 10))).commit == second);
}

TEST_CASE("a ref that does not exist is named with the closest one", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const auto result = git::resolve_remote(box.git(), box.url("r"), "mian");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::ref_not_found);
    CHECK(result.error().hint.find("'main'") != std::string::npos);
}

TEST_CASE("a commit the server does not have is not found", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const auto git = box.git();
    const std::string unknown(40, 'a');
    const auto ref = must(git::resolve_remote(git, box.url("r"), unknown));
    const auto tree = git::fetch_tree(git, box.url("r"), ref, box.options);
    REQUIRE_FALSE(tree);
    CHECK(tree.error().code == ErrorCode::ref_not_found);
    CHECK(tree.error().message.find(unknown) != std::string::npos);
}

TEST_CASE("a tag of a blob is no commit", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("cd r; git tag blob $(git rev-parse HEAD:a.txt)");
    const auto git = box.git();
    const auto ref = must(git::resolve_remote(git, box.url("r"), "blob"));
    const auto tree = git::fetch_tree(git, box.url("r"), ref, box.options);
    REQUIRE_FALSE(tree);
    CHECK(tree.error().code == ErrorCode::ref_not_found);
}

TEST_CASE("a repository without commits says so", "[git]") {
    Sandbox box;
    box.sh("git init -q --bare -b main e");
    const auto result = git::resolve_remote(box.git(), box.url("e"), "");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::empty_repository);
    const auto named = git::resolve_remote(box.git(), box.url("e"), "main");
    REQUIRE_FALSE(named);
    CHECK(named.error().code == ErrorCode::empty_repository);
}

TEST_CASE("the default branch may have any name", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("cd r; git branch -m main 'trunk/\xc3\xbc-1'");
    CHECK(must(git::resolve_remote(box.git(), box.url("r"), "")).name ==
          "refs/heads/trunk/\xc3\xbc-1");
    SECTION("and when HEAD names none, the only branch is taken with a note") {
        box.sh("git -C r symbolic-ref HEAD refs/heads/gone");
        const auto ref = must(git::resolve_remote(box.git(), box.url("r"), ""));
        CHECK(ref.name == "refs/heads/trunk/\xc3\xbc-1");
        CHECK_FALSE(ref.note.empty());
    }
    SECTION("but of two branches none is chosen") {
        box.sh("cd r; git branch other; git symbolic-ref HEAD refs/heads/gone");
        const auto ref = git::resolve_remote(box.git(), box.url("r"), "");
        REQUIRE_FALSE(ref);
        CHECK(ref.error().code == ErrorCode::ref_not_found);
        CHECK(ref.error().hint.find("other") != std::string::npos);
    }
}

TEST_CASE("a branch that was forced back leads to its new commit", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("cd r; echo 2 > a.txt; git commit -qam two");
    CHECK(contents(*fetch_all(box, box.url("r")))[0] == "a.txt=2\n");
    box.sh(
        "cd r; git reset -q --hard HEAD^; echo 3 > a.txt; git commit -qam three;"
        "git reflog expire --expire=now --all; git gc -q --prune=now");
    CHECK(contents(*fetch_all(box, box.url("r")))[0] == "a.txt=3\n");
}

TEST_CASE("SHA-256 repositories are read and cached beside SHA-1 ones", "[git]") {
    Sandbox box;
    box.make_repository("r", "--object-format=sha256");
    const auto tree = fetch_all(box, box.url("r"));
    CHECK(contents(*tree) == everything);
    CHECK(tree->hash_kind() == HashKind::sha256);
    CHECK(tree->files()[0].id.size() == 64);
    CHECK(tree->tree_id("") == box.sh("git -C r rev-parse HEAD^{tree}"));
    box.sh("rm -rf r");
    box.make_repository("r");
    CHECK(contents(*fetch_all(box, box.url("r"))) == everything);
}

TEST_CASE("a server without partial clone sends everything, with a warning", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("git -C r config uploadpack.allowFilter false");
    CHECK(contents(*fetch_all(box, box.url("r"))) == everything);
    REQUIRE(box.diagnostics.items.size() == 1);
    CHECK(box.diagnostics.items[0].severity == Severity::warning);
    CHECK(box.diagnostics.items[0].message.find("partial clone") != std::string::npos);
}

TEST_CASE("a server that takes no object ids is asked by name", "[git]") {
    Sandbox box;
    box.make_repository("r");
    // Protocol 0 knows ids only as far as the server allows them.
    box.environment.variables["GIT_TEST_PROTOCOL_VERSION"] = "0";
    box.sh(
        "cd r; git config uploadpack.allowAnySHA1InWant false; git tag -a -m x v1;"
        "git config --global protocol.version 0; echo 2 > a.txt; git commit -qam two");
    SECTION("for the default branch") {
        CHECK(contents(*fetch_all(box, box.url("r")))[0] == "a.txt=2\n");
    }
    SECTION("for an annotated tag, whose commit is not offered") {
        CHECK(contents(*fetch_all(box, box.url("r"), "v1")) == everything);
    }
    SECTION("for a commit that a tag names") {
        const auto commit = box.sh("git -C r rev-parse v1^{commit}");
        CHECK(contents(*fetch_all(box, box.url("r"), commit)) == everything);
    }
    SECTION("and an unnamed commit cannot be had") {
        const auto commit = box.sh("cd r; echo 3 > a.txt; git commit -qam three; git rev-parse @");
        box.sh("git -C r reset -q --hard HEAD^");
        const auto git = box.git();
        const auto ref = must(git::resolve_remote(git, box.url("r"), commit));
        const auto tree = git::fetch_tree(git, box.url("r"), ref, box.options);
        REQUIRE_FALSE(tree);
        CHECK(tree.error().code == ErrorCode::ref_not_found);
    }
}

TEST_CASE("a blob the server lacks stays missing and the others come", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("cd r; git rev-parse HEAD:a.txt | sed 's,^..,&/,' | xargs -I{} rm -f .git/objects/{}");
    const auto git = box.git();
    const auto url = box.url("r");
    auto tree =
        must(git::fetch_tree(git, url, must(git::resolve_remote(git, url, "")), box.options));
    must(tree->prefetch(all_files(*tree)));
    CHECK(contents(*tree) == std::vector<std::string>{"a.txt=!missing", "skills/pdf/SKILL.md=pdf\n",
                                                      "skills/pdf/run.sh=run\n"});
}

TEST_CASE("offline reads the cache and nothing else", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const auto git = box.git();
    const auto url = box.url("r");
    const auto ref = must(git::resolve_remote(git, url, ""));
    git::FetchOptions offline;
    offline.offline = true;
    auto none = git::fetch_tree(git, url, ref, offline);
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::objects_missing);

    auto tree = must(git::fetch_tree(git, url, ref, box.options));
    const std::vector<std::size_t> one{1};
    must(tree->prefetch(one));
    box.sh("rm -rf r");
    tree = must(git::fetch_tree(git, url, ref, offline));
    must(tree->prefetch(one));
    CHECK(contents(*tree)[1] == "skills/pdf/SKILL.md=pdf\n");
    const auto all = tree->prefetch(all_files(*tree));
    REQUIRE_FALSE(all);
    CHECK(all.error().code == ErrorCode::objects_missing);
}

TEST_CASE("places that are no repository are told apart", "[git]") {
    Sandbox box;
    const auto nothing = git::resolve_remote(box.git(), box.url("none"), "");
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().code == ErrorCode::repository_not_found);
    box.sh("mkdir plain");
    const auto plain = git::resolve_remote(box.git(), box.url("plain"), "");
    REQUIRE_FALSE(plain);
    CHECK(plain.error().code == ErrorCode::not_a_repository);
    box.make_repository("r");
    box.environment.variables["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1";
    const auto foreign = git::resolve_remote(box.git(), box.url("r"), "");
    REQUIRE_FALSE(foreign);
    CHECK(foreign.error().code == ErrorCode::dubious_ownership);
    CHECK(foreign.error().hint.find("git config --global --add safe.directory") !=
          std::string::npos);
}

TEST_CASE("a repository that vanished fails and leaves the cache as it was", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const auto ref = must(git::resolve_remote(box.git(), box.url("r"), ""));
    must(git::fetch_tree(box.git(), box.url("r"), ref, box.options));
    box.sh("mv r gone");
    const auto again = git::resolve_remote(box.git(), box.url("r"), "");
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::repository_not_found);
    CHECK(git::fetch_tree(box.git(), box.url("r"), ref, box.options));
}

TEST_CASE("a host that does not answer is a network error", "[git]") {
    Sandbox box;
    GitUrl url;
    url.kind = GitUrl::Kind::http;
    url.text = "http://127.0.0.1:1/owner/repo";
    url.host = "127.0.0.1:1";
    url.path = "owner/repo";
    const auto result = git::resolve_remote(box.git(), url, "");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::network_error);
    CHECK(info(result.error().code).exit_code == 5);
}

TEST_CASE("more files than the limit are too large", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.options.max_files = 2;
    const auto git = box.git();
    const auto ref = must(git::resolve_remote(git, box.url("r"), ""));
    const auto tree = git::fetch_tree(git, box.url("r"), ref, box.options);
    REQUIRE_FALSE(tree);
    CHECK(tree.error().code == ErrorCode::too_large);
}

TEST_CASE("a candidate larger than the transport's limit stops the fetch", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("cd r; head -c 400000 /dev/urandom > huge; git add .; git commit -qm huge");
    box.options.max_bytes = 100'000;
    const auto git = box.git();
    const auto ref = must(git::resolve_remote(git, box.url("r"), ""));
    auto tree = must(git::fetch_tree(git, box.url("r"), ref, box.options));
    const auto fetched = tree->prefetch(all_files(*tree));
    REQUIRE_FALSE(fetched);
    CHECK(fetched.error().code == ErrorCode::too_large);
    CHECK(box.sh("find cache -name 'tmp_*'").empty());
    const std::vector<std::size_t> small{0};
    must(tree->prefetch(small));
    CHECK(contents(*tree)[0] == "a.txt=hello\n");
}
