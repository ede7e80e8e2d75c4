#include "world.hpp"

#include <skillmeat/tree/memory_tree.hpp>
#include <support/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
#include <set>

using namespace skillmeat;
using namespace skillmeat::test;

namespace {

using Files = std::vector<tree::FileContent>;

std::string octal(std::uint32_t mode) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%06o", mode);
    return text.data();
}

std::string row_json(std::string_view path, const tree::Entry& entry) {
    const std::string type = entry.mode == tree::mode_directory   ? "tree"
                             : entry.mode == tree::mode_submodule ? "commit"
                                                                  : "blob";
    return R"({"path":")" + std::string(path) + R"(","mode":")" + octal(entry.mode) +
           R"(","type":")" + type + R"(","sha":")" + std::string(entry.id) + R"("})";
}

/// A host that has one tree, and answers as it was told to.
struct Host {
    explicit Host(Files contents, HashKind hash = HashKind::sha1)
        : files(contents), model(tree::make_memory_tree(std::move(contents), hash)) {
        commit.id = std::string(40, 'c');
        commit.tree = model->directories()[0].id;
    }

    /// Contents of the files; those named are answered otherwise by the test.
    void put_blobs(const std::set<std::string>& without = {}) {
        for (const auto& file : files) {
            if (file.mode != tree::mode_submodule && !without.contains(file.path)) {
                world.http.put(blob_url(file.path), 200, file.bytes);
            }
        }
    }

    std::string id_of(std::string_view path) const {
        for (const auto& entry : model->files()) {
            if (entry.path == path) {
                return std::string(entry.id);
            }
        }
        for (const auto& entry : model->directories()) {
            if (entry.path == path) {
                return std::string(entry.id);
            }
        }
        return {};
    }
    std::string blob_url(std::string_view path) const {
        return api_base + "/git/blobs/" + id_of(path);
    }
    std::string tree_url(std::string_view path, bool recursive) const {
        return api_base + "/git/trees/" + id_of(path) + (recursive ? "?recursive=1" : "");
    }

    /// The rows below a directory, all or only its own; some may be left out.
    std::string rows(std::string_view directory, bool recursive,
                     const std::set<std::string>& without = {}) const {
        const auto prefix = directory.empty() ? "" : std::string(directory) + "/";
        std::string text;
        const auto add = [&](const tree::Entry& entry) {
            if (entry.path.empty() || !entry.path.starts_with(prefix) ||
                without.contains(std::string(entry.path))) {
                return;
            }
            const auto below = entry.path.substr(prefix.size());
            if (recursive || below.find('/') == below.npos) {
                text += (text.empty() ? "" : ",") + row_json(below, entry);
            }
        };
        std::for_each(model->directories().begin(), model->directories().end(), add);
        std::for_each(model->files().begin(), model->files().end(), add);
        return text;
    }
    std::string body(std::string_view directory, const std::string& all_rows,
                     bool truncated = false) const {
        return R"({"sha":")" + id_of(directory) + R"(","tree":[)" + all_rows + R"(],"truncated":)" +
               (truncated ? "true" : "false") + "}";
    }
    void put_tree(std::string_view directory, bool recursive, bool truncated = false) {
        world.http.put(tree_url(directory, recursive), 200,
                       body(directory, rows(directory, recursive), truncated));
    }

    Result<std::unique_ptr<tree::SourceTree>> open(std::size_t max_files = 1000) {
        return world.api().open_tree(world.repository, commit, max_files, world.call);
    }
    std::unique_ptr<tree::SourceTree> must_open() {
        auto opened = open();
        if (!opened) {
            FAIL(opened.error().message);
        }
        return *std::move(opened);
    }

    World world;
    Files files;
    std::unique_ptr<tree::SourceTree> model;
    github::CommitFacts commit;
};

Files sample() {
    return {{"README.md", "# tools\n"},
            {"link", "README.md", tree::mode_symlink},
            {"module", std::string(40, '5'), tree::mode_submodule},
            {"skills/pdf/SKILL.md", "pdf\n"},
            {"skills/pdf/run.sh", "run\n", tree::mode_executable},
            {"skills/docx/SKILL.md", "docx\n"},
            {"skills.txt", "list\n"}};
}

std::vector<std::size_t> all(const tree::SourceTree& tree) {
    std::vector<std::size_t> indices(tree.files().size());
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return indices;
}

