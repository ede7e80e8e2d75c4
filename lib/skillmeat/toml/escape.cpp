#include <skillmeat/toml/escape.hpp>

#include <cstdint>
#include <cstring>

#include <skillmeat/base/unicode.hpp>

namespace skillmeat::tomlfile {

namespace {

constexpr std::uint64_t low_bits = 0x0101010101010101;
constexpr std::uint64_t high_bits = 0x8080808080808080;

/// Non-zero when one of the eight bytes is zero.
std::uint64_t zero_bytes(std::uint64_t word) {
    return (word - low_bits) & ~word & high_bits;
}

bool is_plain(unsigned char c) {
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

void append_escape(std::string& out, unsigned char c) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\r':
            out += "\\r";
            break;
        default:
            out += "\\u00";
            out += digits[c >> 4];
            out += digits[c & 0xF];
    }
}

void append_utf8(std::string& out, std::uint32_t code) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    const auto tail = [&](unsigned shift) { put(0x80 | (code >> shift & 0x3F)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | code >> 6);
        tail(0);
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12);
        tail(6);
        tail(0);
    } else {
        put(0xF0 | code >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

/// A Unicode scalar value of exactly `digits.size()` hexadecimal digits.
std::optional<std::uint32_t> read_scalar(std::string_view digits) {
    std::uint32_t code = 0;
    for (const char c : digits) {
        std::uint32_t digit = 0;
        if (c >= '0' && c <= '9') {
            digit = static_cast<std::uint32_t>(c - '0');
        } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
            digit = static_cast<std::uint32_t>((c | 0x20) - 'a') + 10;
        } else {
            return std::nullopt;
        }
        code = code << 4 | digit;
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        return std::nullopt;
    }
    return code;
}

/// Decodes the escape whose letter is at the start of `text`; gives the bytes it took, 0 when it is
/// none of TOML's.
std::size_t read_escape(std::string_view text, std::string& out) {
    static constexpr std::string_view letters = "btnfr\"\\";
    static constexpr std::string_view meanings = "\b\t\n\f\r\"\\";
    if (text.empty()) {
        return 0;
    }
    if (const std::size_t at = letters.find(text.front()); at != std::string_view::npos) {
        out += meanings[at];
        return 1;
    }
    const std::size_t digits = text.front() == 'u' ? 4 : text.front() == 'U' ? 8 : 0;
    if (digits == 0 || text.size() < digits + 1) {
        return 0;
    }
    const auto code = read_scalar(text.substr(1, digits));
    if (!code) {
        return 0;
    }
    append_utf8(out, *code);
    return digits + 1;
}

}  // namespace

std::size_t plain_length(std::string_view text) {
    std::size_t position = 0;
    while (position + 8 <= text.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + position, sizeof word);
        const std::uint64_t special =
            (word & high_bits) | ((word - low_bits * 0x20) & ~word & high_bits) |
            zero_bytes(word ^ (low_bits * '"')) | zero_bytes(word ^ (low_bits * '\\')) |
            zero_bytes(word ^ (low_bits * 0x7F));
        if (special != 0) {
            break;
        }
        position += 8;
    }
    while (position < text.size() && is_plain(static_cast<unsigned char>(text[position]))) {
        ++position;
    }
    return position;
}

void append_basic_string(std::string& out, std::string_view value) {
    std::string repaired;
    out += '"';
    bool checked = false;
    for (;;) {
        const std::size_t plain = plain_length(value);
        out += value.substr(0, plain);
        if (plain == value.size()) {
            break;
        }
        value.remove_prefix(plain);
        const auto c = static_cast<unsigned char>(value.front());
        if (c < 0x80) {
            append_escape(out, c);
            value.remove_prefix(1);
            continue;
        }
        if (!checked && !is_valid_utf8(value)) {
            repaired = to_valid_utf8(value);
            value = repaired;
            checked = true;
            continue;
        }
        checked = true;
        std::size_t end = 1;
        while (end < value.size() && static_cast<unsigned char>(value[end]) >= 0x80) {
            ++end;
        }
        out += value.substr(0, end);
        value.remove_prefix(end);
    }
    out += '"';
}

std::optional<std::string> unescape_basic_string(std::string_view content) {
    if (!is_valid_utf8(content)) {
        return std::nullopt;
    }
    std::string out;
    out.reserve(content.size());
    while (!content.empty()) {
        const std::size_t plain = plain_length(content);
        out += content.substr(0, plain);
        content.remove_prefix(plain);
        if (content.empty()) {
            break;
        }
        const auto c = static_cast<unsigned char>(content.front());
        content.remove_prefix(1);
        if (c >= 0x80 || c == '\t') {
            out += static_cast<char>(c);
            continue;
        }
        const std::size_t taken = c == '\\' ? read_escape(content, out) : 0;
        if (taken == 0) {
            return std::nullopt;
        }
        content.remove_prefix(taken);
    }
    return out;
}

}  // namespace skillmeat::tomlfile
