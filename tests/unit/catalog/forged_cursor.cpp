#include "forged_cursor.hpp"

#include <skillmeat/base/digest.hpp>

namespace skillmeat::test {

namespace {

constexpr std::string_view digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t start_size = 9;  // format number and digest of the query

/// Bit by bit: slow and plain.
std::string decoded(std::string_view text) {
    std::string bits;
    for (const char c : text) {
        const auto value = digits.find(c);
        for (int bit = 5; bit >= 0; --bit) {
            bits += (value >> bit & 1U) != 0 ? '1' : '0';
        }
    }
    std::string bytes;
    for (std::size_t i = 0; i + 8 <= bits.size(); i += 8) {
        bytes += static_cast<char>(std::stoi(bits.substr(i, 8), nullptr, 2));
    }
    return bytes;
}

std::string encoded(std::string_view bytes) {
    std::string bits;
    for (const char c : bytes) {
        for (int bit = 7; bit >= 0; --bit) {
            bits += (static_cast<unsigned char>(c) >> bit & 1U) != 0 ? '1' : '0';
        }
    }
    bits.resize((bits.size() + 5) / 6 * 6, '0');
    std::string text;
    for (std::size_t i = 0; i < bits.size(); i += 6) {
        text += digits[static_cast<std::size_t>(std::stoi(bits.substr(i, 6), nullptr, 2))];
    }
    return text;
}

}  // namespace

std::string forged_cursor(std::string_view cursor, std::string_view key_bytes) {
    auto bytes = decoded(cursor).substr(0, start_size);
    bytes += key_bytes;
    bytes += raw_digest(HashKind::sha256, bytes).substr(0, 8);
    return encoded(bytes);
}

std::string cursor_part(std::string_view text) {
    std::string part(3, '\0');
    part += static_cast<char>(text.size());
    part += text;
    return part;
}

}  // namespace skillmeat::test