/// "PATH=BYTES" of each file, or what became of it.
std::vector<std::string> read_all(tree::SourceTree& tree, std::size_t limit = 1000) {
    std::vector<std::string> rows;
    const auto read = tree.read(all(tree), limit, [&](std::size_t index, const tree::Blob& blob) {
        const std::string path(tree.files()[index].path);
        switch (blob.state) {
            case tree::BlobState::ok:
                rows.push_back(path + "=" + std::string(blob.bytes));
                break;
            case tree::BlobState::missing:
                rows.push_back(path + "!missing");
                break;
            case tree::BlobState::too_large:
                rows.push_back(path + "!too_large");
                break;
        }
    });
    if (!read) {
        rows.push_back(read.error().message);
    }
    return rows;
}

void check_same(const tree::SourceTree& a, const tree::SourceTree& b) {
    const auto text = [](std::span<const tree::Entry> entries) {
        std::vector<std::string> rows;
        for (const auto& entry : entries) {
            rows.push_back(octal(entry.mode) + ' ' + std::string(entry.id) + ' ' +
                           std::string(entry.path));
        }
        return rows;
    };
    CHECK(text(a.files()) == text(b.files()));
    CHECK(text(a.directories()) == text(b.directories()));
    CHECK(a.hash_kind() == b.hash_kind());
}

template <class T>
ErrorCode code_of(const Result<T>& result) {
    REQUIRE_FALSE(result);
    return result.error().code;
}

}  // namespace

TEST_CASE("a tree is listed with one recursive call, as git lists it", "[github]") {
    Host host(sample());
    host.put_tree("", true);
    check_same(*host.must_open(), *host.model);
    CHECK(host.world.http.requests.size() == 1);
    // It never changes: another run does not ask.
    host.world.restart();
    check_same(*host.must_open(), *host.model);
    CHECK(host.world.http.requests.size() == 1);
}

TEST_CASE("trees of SHA-256 repositories are read too", "[github]") {
    Host host(Files{{"a/b.txt", "b\n"}, {"c.txt", "c\n"}}, HashKind::sha256);
    host.put_tree("", true);
    host.put_blobs();
    const auto tree = host.must_open();
    check_same(*tree, *host.model);
    CHECK(tree->prefetch(all(*tree)));
    CHECK(read_all(*tree) == std::vector<std::string>{"a/b.txt=b\n", "c.txt=c\n"});
}

TEST_CASE("a listing that was cut short is made of subtrees", "[github]") {
    Host host(sample());
    host.put_tree("", true, true);
    host.put_tree("", false);
    host.put_tree("skills", true);
    check_same(*host.must_open(), *host.model);
    CHECK(host.world.http.requests.size() == 3);
    host.world.call.offline = true;
    check_same(*host.must_open(), *host.model);
}

TEST_CASE("subtrees that are cut short too are walked down", "[github]") {
    Host host(sample());
    host.put_tree("", true, true);
    host.put_tree("", false);
    host.put_tree("skills", true, true);
    host.put_tree("skills", false);
    host.put_tree("skills/pdf", true);
    host.put_tree("skills/docx", true);
    check_same(*host.must_open(), *host.model);
}

TEST_CASE("a single directory that the host cannot list is too large", "[github]") {
    Host host(sample());
    host.put_tree("", true, true);
    host.put_tree("", false, true);
    CHECK(code_of(host.open()) == ErrorCode::too_large);
}

TEST_CASE("rows that were left out, added or changed are noticed", "[github]") {
    const auto first = [](const Host& host, const std::string& rows) {
        return host.body("", rows);
    };
    for (const std::string left_out : {"README.md", "skills/pdf/SKILL.md", "skills.txt"}) {
        Host host(sample());
        host.world.http.put(host.tree_url("", true), 200,
                            first(host, host.rows("", true, {left_out})));
        CAPTURE(left_out);
        CHECK(code_of(host.open()) == ErrorCode::integrity_failed);
        // What was wrong is not kept.
        CHECK(host.world.files.files().empty());
    }
    Host added(sample());
    added.world.http.put(
        added.tree_url("", true), 200,
        first(added, added.rows("", true) + "," +
                         row_json("skills/evil.md", {"", added.model->files()[0].id})));
    const auto error = added.open();
    CHECK(code_of(error) == ErrorCode::integrity_failed);
    CHECK(error.error().message ==
          "github.com listed directory 'skills' of 'acme/tools' otherwise than its id says");

    Host orphan(sample());
    orphan.world.http.put(
        orphan.tree_url("", true), 200,
        first(orphan, orphan.rows("", true) + "," +
                          row_json("none/evil.md", {"", orphan.model->files()[0].id})));
    CHECK(code_of(orphan.open()) == ErrorCode::integrity_failed);

    Host other(sample());
    other.world.http.put(other.tree_url("", true), 200,
                         other.body("skills", other.rows("skills", true)));
    CHECK(code_of(other.open()) == ErrorCode::integrity_failed);
}

