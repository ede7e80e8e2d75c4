#include <skillmeat/deploy/json_text.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>

namespace skillmeat::deploy {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr int most_levels = 64;

/// Finds the spans of values. What is between them is checked, too; scalars and strings are judged
/// by nlohmann's parser, which knows escapes and numbers.
class Parser {
  public:
    Parser(std::string_view text, const std::string& path) : text_(text), path_(path) {}

    Result<JsonNode> parse() {
        if (text_.starts_with("\xef\xbb\xbf")) {
            at_ = 3;
        }
        skip_space();
        SKILLMEAT_ASSIGN(auto node, value(1));
        skip_space();
        if (at_ != text_.size()) {
            return expected("the end of the file");
        }
        return node;
    }

  private:
    Result<JsonNode> value(int level) {
        if (level > most_levels) {
            return expected(fmt::format("at most {} levels", most_levels));
        }
        JsonNode node;
        node.begin = at_;
        if (peek() == '{') {
            node.kind = JsonNode::Kind::object;
            SKILLMEAT_TRY(items('}', [&] { return member(node, level); }));
        } else if (peek() == '[') {
            node.kind = JsonNode::Kind::array;
            SKILLMEAT_TRY(items(']', [&]() -> Result<void> {
                SKILLMEAT_ASSIGN(auto element, value(level + 1));
                node.elements.push_back(std::move(element));
                return {};
            }));
        } else if (peek() == '"') {
            SKILLMEAT_TRY(string());
        } else {
            SKILLMEAT_TRY(scalar());
        }
        node.end = at_;
        return node;
    }

    template <class Item>
    Result<void> items(char closing, Item item) {
        ++at_;
        skip_space();
        if (peek() == closing) {
            ++at_;
            return {};
        }
        while (true) {
            SKILLMEAT_TRY(item());
            skip_space();
            if (peek() == closing) {
                ++at_;
                return {};
            }
            if (peek() != ',') {
                return expected(fmt::format("',' or '{}'", closing));
            }
            ++at_;
            skip_space();
        }
    }

    Result<void> member(JsonNode& object, int level) {
        const auto begin = at_;
        if (peek() != '"') {
            return expected("a key in double quotes");
        }
        SKILLMEAT_ASSIGN(auto key, string());
        if (object.find(key) != nullptr) {
            at_ = begin;
            return expected(fmt::format("each key once, not {} again", quote(key)));
        }
        skip_space();
        if (peek() != ':') {
            return expected("':'");
        }
        ++at_;
        skip_space();
        SKILLMEAT_ASSIGN(auto inner, value(level + 1));
        object.members.push_back({std::move(key), begin, std::move(inner)});
        return {};
    }

    Result<std::string> string() {
        const auto begin = at_;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            at_ += text_[at_] == '\\' ? 1U : 0U;
        }
        at_ = std::min(at_ + 1, text_.size());
        const auto parsed = json::parse(text_.substr(begin, at_ - begin), nullptr, false);
        if (!parsed.is_string()) {
            at_ = begin;
            return expected("a string in double quotes");
        }
        return parsed.get<std::string>();
    }

    Result<void> scalar() {
        const auto end = std::min(text_.find_first_of(",]} \t\r\n/", at_), text_.size());
        const auto parsed = json::parse(text_.substr(at_, end - at_), nullptr, false);
        if (!parsed.is_primitive() || parsed.is_string() || parsed.is_discarded()) {
            return expected("a value");
        }
        at_ = end;
        return {};
    }

    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

    [[nodiscard]] tl::unexpected<Error> expected(std::string_view what) const {
        const auto before = text_.substr(0, at_);
        const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0
        const auto line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
        const auto column = static_cast<int>(count_characters(before.substr(line_start))) + 1;
        const auto found = at_ < text_.size() ? quote(truncate_utf8(text_.substr(at_), 12))
                                              : std::string("the end");
        return fail(
            ErrorCode::invalid_value,
            fmt::format("{} is no plain JSON: expected {}, found {}", quote(path_), what, found),
            "correct the file; comments in it cannot be kept", {path_, line, column});
    }

    std::string_view text_;
    const std::string& path_;
    std::size_t at_ = 0;
};

/// Stops at levels that would overflow the stack of what walks over the result.
template <class Json>
bool parse_with_limit(std::string_view text, bool comments, Json& value) {
    bool too_deep = false;
    value = Json::parse(
        text,
        [&](int depth, typename Json::parse_event_t, Json&) {
            too_deep = too_deep || depth > most_levels;
            return !too_deep;
        },
        false, comments);
    return !value.is_discarded() && !too_deep;
}

}  // namespace

const JsonNode::Member* JsonNode::find(std::string_view key) const {
    const auto found = std::find_if(members.begin(), members.end(),
                                    [key](const Member& member) { return member.key == key; });
    return found == members.end() ? nullptr : &*found;
}

Result<JsonNode> parse_json(std::string_view text, const std::string& path) {
    return Parser(text, path).parse();
}

bool parse_value(std::string_view text, bool comments, ordered_json& value) {
    return parse_with_limit(text, comments, value);
}

Result<std::string> one_line_json(std::string_view value) {
    ordered_json parsed;
    if (!parse_value(value, false, parsed)) {
        return fail(ErrorCode::invalid_value, fmt::format("{} is no JSON", quote(value)));
    }
    return parsed.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string pretty_json(std::string_view value, std::string_view unit) {
    ordered_json parsed;
    if (!parse_value(value, false, parsed)) {
        return std::string(value);
    }
    const char character = unit.starts_with('\t') ? '\t' : ' ';
    return parsed.dump(static_cast<int>(unit.size()), character, false,
                       ordered_json::error_handler_t::replace);
}

std::string json_quoted(std::string_view text) {
    return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

bool same_json(std::string_view a, std::string_view b) {
    json one;
    json other;
    return parse_with_limit(a, false, one) && parse_with_limit(b, false, other) && one == other;
}

}  // namespace skillmeat::deploy
