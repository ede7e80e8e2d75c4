#include <algorithm>

#include "sandbox.hpp"

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::test;
using git::LocalKind;

TEST_CASE("a working tree shows tracked and new files but not ignored ones", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh(
        "cd r; echo '*.log' > .gitignore; echo x > x.log; echo new > new.txt; rm a.txt;"
        "ln -s /etc/passwd link; mkdir -p deep/er; echo d > deep/er/f; mkfifo pipe;"
        "echo changed > skills/pdf/SKILL.md; git init -q nested; echo n > nested/n");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "r"));
    CHECK(place.kind == LocalKind::working_tree);
    const auto tree = must(git::open_files(git, place));
    CHECK(contents(*tree) == std::vector<std::string>{".gitignore=*.log\n", "deep/er/f=d\n",
                                                      "link=/etc/passwd", "new.txt=new\n",
                                                      "skills/pdf/SKILL.md=changed\n",
                                                      "skills/pdf/run.sh=run\n"});
    CHECK(tree->files()[2].mode == tree::mode_symlink);
    CHECK(tree->files()[5].mode == tree::mode_executable);
    CHECK(tree->files()[0].id.empty());
    must(tree->ensure_ids());
    box.sh("cd r; rm -rf nested; git add -A");
    CHECK(tree->directories()[0].id == box.sh("git -C r write-tree"));
}

TEST_CASE("a directory inside a working tree is a tree of its own", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("cd r; echo /out > .gitignore; mkdir out; echo o > out/o");
    const auto git = box.git();
    const auto inner = must(git::look_at(*box.files, box / "r/skills"));
    CHECK(inner.kind == LocalKind::working_tree);
    CHECK(inner.top == box / "r");
    CHECK(paths(*must(git::open_files(git, inner))) ==
          std::vector<std::string>{"pdf/SKILL.md", "pdf/run.sh"});
    SECTION("also when the repository ignores it") {
        const auto out = must(git::look_at(*box.files, box / "r/out"));
        CHECK(paths(*must(git::open_files(git, out))) == std::vector<std::string>{"o"});
    }
}

TEST_CASE("files behind a symbolic link are not read", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh(
        "mkdir outside; echo secret > outside/SKILL.md; echo s > outside/run.sh;"
        "cd r; rm -r skills/pdf; ln -s ../../outside skills/pdf");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "r"));
    const auto tree = must(git::open_files(git, place));
    CHECK(contents(*tree) == std::vector<std::string>{"a.txt=hello\n", "skills/pdf=../../outside"});
}

TEST_CASE("a working directory that the configuration names elsewhere is not followed", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("mkdir elsewhere; echo e > elsewhere/e; git -C r config core.worktree $PWD/elsewhere");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "r"));
    CHECK(paths(*must(git::open_files(git, place))).front() == "a.txt");
}

TEST_CASE("linked working trees and submodules find their repository", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh(
        "git -C r worktree add -q -b side ../linked; cd linked; echo s > side; git add .;"
        "git commit -qm side");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "linked"));
    CHECK(place.kind == LocalKind::working_tree);
    CHECK(paths(*must(git::open_files(git, place))).size() == 4);
    const auto ref = must(git::resolve_local(git, place, ""));
    CHECK(ref.name == "refs/heads/side");
    CHECK(paths(*must(git::open_commit(git, place, ref))).size() == 4);
}

TEST_CASE("a commit is read from working trees and bare repositories alike", "[git]") {
    Sandbox box;
    const auto hash = GENERATE(std::string("sha1"), std::string("sha256"));
    box.make_repository("r", "--object-format=" + hash);
    box.sh(
        "cd r; git tag -a -m x v1; echo 2 > a.txt; git commit -qam two; echo 3 > a.txt;"
        "cd ..; git clone -q --bare r 'odd:\"name.git'");
    const auto git = box.git();
    for (const std::string name : {"r", "odd:\"name.git"}) {
        const auto place = must(git::look_at(*box.files, box / name));
        CHECK(place.hash == (hash == "sha1" ? HashKind::sha1 : HashKind::sha256));
        const auto head = must(git::resolve_local(git, place, ""));
        CHECK(head.name == "refs/heads/main");
        const auto tree = must(git::open_commit(git, place, head));
        CHECK(contents(*tree)[0] == "a.txt=2\n");
        CHECK(tree->tree_id("") == box.sh("git -C r rev-parse HEAD^{tree}"));
        const auto tag = must(git::resolve_local(git, place, "v1"));
        CHECK(contents(*must(git::open_commit(git, place, tag)))[0] == "a.txt=hello\n");
    }
}

