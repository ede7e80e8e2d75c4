#pragma once

#include <curl/curl.h>

#include <memory>
#include <span>
#include <string_view>

#include <skillmeat/base/result.hpp>

namespace skillmeat::net {

/// The functions of libcurl that are used, found in a shared library while the program runs: most
/// runs need no network and should not pay for loading it. It stays loaded until the program ends.
struct CurlLibrary {
    decltype(&curl_global_init) global_init = nullptr;
    decltype(&curl_global_cleanup) global_cleanup = nullptr;
    decltype(&curl_version_info) version_info = nullptr;
    decltype(&curl_easy_init) easy_init = nullptr;
    decltype(&curl_easy_setopt) easy_setopt = nullptr;
    decltype(&curl_easy_getinfo) easy_getinfo = nullptr;
    decltype(&curl_easy_strerror) easy_strerror = nullptr;
    decltype(&curl_easy_cleanup) easy_cleanup = nullptr;
    decltype(&curl_slist_append) slist_append = nullptr;
    decltype(&curl_slist_free_all) slist_free_all = nullptr;
    decltype(&curl_multi_init) multi_init = nullptr;
    decltype(&curl_multi_add_handle) multi_add_handle = nullptr;
    decltype(&curl_multi_remove_handle) multi_remove_handle = nullptr;
    decltype(&curl_multi_perform) multi_perform = nullptr;
    decltype(&curl_multi_poll) multi_poll = nullptr;
    decltype(&curl_multi_wakeup) multi_wakeup = nullptr;
    decltype(&curl_multi_info_read) multi_info_read = nullptr;
    decltype(&curl_multi_strerror) multi_strerror = nullptr;
    decltype(&curl_multi_cleanup) multi_cleanup = nullptr;

    CurlLibrary() = default;
    CurlLibrary(const CurlLibrary&) = delete;
    CurlLibrary& operator=(const CurlLibrary&) = delete;
    ~CurlLibrary();

    bool initialised = false;
};

/// Names of the library: of Debian's libcurl4, and of libcurl3-gnutls, which git brings along.
[[nodiscard]] std::span<const char* const> curl_library_names();

/// Loads the first of `names` that is there. `network_error` when none is, or when it is older than
/// 7.85, which cannot be told the protocols it may speak.
[[nodiscard]] Result<std::unique_ptr<CurlLibrary>> load_curl_library(
    std::span<const char* const> names);

}  // namespace skillmeat::net
