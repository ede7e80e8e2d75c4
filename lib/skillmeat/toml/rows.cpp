#include <skillmeat/toml/rows.hpp>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <system_error>

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/toml/escape.hpp>

namespace skillmeat::tomlfile {

namespace {

bool is_bare_key_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

/// Length of the bare key at the start of `text`; 0 when there is none.
std::size_t bare_key_length(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && is_bare_key_character(text[length])) {
        ++length;
    }
    return length;
}

/// Whether `name` is bare keys joined by dots.
bool is_header_name(std::string_view name) {
    for (;;) {
        const std::size_t length = bare_key_length(name);
        if (length == 0) {
            return false;
        }
        if (length == name.size()) {
            return true;
        }
        if (name[length] != '.') {
            return false;
        }
        name.remove_prefix(length + 1);
    }
}

/// Splits `key = value`; `raw` is all after the equals sign.
bool split_member(std::string_view line, Row& row) {
    const std::size_t length = bare_key_length(line);
    if (length == 0 || line.size() < length + 4 || line.compare(length, 3, " = ") != 0) {
        return false;
    }
    row.kind = Row::Kind::member;
    row.name = line.substr(0, length);
    row.raw = line.substr(length + 3);
    return true;
}

/// Length of the basic string at the start of `text`, quotes included; 0 when it has no end.
std::size_t string_length(std::string_view text) {
    std::size_t position = 1;
    while (position < text.size()) {
        position += plain_length(text.substr(position));
        if (position >= text.size()) {
            return 0;
        }
        if (text[position] == '"') {
            return position + 1;
        }
        position += text[position] == '\\' ? 2 : 1;
    }
    return 0;
}

/// Length of the value at the start of `text` inside an inline table; 0 when it has no end.
std::size_t value_length(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    if (text.front() == '"') {
        return string_length(text);
    }
    if (text.front() != '[' && text.front() != '{') {
        return std::min(text.find_first_of(", "), text.size());
    }
    std::size_t depth = 0;
    std::size_t position = 0;
    while (position < text.size()) {
        const char c = text[position];
        if (c == '"') {
            const std::size_t length = string_length(text.substr(position));
            if (length == 0) {
                return 0;
            }
            position += length;
            continue;
        }
        ++position;
        if (c == '[' || c == '{') {
            ++depth;
        } else if ((c == ']' || c == '}') && --depth == 0) {
            return position;
        }
    }
    return 0;
}

}  // namespace

void RowWriter::comment(std::string_view text) {
    std::size_t start = 0;
    for (;;) {
        const std::size_t end = text.find('\n', start);
        const std::string_view line = text.substr(start, end - start);
        text_ += line.empty() ? "#" : "# ";
        text_ += terminal_safe(line);
        text_ += '\n';
        if (end == std::string_view::npos) {
            return;
        }
        start = end + 1;
    }
}

void RowWriter::blank_line() {
    text_ += '\n';
}

void RowWriter::header(std::string_view name) {
    if (!text_.empty()) {
        text_ += '\n';
    }
    text_ += "[[";
    text_ += name;
    text_ += "]]\n";
}

void RowWriter::key(std::string_view key) {
    text_ += key;
    text_ += " = ";
}

void RowWriter::string(std::string_view name, std::string_view value) {
    key(name);
    append_basic_string(text_, value);
    text_ += '\n';
}

void RowWriter::integer(std::string_view name, std::int64_t value) {
    key(name);
    char digits[24];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
    text_.append(digits, end);
    text_ += '\n';
}

void RowWriter::boolean(std::string_view name, bool value) {
    key(name);
    text_ += value ? "true\n" : "false\n";
}

void RowWriter::timestamp(std::string_view name, Timestamp value) {
    key(name);
    text_ += to_string(value);
    text_ += '\n';
}

void RowWriter::strings(std::string_view name, const std::vector<std::string>& values) {
    key(name);
    text_ += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) {
            text_ += ", ";
        }
        append_basic_string(text_, values[i]);
    }
    text_ += "]\n";
}

void RowWriter::inline_table(std::string_view name, const RowWriter& members) {
    key(name);
    if (members.text_.empty()) {
        text_ += "{}\n";
        return;
    }
    // No value holds a line feed (strings escape it), so each one ends a member.
    std::string_view rest = members.text_;
    text_ += "{ ";
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        text_ += rest.substr(0, end);
        rest.remove_prefix(end + 1);
        text_ += rest.empty() ? " }\n" : ", ";
    }
}

