#include <skillmeat/net/response_cache.hpp>

#include <array>
#include <charconv>
#include <utility>

#include <skillmeat/base/digest.hpp>

namespace skillmeat::net {
namespace {

constexpr std::string_view format_name = "skillmeat-response-1 ";
constexpr std::size_t digest_size = 64;  // SHA-256 in hexadecimal
constexpr std::uint64_t largest_file = std::uint64_t{256} << 20;

/// The head of a cache file: a key and an answer without its body, each value on a line.
std::optional<std::string> head_of(const CacheKey& key, const CachedResponse& response) {
    const std::string status = std::to_string(response.status);
    const std::string stored_at = std::to_string(response.stored_at.seconds);
    const std::string size = std::to_string(response.body.size());
    const std::array<std::string_view, 10> values{
        key.url,       key.accept,    key.identity,           status,    response.url,
        response.etag, response.link, response.last_modified, stored_at, size};
    std::string head;
    for (const auto value : values) {
        if (value.find('\n') != std::string_view::npos) {
            return std::nullopt;
        }
        head += value;
        head += '\n';
    }
    head += '\n';
    return head;
}

/// Takes the lines of a head off a text.
class LineReader {
  public:
    explicit LineReader(std::string_view text) : text_(text) {}

    /// Without the line feed. Empty, and not good from then on, when there is no further line.
    std::string_view line() {
        const auto end = text_.find('\n', at_);
        if (end == std::string_view::npos) {
            good_ = false;
            return {};
        }
        const auto line = text_.substr(at_, end - at_);
        at_ = end + 1;
        return line;
    }

    template <class Number>
    Number number() {
        const auto text = line();
        Number value{};
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        good_ = good_ && error == std::errc() && end == text.data() + text.size();
        return value;
    }

    void expect(std::string_view text) { good_ = line() == text && good_; }
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] std::size_t position() const { return at_; }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
    bool good_ = true;
};

}  // namespace

std::optional<std::string> write_cached(const CacheKey& key, const CachedResponse& response) {
    const auto head = head_of(key, response);
    if (!head) {
        return std::nullopt;
    }
    Hasher hasher(HashKind::sha256);
    hasher.update(*head);
    hasher.update(response.body);
    std::string bytes;
    bytes.reserve(format_name.size() + digest_size + 1 + head->size() + response.body.size());
    bytes += format_name;
    bytes += hasher.hex();
    bytes += '\n';
    bytes += *head;
    bytes += response.body;
    return bytes;
}

std::optional<CachedResponse> read_cached(std::string bytes, const CacheKey& key) {
    LineReader reader(bytes);
    const auto first = reader.line();
    const auto hashed = reader.position();
    // The key comes before the digest: another key's answer is not worth hashing.
    reader.expect(key.url);
    reader.expect(key.accept);
    reader.expect(key.identity);
    CachedResponse response;
    response.status = reader.number<int>();
    response.url = reader.line();
    response.etag = reader.line();
    response.link = reader.line();
    response.last_modified = reader.line();
    response.stored_at.seconds = reader.number<std::int64_t>();
    const auto size = reader.number<std::size_t>();
    reader.expect("");
    if (!reader.good() || bytes.size() - reader.position() != size ||
        !first.starts_with(format_name) ||
        first.substr(format_name.size()) !=
            hex_digest(HashKind::sha256, std::string_view(bytes).substr(hashed))) {
        return std::nullopt;
    }
    bytes.erase(0, reader.position());
    response.body = std::move(bytes);
    return response;
}

std::string cached_url(std::string_view bytes) {
    LineReader reader(bytes);
    const auto first = reader.line();
    const auto url = reader.line();
    return reader.good() && first.starts_with(format_name) ? std::string(url) : std::string();
}

ResponseCache::ResponseCache(sys::FileSystem& files, sys::Path directory)
    : files_(files), directory_(std::move(directory)) {}

std::optional<CachedResponse> ResponseCache::find(const CacheKey& key) const {
    if (directory_.empty()) {
        return std::nullopt;
    }
    auto bytes = files_.read(path_of(key), largest_file);
    return bytes && *bytes ? read_cached(**std::move(bytes), key) : std::nullopt;
}

void ResponseCache::store(const CacheKey& key, const CachedResponse& response) {
    if (directory_.empty() || response.body.size() > largest_file / 2) {
        return;
    }
    if (const auto bytes = write_cached(key, response);
        bytes && files_.create_directories(directory_, 0700)) {
        [[maybe_unused]] const auto written = files_.write(path_of(key), *bytes, 0600);
    }
}

void ResponseCache::erase(const CacheKey& key) {
    if (!directory_.empty()) {
        [[maybe_unused]] const auto removed = files_.remove_file(path_of(key));
    }
}

sys::Path ResponseCache::path_of(const CacheKey& key) const {
    return directory_ /
           hex_digest(HashKind::sha256, key.url + '\n' + key.accept + '\n' + key.identity);
}

}  // namespace skillmeat::net
