#include <skillmeat/model/category.hpp>

#include <algorithm>
#include <array>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>

namespace skillmeat {
namespace {

constexpr std::array<std::string_view, 11> words_for_none{
    "all",  "default",       "n-a",           "na",     "none", "null", "tbd",
    "todo", "uncategorised", "uncategorized", "unknown"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Letters are those of ASCII and every other character: names are not only English.
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool stays(char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '#' || c == '.';
}

/// Braces and angle brackets stand around what was to be filled in; controls in no name.
bool says_something_else(std::string_view text) {
    return text.find("://") != std::string_view::npos || !is_valid_utf8(text) ||
           std::any_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '{' || c == '}' ||
                      c == '<' || c == '>' || c == '$';
           });
}

std::string hyphenated(std::string_view folded) {
    std::string key;
    for (const char c : folded) {
        if (stays(c)) {
            key += c;
        } else if (c != '\'' && !key.empty() && key.back() != '-') {
            key += '-';
        }
    }
    while (!key.empty() && (key.back() == '-' || key.back() == '.')) {
        key.pop_back();
    }
    return key;
}

/// `03-x`, `3.x`, `01-02-x` as `x`; `3d-models` as it is.
std::string_view without_numbers(std::string_view key) {
    while (true) {
        const auto digits = key.find_first_not_of("0123456789");
        if (digits == 0 || digits == std::string_view::npos ||
            (key[digits] != '-' && key[digits] != '.')) {
            return key;
        }
        const auto rest = key.find_first_not_of("-.", digits);
        if (rest == std::string_view::npos) {
            return {};
        }
        key.remove_prefix(rest);
    }
}

}  // namespace

std::string category_key(std::string_view text) {
    text = trim(text);
    if (says_something_else(text)) {
        return {};
    }
    std::string key(without_numbers(hyphenated(fold_case(text))));
    const bool is_named = std::any_of(key.begin(), key.end(), is_letter);
    const bool is_none =
        std::find(words_for_none.begin(), words_for_none.end(), key) != words_for_none.end();
    return is_named && !is_none && count_characters(key) <= max_category ? key : std::string{};
}

std::string category_filter_key(std::string_view text) {
    auto key = category_key(text);
    // A blank in front stands in no key.
    return key.empty() && !text.empty() ? " " + fold_case(text) : key;
}

}  // namespace skillmeat
