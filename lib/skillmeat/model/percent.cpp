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

}  // namespace skillmeat
