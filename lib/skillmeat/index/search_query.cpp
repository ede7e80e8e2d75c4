#include <skillmeat/index/search_query.hpp>

#include <algorithm>
#include <utility>

#include <skillmeat/base/search_form.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/index/tokens.hpp>

namespace skillmeat::index {
namespace {

constexpr std::string_view joiners = "-_./'";  // between the parts of one word

bool is_letter(std::string_view text) {
    return !text.empty() && first_letter(text).kind != LetterKind::none;
}

bool is_space(char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7f;
}

class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<SearchQuery> parse() {
        if (text_.size() > longest_query) {
            return fail(ErrorCode::invalid_value,
                        "the query is " + std::to_string(text_.size()) +
                            " bytes long: expected at most " + std::to_string(longest_query),
                        "search for fewer words");
        }
        while (at_ < text_.size()) {
            SKILLMEAT_TRY(read_part());
        }
        return finish();
    }

  private:
    [[nodiscard]] std::string quoted_query() const {
        constexpr std::size_t longest_quoted = 60;
        const auto beginning = truncate_characters(text_, longest_quoted);
        return quote(std::string(beginning) + (beginning.size() < text_.size() ? "…" : ""));
    }

    [[nodiscard]] tl::unexpected<Error> wrong(std::size_t at, const std::string& what,
                                              std::string hint) const {
        Origin origin;
        origin.line = 1;
        origin.column = static_cast<int>(count_characters(text_.substr(0, at))) + 1;
        Error error{ErrorCode::invalid_value,
                    what + " at character " + std::to_string(origin.column) + " of the query " +
                        quoted_query(),
                    origin,
                    {},
                    std::move(hint)};
        return fail(std::move(error));
    }

    Result<void> read_part() {
        const auto begin = at_;
        bool excluded = false;
        if (text_[at_] == '-' && (at_ == 0 || is_space(text_[at_ - 1]))) {
            const auto after = text_.substr(at_ + 1);
            excluded = !after.empty() && (after.front() == '"' || is_letter(after));
            at_ += excluded ? 1 : 0;
        }
        if (text_[at_] == '"') {
            return read_phrase(begin, excluded);
        }
        if (is_letter(text_.substr(at_))) {
            return read_word(begin, excluded);
        }
        if (text_[at_] == '*') {
            return wrong(at_, "'*' follows no word", "write the beginning of a word before it");
        }
        at_ += first_letter(text_.substr(at_)).size;
        return {};
    }

    Result<void> read_phrase(std::size_t begin, bool excluded) {
        const auto open = at_;
        const auto close = text_.find('"', open + 1);
        if (close == std::string_view::npos) {
            return wrong(open, "the quote is not closed", "close it with another '\"'");
        }
        QueryPart part;
        part.kind = QueryPart::Kind::phrase;
        part.words = words_of(text_.substr(open + 1, close - open - 1), nullptr);
        if (part.words.empty()) {
            return wrong(open, "the quotes hold no word", "put words between them");
        }
        at_ = close + 1;
        add(std::move(part), begin, excluded);
        return {};
    }

    /// Where the word that begins here ends: letters, and joiners with letters on both sides.
    [[nodiscard]] std::size_t end_of_word() const {
        auto at = at_;
        while (at < text_.size()) {
            const auto rest = text_.substr(at);
            const bool joined =
                joiners.find(rest.front()) != std::string_view::npos && is_letter(rest.substr(1));
            if (!is_letter(rest) && !joined) {
                break;
            }
            at += first_letter(rest).size;
        }
        return at;
    }

    Result<void> read_word(std::size_t begin, bool excluded) {
        const auto end = end_of_word();
        const bool prefix = end < text_.size() && text_[end] == '*';
        QueryPart part;
        bool has_symbols = false;
        part.words = words_of(text_.substr(at_, end - at_), &part.camel, &has_symbols);
        at_ = end + (prefix ? 1 : 0);
        if (part.words.empty()) {
            return {};  // marks without a letter
        }
        if (prefix) {
            part.kind = QueryPart::Kind::prefix;
            part.camel.clear();
        } else if (part.words.size() > 1) {
            part.kind = QueryPart::Kind::phrase;
            part.camel.clear();
            if (!excluded && !has_symbols) {
                add_apart(part, begin);
                if (query_.parts.size() + most_words >= most_parts + word_count_) {
                    return {};
                }
                part.bonus = true;
            }
        }
        add(std::move(part), begin, excluded);
        return {};
    }

    /// The parts of a word with joiners, each as a word.
    void add_apart(const QueryPart& whole, std::size_t begin) {
        for (const auto& word : whole.words) {
            QueryPart part;
            part.words = {word};
            add(std::move(part), begin, false);
        }
    }

    void add(QueryPart part, std::size_t begin, bool excluded) {
        part.excluded = excluded;
        part.begin = begin;
        part.end = at_;
        word_count_ += part.bonus ? 0 : part.words.size();
        // A word typed twice means it once.
        const auto same = [&part](const QueryPart& other) {
            return other.kind == part.kind && other.words == part.words &&
                   other.excluded == part.excluded && other.bonus == part.bonus;
        };
        if (std::none_of(query_.parts.begin(), query_.parts.end(), same)) {
            query_.parts.push_back(std::move(part));
        }
    }

    static std::vector<std::string> words_of(std::string_view text, std::vector<std::string>* camel,
                                             bool* has_symbols = nullptr) {
        std::vector<std::string> words;
        Tokens tokens(text);
        Token token;
        while (tokens.next(token)) {
            if (has_symbols != nullptr) {
                *has_symbols = *has_symbols || token.is_symbol;
            }
            if (!token.is_part) {
                words.push_back(token.text);
            } else if (camel != nullptr) {
                camel->push_back(token.text);
            }
        }
        return words;
    }

    Result<SearchQuery> finish() {
        if (query_.parts.empty()) {
            return fail(ErrorCode::invalid_value,
                        "the query " + quoted_query() + " holds no word to search for",
                        "write words, such as `skillmeat search review pull requests`");
        }
        if (word_count_ > most_words) {
            return fail(ErrorCode::invalid_value,
                        "the query has " + std::to_string(word_count_) +
                            " words: expected at most " + std::to_string(most_words),
                        "search for fewer words");
        }
        if (std::all_of(query_.parts.begin(), query_.parts.end(),
                        [](const QueryPart& part) { return part.excluded; })) {
            return wrong(query_.parts.front().begin, "the query only excludes",
                         "add a word to search for, or use `skillmeat catalog list`");
        }
        return std::move(query_);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t word_count_ = 0;
    SearchQuery query_;
};

}  // namespace

Result<SearchQuery> parse_query(std::string_view text) {
    return Parser(text).parse();
}

}  // namespace skillmeat::index
