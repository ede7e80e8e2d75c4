#include <skillmeat/toml/syntax.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <skillmeat/toml/escape.hpp>

namespace skillmeat::tomlfile {

namespace {

bool is_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads the text once from front to back; stops at the first thing that is no TOML.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    Syntax run() {
        if (text_.starts_with("\xEF\xBB\xBF")) {
            position_ = 3;
        }
        while (ok() && position_ < text_.size()) {
            scan_item();
        }
        return std::move(syntax_);
    }

  private:
    [[nodiscard]] bool ok() const { return syntax_.outcome == Syntax::Outcome::complete; }
    [[nodiscard]] bool at(std::string_view expected) const {
        return text_.substr(position_, expected.size()) == expected;
    }
    [[nodiscard]] char peek() const { return position_ < text_.size() ? text_[position_] : '\0'; }
    [[nodiscard]] bool at_line_end() const {
        return position_ == text_.size() || at("\n") || at("\r\n");
    }

    bool fail(Syntax::Outcome outcome = Syntax::Outcome::malformed) {
        if (ok()) {
            syntax_.outcome = outcome;
            syntax_.offset = std::min(position_, text_.size());
        }
        return false;
    }

    bool take(std::string_view expected) {
        if (!at(expected)) {
            return fail();
        }
        position_ += expected.size();
        return true;
    }

    void skip_spaces() {
        position_ = std::min(text_.find_first_not_of(" \t", position_), text_.size());
    }

    void skip_comment() {
        if (at("#")) {
            position_ = std::min(text_.find('\n', position_), text_.size());
            if (position_ < text_.size() && text_[position_ - 1] == '\r') {
                --position_;
            }
        }
    }

    void skip_line_end() {
        if (position_ < text_.size()) {
            position_ += text_[position_] == '\r' ? 2 : 1;
        }
    }

    /// White space, comments and line ends, as arrays allow them between values.
    void skip_trivia() {
        for (;;) {
            skip_spaces();
            skip_comment();
            if (position_ == text_.size() || !at_line_end()) {
                return;
            }
            skip_line_end();
        }
    }

    void scan_item() {
        Item item;
        item.span.begin = position_;
        skip_spaces();
        if (at("#")) {
            item.kind = Item::Kind::comment;
        } else if (at("[")) {
            scan_header(item);
        } else if (!at_line_end()) {
            item.kind = Item::Kind::pair;
            if (scan_key(item.key, section_depth_)) {
                item.value = scan_assigned(section_depth_ + item.key.size());
            }
        }
        skip_spaces();
        skip_comment();
        if (!ok() || (!at_line_end() && !fail())) {
            return;
        }
        skip_line_end();
        item.span.end = position_;
        syntax_.items.push_back(std::move(item));
    }

    void scan_header(Item& item) {
        const bool is_array = at("[[");
        item.kind = is_array ? Item::Kind::array_header : Item::Kind::header;
        position_ += is_array ? 2 : 1;
        skip_spaces();
        if (scan_key(item.key, 0)) {
            take(is_array ? "]]" : "]");
            section_depth_ = item.key.size();
        }
    }

    /// A key, dotted or not, and the white space after it.
    bool scan_key(std::vector<std::string>& key, std::size_t depth) {
        for (;;) {
            if (depth + key.size() >= depth_limit) {
                return fail(Syntax::Outcome::too_deep);
            }
            if (!scan_key_part(key)) {
                return false;
            }
            skip_spaces();
            if (!at(".")) {
                return true;
            }
            ++position_;
            skip_spaces();
        }
    }

    bool scan_key_part(std::vector<std::string>& key) {
        const std::size_t begin = position_;
        if (at("\"") || at("'")) {
            const bool literal = at("'");
            if (at("\"\"\"") || at("'''") || !scan_string()) {
                return fail();
            }
            const auto content = text_.substr(begin + 1, position_ - begin - 2);
            const auto decoded = literal ? std::string(content) : unescape_basic_string(content);
            if (!decoded) {
                return fail();
            }
            key.push_back(*decoded);
            return true;
        }
        while (is_bare(peek())) {
            ++position_;
        }
        if (position_ == begin) {
            return fail();
        }
        key.emplace_back(text_.substr(begin, position_ - begin));
        return true;
    }

    /// The equals sign after a key, and the value.
    Node scan_assigned(std::size_t depth) {
        if (!take("=")) {
            return {};
        }
        skip_spaces();
        return scan_value(depth);
    }

    Node scan_value(std::size_t depth) {
        Node node;
        node.span.begin = position_;
        if (at("[") || at("{")) {
            if (depth >= depth_limit) {
                fail(Syntax::Outcome::too_deep);
            } else if (at("[")) {
                scan_array(node, depth);
            } else {
                scan_inline_table(node, depth);
            }
        } else if (at("\"") || at("'")) {
            scan_string();
        } else {
            scan_bare_value();
        }
        node.span.end = position_;
        return node;
    }

