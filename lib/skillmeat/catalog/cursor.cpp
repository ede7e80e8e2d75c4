#include <skillmeat/catalog/cursor.hpp>

#include <skillmeat/base/digest.hpp>

#include <cstdint>
#include <optional>
#include <utility>

namespace skillmeat::catalog {

namespace {

// Layout before base64url: format number, digest of the query, then per part of the key its length
// (4 bytes, highest first) and its bytes, then a checksum of all that.
constexpr char format_number = 1;
constexpr std::size_t digest_size = 8;
constexpr std::size_t length_size = 4;
constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string short_digest(std::string_view bytes) {
    return raw_digest(HashKind::sha256, bytes).substr(0, digest_size);
}

std::string to_base64url(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() / 3 * 4 + 4);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char c : bytes) {
        bits = (bits << 8U) | static_cast<unsigned char>(c);
        held += 8;
        while (held >= 6) {
            held -= 6;
            text += alphabet[(bits >> held) & 63U];
        }
    }
    if (held > 0) {
        text += alphabet[(bits << (6 - held)) & 63U];
    }
    return text;
}

// Strict: no padding, no other characters, unused bits are zero, so each cursor has one text.
std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char c : text) {
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos) {
            return std::nullopt;
        }
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes += static_cast<char>((bits >> held) & 255U);
        }
    }
    if (held >= 6 || (bits & ((1U << held) - 1U)) != 0) {
        return std::nullopt;
    }
    return bytes;
}

std::optional<std::vector<std::string>> read_parts(std::string_view bytes) {
    std::vector<std::string> parts;
    while (!bytes.empty()) {
        if (bytes.size() < length_size) {
            return std::nullopt;
        }
        std::size_t length = 0;
        for (std::size_t i = 0; i < length_size; ++i) {
            length = (length << 8U) | static_cast<unsigned char>(bytes[i]);
        }
        bytes.remove_prefix(length_size);
        if (bytes.size() < length) {
            return std::nullopt;
        }
        parts.emplace_back(bytes.substr(0, length));
        bytes.remove_prefix(length);
    }
    return parts;
}

tl::unexpected<Error> invalid(std::string message) {
    return fail(ErrorCode::invalid_cursor, std::move(message),
                "leave out --cursor to begin with the first page");
}

}  // namespace

std::string encode_cursor(std::string_view query, const std::vector<std::string>& last_key) {
    std::string bytes(1, format_number);
    bytes += short_digest(query);
    for (const auto& part : last_key) {
        for (std::size_t i = length_size; i-- > 0;) {
            bytes += static_cast<char>((part.size() >> (8 * i)) & 255U);
        }
        bytes += part;
    }
    bytes += short_digest(bytes);
    return to_base64url(bytes);
}

Result<std::vector<std::string>> decode_cursor(std::string_view cursor, std::string_view query) {
    const auto decoded = from_base64url(cursor);
    if (!decoded || decoded->size() < 1 + 2 * digest_size) {
        return invalid("the cursor is damaged: expected the text printed with the page before");
    }
    const std::string_view bytes(*decoded);
    const auto body = bytes.substr(0, bytes.size() - digest_size);
    if (bytes.substr(body.size()) != short_digest(body) || body.front() != format_number) {
        return invalid("the cursor is damaged: expected the text printed with the page before");
    }
    if (body.substr(1, digest_size) != short_digest(query)) {
        return invalid(
            "the cursor belongs to another query: expected the filters, order and scope "
            "it was made with");
    }
    auto parts = read_parts(body.substr(1 + digest_size));
    if (!parts) {
        return invalid("the cursor is damaged: its key is incomplete");
    }
    return std::move(*parts);
}

}  // namespace skillmeat::catalog
