#include <skillmeat/index/match_ranges.hpp>

#include <algorithm>

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/index/tokens.hpp>

namespace skillmeat::index {
namespace {

bool fits(const Phrase& phrase, std::size_t i, const Token& token) {
    const auto& word = phrase.words[i];
    const bool last = i + 1 == phrase.words.size();
    return last && phrase.is_prefix ? token.text.starts_with(word) : token.text == word;
}

/// Whether the phrase stands at tokens[at...].
bool stands_at(const Phrase& phrase, const std::vector<Token>& tokens, std::size_t at) {
    if (at + phrase.words.size() > tokens.size()) {
        return false;
    }
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
        if (!fits(phrase, i, tokens[at + i])) {
            return false;
        }
    }
    return true;
}

/// Where `inside` stands in a word; all of the word when its form differs in length from the text.
MatchRange inner_range(const Token& token, std::size_t found, std::size_t size) {
    if (token.end - token.begin != token.text.size()) {
        return {token.begin, token.end};
    }
    return {token.begin + found, token.begin + found + size};
}

void add_ranges(const std::vector<Token>& tokens, const Matcher& matcher,
                std::vector<MatchRange>& ranges) {
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        for (const auto& phrase : matcher.phrases) {
            if (!phrase.words.empty() && stands_at(phrase, tokens, at)) {
                ranges.push_back({tokens[at].begin, tokens[at + phrase.words.size() - 1].end});
            }
        }
        for (const auto& inside : matcher.inside) {
            const auto found = tokens[at].text.find(inside);
            if (found != std::string::npos) {
                ranges.push_back(inner_range(tokens[at], found, inside.size()));
            }
        }
    }
}

std::vector<MatchRange> merged(std::vector<MatchRange> ranges) {
    std::sort(ranges.begin(), ranges.end(), [](const MatchRange& a, const MatchRange& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    std::vector<MatchRange> apart;
    for (const auto& range : ranges) {
        if (!apart.empty() && range.begin <= apart.back().end) {
            apart.back().end = std::max(apart.back().end, range.end);
        } else {
            apart.push_back(range);
        }
    }
    return apart;
}

}  // namespace

std::vector<MatchRange> match_ranges(std::string_view text, const Matcher& matcher) {
    std::vector<Token> words;
    std::vector<Token> parts;
    Tokens tokens(text);
    Token token;
    while (tokens.next(token)) {
        (token.is_part ? parts : words).push_back(token);
    }
    std::vector<MatchRange> ranges;
    add_ranges(words, matcher, ranges);
    add_ranges(parts, matcher, ranges);
    return merged(std::move(ranges));
}

std::vector<MatchRange> in_characters(std::string_view text,
                                      const std::vector<MatchRange>& ranges) {
    std::vector<MatchRange> counted;
    std::size_t bytes = 0;
    std::size_t characters = 0;
    const auto count_to = [&](std::size_t at) {
        characters += count_characters(text.substr(bytes, at - bytes));
        bytes = at;
        return characters;
    };
    for (const auto& range : ranges) {
        const auto begin = count_to(range.begin);
        counted.push_back({begin, count_to(range.end)});
    }
    return counted;
}

}  // namespace skillmeat::index
