#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/github/api.hpp>
#include <skillmeat/github/questions.hpp>
#include <skillmeat/net/response_cache.hpp>

namespace skillmeat::github {

/// A success (2xx), new or kept.
struct Answer {
    std::string url;  ///< that answered, after redirects
    std::string body;
    std::string link;  ///< Link header
    bool from_cache = false;
    bool is_lasting = false;  ///< may be kept on disk, once it was understood
    net::CacheKey key;
    std::string etag;
    std::string last_modified;
    Timestamp stored_at;  ///< when it was kept
};

/// Absolute URL of the page behind this one; empty when there is none.
[[nodiscard]] std::string next_page(const Answer& answer);

/// Makes the requests of the API: conditional ones when an answer is kept, with the token of the
/// repository's host for the API's own origin and no other, following redirects, trying again after
/// limits and failures that pass. Safe to use from several threads.
class Caller {
  public:
    /// The references must outlive it; `options` too.
    Caller(net::HttpClient& http, sys::FileSystem& files, const sys::Clock& clock, Tokens& tokens,
           const ApiOptions& options);

    /// Offline: `objects_missing` when no answer is kept.
    [[nodiscard]] Result<Answer> get(const Repository& repository, const Question& question,
                                     const CallOptions& call);

    /// Told of each answer, on the calling thread, in no order; an error it returns ends the whole.
    using Visitor = std::function<Result<void>(std::size_t index, Result<Answer> answer)>;
    /// Several at once. Fails with the visitor's error only, or when the token cannot be told.
    [[nodiscard]] Result<void> get_all(const Repository& repository,
                                       std::span<const Question> questions, const CallOptions& call,
                                       const Visitor& visit);

    /// Whether an answer about the repository came by way of a permanent redirect.
    [[nodiscard]] bool was_moved(const Repository& repository);

    /// Keeps an answer on disk. Only what was understood is kept: a login page that came instead
    /// must not stay.
    void keep(const Answer& answer);
    void forget(const net::CacheKey& key);

    /// What `read(body, url)` makes of an answer. What it accepts is kept; a kept answer that it
    /// does not accept is asked for anew, and `answer` then holds the new one.
    template <class Read>
    [[nodiscard]] auto understand(const Repository& repository, const Question& question,
                                  const CallOptions& call, Answer& answer, const Read& read)
        -> decltype(read(std::string_view(), std::string_view())) {
        auto value = read(answer.body, answer.url);
        if (!value && answer.from_cache && !call.offline) {
            forget(answer.key);
            SKILLMEAT_ASSIGN(answer, get(repository, question, call));
            value = read(answer.body, answer.url);
        }
        if (value) {
            keep(answer);
        }
        return value;
    }

    /// get() and understand().
    template <class Read>
    [[nodiscard]] auto ask(const Repository& repository, const Question& question,
                           const CallOptions& call, const Read& read)
        -> decltype(read(std::string_view(), std::string_view())) {
        SKILLMEAT_ASSIGN(auto answer, get(repository, question, call));
        return understand(repository, question, call, answer, read);
    }

  private:
    net::HttpClient& http_;
    const sys::Clock& clock_;
    Tokens& tokens_;
    const ApiOptions& options_;
    net::ResponseCache cache_;
    std::mutex mutex_;
    std::set<std::string> moved_;  ///< repositories that was_moved() knows
};

}  // namespace skillmeat::github
