#include <skillmeat/base/unicode.hpp>

#include <skillmeat/base/text.hpp>

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

namespace skillmeat {
namespace {

constexpr char32_t zero_width_joiner = 0x200d;
constexpr char32_t black_flag = 0x1f3f4;
constexpr char32_t cancel_tag = 0xe007f;

/// One character, or one byte that is no part of valid UTF-8.
struct Character {
    char32_t code = 0;
    std::size_t size = 1;  ///< bytes
    bool valid = false;
};

/// `text` must not be empty.
Character first_character(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80) {
        return {first, 1, true};
    }
    utf8proc_int32_t code = -1;
    // Four bytes are the longest form: what follows does not matter.
    const auto size = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
        static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4)), &code);
    if (size < 1) {
        return {first, 1, false};
    }
    return {static_cast<char32_t>(code), static_cast<std::size_t>(size), true};
}

/// Bytes of ASCII at the beginning, eight at a time: nearly all text is nothing else.
std::size_t ascii_prefix(std::string_view text) {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    std::size_t at = 0;
    for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        if ((word & high_bits) != 0) {
            break;
        }
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) {
        ++at;
    }
    return at;
}

bool is_ascii(std::string_view text) {
    return ascii_prefix(text) == text.size();
}

bool is_printable_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

void append_hex(std::string& out, std::uint32_t value, std::size_t least_digits) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<char, 8> reversed{};
    std::size_t count = 0;
    while (value != 0 || count < least_digits) {
        reversed[count++] = digits[value & 15U];
        value >>= 4U;
    }
    while (count > 0) {
        out += reversed[--count];
    }
}

void append_byte_escape(std::string& out, unsigned char byte) {
    out += "\\x";
    append_hex(out, byte, 2);
}

void append_visible(std::string& out, char32_t code) {
    if (code < 0x80) {
        append_byte_escape(out, static_cast<unsigned char>(code));
        return;
    }
    out += "\\u{";
    append_hex(out, code, 4);
    out += '}';
}

struct Range {
    char32_t first;
    char32_t last;
};

/// What changes how a terminal shows the text around it, or is not to be seen at all.
constexpr std::array unsafe_ranges{
    Range{0x0000, 0x001f},    // C0, among them escape, line feed, carriage return and tab
    Range{0x007f, 0x009f},    // delete and C1: 0x9b starts an escape sequence by itself
    Range{0x061c, 0x061c},    // Arabic letter mark
    Range{0x180e, 0x180e},    // Mongolian vowel separator
    Range{0x200b, 0x200f},    // zero-width characters and direction marks
    Range{0x2028, 0x202e},    // line and paragraph separators, embeddings and overrides
    Range{0x2060, 0x206f},    // word joiner, invisible operators, isolates
    Range{0xfeff, 0xfeff},    // byte order mark
    Range{0xfff9, 0xfffb},    // interlinear annotations
    Range{0xe0000, 0xe007f},  // tags
};

bool is_unsafe(char32_t code) {
    return std::any_of(unsafe_ranges.begin(), unsafe_ranges.end(), [code](const Range& range) {
        return code >= range.first && code <= range.last;
    });
}

bool is_variation_selector(char32_t code) {
    return (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef);
}

bool is_pictograph(char32_t code) {
    const auto* property = utf8proc_get_property(static_cast<utf8proc_int32_t>(code));
    return property->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

bool is_skin_tone(char32_t code) {
    return code >= 0x1f3fb && code <= 0x1f3ff;
}

/// Length in bytes of the tags that make a regional flag of the black flag before them (`gbeng`
/// and a cancel tag); 0 when `text` does not begin with a well-formed sequence.
std::size_t flag_tags_size(std::string_view text) {
    constexpr std::size_t most_tags = 6;  // two letters of the country, up to four of the region
    std::size_t size = 0;
    for (std::size_t tags = 0; size < text.size(); ++tags) {
        const auto character = first_character(text.substr(size));
        size += character.size;
        if (character.code == cancel_tag) {
            return tags == 0 ? 0 : size;
        }
        const bool digit = character.code >= 0xe0030 && character.code <= 0xe0039;
        const bool letter = character.code >= 0xe0061 && character.code <= 0xe007a;
        if ((!digit && !letter) || tags == most_tags) {
            return 0;
        }
    }
    return 0;
}

/// Writes text character by character and remembers what emoji sequences depend on.
class SafeWriter {
  public:
    explicit SafeWriter(std::size_t expected_size) { out_.reserve(expected_size + 16); }

    /// Writes the first character of `text` and gives the number of bytes it consumed.
    std::size_t write(std::string_view text) {
        const auto character = first_character(text);
        const auto bytes = text.substr(0, character.size);
        if (!character.valid) {
            append_byte_escape(out_, static_cast<unsigned char>(character.code));
            forget();
            return bytes.size();
        }
        if (may_stand(character, text.substr(character.size))) {
            out_ += bytes;
        } else {
            append_visible(out_, character.code);
            forget();
            return bytes.size();
        }
        return bytes.size() + remember(character.code, text.substr(bytes.size()));
    }

    std::string take() { return std::move(out_); }

  private:
    bool may_stand(const Character& character, std::string_view rest) const {
        if (character.code == zero_width_joiner) {
            return after_pictograph_ && !rest.empty() && is_pictograph(first_character(rest).code);
        }
        // One selector chooses a glyph; a run of them carries hidden data.
        if (is_variation_selector(character.code)) {
            return !after_selector_ && !out_.empty();
        }
        return !is_unsafe(character.code);
    }

    /// Gives the number of further bytes written: the tags of a flag.
    std::size_t remember(char32_t code, std::string_view rest) {
        const bool selector = is_variation_selector(code);
        after_pictograph_ =
            is_pictograph(code) || (after_pictograph_ && (selector || is_skin_tone(code)));
        after_selector_ = selector;
        if (code != black_flag) {
            return 0;
        }
        const auto tags = flag_tags_size(rest);
        out_ += rest.substr(0, tags);
        return tags;
    }

    void forget() {
        after_pictograph_ = false;
        after_selector_ = false;
    }

    std::string out_;
    bool after_pictograph_ = false;
    bool after_selector_ = false;
};

struct FreeDeleter {
    void operator()(utf8proc_uint8_t* memory) const { std::free(memory); }
};

/// Maps valid UTF-8; text that utf8proc refuses (too long for its counters) stays as it is.
std::string map_valid(std::string_view text, int options) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                                   static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, FreeDeleter> owner(mapped);
    if (size < 0) {
        return std::string(text);
    }
    return std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
}

