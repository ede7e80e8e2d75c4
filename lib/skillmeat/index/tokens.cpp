#include <skillmeat/index/tokens.hpp>

#include <skillmeat/base/search_form.hpp>
#include <skillmeat/base/unicode.hpp>

namespace skillmeat::index {
namespace {

/// Whether a part of a word in camel case begins at `letter`: `readFile`, `HTMLReader`,
/// `es6Module`.
bool begins_part(LetterKind before, LetterKind letter, std::string_view after) {
    if (letter != LetterKind::upper) {
        return false;
    }
    if (before == LetterKind::lower) {
        return true;
    }
    const bool lower_follows = !after.empty() && first_letter(after).kind == LetterKind::lower;
    return lower_follows && (before == LetterKind::upper || before == LetterKind::digit);
}

}  // namespace

void Tokens::normalise(Token& token) const {
    token.text.clear();
    for (std::size_t at = token.begin; at < token.end;) {
        const auto size = first_letter(text_.substr(at)).size;
        append_search_form(token.text, text_.substr(at, size));
        at += size;
    }
    if (token.text.size() > longest_token) {
        token.text.resize(truncate_utf8(token.text, longest_token).size());
    }
}

void Tokens::read_word(Token& token) {
    token.begin = at_;
    bounds_[0] = at_;
    parts_ = 0;
    auto before = LetterKind::none;
    while (at_ < text_.size()) {
        const auto letter = first_letter(text_.substr(at_));
        if (letter.kind == LetterKind::none || letter.kind == LetterKind::symbol) {
            break;
        }
        const auto after = text_.substr(at_ + letter.size);
        if (begins_part(before, letter.kind, after) && parts_ + 1 < most_parts) {
            bounds_[++parts_] = at_;
        }
        if (letter.kind != LetterKind::mark) {
            before = letter.kind;
        }
        at_ += letter.size;
    }
    token.end = at_;
    if (parts_ > 0) {
        bounds_[++parts_] = at_;
    }
    part_ = 0;
}

bool Tokens::next(Token& token) {
    token.is_symbol = false;
    token.is_part = part_ < parts_;
    if (token.is_part) {
        token.begin = bounds_[part_];
        token.end = bounds_[++part_];
        normalise(token);
        return true;
    }
    while (at_ < text_.size()) {
        const auto letter = first_letter(text_.substr(at_));
        if (letter.kind == LetterKind::none || letter.kind == LetterKind::mark) {
            at_ += letter.size;
            continue;
        }
        if (letter.kind == LetterKind::symbol) {
            token.begin = at_;
            at_ += letter.size;
            token.end = at_;
            token.is_symbol = true;
        } else {
            read_word(token);
        }
        normalise(token);
        if (!token.text.empty()) {
            return true;
        }
        parts_ = part_ = 0;
    }
    return false;
}

}  // namespace skillmeat::index
