#include <skillmeat/detect/json_text.hpp>

#include <skillmeat/base/text.hpp>

#include <nlohmann/json.hpp>

namespace skillmeat::detect {
namespace {

/// Blanks out trailing commas, which JSONC allows and the parser does not. Comments are left to it.
std::string without_trailing_commas(std::string_view text) {
    std::string result(text);
    std::size_t comma = std::string::npos;
    for (std::size_t i = 0; i < result.size(); ++i) {
        const char c = result[i];
        if (c == '"') {
            comma = std::string::npos;
            for (++i; i < result.size() && result[i] != '"'; ++i) {
                i += result[i] == '\\' ? 1U : 0U;
            }
        } else if (c == '/' && i + 1 < result.size() && result[i + 1] == '/') {
            i = std::min(result.find('\n', i), result.size() - 1);
        } else if (c == '/' && i + 1 < result.size() && result[i + 1] == '*') {
            i = std::min(result.find("*/", i + 2), result.size() - 2) + 1;
        } else if (c == ',') {
            comma = i;
        } else if ((c == '}' || c == ']') && comma != std::string::npos) {
            result[comma] = ' ';
            comma = std::string::npos;
        } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
            comma = std::string::npos;
        }
    }
    return result;
}

/// The deepest nesting of the text, strings aside; cheaper than building the value first.
int nesting(std::string_view text) {
    int depth = 0;
    int deepest = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            for (++i; i < text.size() && text[i] != '"'; ++i) {
                i += text[i] == '\\' ? 1U : 0U;
            }
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return deepest;
}

}  // namespace

bool parse_json(std::string_view text, bool comments, nlohmann::json& value) {
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    if (nesting(text) > max_json_depth) {
        return false;
    }
    const auto cleaned = comments ? without_trailing_commas(text) : std::string(text);
    value = nlohmann::json::parse(cleaned, nullptr, false, comments);
    return !value.is_discarded();
}

std::string string_member(const nlohmann::json& object, const char* key) {
    if (!object.is_object()) {
        return {};
    }
    const auto found = object.find(key);
    return found != object.end() && found->is_string()
               ? std::string(trim(found->get_ref<const std::string&>()))
               : std::string{};
}

std::vector<std::string> strings_of(const nlohmann::json& value) {
    std::vector<std::string> result;
    if (value.is_string()) {
        result.push_back(value.get<std::string>());
    } else if (value.is_array()) {
        for (const auto& item : value) {
            if (item.is_string()) {
                result.push_back(item.get<std::string>());
            }
        }
    }
    return result;
}

std::string canonical_json(const nlohmann::json& value) {
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace skillmeat::detect