    void scan_array(Node& node, std::size_t depth) {
        node.kind = Node::Kind::array;
        ++position_;
        for (;;) {
            skip_trivia();
            if (at("]")) {
                ++position_;
                return;
            }
            node.elements.push_back(scan_value(depth + 1));
            skip_trivia();
            if (!ok() || (!at(",") && !at("]") && !fail())) {
                return;
            }
            if (at(",")) {
                node.elements.back().comma = position_;
                ++position_;
            }
        }
    }

    void scan_inline_table(Node& node, std::size_t depth) {
        node.kind = Node::Kind::table;
        ++position_;
        skip_spaces();
        while (ok() && !at("}")) {
            InlineMember member;
            member.begin = position_;
            if (scan_key(member.key, depth)) {
                member.value = scan_assigned(depth + member.key.size());
            }
            skip_spaces();
            if (ok() && at(",")) {
                member.value.comma = position_;
                ++position_;
                skip_spaces();
            } else if (!at("}")) {
                fail();
            }
            node.members.push_back(std::move(member));
        }
        take("}");
    }

    bool scan_string() {
        const std::size_t begin = position_;
        const char quote = peek();
        const bool multi_line = at("\"\"\"") || at("'''");
        position_ += multi_line ? 3 : 1;
        while (position_ < text_.size()) {
            const char c = text_[position_];
            if (c == '\n' && !multi_line) {
                return fail();
            }
            if (c == '\\' && quote == '"') {
                position_ += 2;
            } else if (c != quote) {
                ++position_;
            } else if (!multi_line || at(quote == '"' ? "\"\"\"" : "'''")) {
                close_string(begin, quote, multi_line);
                return true;
            } else {
                ++position_;
            }
        }
        position_ = text_.size();
        return fail();
    }

    void close_string(std::size_t begin, char quote, bool multi_line) {
        position_ += multi_line ? 3 : 1;
        // Up to two quotes may stand directly before the closing three.
        for (int extra = 0; multi_line && extra < 2 && peek() == quote; ++extra) {
            ++position_;
        }
        if (multi_line) {
            syntax_.strings.push_back({begin, position_});
        }
    }

    void scan_bare_value() {
        const std::size_t begin = position_;
        const auto to_end = [&] {
            position_ = std::min(text_.find_first_of(" \t\r\n,]}#", position_), text_.size());
        };
        to_end();
        // A date and a time may be apart by one space.
        if (position_ - begin == 10 && text_[begin + 4] == '-' && position_ + 3 < text_.size() &&
            text_[position_] == ' ' && is_digit(text_[position_ + 1]) &&
            is_digit(text_[position_ + 2]) && text_[position_ + 3] == ':') {
            ++position_;
            to_end();
        }
        const auto other = std::ranges::find_if(text_.substr(begin, position_ - begin), [](char c) {
            return static_cast<unsigned char>(c) >= 0x80;
        });
        const auto length =
            static_cast<std::size_t>(other - (text_.begin() + static_cast<std::ptrdiff_t>(begin)));
        if (position_ == begin || begin + length < position_) {
            position_ = begin + length;
            fail();
        }
    }

    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t section_depth_ = 0;
    Syntax syntax_;
};

/// What the headers so far have named.
struct Names {
    std::map<std::string, std::unique_ptr<Names>> children;
    std::size_t elements = 0;  ///< of an array of tables

    Names& child(const std::string& name) {
        auto& found = children[name];
        if (!found) {
            found = std::make_unique<Names>();
        }
        return *found;
    }
};

KeyPath header_path(const Item& item, Names& root) {
    KeyPath path;
    Names* names = &root;
    for (std::size_t i = 0; i < item.key.size(); ++i) {
        names = &names->child(item.key[i]);
        path.emplace_back(item.key[i]);
        if (i + 1 == item.key.size() && item.kind == Item::Kind::array_header) {
            ++names->elements;
            names->children.clear();
        }
        if (names->elements > 0) {
            path.emplace_back(names->elements - 1);
        }
    }
    return path;
}

}  // namespace

Syntax scan(std::string_view text) {
    return Scanner(text).run();
}

void resolve_paths(Syntax& syntax) {
    Names root;
    KeyPath section;
    for (Item& item : syntax.items) {
        if (item.kind == Item::Kind::header || item.kind == Item::Kind::array_header) {
            section = header_path(item, root);
            item.path = section;
        } else if (item.kind == Item::Kind::pair) {
            item.path = section;
            item.path.insert(item.path.end(), item.key.begin(), item.key.end());
        }
    }
}

}  // namespace skillmeat::tomlfile