/// Size of the longest prefix that is valid UTF-8.
std::size_t valid_prefix(std::string_view text) {
    auto at = ascii_prefix(text);
    while (at < text.size()) {
        const auto character = first_character(text.substr(at));
        if (!character.valid) {
            break;
        }
        at += character.size;
        at += ascii_prefix(text.substr(at));
    }
    return at;
}

/// Maps the valid stretches and keeps invalid bytes as they are.
std::string map_text(std::string_view text, int options) {
    std::string mapped;
    while (!text.empty()) {
        const auto size = valid_prefix(text);
        mapped += map_valid(text.substr(0, size), options);
        text.remove_prefix(size);
        if (!text.empty()) {
            mapped += text.front();
            text.remove_prefix(1);
        }
    }
    return mapped;
}

std::size_t width_of(const Character& character) {
    if (!character.valid) {
        return 1;
    }
    return static_cast<std::size_t>(
        std::max(0, utf8proc_charwidth(static_cast<utf8proc_int32_t>(character.code))));
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    return valid_prefix(text) == text.size();
}

std::string to_valid_utf8(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto size = valid_prefix(text);
        out += text.substr(0, size);
        text.remove_prefix(size);
        if (!text.empty()) {
            append_byte_escape(out, static_cast<unsigned char>(text.front()));
            text.remove_prefix(1);
        }
    }
    return out;
}

std::string terminal_safe(std::string_view text) {
    if (is_printable_ascii(text)) {
        return std::string(text);
    }
    SafeWriter writer(text.size());
    while (!text.empty()) {
        text.remove_prefix(writer.write(text));
    }
    return writer.take();
}

std::string_view truncate_utf8(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) {
        return text;
    }
    // A character begins at most three bytes before the cut that would split it.
    for (std::size_t start = bytes >= 3 ? bytes - 3 : 0; start < bytes; ++start) {
        const auto character = first_character(text.substr(start));
        if (character.valid && start + character.size > bytes) {
            return text.substr(0, start);
        }
    }
    return text.substr(0, bytes);
}

std::string_view truncate_characters(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    for (std::size_t count = 0; count < characters && at < text.size(); ++count) {
        at += first_character(text.substr(at)).size;
    }
    return text.substr(0, at);
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        const auto ascii = ascii_prefix(text);
        count += ascii;
        text.remove_prefix(ascii);
        if (!text.empty()) {
            text.remove_prefix(first_character(text).size);
            ++count;
        }
    }
    return count;
}

std::size_t display_width(std::string_view text) {
    if (is_printable_ascii(text)) {
        return text.size();
    }
    std::size_t width = 0;
    while (!text.empty()) {
        const auto character = first_character(text);
        width += width_of(character);
        text.remove_prefix(character.size);
    }
    return width;
}

std::string fit_width(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) {
        return std::string(text);
    }
    if (width == 0) {
        return {};
    }
    std::size_t used = 0;
    std::size_t at = 0;
    bool joined = false;  // the character before asks for the one that no longer fits
    std::size_t before_joiner = 0;
    while (at < text.size()) {
        const auto character = first_character(text.substr(at));
        if (used + width_of(character) > width - 1) {
            break;
        }
        joined = character.code == zero_width_joiner;
        before_joiner = at;
        used += width_of(character);
        at += character.size;
    }
    std::string fitted(text.substr(0, joined ? before_joiner : at));
    fitted += "…";
    return fitted;
}

std::string fold_case(std::string_view text) {
    return is_ascii(text) ? ascii_lower(text) : map_text(text, UTF8PROC_CASEFOLD);
}

std::string collision_key(std::string_view text) {
    if (is_ascii(text)) {
        return ascii_lower(text);
    }
    // Folding may undo a composition, so the result is composed once more.
    const auto composed = map_text(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    return map_text(composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

bool contains_folded(std::string_view text, std::string_view folded_needle) {
    if (is_ascii(text)) {
        return std::search(text.begin(), text.end(), folded_needle.begin(), folded_needle.end(),
                           [](char a, char b) { return ascii_lower(a) == b; }) != text.end() ||
               folded_needle.empty();
    }
    return fold_case(text).find(folded_needle) != std::string::npos;
}

}  // namespace skillmeat