TEST_CASE("trees of old programs, whose modes have a zero in front, are right", "[github]") {
    Host host(Files{{"a/b.txt", "b\n"}});
    const auto raw = from_hex(host.id_of("a")).value();
    const auto root =
        git_object_id(HashKind::sha1, "tree", "040000 a" + std::string(1, '\0') + raw);
    host.commit.tree = root;
    host.world.http.put(
        api_base + "/git/trees/" + root + "?recursive=1", 200,
        R"({"sha":")" + root + R"(","tree":[)" + host.rows("", true) + R"(],"truncated":false})");
    CHECK(host.open());
}

TEST_CASE("modes that git no longer writes are shown as it shows them", "[github]") {
    Host host(Files{{"a.txt", "a\n", 0100664}, {"b.sh", "b\n", 0100775}});
    host.put_tree("", true);
    const auto tree = host.must_open();
    CHECK(tree->files()[0].mode == tree::mode_file);
    CHECK(tree->files()[1].mode == tree::mode_executable);
}

TEST_CASE("hostile rows break nothing", "[github]") {
    const std::vector<std::string> paths{"../up", "/top",           "a//b",      "a/./b",
                                         "..",    ".git/config",    "x\\u0000y", "",
                                         "a/",    "\xef\xbf\xbd.md"};
    for (const auto& path : paths) {
        Host host(sample());
        host.world.http.put(host.tree_url("", true), 200,
                            host.body("", host.rows("", true) + "," +
                                              row_json(path, {"", host.id_of("skills.txt")})));
        CAPTURE(path);
        const auto opened = host.open();
        if (path == ".git/config") {
            CHECK(code_of(opened) == ErrorCode::integrity_failed);  // its directory is not listed
            continue;
        }
        REQUIRE(opened);
        const auto files = (*opened)->files();
        const auto kept = path.empty() || path == "x\\u0000y" ? 0U : 1U;
        CHECK(files.size() == host.model->files().size() + kept);
        CHECK(std::is_sorted(files.begin(), files.end(),
                             [](const auto& a, const auto& b) { return a.path < b.path; }));
        CHECK((*opened)->directories()[0].path.empty());
    }
}

TEST_CASE("more files than allowed are too many", "[github]") {
    Host host(sample());
    host.put_tree("", true);
    CHECK(host.open(7));
    Host other(sample());
    other.put_tree("", true);
    CHECK(code_of(other.open(6)) == ErrorCode::too_large);
}

TEST_CASE("contents come once each, and stay", "[github]") {
    Host host(Files{{"a.txt", "same\n"}, {"b.txt", "same\n"}, {"c.txt", ""}, {"d.txt", "d\n"}});
    host.put_tree("", true);
    host.put_blobs();
    const auto tree = host.must_open();
    CHECK(read_all(*tree) == std::vector<std::string>{"a.txt!missing", "b.txt!missing",
                                                      "c.txt!missing", "d.txt!missing"});
    const std::vector<std::size_t> first{0, 1, 2};
    CHECK(tree->prefetch(first));
    CHECK(host.world.http.requests.size() == 3);
    CHECK(host.world.sent("accept").back() == "application/vnd.github.raw+json");
    CHECK(tree->prefetch(all(*tree)));
    CHECK(host.world.http.requests.size() == 4);
    const std::vector<std::string> expected{"a.txt=same\n", "b.txt=same\n", "c.txt=", "d.txt=d\n"};
    CHECK(read_all(*tree) == expected);

    host.world.restart();
    const auto again = host.must_open();
    CHECK(again->prefetch(all(*again)));
    CHECK(read_all(*again) == expected);
    CHECK(host.world.http.requests.size() == 4);
    const auto id = host.id_of("d.txt");
    CHECK(host.world.files.text("/cache/blobs/" + id.substr(0, 2) + "/" + id.substr(2)) == "d\n");
}

TEST_CASE("files are read in the order asked for; links are rows, submodules have no bytes",
          "[github]") {
    Host host(sample());
    host.put_tree("", true);
    host.put_blobs();
    const auto tree = host.must_open();
    CHECK(tree->prefetch(all(*tree)));
    std::vector<std::size_t> order;
    const std::vector<std::size_t> wanted{4, 1, 2, 0};
    CHECK(tree->read(wanted, 100, [&](std::size_t index, const tree::Blob& blob) {
        order.push_back(index);
        if (index == 1) {
            CHECK(blob.bytes == "README.md");
        }
        if (index == 2) {
            CHECK(blob.state == tree::BlobState::missing);
        }
    }));
    CHECK(order == wanted);
}

