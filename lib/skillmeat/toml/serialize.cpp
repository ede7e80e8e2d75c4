#include <skillmeat/toml/serialize.hpp>

#include <algorithm>
#include <cmath>
#include <type_traits>

#include <fmt/format.h>

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/toml/escape.hpp>

namespace skillmeat::tomlfile {

namespace {

bool is_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

std::string text_of(double number) {
    if (std::isnan(number)) {
        return "nan";
    }
    if (std::isinf(number)) {
        return number < 0 ? "-inf" : "inf";
    }
    auto text = fmt::format("{}", number);
    if (text.find_first_of(".e") == std::string::npos) {
        text += ".0";
    }
    return text;
}

std::string text_of(const Array& array) {
    std::string text = "[";
    for (const Value& element : array) {
        text += text.size() > 1 ? ", " : "";
        text += value_text(element);
    }
    return text + "]";
}

std::string text_of(const Table& table) {
    if (table.members.empty()) {
        return "{}";
    }
    std::string text = "{ ";
    for (const auto& member : table.members) {
        text += text.size() > 2 ? ", " : "";
        text += key_text(member.first) + " = " + value_text(member.second);
    }
    return text + " }";
}

bool is_list_of_tables(const Value& value) {
    const Array* array = value.array();
    return array != nullptr && !array->empty() &&
           std::ranges::all_of(*array, [](const Value& v) { return v.table() != nullptr; });
}

}  // namespace

std::string key_text(std::string_view key) {
    if (!key.empty() && std::ranges::all_of(key, is_bare)) {
        return std::string(key);
    }
    std::string text;
    append_basic_string(text, key);
    return text;
}

std::string key_text(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) {
        text += text.empty() ? "" : ".";
        text += key_text(std::string_view(part));
    }
    return text;
}

std::string value_text(const Value& value) {
    return std::visit(
        [](const auto& content) -> std::string {
            using Content = std::decay_t<decltype(content)>;
            if constexpr (std::is_same_v<Content, std::string>) {
                std::string text;
                append_basic_string(text, content);
                return text;
            } else if constexpr (std::is_same_v<Content, std::int64_t>) {
                return std::to_string(content);
            } else if constexpr (std::is_same_v<Content, bool>) {
                return content ? "true" : "false";
            } else if constexpr (std::is_same_v<Content, Timestamp>) {
                return to_string(content);
            } else if constexpr (std::is_same_v<Content, LocalTime>) {
                return content.text;
            } else {
                return text_of(content);
            }
        },
        value.data);
}

std::string element_text(const std::vector<std::string>& name, const Table& table,
                         const Indentation& indentation) {
    std::string text = indentation.header + "[[" + key_text(name) + "]]\n";
    for (const auto& member : table.members) {
        if (!is_list_of_tables(member.second)) {
            text += indentation.keys + key_text(member.first) + " = ";
            text += value_text(member.second) + "\n";
        }
    }
    for (const auto& member : table.members) {
        if (is_list_of_tables(member.second)) {
            auto inner = name;
            inner.push_back(member.first);
            for (const Value& element : *member.second.array()) {
                text += "\n" + element_text(inner, *element.table(), indentation);
            }
        }
    }
    return text;
}

bool is_writable(const Value& value) {
    if (const std::string* text = value.string()) {
        return is_valid_utf8(*text);
    }
    if (const Array* array = value.array()) {
        return std::ranges::all_of(*array, is_writable);
    }
    if (const Table* table = value.table()) {
        return std::ranges::all_of(table->members, [](const auto& member) {
            return is_valid_utf8(member.first) && is_writable(member.second);
        });
    }
    return true;
}

}  // namespace skillmeat::tomlfile
