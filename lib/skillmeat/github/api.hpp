#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/github/facts.hpp>
#include <skillmeat/github/repository.hpp>
#include <skillmeat/github/tokens.hpp>
#include <skillmeat/net/http.hpp>
#include <skillmeat/sys/clock.hpp>
#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::github {

/// How one call may be made.
struct CallOptions {
    bool offline = false;  ///< answers kept on disk only; `objects_missing` when there is none
    /// In ticks of the clock: no request and no wait goes on after it (`network_error`); 0: none.
    std::int64_t deadline_ms = 0;
};

struct ApiOptions {
    Hosts hosts;
    sys::Path cache;       ///< answers in `http/`, contents in `blobs/`; empty: nothing is kept
    std::size_t jobs = 8;  ///< requests at once when contents are fetched
    std::int64_t longest_wait_ms = 60'000;         ///< longer than this a rate limit is an error
    std::size_t max_blob = std::size_t{10} << 20;  ///< bytes; larger files are not fetched
    /// Bytes that one prefetch may bring; more is `too_large`.
    std::uint64_t max_prefetch = std::uint64_t{256} << 20;
};

/// GitHub's REST API: the one client of the program for it. Answers are kept with their ETag and
/// asked for conditionally, redirects followed, pages joined, retries made (only of GET: 5xx, 429,
/// 403 of a secondary limit; with jitter; `Retry-After` and `x-ratelimit-reset` honoured). Safe to
/// use from several threads.
///
/// Errors: `authentication_failed` (401, or 403 without a limit; names where the token came from),
/// `repository_not_found` (404: says that it may be private), `rate_limited` (names the reset time
/// and the calls left), `network_error` (5xx, an answer that is not what the API promises),
/// `too_large`, and those of net::HttpClient.
class Api {
  public:
    /// The references must outlive it.
    Api(net::HttpClient& http, sys::FileSystem& files, const sys::Clock& clock, Tokens& tokens,
        ApiOptions options);
    ~Api();
    Api(const Api&) = delete;
    Api& operator=(const Api&) = delete;

    [[nodiscard]] const Hosts& hosts() const;

    [[nodiscard]] Result<RepositoryFacts> repository(const Repository& repository,
                                                     const CallOptions& call);

    /// Whether the host redirected an earlier call for good: the repository was renamed.
    [[nodiscard]] bool was_moved(const Repository& repository) const;

    /// Commit id that `name` means to the host (HEAD for the default branch, or an abbreviated id),
    /// in one small answer. `empty_repository`, `ref_not_found`.
    [[nodiscard]] Result<std::string> commit_id(const Repository& repository, std::string_view name,
                                                const CallOptions& call);

    /// The branch, the tag, or (for a name below `refs/`) the ref of exactly this name; annotated
    /// tags peeled. Empty when there is none. `main` may give refs/heads/main and refs/tags/main.
    [[nodiscard]] Result<std::vector<Ref>> find_refs(const Repository& repository,
                                                     std::string_view name,
                                                     const CallOptions& call);

    /// `ref_not_found` when there is no such commit.
    [[nodiscard]] Result<CommitFacts> commit(const Repository& repository, std::string_view id,
                                             const CallOptions& call);

    /// The tree of a commit. One recursive call, or, when the host cuts that short, one for each
    /// subtree. Contents are fetched by prefetch(), several at once, kept in the cache under their
    /// git id and checked against it, as the listing is against the commit's tree id
    /// (`integrity_failed`). More than `max_files` files are `too_large`. The tree keeps `call`,
    /// and may not outlive the Api.
    [[nodiscard]] Result<std::unique_ptr<tree::SourceTree>> open_tree(const Repository& repository,
                                                                      const CommitFacts& commit,
                                                                      std::size_t max_files,
                                                                      const CallOptions& call);

    /// The bytes of one blob, from the cache or the host. `too_large` beyond `limit`.
    [[nodiscard]] Result<std::string> blob(const Repository& repository, std::string_view id,
                                           std::size_t limit, const CallOptions& call);

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace skillmeat::github
