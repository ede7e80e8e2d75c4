#include <skillmeat/report/json.hpp>

#include <skillmeat/base/unicode.hpp>

#include <array>
#include <cstring>

namespace skillmeat::report {
namespace {

std::string hex(std::uint32_t value, int digits) {
    std::string text;
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
        text += "0123456789abcdef"[(value >> shift) & 0xFU];
    }
    return text;
}

/// Controls, bidirectional and zero-width characters, tags: what could mislead who reads the JSON.
bool is_hidden(std::uint32_t c) {
    return (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

std::string escaped(std::uint32_t c) {
    if (c < 0x10000) {
        return "\\u" + hex(c, 4);
    }
    c -= 0x10000;
    return "\\u" + hex(0xD800 + (c >> 10), 4) + "\\u" + hex(0xDC00 + (c & 0x3FFU), 4);
}

std::size_t sequence_length(unsigned char lead) {
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

/// Appends the character at `text[at]`, which is not plain ASCII; gives the bytes it took.
std::size_t append_character(std::string& out, std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::string_view bytes = text.substr(at, sequence_length(lead));
    if (!is_valid_utf8(bytes)) {
        out += "\\\\x" + hex(lead, 2);
        return 1;
    }
    std::uint32_t c = bytes.size() == 1 ? lead : lead & (0x7FU >> bytes.size());
    for (std::size_t i = 1; i < bytes.size(); ++i) {
        c = (c << 6) | (static_cast<unsigned char>(bytes[i]) & 0x3FU);
    }
    if (is_hidden(c)) {
        out += escaped(c);
    } else {
        out += bytes;
    }
    return bytes.size();
}

/// Printable ASCII that stands for itself inside a JSON string.
constexpr auto plain_bytes = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0x20; c < 0x7F; ++c) {
        table[c] = c != '"' && c != '\\';
    }
    return table;
}();

bool is_plain(char c) {
    return plain_bytes[static_cast<unsigned char>(c)];
}

/// Bytes at the beginning that stand for themselves; eight at a time (a byte of a word is zero, or
/// below n, when subtracting borrows into its high bit).
std::size_t plain_prefix(std::string_view text) {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t highs = 0x8080808080808080U;
    const auto has_zero = [](std::uint64_t word) { return (word - ones) & ~word & highs; };
    std::size_t at = 0;
    for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        const auto below_space = (word - ones * 0x20) & ~word & highs;
        const auto delete_or_more = (word | (word + ones)) & highs;
        if ((below_space | delete_or_more | has_zero(word ^ (ones * '"')) |
             has_zero(word ^ (ones * '\\'))) != 0) {
            break;
        }
    }
    while (at < text.size() && is_plain(text[at])) {
        ++at;
    }
    return at;
}

void append_ascii(std::string& out, char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            out += escaped(static_cast<unsigned char>(c));
    }
}

void append_string(std::string& out, std::string_view text) {
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        const auto plain = plain_prefix(text.substr(i));
        out.append(text, i, plain);
        i += plain;
        if (i == text.size()) {
            break;
        }
        if (static_cast<unsigned char>(text[i]) < 0x80) {
            append_ascii(out, text[i++]);
        } else {
            i += append_character(out, text, i);
        }
    }
    out += '"';
}

}  // namespace

std::string json_string(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 2);
    append_string(out, text);
    return out;
}

void JsonObject::key(std::string_view name) {
    body_ += body_.size() > 1 ? ", \"" : "\"";
    body_ += name;
    body_ += "\": ";
}

JsonObject& JsonObject::entry(std::string_view any_key, std::string_view value) {
    if (body_.size() > 1) {
        body_ += ", ";
    }
    append_string(body_, any_key);
    body_ += ": ";
    append_string(body_, value);
    return *this;
}

JsonObject& JsonObject::text(std::string_view name, std::string_view value) {
    key(name);
    append_string(body_, value);
    return *this;
}

JsonObject& JsonObject::text_or_null(std::string_view name, std::string_view value) {
    return value.empty() ? null(name) : text(name, value);
}

JsonObject& JsonObject::integer(std::string_view name, std::int64_t value) {
    return raw(name, std::to_string(value));
}

JsonObject& JsonObject::boolean(std::string_view name, bool value) {
    return raw(name, value ? "true" : "false");
}

JsonObject& JsonObject::null(std::string_view name) {
    return raw(name, "null");
}

JsonObject& JsonObject::raw(std::string_view name, std::string_view json) {
    key(name);
    body_ += json;
    return *this;
}

JsonArray& JsonArray::text(std::string_view value) {
    separate();
    append_string(body_, value);
    return *this;
}

void JsonArray::separate() {
    if (body_.size() > 1) {
        body_ += ", ";
    }
}

JsonArray& JsonArray::raw(std::string_view json) {
    separate();
    body_ += json;
    return *this;
}

}  // namespace skillmeat::report
