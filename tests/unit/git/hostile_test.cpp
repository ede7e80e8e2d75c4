#include <algorithm>
#include <fstream>
#include <thread>

#include "sandbox.hpp"

#include <support/catch.hpp>

using namespace skillmeat;
using namespace skillmeat::test;

namespace {

/// Configuration of a repository that wants to run something at every occasion; each thing it runs
/// leaves the file MARKER.
void make_hostile(const Sandbox& box, const std::string& name) {
    const auto mark = "touch " + (box / "MARKER").string();
    box.sh(
        "mkdir -p hooks; for h in post-checkout reference-transaction post-index-change "
        "pre-auto-gc fsmonitor-watchman post-merge; do printf '#!/bin/sh\\n" +
        mark + "\\n' > hooks/$h; chmod +x hooks/$h; done; cd " + name +
        "; git config core.fsmonitor '" + mark +
        "'; git config core.hooksPath ../hooks;"
        "git config core.sshCommand '" +
        mark + "'; git config core.pager '" + mark +
        "';"
        "git config core.editor '" +
        mark + "'; git config filter.x.clean '" + mark +
        "';"
        "git config filter.x.smudge '" +
        mark +
        "'; git config filter.x.required true;"
        "git config diff.external '" +
        mark + "'; git config credential.helper '!" + mark +
        "';"
        "git config alias.ls-files '!" +
        mark + "'; git config core.alternateRefsCommand '" + mark +
        "'; git config uploadpack.packObjectsHook '" + mark +
        "';"
        "git config extensions.partialClone origin; git config core.repositoryFormatVersion 1;"
        "git config remote.origin.url ssh://example.invalid/x;"
        "git config remote.origin.promisor true;"
        "git config remote.origin.uploadpack '" +
        mark + "'");
    box.sh("rm -f MARKER");
}

bool marked(const Sandbox& box) {
    return std::filesystem::exists(box / "MARKER");
}

}  // namespace

TEST_CASE("nothing that a hostile repository configures is run", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("cd r; echo '* filter=x' > .gitattributes; git add .; git commit -qm attributes");
    make_hostile(box, "r");
    // A blob is missing, so that a promisor remote would be asked for it.
    box.sh(
        "cd r/.git/objects; b=$(printf 'pdf\\n' | git hash-object --stdin);"
        "rm -f $(echo $b | sed 's,^..,&/,')");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "r"));
    box.trace();

    SECTION("reading a commit in place") {
        const auto ref = must(git::resolve_local(git, place, ""));
        const auto tree = must(git::open_commit(git, place, ref));
        CHECK(contents(*tree)[2] == "skills/pdf/SKILL.md=!missing");
        must(tree->prefetch(all_files(*tree)));
        CHECK(contents(*tree)[2] == "skills/pdf/SKILL.md=!missing");
    }
    SECTION("reading the working tree") {
        const auto tree = must(git::open_files(git, place));
        CHECK(contents(*tree)[2] == "skills/pdf/SKILL.md=pdf\n");
        must(tree->ensure_ids());
        CHECK(tree->files()[1].id == box.sh("printf 'hello\\n' | git hash-object --stdin"));
    }
    SECTION("fetching from it") {
        const auto tree = fetch_all(box, box.url("r"));
        CHECK(contents(*tree)[1] == "a.txt=hello\n");
        CHECK(contents(*tree)[2] == "skills/pdf/SKILL.md=!missing");
        CHECK(box.sh("find cache -name '*.pack' -links +1").empty());
    }
    CHECK_FALSE(marked(box));
    CHECK(box.sh("cat packets 2>/dev/null | grep -c example.invalid || true") == "0");
}

TEST_CASE("a missing object in a mirror is never fetched from its promisor", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("git clone -q --bare --filter=blob:none file://$PWD/r mirror.git");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "mirror.git"));
    CHECK(place.kind == git::LocalKind::bare);
    box.trace();
    const auto tree = must(git::open_commit(git, place, must(git::resolve_local(git, place, ""))));
    CHECK(contents(*tree)[0] == "a.txt=!missing");
    CHECK(box.round_trips() == 0);
}