TEST_CASE("a bare repository has no working tree to list", "[git]") {
    Sandbox box;
    box.sh("git init -q --bare b.git");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "b.git"));
    CHECK(place.kind == LocalKind::bare);
    CHECK(git::open_files(git, place).error().code == ErrorCode::invalid_usage);
    CHECK(git::resolve_local(git, place, "").error().code == ErrorCode::empty_repository);
}

TEST_CASE("HEAD without a commit means the only branch", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("git clone -q --bare r b.git; git -C b.git symbolic-ref HEAD refs/heads/master");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "b.git"));
    const auto ref = must(git::resolve_local(git, place, ""));
    CHECK(ref.name == "refs/heads/main");
    CHECK_FALSE(ref.note.empty());
}

TEST_CASE("a detached HEAD is a commit without a name", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("git -C r checkout -q --detach");
    const auto git = box.git();
    const auto ref = must(git::resolve_local(git, must(git::look_at(*box.files, box / "r")), ""));
    CHECK(ref.name.empty());
    CHECK(ref.commit == box.sh("git -C r rev-parse HEAD"));
}

TEST_CASE("a commit that a local repository lacks is not found", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "r"));
    const auto ref = must(git::resolve_local(git, place, std::string(40, 'b')));
    const auto tree = git::open_commit(git, place, ref);
    REQUIRE_FALSE(tree);
    CHECK(tree.error().code == ErrorCode::ref_not_found);
}

TEST_CASE("a plain directory gets the ids git would give", "[git]") {
    Sandbox box;
    box.sh(
        "mkdir -p d/a d/a.b d/a-b d/.git; cd d; echo 1 > a/1; echo 2 > a.b/2; echo 3 > a-b/3;"
        "echo 4 > z; chmod +x z; ln -s z link; echo x > .git/x; mkdir empty; : > none;"
        "printf '\\377' > $(printf 'b\\377d')");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "d"));
    CHECK(place.kind == LocalKind::directory);
    const auto tree = must(git::open_files(git, place));
    CHECK(paths(*tree) == std::vector<std::string>{"a-b/3", "a.b/2", "a/1",
                                                   "b\xff"
                                                   "d",
                                                   "link", "none", "z"});
    must(tree->ensure_ids());
    must(tree->ensure_ids());
    box.sh("cd d; rm -r .git; git init -q .; git add -A");
    CHECK(tree->directories()[0].id == box.sh("git -C d write-tree"));
    REQUIRE(tree->directories().size() == 4);
    CHECK(tree->directories()[1].path == "a");
    CHECK(tree->directories()[1].id == box.sh("cd d; git rev-parse $(git write-tree):a"));
    CHECK(tree->files()[3].id == box.sh("printf '\\377' | git hash-object --stdin"));
}

TEST_CASE("a file too large to hold is hashed by git", "[git]") {
    Sandbox box;
    box.sh("mkdir d; head -c 17000000 /dev/zero > d/big");
    const auto git = box.git();
    const auto tree = must(git::open_files(git, must(git::look_at(*box.files, box / "d"))));
    must(tree->ensure_ids());
    CHECK(tree->files()[0].id == box.sh("git hash-object d/big"));
    CHECK(contents(*tree, 1000) == std::vector<std::string>{"big=!too_large"});
}

