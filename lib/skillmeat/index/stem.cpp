#include <skillmeat/index/stem.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace skillmeat::index {
namespace {

/// A suffix and what takes its place.
struct Rule {
    std::string_view suffix;
    std::string_view replacement;
};

bool is_consonant(std::string_view word, std::size_t i) {
    switch (word[i]) {
        case 'a':
        case 'e':
        case 'i':
        case 'o':
        case 'u':
            return false;
        case 'y':
            return i == 0 || !is_consonant(word, i - 1);
        default:
            return true;
    }
}

/// Porter's m: how many times vowels are followed by consonants.
int measure(std::string_view word) {
    int count = 0;
    bool after_vowel = false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const bool consonant = is_consonant(word, i);
        count += after_vowel && consonant ? 1 : 0;
        after_vowel = !consonant;
    }
    return count;
}

bool has_vowel(std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (!is_consonant(word, i)) {
            return true;
        }
    }
    return false;
}

bool ends_double(std::string_view word) {
    return word.size() > 1 && word.back() == word[word.size() - 2] &&
           is_consonant(word, word.size() - 1);
}

/// Ends consonant, vowel, consonant, the last not w, x or y: `hop`, which once was `hope`.
bool ends_short(std::string_view word) {
    const auto size = word.size();
    return size > 2 && is_consonant(word, size - 1) && !is_consonant(word, size - 2) &&
           is_consonant(word, size - 3) && word.back() != 'w' && word.back() != 'x' &&
           word.back() != 'y';
}

/// What stands before the suffix.
std::string_view before(std::string_view word, std::string_view suffix) {
    return word.substr(0, word.size() - suffix.size());
}

void replace(std::string& word, const Rule& rule) {
    word.resize(word.size() - rule.suffix.size());
    word += rule.replacement;
}

/// Applies the first rule whose suffix fits, if enough stands before it.
void apply(std::string& word, std::span<const Rule> rules, int least_measure) {
    for (const auto& rule : rules) {
        if (word.ends_with(rule.suffix)) {
            if (measure(before(word, rule.suffix)) > least_measure) {
                replace(word, rule);
            }
            return;
        }
    }
}

void strip_plural(std::string& word) {
    if (word.ends_with("sses") || word.ends_with("ies")) {
        word.resize(word.size() - 2);
    } else if (word.ends_with("s") && !word.ends_with("ss")) {
        word.pop_back();
    }
}

void strip_past(std::string& word) {
    if (word.ends_with("eed")) {
        if (measure(before(word, "eed")) > 0) {
            word.pop_back();
        }
        return;
    }
    if (word.ends_with("ed") && has_vowel(before(word, "ed"))) {
        word.resize(word.size() - 2);
    } else if (word.ends_with("ing") && has_vowel(before(word, "ing"))) {
        word.resize(word.size() - 3);
    } else {
        return;
    }
    if (word.ends_with("at") || word.ends_with("bl") || word.ends_with("iz")) {
        word += 'e';
    } else if (ends_double(word) && !word.ends_with("l") && !word.ends_with("s") &&
               !word.ends_with("z")) {
        word.pop_back();
    } else if (measure(word) == 1 && ends_short(word)) {
        word += 'e';
    }
}

constexpr std::array double_suffixes{
    Rule{"ational", "ate"}, Rule{"tional", "tion"}, Rule{"enci", "ence"},   Rule{"anci", "ance"},
    Rule{"izer", "ize"},    Rule{"bli", "ble"},     Rule{"alli", "al"},     Rule{"entli", "ent"},
    Rule{"eli", "e"},       Rule{"ousli", "ous"},   Rule{"ization", "ize"}, Rule{"ation", "ate"},
    Rule{"ator", "ate"},    Rule{"alism", "al"},    Rule{"iveness", "ive"}, Rule{"fulness", "ful"},
    Rule{"ousness", "ous"}, Rule{"aliti", "al"},    Rule{"iviti", "ive"},   Rule{"biliti", "ble"},
    Rule{"logi", "log"},
};

constexpr std::array adjective_suffixes{
    Rule{"icate", "ic"}, Rule{"ative", ""}, Rule{"alize", "al"}, Rule{"iciti", "ic"},
    Rule{"ical", "ic"},  Rule{"ful", ""},   Rule{"ness", ""},
};

constexpr std::array last_suffixes{
    Rule{"al", ""},   Rule{"ance", ""},  Rule{"ence", ""},  Rule{"er", ""},    Rule{"ic", ""},
    Rule{"able", ""}, Rule{"ible", ""},  Rule{"ant", ""},   Rule{"ement", ""}, Rule{"ment", ""},
    Rule{"ent", ""},  Rule{"sion", "s"}, Rule{"tion", "t"}, Rule{"ou", ""},    Rule{"ism", ""},
    Rule{"ate", ""},  Rule{"iti", ""},   Rule{"ous", ""},   Rule{"ive", ""},   Rule{"ize", ""},
};

void strip_end(std::string& word) {
    if (word.ends_with("e")) {
        const auto rest = before(word, "e");
        if (measure(rest) > 1 || (measure(rest) == 1 && !ends_short(rest))) {
            word.pop_back();
        }
    }
    if (word.ends_with("ll") && measure(word) > 1) {
        word.pop_back();
    }
}

}  // namespace

std::string stem(std::string_view text) {
    std::string word(text);
    if (word.size() < 3 ||
        !std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; })) {
        return word;
    }
    strip_plural(word);
    strip_past(word);
    if (word.ends_with("y") && has_vowel(before(word, "y"))) {
        word.back() = 'i';
    }
    apply(word, double_suffixes, 0);
    apply(word, adjective_suffixes, 0);
    apply(word, last_suffixes, 1);
    strip_end(word);
    return word;
}

}  // namespace skillmeat::index
