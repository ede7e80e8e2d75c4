#include <skillmeat/git/remote.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/git/environment.hpp>
#include <skillmeat/git/failure.hpp>
#include <skillmeat/git/fetch.hpp>
#include <skillmeat/git/network.hpp>

#include <utility>

namespace skillmeat::git {
namespace {

bool is_http(const GitUrl& url) {
    return url.kind == GitUrl::Kind::https || url.kind == GitUrl::Kind::http;
}

class Supplier final : public BlobSupplier {
  public:
    Supplier(const Git& git, FetchTarget target, const FetchOptions& options)
        : git_(git), target_(std::move(target)), options_(options) {}

    Result<void> bring(const std::vector<std::string_view>& ids) override {
        if (options_.offline) {
            return fail(ErrorCode::objects_missing,
                        counted(ids.size(), "file") + " of " + quote(shown_address(target_.url)) +
                            " not in the cache, and --offline forbids fetching",
                        "scan it once without --offline");
        }
        SKILLMEAT_ASSIGN(const auto held,
                         lock_repository(git_, target_.repository, options_.lock_timeout_ms));
        return fetch_blobs(git_, target_, ids);
    }

    Result<void> renew(const std::vector<std::string_view>& ids) override {
        if (options_.offline) {
            return fail(ErrorCode::objects_missing,
                        "the cached copy of " + quote(shown_address(target_.url)) +
                            " is damaged, and --offline forbids fetching",
                        "scan it once without --offline");
        }
        SKILLMEAT_ASSIGN(const auto held,
                         lock_repository(git_, target_.repository, options_.lock_timeout_ms));
        SKILLMEAT_TRY(rebuild_with_commit(git_, target_));
        return fetch_blobs(git_, target_, ids);
    }

