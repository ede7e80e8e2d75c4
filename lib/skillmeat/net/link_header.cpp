#include <skillmeat/net/link_header.hpp>

#include <algorithm>

#include <skillmeat/base/text.hpp>

namespace skillmeat::net {
namespace {

/// Reads a Link header from left to right.
class LinkReader {
  public:
    explicit LinkReader(std::string_view text) : rest_(text) {}

    /// `<target>`, or nothing.
    std::optional<std::string_view> target() {
        if (!take('<')) {
            return std::nullopt;
        }
        const auto text = rest_.substr(0, rest_.find('>'));
        rest_.remove_prefix(text.size());
        return take('>') ? std::optional(text) : std::nullopt;
    }

    /// A name of a parameter; empty when there is none.
    std::string_view token() {
        skip_space();
        const auto text = rest_.substr(0, rest_.find_first_of(" \t;,=\"<>"));
        rest_.remove_prefix(text.size());
        return text;
    }

    /// What follows `=`: a token, or a quoted string; nothing when it does not end.
    std::optional<std::string> value() {
        if (!take('"')) {
            return std::string(token());
        }
        std::string text;
        while (!rest_.empty() && rest_.front() != '"') {
            rest_.remove_prefix(rest_.front() == '\\' ? 1 : 0);
            text += rest_.substr(0, 1);
            rest_.remove_prefix(std::min<std::size_t>(rest_.size(), 1));
        }
        return take('"') ? std::optional(text) : std::nullopt;
    }

    /// Takes the character, passing over white space before it.
    bool take(char c) {
        skip_space();
        if (!rest_.starts_with(c)) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    bool at_end() {
        skip_space();
        return rest_.empty();
    }

  private:
    void skip_space() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    }

    std::string_view rest_;
};

bool has_word(std::string_view words, std::string_view word) {
    const auto list = split(words, ' ');
    return std::any_of(list.begin(), list.end(),
                       [&](std::string_view one) { return equals_ignoring_case(one, word); });
}

/// The value of `rel` (the first one counts) from the parameters of a link; empty when there is
/// none, nothing when they are malformed.
std::optional<std::string> relations(LinkReader& reader) {
    std::optional<std::string> found;
    while (reader.take(';')) {
        const auto name = reader.token();
        std::optional<std::string> value = std::string();
        if (reader.take('=')) {
            value = reader.value();
        }
        if (!value) {
            return std::nullopt;
        }
        if (!found && equals_ignoring_case(name, "rel")) {
            found = std::move(value);
        }
    }
    return found ? found : std::string();
}

}  // namespace

std::optional<std::string> find_link(std::string_view header, std::string_view relation) {
    LinkReader reader(header);
    std::optional<std::string> found;
    while (!reader.at_end()) {
        if (reader.take(',')) {
            continue;
        }
        const auto target = reader.target();
        const auto words = target ? relations(reader) : std::nullopt;
        if (!words || (!reader.at_end() && !reader.take(','))) {
            return std::nullopt;
        }
        if (!found && has_word(*words, relation)) {
            found = *target;
        }
    }
    return found;
}

}  // namespace skillmeat::net
