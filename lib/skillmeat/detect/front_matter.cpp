#include <skillmeat/detect/front_matter.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/yaml/yaml.hpp>

#include <algorithm>
#include <array>

namespace skillmeat::detect {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Line {
    std::string_view text;  ///< without the line end
    std::size_t next = 0;
};

Line line_at(std::string_view text, std::size_t from) {
    const auto end = text.find('\n', from);
    const auto stop = end == std::string_view::npos ? text.size() : end;
    auto line = text.substr(from, stop - from);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return Line{line, end == std::string_view::npos ? text.size() : end + 1};
}

bool is_fence(std::string_view line) {
    return line.starts_with("---") && line.find_first_not_of(" \t", 3) == std::string_view::npos;
}

/// A fence drawn longer than it should be.
bool is_long_fence(std::string_view line) {
    return line.starts_with("----") && line.find_first_not_of("- \t") == std::string_view::npos;
}

constexpr unsigned char control_byte = 1;
constexpr unsigned char high_byte = 2;

/// What a byte may be: a control character that front matter does not have, or no ASCII.
constexpr auto byte_classes = [] {
    std::array<unsigned char, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte) {
        if ((byte < 0x20 && byte != '\n' && byte != '\r') || byte == 0x7F) {
            table[byte] = control_byte;
        } else if (byte >= 0x80) {
            table[byte] = high_byte;
        }
    }
    return table;
}();

/// Characters libyaml refuses or reads as line ends; everything else of valid UTF-8 is plain text.
bool has_special_characters(std::string_view text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const auto d = static_cast<unsigned char>(text[i + 1]);
        const auto e = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0U;
        if ((c == 0xC2 && d < 0xA0) || (c == 0xE2 && d == 0x80 && (e == 0xA8 || e == 0xA9)) ||
            (c == 0xEF && (d == 0xBB || d == 0xBF))) {
            return true;
        }
    }
    return false;
}

bool is_key(std::string_view key) {
    return !key.empty() && key.size() <= 100 && key.front() != '-' &&
           std::ranges::all_of(key, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-';
           });
}

/// The scalar of one simple line; false when YAML could read more into it than its text.
bool simple_scalar(std::string_view value, Field& field) {
    if (value.empty()) {
        return false;
    }
    const char first = value.front();
    if (first == '"' || first == '\'') {
        const auto inner = value.substr(1, value.size() < 2 ? 0 : value.size() - 2);
        if (value.size() < 2 || value.back() != first ||
            inner.find(first) != std::string_view::npos ||
            inner.find('\\') != std::string_view::npos) {
            return false;
        }
        field.kind = Field::Kind::text;
        field.text = inner;
        return true;
    }
    if (std::string_view("-?:,[]{}#&*!|>%@`").find(first) != std::string_view::npos ||
        value.find(": ") != std::string_view::npos || value.find(" #") != std::string_view::npos ||
        value.back() == ':') {
        return false;
    }
    field.kind = yaml::is_null(value) ? Field::Kind::null : Field::Kind::text;
    field.text = field.kind == Field::Kind::text ? value : std::string_view{};
    return true;
}

bool simple_line(std::string_view line, std::vector<Field>& fields) {
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos || !is_key(line.substr(0, colon))) {
        return false;
    }
    const auto key = line.substr(0, colon);
    if (yaml::is_null(key)) {
        return false;
    }
    auto value = line.substr(colon + 2);
    const auto begin = value.find_first_not_of(' ');
    const auto end = value.find_last_not_of(' ');
    if (begin == std::string_view::npos) {
        return false;
    }
    Field field;
    field.key = key;
    if (!simple_scalar(value.substr(begin, end - begin + 1), field)) {
        return false;
    }
    fields.push_back(std::move(field));
    return true;
}

/// Every line less the indentation of the first.
std::string without_indent(std::string_view text) {
    const auto indent = std::min(text.find_first_not_of(' '), text.size());
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto line = line_at(text, at);
        const auto spaces = std::min(line.text.find_first_not_of(' '), line.text.size());
        result += line.text.substr(std::min(indent, spaces));
        result += '\n';
        at = line.next;
    }
    return result;
}

}  // namespace

