#include <skillmeat/detect/front_matter.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/yaml/yaml.hpp>

#include <algorithm>
#include <iterator>

namespace skillmeat::detect {
namespace {

bool is_key_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

/// Length of the key a line begins with when a colon and white space follow it, else 0.
std::size_t key_length(std::string_view line) {
    std::size_t length = 0;
    while (length < line.size() && is_key_character(line[length])) {
        ++length;
    }
    const bool colon = length > 0 && length < line.size() && line[length] == ':';
    const bool ends = length + 1 == line.size() ||
                      (colon && (line[length + 1] == ' ' || line[length + 1] == '\t'));
    return colon && ends && line.front() != '-' ? length : 0;
}

std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && text.front() == text.back() &&
        (text.front() == '"' || text.front() == '\'')) {
        return text.substr(1, text.size() - 2);
    }
    return text;
}

/// Reads lines that belong together; each key takes what stands indented below it.
class Recovery {
  public:
    explicit Recovery(std::string_view text) {
        for (auto line : split(text, '\n')) {
            if (line.ends_with('\r')) {
                line.remove_suffix(1);
            }
            take(line);
        }
        flush();
    }

    std::vector<Field> fields;

  private:
    void take(std::string_view line) {
        const auto length = key_length(line);
        if (length > 0) {
            flush();
            open_ = true;
            current_.key = line.substr(0, length);
            start_value(trim(line.substr(length + 1)));
        } else if (open_) {
            continue_value(line);
        }
    }

    void start_value(std::string_view value) {
        block_ = value.size() <= 3 && (value.starts_with('|') || value.starts_with('>'));
        literal_ = value.starts_with('|');
        current_.kind = Field::Kind::null;
        if (block_ || value.empty()) {
            return;
        }
        if (value.starts_with('[') && value.ends_with(']')) {
            current_.kind = Field::Kind::list;
            for (const auto item : split(value.substr(1, value.size() - 2), ',')) {
                if (!trim(item).empty()) {
                    current_.items.emplace_back(unquoted(trim(item)));
                }
            }
            return;
        }
        current_.kind = Field::Kind::text;
        current_.text = unquoted(value);
    }

    void continue_value(std::string_view line) {
        const auto text = trim(line);
        const bool empty_so_far = current_.kind == Field::Kind::null;
        if (!block_ && text.starts_with("- ") &&
            (empty_so_far || current_.kind == Field::Kind::list)) {
            current_.kind = Field::Kind::list;
            current_.items.emplace_back(unquoted(trim(text.substr(2))));
            return;
        }
        if (!block_ && (empty_so_far || current_.kind == Field::Kind::map) &&
            key_length(text) > 0 && line.starts_with(' ')) {
            add_member(text);
            return;
        }
        if (current_.kind == Field::Kind::null || current_.kind == Field::Kind::text) {
            append(text);
        }
    }

    void add_member(std::string_view text) {
        current_.kind = Field::Kind::map;
        const auto length = key_length(text);
        Field member;
        member.key = current_.key + '.' + std::string(text.substr(0, length));
        member.text = unquoted(trim(text.substr(length + 1)));
        member.kind = member.text.empty() ? Field::Kind::null : Field::Kind::text;
        members_.push_back(std::move(member));
    }

    void append(std::string_view text) {
        if (text.empty() && !literal_) {
            return;
        }
        if (!current_.text.empty()) {
            current_.text += literal_ ? '\n' : ' ';
        }
        current_.text += text;
        current_.kind = current_.text.empty() ? Field::Kind::null : Field::Kind::text;
    }

    void flush() {
        if (open_) {
            while (current_.text.ends_with('\n')) {
                current_.text.pop_back();
            }
            if (current_.kind == Field::Kind::text && yaml::is_null(current_.text)) {
                current_.kind = Field::Kind::null;
            }
            fields.push_back(std::move(current_));
            std::ranges::move(members_, std::back_inserter(fields));
        }
        current_ = Field{};
        members_.clear();
        open_ = false;
    }

    Field current_;
    std::vector<Field> members_;
    bool open_ = false;
    bool block_ = false;
    bool literal_ = false;
};

}  // namespace

std::vector<Field> recover_map(std::string_view text) {
    return Recovery(is_valid_utf8(text) ? std::string(text) : to_valid_utf8(text)).fields;
}

}  // namespace skillmeat::detect
