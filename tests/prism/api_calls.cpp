// Makes every call of github::Api once, and again with what it kept: for the proxy that holds
// requests and answers against GitHub's description.
//   api_calls API-URL CACHE-FOLDER
// Of the server: acme/tools with a branch `main`, an annotated tag `v1` and one file; acme/empty.

#include <cstdio>
#include <iterator>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/github/api.hpp>
#include <skillmeat/net/curl_client.hpp>

using namespace skillmeat;

namespace {

int failures = 0;

void tell(std::string_view what, bool right, const std::string& found) {
    std::printf("%s: %.*s: %s\n", right ? "ok" : "FAILED", static_cast<int>(what.size()),
                what.data(), found.c_str());
    failures += right ? 0 : 1;
}

template <class T>
void expect(std::string_view what, const Result<T>& result) {
    tell(what, result.has_value(), result ? "answered" : result.error().message);
}

template <class T>
void expect_error(std::string_view what, const Result<T>& result, ErrorCode code) {
    tell(what, !result && result.error().code == code,
         result ? "answered, where an error was expected" : result.error().message);
}

void read_tree(github::Api& api, const github::Repository& repository,
               const github::CommitFacts& commit) {
    const auto tree = api.open_tree(repository, commit, 1000, {});
    expect("tree", tree);
    if (!tree) {
        return;
    }
    std::vector<std::size_t> all((*tree)->files().size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    expect("contents", (*tree)->prefetch(all));
    for (const auto& file : (*tree)->files()) {
        expect("blob", api.blob(repository, file.id, 1 << 20, {}));
    }
}

void call_everything(github::Api& api, const std::string& url) {
    const github::Repository repository{"github.com", url, "acme", "tools"};
    const github::Repository none{"github.com", url, "acme", "none"};
    const github::Repository empty{"github.com", url, "acme", "empty"};
    expect("repository", api.repository(repository, {}));
    expect("repository without commits", api.repository(empty, {}));
    expect_error("no repository", api.repository(none, {}), ErrorCode::repository_not_found);
    for (const std::string_view name : {"main", "v1", "none", "refs/tags/v1"}) {
        const auto refs = api.find_refs(repository, name, {});
        expect("refs", refs);
        tell("number of refs", refs && refs->size() == (name == "none" ? 0U : 1U), "counted");
    }
    expect_error("no commits", api.commit_id(empty, "HEAD", {}), ErrorCode::empty_repository);
    expect_error("no commit", api.commit(repository, std::string(40, '0'), {}),
                 ErrorCode::ref_not_found);
    const auto head = api.commit_id(repository, "HEAD", {});
    expect("head", head);
    if (!head) {
        return;
    }
    const auto commit = api.commit(repository, *head, {});
    expect("commit", commit);
    if (commit) {
        read_tree(api, repository, *commit);
    }
}

}  // namespace

int main(int count, char** words) {
    const std::vector<std::string> arguments(words, std::next(words, count));
    if (arguments.size() != 3) {
        std::fputs("usage: api_calls API-URL CACHE-FOLDER\n", stderr);
        return 2;
    }
    const auto environment = sys::make_process_environment();
    const auto processes = sys::make_process_runner();
    const auto files = sys::make_disk();
    const auto http = net::make_curl_client(*environment);
    const sys::SystemClock clock;
    github::ApiOptions options;
    options.cache = arguments[2];
    for (int run = 0; run < 2; ++run) {
        github::Tokens tokens(*environment, *processes, {}, nullptr);
        github::Api api(*http, *files, clock, tokens, options);
        call_everything(api, arguments[1]);
    }
    return failures == 0 ? 0 : 1;
}
