#include <skillmeat/toml/record.hpp>

#include <skillmeat/base/text.hpp>

#include <fmt/format.h>

namespace skillmeat::tomlfile {
namespace {

bool is_conflict_marker(std::string_view line) {
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") ||
           line.starts_with("||||||| ") || line == "=======" || line == "<<<<<<<" ||
           line == ">>>>>>>" || line == "|||||||";
}

/// Puts a decoded value into its place; false when there was none.
template <class T>
bool put(std::optional<T> decoded, T& target) {
    if (decoded) {
        target = *std::move(decoded);
    }
    return decoded.has_value();
}

template <class T>
bool copy(const T* found, T& target) {
    if (found != nullptr) {
        target = *found;
    }
    return found != nullptr;
}

}  // namespace

int find_merge_conflict(std::string_view text) {
    int number = 0;
    while (!text.empty()) {
        ++number;
        const auto end = text.find('\n');
        if (is_conflict_marker(text.substr(0, end))) {
            return number;
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return 0;
}

void write_value(RowWriter& out, std::string_view key, const std::string& value, bool always) {
    if (always || !value.empty()) {
        out.string(key, value);
    }
}

void write_value(RowWriter& out, std::string_view key, const std::vector<std::string>& value,
                 bool always) {
    if (always || !value.empty()) {
        out.strings(key, value);
    }
}

void write_value(RowWriter& out, std::string_view key, bool value, bool always) {
    if (always || value) {
        out.boolean(key, value);
    }
}

void write_value(RowWriter& out, std::string_view key, std::int64_t value, bool) {
    out.integer(key, value);
}

void write_value(RowWriter& out, std::string_view key, Timestamp value, bool) {
    out.timestamp(key, value);
}

bool decode_value(std::string_view raw, std::string& target) {
    return put(decode_string(raw), target);
}

bool decode_value(std::string_view raw, std::vector<std::string>& target) {
    return put(decode_strings(raw), target);
}

bool decode_value(std::string_view raw, bool& target) {
    return put(decode_boolean(raw), target);
}

bool decode_value(std::string_view raw, std::int64_t& target) {
    return put(decode_integer(raw), target);
}

bool decode_value(std::string_view raw, Timestamp& target) {
    return put(decode_timestamp(raw), target);
}

bool take_value(const Value& value, std::string& target) {
    return copy(value.string(), target);
}

bool take_value(const Value& value, std::vector<std::string>& target) {
    if (value.array() == nullptr) {
        return false;
    }
    for (const auto& element : *value.array()) {
        if (element.string() == nullptr) {
            return false;
        }
        target.push_back(*element.string());
    }
    return true;
}

bool take_value(const Value& value, bool& target) {
    return copy(value.boolean(), target);
}

bool take_value(const Value& value, std::int64_t& target) {
    return copy(value.integer(), target);
}

bool take_value(const Value& value, Timestamp& target) {
    return copy(value.timestamp(), target);
}

std::string_view kind_of(const std::string&) {
    return "a string";
}

std::string_view kind_of(const std::vector<std::string>&) {
    return "an array of strings";
}

std::string_view kind_of(bool) {
    return "a boolean";
}

std::string_view kind_of(std::int64_t) {
    return "an integer";
}

std::string_view kind_of(Timestamp) {
    return "a date";
}

RecordFault kind_fault(std::string_view expected, std::string_view key, const Value& value) {
    return {value.line, value.column,
            fmt::format("expected {} for {}, found {}", expected, quote(key),
                        expected.starts_with("one of") && value.string() != nullptr
                            ? quote(*value.string())
                            : std::string(value.kind()))};
}

RecordFault unknown_key(std::string_view key, std::string_view table, const Value& value) {
    return {value.key_line, value.key_column,
            fmt::format("unknown key {} in [[{}]]", quote(key), table)};
}

RecordFault missing_key(std::string_view key, std::string_view table, const Value& element) {
    return {element.line, element.column,
            fmt::format("expected a key {} in [[{}]], found none", quote(key), table)};
}

std::vector<const Value*> tables_of(const Value& value, std::string_view name,
                                    std::optional<RecordFault>& fault) {
    std::vector<const Value*> tables;
    const auto wrong = [&](const Value& found, std::string_view expected) {
        fault =
            RecordFault{found.line, found.column,
                        fmt::format("expected {} [[{}]], found {}", expected, name, found.kind())};
    };
    if (value.array() == nullptr) {
        wrong(value, "tables");
        return tables;
    }
    for (const auto& element : *value.array()) {
        if (element.table() == nullptr) {
            wrong(element, "a table");
            return {};
        }
        tables.push_back(&element);
    }
    return tables;
}

}  // namespace skillmeat::tomlfile
