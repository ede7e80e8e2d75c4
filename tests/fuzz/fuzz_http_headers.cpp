// URLs, places to go to, links and kept answers come from hosts and disks: what is taken from them
// holds to what it promises.
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/net/link_header.hpp>
#include <skillmeat/net/response_cache.hpp>
#include <skillmeat/net/url.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace skillmeat;

namespace {

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

void check_url(const Result<net::Url>& url) {
    if (!url) {
        require(url.error().code == ErrorCode::invalid_value);
        require(terminal_safe(url.error().message) == url.error().message);
        return;
    }
    require(url->origin.scheme == "https" || url->origin.scheme == "http");
    require(!url->origin.host.empty() && url->origin.host.find('@') == std::string::npos);
    require(url->origin.port > 0 && url->origin.port < 65536);
    require(url->target.starts_with('/') && url->target.find('#') == std::string::npos);
    require(terminal_safe(url->text) == url->text);
    const auto again = net::parse_url(url->text);
    require(again && again->origin == url->origin && again->target == url->target &&
            again->text == url->text);
}

void check_cache(std::string_view text) {
    const net::CacheKey key{std::string(text.substr(0, 8)), "form", ""};
    net::CachedResponse response;
    response.etag = text.substr(0, text.size() / 2);
    response.body = text;
    const auto bytes = net::write_cached(key, response);
    require(bytes.has_value() == ((response.etag + key.url).find('\n') == std::string::npos));
    if (bytes) {
        const auto found = net::read_cached(*bytes, key);
        require(found && found->etag == response.etag && found->body == response.body);
        require(!net::read_cached(*bytes, {key.url, key.accept, "other"}));
        require(!net::read_cached(bytes->substr(0, bytes->size() - 1), key));
    }
    require(!net::read_cached(std::string(text), key));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto base = net::parse_url("https://api.github.com:8443/a/b?c");
    check_url(net::parse_url(text));
    const auto next = net::resolve_reference(*base, text);
    check_url(next);
    if (next &&
        (text.empty() || (text.find(':') == std::string_view::npos && !text.starts_with("//")))) {
        require(next->origin == base->origin);  // nothing but a scheme or `//` leads elsewhere
    }
    require(terminal_safe(net::shown_url(text)) == net::shown_url(text));
    if (const auto link = net::find_link(text, "next")) {
        require(text.find('<' + *link + '>') != std::string_view::npos);
    }
    check_cache(text);
    return 0;
}