TEST_CASE("git's variables in the surroundings redirect nothing", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.make_repository("other");
    box.sh("cd other; echo other > a.txt; git commit -qam other");
    make_hostile(box, "other");
    const auto mark = "touch " + (box / "MARKER").string();
    auto& variables = box.environment.variables;
    const auto other = (box / "other").string();
    for (const char* name : {"GIT_EDITOR", "GIT_PAGER", "GIT_ASKPASS", "SSH_ASKPASS",
                             "GIT_EXTERNAL_DIFF", "GIT_PROXY_COMMAND"}) {
        variables[name] = mark;
    }
    variables["GIT_DIR"] = other + "/.git";
    variables["GIT_WORK_TREE"] = other;
    variables["GIT_INDEX_FILE"] = other + "/.git/index";
    variables["GIT_OBJECT_DIRECTORY"] = other + "/.git/objects";
    variables["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = other + "/.git/objects";
    variables["GIT_COMMON_DIR"] = other + "/.git";
    variables["GIT_NAMESPACE"] = "other";
    variables["GIT_TEMPLATE_DIR"] = other;
    variables["GIT_EXEC_PATH"] = (box / "exec").string();
    variables["GIT_CONFIG_COUNT"] = "1";
    variables["GIT_CONFIG_KEY_0"] = "core.fsmonitor";
    variables["GIT_CONFIG_VALUE_0"] = mark;
    variables["GIT_CONFIG_PARAMETERS"] = "'core.fsmonitor'='" + mark + "'";
    variables["GIT_CEILING_DIRECTORIES"] = "/";
    variables["LC_ALL"] = "de_DE.UTF-8";

    CHECK(contents(*fetch_all(box, box.url("r")))[0] == "a.txt=hello\n");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "r"));
    const auto tree = must(git::open_commit(git, place, must(git::resolve_local(git, place, ""))));
    CHECK(contents(*tree)[0] == "a.txt=hello\n");
    CHECK(contents(*must(git::open_files(git, place)))[0] == "a.txt=hello\n");
    CHECK_FALSE(marked(box));
}

TEST_CASE("a git in the current directory is not found by a relative PATH entry", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh("printf '#!/bin/sh\\ntouch '$PWD'/MARKER\\n' > r/git; chmod +x r/git; cp r/git r/ssh");
    box.environment.variables["PATH"] = ".::bin:" + box.environment.variables["PATH"];
    box.environment.directory = box / "r";
    CHECK(must(git::find_git(box.environment)).is_absolute());
    CHECK(fetch_all(box, box.url("r")) != nullptr);
    const auto place = must(git::look_at(*box.files, box / "r"));
    CHECK(git::open_files(box.git(), place));
    CHECK_FALSE(marked(box));
    box.environment.variables["PATH"] = ".";
    const auto none = git::find_git(box.environment);
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::git_missing);
}

TEST_CASE("names a tree may hold come through as bytes", "[git]") {
    Sandbox box;
    box.make_repository("r");
    const std::string long_name(300, 'n');
    box.sh(
        "cd r; b=$(git rev-parse HEAD:a.txt)\n"
        "inner=$(printf '100644 blob %s\\tx\\0' $b | git mktree -z)\n"
        "t=$({ for n in .. .git a'\n'b 'back\\slash' '\xff\xfe' " +
        long_name +
        "; do printf '100644 blob %s\\t%s\\0' $b \"$n\"; done;"
        "printf '040000 tree %s\\tGIT~1\\0' $inner; } | git mktree -z)\n"
        "git update-ref refs/heads/main $(git commit-tree -m hostile $t)");
    const auto tree = fetch_all(box, box.url("r"));
    CHECK(paths(*tree) == std::vector<std::string>{"..", ".git", "GIT~1/x", "a\nb", "back\\slash",
                                                   long_name, "\xff\xfe"});
    for (const auto& line : contents(*tree)) {
        CHECK(line.ends_with("=hello\n"));
    }
    CHECK(tree->tree_id("") == box.sh("git -C r rev-parse HEAD^{tree}"));
}

TEST_CASE("an entry that says blob and names a tree is missing", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh(
        "cd r; t=$(git rev-parse HEAD:skills); printf '100644 blob %s\\tx\\0' $t | "
        "sed 's/ blob / blob /' > rows; n=$(git mktree -z --missing < rows || true);"
        "raw=$(echo $t | sed 's/../\\\\x&/g'); printf \"100644 x\\\\0$raw\" > content;"
        "n=$(bash -c \"printf '100644 x\\\\0$raw'\" | git hash-object -t tree -w --stdin);"
        "git update-ref refs/heads/main $(git commit-tree -m odd $n)");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "r"));
    const auto tree = must(git::open_commit(git, place, must(git::resolve_local(git, place, ""))));
    CHECK(contents(*tree) == std::vector<std::string>{"x=!missing"});
}