  private:
    Git git_;
    FetchTarget target_;
    FetchOptions options_;
};

Result<std::unique_ptr<GitTree>> open_cached(const Git& git, const FetchTarget& target,
                                             const FetchOptions& options) {
    return GitTree::open(git, ObjectStore{target.repository / "objects", target.ref.hash},
                         target.ref.commit, options.max_files,
                         std::make_unique<Supplier>(git, target, options));
}

bool may_be_damaged(const Result<std::unique_ptr<GitTree>>& opened) {
    return !opened && !is_outside_cache(opened.error().code);
}

Result<std::unique_ptr<GitTree>> fetch_and_open(const Git& git, const FetchTarget& target,
                                                const FetchOptions& options) {
    SKILLMEAT_ASSIGN(const auto held,
                     lock_repository(git, target.repository, options.lock_timeout_ms));
    // While we waited for the lock another process may have brought the same commit.
    SKILLMEAT_ASSIGN(const auto head, git.files.stat(target.repository / "HEAD"));
    if (head) {
        auto opened = open_cached(git, target, options);
        if (!may_be_damaged(opened)) {
            return opened;
        }
    }
    SKILLMEAT_TRY(fetch_commit(git, target));
    auto opened = open_cached(git, target, options);
    if (!may_be_damaged(opened)) {
        return opened;
    }
    SKILLMEAT_TRY(rebuild_with_commit(git, target));
    opened = open_cached(git, target, options);
    if (!opened && opened.error().code == ErrorCode::objects_missing) {
        return fail(gone(target, target.ref.commit));  // the name leads to another commit by now
    }
    return opened;
}

Error not_cached(const FetchTarget& target) {
    Error error;
    error.code = ErrorCode::objects_missing;
    error.message = "commit " + quote(target.ref.commit) + " of " +
                    quote(shown_address(target.url)) +
                    " is not in the cache, and --offline forbids fetching";
    error.hint = "scan it once without --offline";
    error.origin.path = shown_address(target.url);
    return error;
}

Result<std::optional<std::string>> find_cached(const Git& git, const GitUrl& url, HashKind hash,
                                               std::string_view abbreviation) {
    const auto repository = cached_repository(git, url, hash);
    SKILLMEAT_ASSIGN(const auto head, git.files.stat(repository / "HEAD"));
    if (!head) {
        return std::nullopt;
    }
    return find_commit(git, ObjectStore{repository / "objects", hash}, abbreviation);
}

Result<Error> explain_listing(const Git& git, const GitUrl& url, const sys::Completed& completed) {
    auto error = explain_failure(git, completed, shown_address(url));
    if (error.code != ErrorCode::not_a_repository || is_http(url)) {
        return error;
    }
    const bool on_disk = url.kind == GitUrl::Kind::file || url.kind == GitUrl::Kind::path;
    SKILLMEAT_ASSIGN(const auto there, on_disk
                                           ? git.files.stat(url.path)
                                           : Result<std::optional<sys::FileStat>>(std::nullopt));
    if (!there) {
        error.code = ErrorCode::repository_not_found;
        error.message = "there is no repository " + quote(shown_address(url));
        error.hint = "check the address";
    }
    return error;
}

/// Where the server says the repository is now; empty unless that is another one.
std::string redirected_to(const GitUrl& url, std::string_view errors) {
    constexpr std::string_view phrase = "warning: redirecting to ";
    const auto found = errors.find(phrase);
    if (found == errors.npos) {
        return {};
    }
    auto text = errors.substr(found + phrase.size());
    text = text.substr(0, text.find('\n'));
    while (text.ends_with('/')) {
        text.remove_suffix(1);
    }
    const auto target = parse_git_url(text);
    const bool other = target && comparison_key(*target) != comparison_key(url);
    return other ? shown_address(*target) : std::string();
}

}  // namespace

Result<RefList> list_remote(const Git& git, const GitUrl& url) {
    NetworkCall call{url, "/dev/null", {"ls-remote", "--symref", "--", address(url)}, {}, {}};
    if (is_http(url)) {
        // All refs are wanted, and the older protocol lists them in the answer to the first
        // request, where version 2 needs a second one to ask for them.
        call.arguments.insert(call.arguments.begin(), {"-c", "protocol.version=0"});
    }
    SKILLMEAT_ASSIGN(const auto completed, run_network(git, call));
    if (completed.exit_code != 0) {
        SKILLMEAT_ASSIGN(auto error, explain_listing(git, url, completed));
        return fail(std::move(error));
    }
    SKILLMEAT_ASSIGN(auto list, parse_refs(completed.output));
    list.moved_to = redirected_to(url, completed.errors);
    return list;
}

Result<ResolvedRef> resolve_remote(const Git& git, const GitUrl& url, std::string_view wanted) {
    if (is_full_commit_id(wanted)) {
        return resolve(RefList{}, wanted);
    }
    SKILLMEAT_ASSIGN(const auto list, list_remote(git, url));
    auto resolved = resolve(list, wanted);
    if (!resolved && is_abbreviated_commit_id(wanted)) {
        SKILLMEAT_ASSIGN(const auto commit, find_cached(git, url, list.hash, wanted));
        resolved = commit ? resolve(list, *commit) : std::move(resolved);
    }
    if (!resolved) {
        auto error = std::move(resolved).error();
        error.context.push_back("in " + quote(shown_address(url)));
        return fail(std::move(error));
    }
    resolved->moved_to = list.moved_to;
    return resolved;
}

Result<std::unique_ptr<GitTree>> fetch_tree(const Git& git, const GitUrl& url,
                                            const ResolvedRef& ref, const FetchOptions& options) {
    SKILLMEAT_TRY(check_cache(git));
    const FetchTarget target{url, ref, cached_repository(git, url, ref.hash), options.max_bytes};
    SKILLMEAT_ASSIGN(const auto head, git.files.stat(target.repository / "HEAD"));
    if (head) {
        auto opened = open_cached(git, target, options);
        if (!may_be_damaged(opened)) {
            return opened;
        }
    }
    if (options.offline) {
        return fail(not_cached(target));
    }
    return fetch_and_open(git, target, options);
}

}  // namespace skillmeat::git
