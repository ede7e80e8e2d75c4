#include <skillmeat/model/percent.hpp>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/unicode.hpp>

namespace skillmeat {

std::optional<std::string> percent_decode(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        const auto digits = text.substr(i + 1, 2);
        const auto byte = from_hex(digits);
        if (digits.size() != 2 || !byte) {
            return std::nullopt;
        }
        decoded += *byte;
        i += 2;
    }
    if (terminal_safe(decoded) != decoded) {
        return std::nullopt;
    }
    return decoded;
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        if (plain.find(c) != std::string_view::npos) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4U];
        encoded += digits[byte & 15U];
    }
    return encoded;
}

}  // namespace skillmeat