TEST_CASE("an empty directory is an empty tree", "[git]") {
    Sandbox box;
    box.sh("mkdir d");
    const auto git = box.git();
    const auto tree = must(git::open_files(git, must(git::look_at(*box.files, box / "d"))));
    must(tree->ensure_ids());
    CHECK(tree->files().empty());
    CHECK(tree->directories()[0].id == "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
}

TEST_CASE("paths that are nothing or a file are told apart", "[git]") {
    Sandbox box;
    box.sh("echo x > file");
    CHECK(git::look_at(*box.files, box / "none").error().code == ErrorCode::repository_not_found);
    CHECK(git::look_at(*box.files, box / "file").error().code == ErrorCode::not_a_repository);
}

TEST_CASE("a limit on the number of files holds for directories", "[git]") {
    Sandbox box;
    box.sh("mkdir d; cd d; for i in 1 2 3; do echo > $i; done");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "d"));
    CHECK(git::open_files(git, place, 3));
    const auto over = git::open_files(git, place, 2);
    REQUIRE_FALSE(over);
    CHECK(over.error().code == ErrorCode::too_large);
    box.sh("git init -q d");
    const auto tracked = git::open_files(git, must(git::look_at(*box.files, box / "d")), 2);
    REQUIRE_FALSE(tracked);
    CHECK(tracked.error().code == ErrorCode::too_large);
}

TEST_CASE("a repository with no commits still has a working tree", "[git]") {
    Sandbox box;
    box.sh("git init -q r; echo x > r/x");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "r"));
    CHECK(paths(*must(git::open_files(git, place))) == std::vector<std::string>{"x"});
    const auto ref = git::resolve_local(git, place, "");
    REQUIRE_FALSE(ref);
    CHECK(ref.error().code == ErrorCode::empty_repository);
}

TEST_CASE("an abbreviated id of any commit of the repository is taken", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const auto first = box.sh("git -C r rev-parse HEAD");
    box.sh("cd r; echo 2 > a.txt; git commit -qam two; echo 3 > a.txt; git commit -qam three");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "r"));
    CHECK(must(git::resolve_local(git, place, first.substr(0, 9))).commit == first);
    const auto blob = box.sh("git -C r rev-parse HEAD:a.txt").substr(0, 9);
    CHECK(git::resolve_local(git, place, blob).error().code == ErrorCode::ref_not_found);
    CHECK(git::resolve_local(git, place, "000000000").error().code == ErrorCode::ref_not_found);
    SECTION("and of a cached commit") {
        fetch_all(box, box.url("r"), first);
        CHECK(must(git::resolve_remote(git, box.url("r"), first.substr(0, 9))).commit == first);
        CHECK_FALSE(git::resolve_remote(git, box.url("r"), "000000000"));
    }
}

TEST_CASE("many blobs are read in the order asked for, large ones passed over", "[git]") {
    Sandbox box;
    box.sh(
        "git init -q -b main r; cd r; i=1000; while [ $i -lt 2500 ]; do echo $i > $i; "
        "i=$((i+1)); done; head -c 700000 /dev/zero > 1500; head -c 300000 /dev/zero > 1700;"
        "git add .; git commit -qm x");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "r"));
    const auto tree = must(git::open_commit(git, place, must(git::resolve_local(git, place, ""))));
    REQUIRE(tree->files().size() == 1500);
    auto backwards = all_files(*tree);
    std::reverse(backwards.begin(), backwards.end());
    for (int round = 0; round < 2; ++round) {
        std::size_t next = 0;
        bool right = true;
        must(tree->read(backwards, 400000, [&](std::size_t index, const tree::Blob& blob) {
            right = right && index == backwards[next++];
            const std::string name(tree->files()[index].path);
            if (name == "1500") {
                right = right && blob.state == tree::BlobState::too_large && blob.bytes.empty();
            } else if (name == "1700") {
                right = right && blob.bytes.size() == 300000;
            } else {
                right = right && blob.bytes == name + "\n";
            }
        }));
        CHECK(right);
        CHECK(next == 1500);
    }
}

TEST_CASE("without a place for the cache nothing is written anywhere", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const git::Git git{must(git::find_git(box.environment)),
                       {},
                       *box.runner,
                       *box.files,
                       box.environment,
                       box.diagnostics};
    const auto place = must(git::look_at(*box.files, box / "r"));
    const auto ref = must(git::resolve_local(git, place, ""));
    const auto tree = git::open_commit(git, place, ref);
    REQUIRE_FALSE(tree);
    CHECK(tree.error().code == ErrorCode::io_error);
    CHECK(git::fetch_tree(git, box.url("r"), ref, box.options).error().code == ErrorCode::io_error);
    CHECK(git::open_files(git, place));
    CHECK_FALSE(std::filesystem::exists("empty.git"));
}
