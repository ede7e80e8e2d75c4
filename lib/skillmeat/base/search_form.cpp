#include <skillmeat/base/search_form.hpp>

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include <skillmeat/base/text.hpp>

namespace skillmeat {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Scripts whose words are not set apart by spaces; Korean is, but its words carry endings that
/// make them useless as wholes.
constexpr std::array symbol_ranges{
    Range{0x0e00, 0x0eff},    // Thai, Lao
    Range{0x1000, 0x109f},    // Myanmar
    Range{0x1100, 0x11ff},    // Hangul Jamo
    Range{0x1780, 0x17ff},    // Khmer
    Range{0x3005, 0x3007},    // ideographic iteration mark, closing mark, zero
    Range{0x3040, 0x30ff},    // Hiragana, Katakana
    Range{0x3130, 0x318f},    // Hangul compatibility Jamo
    Range{0x31f0, 0x31ff},    // Katakana extensions
    Range{0x3400, 0x9fff},    // ideographs
    Range{0xac00, 0xd7af},    // Hangul syllables
    Range{0xf900, 0xfaff},    // compatibility ideographs
    Range{0xff66, 0xff9f},    // half-width Katakana
    Range{0x20000, 0x3ffff},  // further ideographs
};

bool is_symbol(char32_t code) {
    return std::any_of(symbol_ranges.begin(), symbol_ranges.end(), [code](const Range& range) {
        return code >= range.first && code <= range.last;
    });
}

LetterKind ascii_kind(unsigned char c) {
    if (c >= 'a' && c <= 'z') {
        return LetterKind::lower;
    }
    if (c >= 'A' && c <= 'Z') {
        return LetterKind::upper;
    }
    return c >= '0' && c <= '9' ? LetterKind::digit : LetterKind::none;
}

LetterKind kind_of(utf8proc_int32_t code) {
    switch (utf8proc_category(code)) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LT:
            return LetterKind::upper;
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
            return is_symbol(static_cast<char32_t>(code)) ? LetterKind::symbol : LetterKind::lower;
        case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_NL:
        case UTF8PROC_CATEGORY_NO:
            return is_symbol(static_cast<char32_t>(code)) ? LetterKind::symbol : LetterKind::digit;
        case UTF8PROC_CATEGORY_MN:
        case UTF8PROC_CATEGORY_MC:
        case UTF8PROC_CATEGORY_ME:
            return is_symbol(static_cast<char32_t>(code)) ? LetterKind::symbol : LetterKind::mark;
        default:
            return LetterKind::none;
    }
}

}  // namespace

Letter first_letter(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80) {
        return {ascii_kind(first), 1};
    }
    utf8proc_int32_t code = -1;
    const auto size = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
        static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4)), &code);
    if (size < 1) {
        return {LetterKind::none, 1};
    }
    return {kind_of(code), static_cast<std::size_t>(size)};
}

void append_search_form(std::string& out, std::string_view character) {
    if (character.size() == 1) {
        out += ascii_lower(character.front());
        return;
    }
    utf8proc_int32_t code = -1;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(character.data());
    const auto size =
        utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(character.size()), &code);
    if (size < 1 || is_symbol(static_cast<char32_t>(code))) {
        out += character;
        return;
    }
    // The longest compatibility decomposition has 18 code points.
    std::array<utf8proc_int32_t, 32> codes{};
    int boundary = 0;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                        UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    const auto count = utf8proc_decompose_char(
        code, codes.data(), static_cast<utf8proc_ssize_t>(codes.size()), options, &boundary);
    if (count < 0 || count > static_cast<utf8proc_ssize_t>(codes.size())) {
        out += character;
        return;
    }
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        std::array<utf8proc_uint8_t, 4> encoded{};
        const auto length =
            utf8proc_encode_char(codes[static_cast<std::size_t>(i)], encoded.data());
        out.append(reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(length));
    }
}

}  // namespace skillmeat
