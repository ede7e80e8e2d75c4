#include <skillmeat/net/curl_library.hpp>

#include <dlfcn.h>

#include <array>
#include <string>

#include <skillmeat/base/text.hpp>

namespace skillmeat::net {
namespace {

constexpr unsigned oldest_version = 0x075500;  // 7.85.0
constexpr std::string_view package_hint = "install libcurl (Debian: libcurl4)";

void* open_first(std::span<const char* const> names) {
    for (const char* name : names) {
        if (void* library = ::dlopen(name, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE)) {
            return library;
        }
    }
    return nullptr;
}

/// Fills in one function; false when the library has none of that name.
template <class Function>
bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
    return function != nullptr;
}

bool find_all(void* library, CurlLibrary& curl) {
    return find(library, "curl_global_init", curl.global_init) &&
           find(library, "curl_global_cleanup", curl.global_cleanup) &&
           find(library, "curl_version_info", curl.version_info) &&
           find(library, "curl_easy_init", curl.easy_init) &&
           find(library, "curl_easy_setopt", curl.easy_setopt) &&
           find(library, "curl_easy_getinfo", curl.easy_getinfo) &&
           find(library, "curl_easy_strerror", curl.easy_strerror) &&
           find(library, "curl_easy_cleanup", curl.easy_cleanup) &&
           find(library, "curl_slist_append", curl.slist_append) &&
           find(library, "curl_slist_free_all", curl.slist_free_all) &&
           find(library, "curl_multi_init", curl.multi_init) &&
           find(library, "curl_multi_add_handle", curl.multi_add_handle) &&
           find(library, "curl_multi_remove_handle", curl.multi_remove_handle) &&
           find(library, "curl_multi_perform", curl.multi_perform) &&
           find(library, "curl_multi_poll", curl.multi_poll) &&
           find(library, "curl_multi_wakeup", curl.multi_wakeup) &&
           find(library, "curl_multi_info_read", curl.multi_info_read) &&
           find(library, "curl_multi_strerror", curl.multi_strerror) &&
           find(library, "curl_multi_cleanup", curl.multi_cleanup);
}

}  // namespace

CurlLibrary::~CurlLibrary() {
    if (initialised) {
        global_cleanup();
    }
}

std::span<const char* const> curl_library_names() {
    static constexpr std::array<const char*, 2> names{"libcurl.so.4", "libcurl-gnutls.so.4"};
    return names;
}

Result<std::unique_ptr<CurlLibrary>> load_curl_library(std::span<const char* const> names) {
    auto curl = std::make_unique<CurlLibrary>();
    void* library = open_first(names);
    if (library == nullptr) {
        return fail(
            ErrorCode::network_error,
            "cannot load the library " + quote(names.front()) + ", which the network is used with",
            std::string(package_hint));
    }
    if (!find_all(library, *curl) ||
        curl->version_info(CURLVERSION_NOW)->version_num < oldest_version) {
        return fail(ErrorCode::network_error,
                    "the library " + quote(names.front()) + " is older than version 7.85",
                    std::string(package_hint));
    }
    curl->initialised = curl->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (!curl->initialised) {
        return fail(ErrorCode::network_error,
                    "the library " + quote(names.front()) + " cannot be started");
    }
    return curl;
}

}  // namespace skillmeat::net