Row RowReader::next() {
    Row row;
    std::string_view line;
    do {
        if (position_ == text_.size()) {
            row.line = line_;
            return row;
        }
        const char* start = text_.data() + position_;
        const std::size_t left = text_.size() - position_;
        const void* end = std::memchr(start, '\n', left);
        const std::size_t length =
            end == nullptr ? left : static_cast<std::size_t>(static_cast<const char*>(end) - start);
        line = std::string_view(start, length);
        position_ += length + (end == nullptr ? 0 : 1);
        ++line_;
    } while (line.empty() || line.front() == '#');

    row.line = line_;
    if (line.front() != '[') {
        if (split_member(line, row)) {
            return row;
        }
    } else if (line.size() > 4 && line.starts_with("[[") && line.ends_with("]]") &&
               is_header_name(line.substr(2, line.size() - 4))) {
        row.kind = Row::Kind::header;
        row.name = line.substr(2, line.size() - 4);
        return row;
    }
    row.kind = Row::Kind::fault;
    // The same fault again at the next call.
    position_ = static_cast<std::size_t>(line.data() - text_.data());
    --line_;
    return row;
}

std::optional<std::string_view> plain_string(std::string_view raw) {
    if (raw.size() < 2 || raw.front() != '"' || raw.back() != '"') {
        return std::nullopt;
    }
    const std::string_view content = raw.substr(1, raw.size() - 2);
    std::size_t position = plain_length(content);
    if (position == content.size()) {
        return content;
    }
    do {
        if (static_cast<unsigned char>(content[position]) < 0x80) {
            return std::nullopt;
        }
        ++position;
        position += plain_length(content.substr(position));
    } while (position < content.size());
    if (!is_valid_utf8(content)) {
        return std::nullopt;
    }
    return content;
}

std::optional<std::string> decode_string(std::string_view raw) {
    if (const auto plain = plain_string(raw)) {
        return std::string(*plain);
    }
    if (raw.size() < 2 || raw.front() != '"' || raw.back() != '"') {
        return std::nullopt;
    }
    return unescape_basic_string(raw.substr(1, raw.size() - 2));
}

std::optional<std::int64_t> decode_integer(std::string_view raw) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
    if (error != std::errc() || end != raw.data() + raw.size()) {
        return std::nullopt;
    }
    const std::string_view digits = raw.front() == '-' ? raw.substr(1) : raw;
    if (digits.front() == '0' && raw.size() > 1) {
        return std::nullopt;
    }
    return value;
}

std::optional<bool> decode_boolean(std::string_view raw) {
    if (raw == "true") {
        return true;
    }
    return raw == "false" ? std::optional<bool>(false) : std::nullopt;
}

std::optional<Timestamp> decode_timestamp(std::string_view raw) {
    // The one form to_string gives; second 60 is none of TOML's.
    if (raw.size() != 20 || raw[10] != 'T' || raw[17] == '6' || raw[19] != 'Z') {
        return std::nullopt;
    }
    return parse_timestamp(raw);
}

std::optional<std::vector<std::string>> decode_strings(std::string_view raw) {
    if (raw.size() < 2 || raw.front() != '[' || raw.back() != ']') {
        return std::nullopt;
    }
    std::vector<std::string> values;
    std::string_view rest = raw.substr(1, raw.size() - 2);
    while (!rest.empty()) {
        if (!values.empty()) {
            if (!rest.starts_with(", ")) {
                return std::nullopt;
            }
            rest.remove_prefix(2);
        }
        const std::size_t length = rest.starts_with('"') ? string_length(rest) : 0;
        auto value = decode_string(rest.substr(0, length));
        if (!value) {
            return std::nullopt;
        }
        values.push_back(*std::move(value));
        rest.remove_prefix(length);
    }
    return values;
}

std::optional<std::vector<Row>> decode_inline_table(std::string_view raw) {
    std::vector<Row> rows;
    if (raw == "{}") {
        return rows;
    }
    if (raw.size() < 4 || !raw.starts_with("{ ") || !raw.ends_with(" }")) {
        return std::nullopt;
    }
    std::string_view rest = raw.substr(2, raw.size() - 4);
    do {
        if (!rows.empty()) {
            if (!rest.starts_with(", ")) {
                return std::nullopt;
            }
            rest.remove_prefix(2);
        }
        Row row;
        if (!split_member(rest, row)) {
            return std::nullopt;
        }
        const std::size_t length = value_length(row.raw);
        if (length == 0) {
            return std::nullopt;
        }
        rest = row.raw.substr(length);
        row.raw = row.raw.substr(0, length);
        rows.push_back(row);
    } while (!rest.empty());
    return rows;
}

}  // namespace skillmeat::tomlfile
