#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/base/timestamp.hpp>
#include <skillmeat/net/http.hpp>
#include <skillmeat/sys/filesystem.hpp>

namespace skillmeat::net {

/// What an answer belongs to (rule R38): another URL, form or token never sees it.
struct CacheKey {
    std::string url;
    std::string accept;
    std::string identity;  ///< digest of the credential, empty for anonymous; never the credential
};

/// An answer kept on disk.
struct CachedResponse {
    int status = 200;
    std::string url;            ///< that answered in the end, after redirects
    std::string etag;           ///< may be empty
    std::string last_modified;  ///< may be empty
    std::string link;           ///< Link header: the next page
    Timestamp stored_at;        ///< also moved by a 304
    std::string body;
};

/// The bytes of a cache file: a line with the digest of all that follows, lines of the key and of
/// the answer, an empty line, the body. Nothing when a value holds a line feed.
[[nodiscard]] std::optional<std::string> write_cached(const CacheKey& key,
                                                      const CachedResponse& response);

/// Reads such bytes back; nothing when they are damaged or belong to another key. The body is
/// moved within `bytes`, not copied.
[[nodiscard]] std::optional<CachedResponse> read_cached(std::string bytes, const CacheKey& key);

/// The URL of the key of such bytes, which need not be whole; empty when they are something else.
[[nodiscard]] std::string cached_url(std::string_view bytes);

/// Answers of hosts in a directory, one file each (0600, in directories 0700). A file that cannot
/// be read, is damaged or belongs to another key counts as absent. Disposable.
class ResponseCache {
  public:
    /// `directory` empty: nothing is found and nothing kept.
    ResponseCache(sys::FileSystem& files, sys::Path directory);

    [[nodiscard]] std::optional<CachedResponse> find(const CacheKey& key) const;
    /// Fails silently: a cache that cannot be written only costs time.
    void store(const CacheKey& key, const CachedResponse& response);
    void erase(const CacheKey& key);
    /// The file of a key, for messages and `cache list`.
    [[nodiscard]] sys::Path path_of(const CacheKey& key) const;

  private:
    sys::FileSystem& files_;
    sys::Path directory_;
};

}  // namespace skillmeat::net