TEST_CASE("what a killed fetch leaves behind does not stop the next one", "[git]") {
    Sandbox box;
    box.make_repository("r");
    fetch_all(box, box.url("r"));
    box.sh(
        "cd cache/*[0-9a-f].git; git config remote.x.url file:///nowhere;"
        "git config remote.x.promisor true; for f in shallow.lock config.lock HEAD.lock "
        "objects/pack/tmp_pack_XXabcd objects/pack/tmp_idx_XXabcd; do echo x > $f; done");
    box.sh("cd r; echo 2 > a.txt; git commit -qam two");
    const auto tree = fetch_all(box, box.url("r"));
    CHECK(contents(*tree)[0] == "a.txt=2\n");
    CHECK(box.sh("find cache -name 'tmp_*' -o -name '*.lock' -path '*.git/*'").empty());
    CHECK(box.sh("cat cache/*[0-9a-f].git/config | grep -c promisor || true") == "0");
}

TEST_CASE("fetches at the same time do not disturb each other", "[git]") {
    Sandbox box;
    box.make_repository("r");
    std::vector<std::thread> threads;
    std::vector<std::string> results(4);
    for (std::size_t i = 0; i < results.size(); ++i) {
        threads.emplace_back([&, i] {
            DiagnosticList diagnostics;
            const git::Git git{must(git::find_git(box.environment)),
                               box / "cache",
                               *box.runner,
                               *box.files,
                               box.environment,
                               diagnostics};
            const auto url = box.url("r");
            const auto ref = git::resolve_remote(git, url, "");
            auto tree = ref ? git::fetch_tree(git, url, *ref, {})
                            : Result<std::unique_ptr<git::GitTree>>(fail(ref.error()));
            if (!tree) {
                results[i] = tree.error().message;
                return;
            }
            const auto fetched = (*tree)->prefetch(all_files(**tree));
            results[i] = fetched ? contents(**tree).front() : fetched.error().message;
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    for (const auto& result : results) {
        CHECK(result == "a.txt=hello\n");
    }
}

TEST_CASE("a damaged cached repository is rebuilt once", "[git]") {
    Sandbox box;
    box.make_repository("r");
    fetch_all(box, box.url("r"));
    SECTION("whose packs are cut") {
        box.sh(
            "cd cache/*[0-9a-f].git/objects/pack; chmod u+w *; for f in *.pack *.idx; do "
            "head -c 40 $f > x; mv x $f; done");
    }
    SECTION("whose packs are gone") {
        box.sh("rm -f cache/*[0-9a-f].git/objects/pack/*");
    }
    SECTION("whose configuration and shallow file are nonsense") {
        box.sh(
            "cd cache/*[0-9a-f].git; echo '[[[' > config; echo nonsense > shallow;"
            "rm -f objects/pack/*");
    }
    SECTION("whose head is gone") {
        box.sh("rm cache/*[0-9a-f].git/HEAD");
    }
    CHECK(contents(*fetch_all(box, box.url("r")))[0] == "a.txt=hello\n");
}

TEST_CASE("user information is in no message", "[git]") {
    Sandbox box;
    box.sh(
        "git config --global url.http://user:s3cret@127.0.0.1:1/.insteadOf "
        "http://127.0.0.1:2/");
    GitUrl url;
    url.kind = GitUrl::Kind::http;
    url.text = "http://127.0.0.1:2/owner/repo";
    url.host = "127.0.0.1:2";
    url.path = "owner/repo";
    const auto result = git::resolve_remote(box.git(), url, "");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::network_error);
    CHECK(result.error().message.find("s3cret") == std::string::npos);
    CHECK(result.error().message.find("user") == std::string::npos);
}

TEST_CASE("an old git is named when a command fails", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh(
        "mkdir bin; printf '#!/bin/sh\\n[ \"$1\" = version ] && echo git version 2.29.9 && "
        "exit 0\\nexit 129\\n' > bin/git; chmod +x bin/git");
    box.environment.variables["PATH"] = (box / "bin").string();
    const auto result = git::list_remote(box.git(), box.url("r"));
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::git_missing);
    CHECK(result.error().message.find("2.29") != std::string::npos);
}

TEST_CASE("only protocols that run nothing are allowed", "[git]") {
    Sandbox box;
    const auto mark = "ext::touch " + (box / "MARKER").string();
    box.sh("git config --global url.'" + mark +
           " '.insteadOf https://example.invalid/;"
           "git config --global protocol.ext.allow always");
    GitUrl url;
    url.text = "https://example.invalid/a/b";
    url.host = "example.invalid";
    url.path = "a/b";
    const auto result = git::resolve_remote(box.git(), url, "");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::invalid_value);
    CHECK_FALSE(marked(box));
}