const Field* FrontMatter::find(std::string_view key) const {
    const auto found = std::find_if(fields.rbegin(), fields.rend(),
                                    [&](const Field& field) { return field.key == key; });
    return found == fields.rend() ? nullptr : &*found;
}

namespace {

Line after_blank_lines(std::string_view markdown, Line line) {
    for (int blank = 0; blank < 8 && trim(line.text).empty() && line.next < markdown.size();
         ++blank) {
        line = line_at(markdown, line.next);
    }
    return line;
}

/// The line after a comment such as a notice of where the text comes from.
Line after_comment(std::string_view markdown, Line line) {
    const auto start = static_cast<std::size_t>(line.text.data() - markdown.data());
    const auto end = markdown.find("-->", start);
    if (end == std::string_view::npos) {
        return line;
    }
    return line_at(markdown, line_at(markdown, end).next);
}

}  // namespace

FrontMatterSpan split_front_matter(std::string_view markdown) {
    FrontMatterSpan span;
    std::size_t at = markdown.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    auto first = line_at(markdown, at);
    first = after_blank_lines(markdown, first);
    const bool commented = first.text.starts_with("<!--");
    if (commented) {
        first = after_blank_lines(markdown, after_comment(markdown, first));
    }
    const bool bare = first.text.starts_with("name:") || first.text.starts_with("description:");
    span.irregular = bare || (commented && is_fence(first.text)) ||
                     (first.text.starts_with(' ') && is_fence(trim(first.text)));
    if (!span.irregular && !is_fence(first.text)) {
        return span;
    }
    const auto begin =
        bare ? static_cast<std::size_t>(first.text.data() - markdown.data()) : first.next;
    auto heading = std::string_view::npos;
    for (at = begin; at < markdown.size();) {
        const auto line = line_at(markdown, at);
        const bool longer = is_long_fence(line.text);
        if (longer || is_fence(span.irregular ? trim(line.text) : line.text)) {
            span.irregular = span.irregular || longer;
            span.state = FrontMatter::State::ok;
            span.text = markdown.substr(begin, at - begin);
            return span;
        }
        if (trim(line.text).starts_with("# ") || line.text.starts_with("## ")) {
            heading = std::min(heading, at);
        }
        at = line.next;
        if (at - begin > max_front_matter) {
            span.state = FrontMatter::State::too_large;
            return span;
        }
    }
    if (span.irregular) {
        return span;
    }
    span.text = markdown.substr(begin, std::min(heading, markdown.size()) - begin);
    span.open = span.text.empty() || is_key(span.text.substr(0, span.text.find_first_of(":\n")));
    span.state = span.open ? FrontMatter::State::ok : FrontMatter::State::absent;
    return span;
}

bool parse_simple_map(std::string_view yaml, std::vector<Field>& fields) {
    fields.clear();
    unsigned char seen = 0;
    for (const char c : yaml) {
        seen |= byte_classes[static_cast<unsigned char>(c)];
    }
    if ((seen & control_byte) != 0 ||
        ((seen & high_byte) != 0 && (has_special_characters(yaml) || !is_valid_utf8(yaml)))) {
        return false;
    }
    for (std::size_t at = 0; at < yaml.size();) {
        const auto line = line_at(yaml, at);
        if (line.text.find('\r') != std::string_view::npos || !simple_line(line.text, fields)) {
            fields.clear();
            return false;
        }
        at = line.next;
    }
    return !fields.empty();
}

FrontMatter read_front_matter(std::string_view markdown) {
    FrontMatter matter;
    const auto span = split_front_matter(markdown);
    matter.state = span.state;
    if (span.state != FrontMatter::State::ok) {
        return matter;
    }
    matter.open = span.open;
    if (span.open || span.irregular) {
        matter.fields =
            recover_map(span.irregular ? without_indent(span.text) : std::string(span.text));
        matter.state = FrontMatter::State::recovered;
        return matter;
    }
    if (parse_simple_map(span.text, matter.fields) || parse_yaml_map(span.text, matter.fields)) {
        return matter;
    }
    matter.fields = recover_map(span.text);
    matter.state = matter.fields.empty() ? FrontMatter::State::bad : FrontMatter::State::recovered;
    return matter;
}

}  // namespace skillmeat::detect