TEST_CASE("files above the limits are too large, one by one", "[github]") {
    Host sized(Files{{"big.txt", std::string(60, 'x')}, {"small.txt", "s\n"}});
    sized.world.options.max_blob = 50;
    sized.put_blobs();
    auto body = sized.body("", sized.rows("", true));
    body.insert(body.find('}', body.find("big.txt")), R"(,"size":60)");
    sized.world.http.put(sized.tree_url("", true), 200, body);
    const auto tree = sized.must_open();
    CHECK(tree->prefetch(all(*tree)));
    CHECK(sized.world.http.requests.size() == 2);
    CHECK(read_all(*tree) == std::vector<std::string>{"big.txt!too_large", "small.txt=s\n"});
    CHECK(read_all(*tree, 1) ==
          std::vector<std::string>{"big.txt!too_large", "small.txt!too_large"});

    // A host that does not say: the request itself ends at the limit.
    Host silent(Files{{"big.txt", "x"}, {"small.txt", "s\n"}});
    silent.put_tree("", true);
    silent.put_blobs({"big.txt"});
    silent.world.http.put_error(silent.blob_url("big.txt"), ErrorCode::too_large, "no");
    const auto quiet = silent.must_open();
    CHECK(quiet->prefetch(all(*quiet)));
    CHECK(silent.world.http.requests.back().max_body == std::size_t{10} << 20);
    CHECK(read_all(*quiet) == std::vector<std::string>{"big.txt!too_large", "small.txt=s\n"});
}

TEST_CASE("more bytes than one prefetch may bring are refused", "[github]") {
    Host host(Files{{"a.txt", "aaaa\n"}, {"b.txt", "bbbb\n"}});
    host.world.options.max_prefetch = 9;
    host.put_tree("", true);
    host.put_blobs();
    const auto tree = host.must_open();
    CHECK(code_of(tree->prefetch(all(*tree))) == ErrorCode::too_large);
}

TEST_CASE("a blob the host lacks is missing; a repository that is gone is an error", "[github]") {
    Host host(Files{{"a.txt", "a\n"}, {"b.txt", "b\n"}});
    host.put_tree("", true);
    const auto tree = host.must_open();
    host.put_blobs({"a.txt"});
    host.world.http.put(host.blob_url("a.txt"), 404, R"({"message":"Not Found"})");
    host.world.http.put(api_base, 200, repository_body());
    CHECK(tree->prefetch(all(*tree)));
    CHECK(read_all(*tree) == std::vector<std::string>{"a.txt!missing", "b.txt=b\n"});

    Host gone(Files{{"a.txt", "a\n"}});
    gone.put_tree("", true);
    const auto lost = gone.must_open();
    gone.world.http.put(gone.blob_url("a.txt"), 404, "");
    gone.world.http.put(api_base, 404, "");
    CHECK(code_of(lost->prefetch(all(*lost))) == ErrorCode::repository_not_found);
}

TEST_CASE("other bytes than the id says are refused and not kept", "[github]") {
    Host host(Files{{"a.txt", "a\n"}});
    host.put_tree("", true);
    host.world.http.put(host.blob_url("a.txt"), 200, "other\n");
    const auto tree = host.must_open();
    CHECK(code_of(tree->prefetch(all(*tree))) == ErrorCode::integrity_failed);
    const auto files = host.world.files.files();
    CHECK(std::none_of(files.begin(), files.end(), [](const std::string& path) {
        return path.find("/blobs/") != std::string::npos;
    }));
}

TEST_CASE("a damaged file of the cache is brought anew", "[github]") {
    Host host(Files{{"a.txt", "a\n"}});
    host.put_tree("", true);
    host.put_blobs();
    const auto id = host.id_of("a.txt");
    const auto path = "/cache/blobs/" + id.substr(0, 2) + "/" + id.substr(2);
    host.world.files.put(path, "b\n");
    const auto tree = host.must_open();
    CHECK(tree->prefetch(all(*tree)));
    CHECK(host.world.http.requests.size() == 1);
    CHECK(read_all(*tree) == std::vector<std::string>{"a.txt=a\n"});
    CHECK(host.world.files.text(path) == "a\n");

    host.world.files.put(path, "b\n");
    host.world.call.offline = true;
    const auto offline = host.must_open();
    CHECK(offline->prefetch(all(*offline)));
    CHECK(read_all(*offline).at(0).find("--offline") != std::string::npos);
}