TEST_CASE("a blob that is damaged in the cache is brought anew while reading", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh(
        "cd r; for i in 1 2 3; do head -c 30000 /dev/urandom > f$i; done; git add .;"
        "git commit -qm blobs");
    const auto damage = [&] {
        box.sh(
            "cd cache/*[0-9a-f].git/objects/pack; p=$(ls -S *.pack | head -n 1);"
            "chmod u+w $p; printf XXXXXXXXXXXXXXXXXXXX | "
            "dd of=$p bs=1 seek=50000 conv=notrunc 2> /dev/null");
    };
    const auto good = contents(*fetch_all(box, box.url("r")));
    damage();
    const auto git = box.git();
    const auto ref = must(git::resolve_remote(git, box.url("r"), ""));
    SECTION("offline it is an error") {
        box.options.offline = true;
        const auto tree = must(git::fetch_tree(git, box.url("r"), ref, box.options));
        const auto read = tree->read(all_files(*tree), 1 << 20, [](std::size_t, const auto&) {});
        REQUIRE_FALSE(read);
        CHECK(read.error().code == ErrorCode::objects_missing);
    }
    SECTION("online every file comes once") {
        const auto tree = must(git::fetch_tree(git, box.url("r"), ref, box.options));
        CHECK(contents(*tree) == good);
    }
}

TEST_CASE("a tree that repeats itself without end is too large", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.sh(
        "cd r; t=$(git rev-parse HEAD^{tree}); for i in 1 2 3 4 5 6 7 8; do "
        "t=$(for n in a b c d e f g h i j; do printf '040000 tree %s\\t%s\\0' $t $n; done | "
        "git mktree -z); done; git update-ref refs/heads/main $(git commit-tree -m bomb $t)");
    const auto git = box.git();
    const auto place = must(git::look_at(*box.files, box / "r"));
    const auto tree = git::open_commit(git, place, must(git::resolve_local(git, place, "")));
    REQUIRE_FALSE(tree);
    CHECK(tree.error().code == ErrorCode::too_large);
}

TEST_CASE("a rebuild that fails leaves the cached repository as it was", "[git]") {
    Sandbox box;
    box.make_repository("r");
    fetch_all(box, box.url("r"));
    const auto old = must(git::resolve_remote(box.git(), box.url("r"), ""));
    // The other side breaks between the listing of its refs and the fetch.
    box.sh("cd r; echo 2 > a.txt; git commit -qam two");
    const auto ref = must(git::resolve_remote(box.git(), box.url("r"), ""));
    box.sh("cd r; rm -rf .git/objects/*; echo broken > .git/packed-refs");
    CHECK_FALSE(git::fetch_tree(box.git(), box.url("r"), ref, box.options));
    const auto tree = must(git::fetch_tree(box.git(), box.url("r"), old, box.options));
    CHECK(contents(*tree)[0] == "a.txt=hello\n");
    CHECK(box.sh("find cache -name '*.old'").empty());
}

TEST_CASE("a name that moved while it was fetched is not taken for the commit", "[git]") {
    Sandbox box;
    box.make_repository("r");
    box.environment.variables["GIT_TEST_PROTOCOL_VERSION"] = "0";
    box.sh("cd r; git config uploadpack.allowAnySHA1InWant false");
    const auto git = box.git();
    const auto ref = must(git::resolve_remote(git, box.url("r"), ""));
    box.sh("cd r; echo 2 > a.txt; git commit -q --amend -am two");
    const auto tree = git::fetch_tree(git, box.url("r"), ref, box.options);
    REQUIRE_FALSE(tree);
    CHECK(tree.error().code == ErrorCode::ref_not_found);
    CHECK(tree.error().message.find(ref.commit) != std::string::npos);
}
