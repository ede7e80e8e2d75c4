#include <skillmeat/deploy/findings.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <skillmeat/base/unicode.hpp>

namespace skillmeat::deploy {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

constexpr bool within(char32_t code, const Range& range) {
    return code >= range.first && code <= range.last;
}

/// Scripts that are written with joiners and direction marks between letters: from Hebrew and
/// Arabic over those of India and South-East Asia to Mongolian.
constexpr std::array joining_scripts{
    Range{0x0590, 0x08ff}, Range{0x0900, 0x0dff}, Range{0x0e00, 0x0fff}, Range{0x1000, 0x109f},
    Range{0x1780, 0x18af}, Range{0xfb1d, 0xfdff}, Range{0xfe70, 0xfefc}, Range{0x10a00, 0x111ff}};

constexpr std::array pictographs{Range{0x00a9, 0x00ae}, Range{0x203c, 0x3299},
                                 Range{0x1f000, 0x1faff}};

constexpr char32_t joiner = 0x200d;
constexpr char32_t black_flag = 0x1f3f4;
constexpr char32_t byte_order_mark = 0xfeff;
constexpr std::size_t judged_as_binary = 8192;  // bytes looked at for a NUL

bool is_selector(char32_t code) {
    return within(code, {0xfe00, 0xfe0f}) || within(code, {0xe0100, 0xe01ef});
}

bool is_tag(char32_t code) {
    return within(code, {0xe0000, 0xe007f});
}

template <std::size_t N>
bool is_one_of(char32_t code, const std::array<Range, N>& ranges) {
    return std::ranges::any_of(ranges, [code](const Range& range) { return within(code, range); });
}

/// The characters of valid UTF-8.
std::u32string decode(std::string_view text) {
    std::u32string codes;
    codes.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        char32_t code = size == 1 ? first : first & (0x7fU >> size);
        for (std::size_t j = 1; j < size; ++j) {
            code = (code << 6U) | (static_cast<unsigned char>(text[i + j]) & 0x3fU);
        }
        codes += code;
        i += size;
    }
    return codes;
}

/// Judges characters by what stands around them.
class Judge {
  public:
    explicit Judge(const std::u32string& text) : text_(text) {}

    /// The rule a character breaks; empty when none.
    [[nodiscard]] std::string_view rule(std::size_t at) const {
        const auto code = text_[at];
        if (code < 0xa0) {
            const bool usual = code >= 0x20
                                   ? code != 0x7f && code < 0x80
                                   : code == '\t' || code == '\n' || code == '\r' || code == '\f';
            return usual ? "" : "control";
        }
        if (within(code, {0x202a, 0x202e}) || within(code, {0x2066, 0x2069})) {
            return "bidirectional";
        }
        if (is_tag(code)) {
            return in_flag(at) ? "" : "tag";
        }
        if (is_selector(code)) {
            return at > 0 && is_selector(text_[at - 1]) ? "selector-run" : "";
        }
        if (within(code, {0x200b, 0x200f}) || within(code, {0x2060, 0x2064}) ||
            code == byte_order_mark) {
            return is_needed(at) ? "" : "zero-width";
        }
        return "";
    }

  private:
    [[nodiscard]] char32_t before(std::size_t at) const { return at > 0 ? text_[at - 1] : 0; }
    [[nodiscard]] char32_t after(std::size_t at) const {
        return at + 1 < text_.size() ? text_[at + 1] : 0;
    }

    [[nodiscard]] bool is_needed(std::size_t at) const {
        const auto code = text_[at];
        if (code == byte_order_mark) {
            return at == 0;
        }
        if (code == joiner && is_one_of(after(at), pictographs)) {
            return is_one_of(before(at), pictographs) || is_selector(before(at));
        }
        const bool joins = within(code, {0x200c, 0x200f});
        return joins &&
               (is_one_of(before(at), joining_scripts) || is_one_of(after(at), joining_scripts));
    }

    /// Tags right behind the black flag are that of a region.
    [[nodiscard]] bool in_flag(std::size_t at) const {
        constexpr std::size_t longest_flag = 7;
        for (std::size_t back = 1; back <= std::min(at, longest_flag); ++back) {
            if (text_[at - back] == black_flag) {
                return true;
            }
            if (!is_tag(text_[at - back])) {
                return false;
            }
        }
        return false;
    }

    const std::u32string& text_;
};

/// No finding can be in it: most files are of this kind.
bool is_plain_ascii(std::string_view bytes) {
    return std::ranges::all_of(bytes, [](char c) {
        const auto code = static_cast<unsigned char>(c);
        return (code >= 0x20 && code < 0x7f) || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    });
}

}  // namespace

std::vector<Finding> find_hidden(std::string_view path, std::string_view bytes, std::size_t most) {
    std::vector<Finding> findings;
    if (is_plain_ascii(bytes) ||
        bytes.substr(0, judged_as_binary).find('\0') != std::string_view::npos ||
        !is_valid_utf8(bytes)) {
        return findings;
    }
    const auto text = decode(bytes);
    const Judge judge(text);
    int line = 1;
    int column = 1;
    for (std::size_t at = 0; at < text.size() && findings.size() < most; ++at) {
        const auto rule = judge.rule(at);
        if (!rule.empty()) {
            findings.push_back({rule, std::string(path), line, column, text[at]});
        }
        column = text[at] == '\n' ? 1 : column + 1;
        line += text[at] == '\n' ? 1 : 0;
    }
    return findings;
}

std::string to_string(const Finding& finding) {
    return fmt::format("{}:{}:{}: U+{:04X} ({})", finding.path, finding.line, finding.column,
                       finding.code, finding.rule);
}

}  // namespace skillmeat::deploy