TEST_CASE("offline, contents that are not here are an error", "[github]") {
    Host host(Files{{"a.txt", "a\n"}});
    host.put_tree("", true);
    host.put_blobs();
    CHECK(host.open());
    host.world.call.offline = true;
    const auto tree = host.must_open();
    CHECK(tree->prefetch({}));
    CHECK(code_of(tree->prefetch(all(*tree))) == ErrorCode::objects_missing);
    CHECK(host.world.http.requests.size() == 1);
}

TEST_CASE("without a cache, and with one that takes nothing, contents are held", "[github]") {
    Host host(Files{{"a.txt", "a\n"}, {"b.txt", "b\n"}});
    host.world.options.cache.clear();
    host.put_tree("", true);
    host.put_blobs();
    const auto tree = host.must_open();
    CHECK(tree->prefetch(all(*tree)));
    CHECK(tree->prefetch(all(*tree)));
    CHECK(host.world.http.requests.size() == 3);
    CHECK(read_all(*tree) == std::vector<std::string>{"a.txt=a\n", "b.txt=b\n"});
    CHECK(read_all(*tree, 1) == std::vector<std::string>{"a.txt!too_large", "b.txt!too_large"});
    CHECK(host.world.files.files().empty());

    Host full(Files{{"a.txt", "a\n"}});
    full.put_tree("", true);
    full.put_blobs();
    const auto other = full.must_open();
    full.world.files.fail_write_at(1);
    CHECK(other->prefetch(all(*other)));
    CHECK(read_all(*other) == std::vector<std::string>{"a.txt=a\n"});
}

TEST_CASE("limits and failures of single contents are waited for together", "[github]") {
    Host host(Files{{"a.txt", "a\n"}, {"b.txt", "b\n"}, {"c.txt", "c\n"}});
    host.put_tree("", true);
    host.world.http.put(host.blob_url("a.txt"), 429, "", {{"retry-after", "5"}});
    host.world.http.put(host.blob_url("b.txt"), 502, "");
    host.put_blobs();
    const auto tree = host.must_open();
    CHECK(tree->prefetch(all(*tree)));
    CHECK(read_all(*tree) == std::vector<std::string>{"a.txt=a\n", "b.txt=b\n", "c.txt=c\n"});
    REQUIRE(host.world.clock.waits.size() == 1);
    CHECK(host.world.clock.waits[0] / 1000 == 5);
    CHECK(host.world.http.requests.size() == 6);
}

TEST_CASE("one content that cannot be had ends the prefetch; what came before stays", "[github]") {
    Host host(Files{{"a.txt", "a\n"}, {"b.txt", "b\n"}});
    host.put_tree("", true);
    host.world.http.put(host.blob_url("a.txt"), 401, "");
    host.put_blobs({"a.txt"});
    const auto tree = host.must_open();
    CHECK(code_of(tree->prefetch(all(*tree))) == ErrorCode::authentication_failed);
    host.world.http.put(host.blob_url("a.txt"), 200, "a\n");
    CHECK(tree->prefetch(all(*tree)));
    CHECK(read_all(*tree) == std::vector<std::string>{"a.txt=a\n", "b.txt=b\n"});
}

TEST_CASE("contents of a renamed repository are read where it is now", "[github]") {
    Host host(Files{{"a.txt", "a\n"}});
    host.world.environment.variables["GH_TOKEN"] = "canary-0123456789";
    host.put_tree("", true);
    host.world.http.put(host.blob_url("a.txt"), 301, "",
                        {{"location", "https://elsewhere.test/blob"}});
    host.world.http.put("https://elsewhere.test/blob", 200, "a\n");
    const auto tree = host.must_open();
    CHECK(tree->prefetch(all(*tree)));
    CHECK(read_all(*tree) == std::vector<std::string>{"a.txt=a\n"});
    CHECK(host.world.sent("authorization").back() == "-");
}

TEST_CASE("a blob by itself comes from the cache or the host", "[github]") {
    Host host(Files{{"a.txt", "a\n"}});
    host.put_blobs();
    const auto id = host.id_of("a.txt");
    auto& api = host.world.api();
    CHECK(api.blob(host.world.repository, id, 100, host.world.call) == "a\n");
    CHECK(api.blob(host.world.repository, id, 100, host.world.call) == "a\n");
    CHECK(host.world.http.requests.size() == 1);
    CHECK(code_of(api.blob(host.world.repository, id, 1, host.world.call)) == ErrorCode::too_large);
    host.world.http.put(api_base + "/git/blobs/" + std::string(40, '0'), 200, "x");
    CHECK(code_of(api.blob(host.world.repository, std::string(40, '0'), 9, host.world.call)) ==
          ErrorCode::integrity_failed);
}
