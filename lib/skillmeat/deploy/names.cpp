#include <skillmeat/deploy/names.hpp>

#include <algorithm>
#include <array>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>

namespace skillmeat::deploy {
namespace {

constexpr std::size_t longest_slug = 64;
constexpr std::size_t longest_segment = 255;  // bytes, of most file systems

bool is_slug_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Windows takes `CON`, `con.txt` and the like for devices.
bool is_device_name(std::string_view name) {
    constexpr std::array<std::string_view, 6> names{"con", "prn",    "aux",
                                                    "nul", "conin$", "conout$"};
    const auto stem = ascii_lower(trim(name.substr(0, name.find('.'))));
    const bool numbered = stem.size() == 4 &&
                          (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '1' &&
                          stem[3] <= '9';
    return numbered || std::ranges::find(names, stem) != names.end();
}

bool has_controls(std::string_view text) {
    return std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::string_view last_part(std::string_view path) {
    const auto hash = path.rfind('#');
    if (hash != std::string_view::npos) {
        return path.substr(hash + 1);
    }
    const auto slash = path.rfind('/');
    auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    for (const std::string_view ending : {".agent.md", ".prompt.md", ".md", ".toml", ".json"}) {
        if (name.ends_with(ending)) {
            return name.substr(0, name.size() - ending.size());
        }
    }
    return name;
}

std::string slug_of(std::string_view text) {
    std::string slug;
    for (const char c : ascii_lower(text)) {
        if (is_slug_character(c)) {
            slug += c;
        } else if (!slug.empty() && slug.back() != '-') {
            slug += '-';
        }
    }
    slug.resize(std::min(slug.size(), longest_slug));
    while (slug.ends_with('-')) {
        slug.pop_back();
    }
    return slug;
}

}  // namespace

bool is_slug(std::string_view name) {
    return !name.empty() && name.size() <= longest_slug && is_slug_character(name.front()) &&
           std::ranges::all_of(name, [](char c) { return is_slug_character(c) || c == '-'; }) &&
           !is_device_name(name);
}

std::optional<std::string> installed_name(std::string_view name, std::string_view path) {
    for (const auto candidate : {name, last_part(path)}) {
        if (is_slug(candidate)) {
            return std::string(candidate);
        }
    }
    for (const auto candidate : {name, last_part(path)}) {
        auto slug = slug_of(candidate);
        if (is_slug(slug)) {
            return slug;
        }
    }
    return std::nullopt;
}

std::optional<std::string> installed_names(std::string_view name, std::string_view path,
                                           char separator) {
    if (name.find(':') == std::string_view::npos) {
        return installed_name(name, path);
    }
    std::string joined;
    for (const auto part : split(name, ':')) {
        const auto slug = installed_name(part, "");
        if (!slug) {
            return std::nullopt;
        }
        joined += (joined.empty() ? "" : std::string(1, separator)) + *slug;
    }
    return joined;
}

std::string_view fault_of_segment(std::string_view segment) {
    const auto lower = ascii_lower(segment);
    if (segment.empty() || segment == "." || segment == "..") {
        return "is no name";
    }
    if (lower == ".git" || lower.starts_with("git~") || lower == ".gitmodules") {
        return "belongs to git";
    }
    if (segment.find_first_of("/\\") != std::string_view::npos) {
        return "holds a separator of paths";
    }
    if (has_controls(segment)) {
        return "holds control characters";
    }
    if (!is_valid_utf8(segment)) {
        return "is not UTF-8";
    }
    if (terminal_safe(segment) != segment) {
        return "holds invisible characters";
    }
    if (segment.size() > longest_segment) {
        return "is longer than 255 bytes";
    }
    if (segment.ends_with('.') || segment.ends_with(' ')) {
        return "ends in a dot or a space";
    }
    return is_device_name(segment) ? "is that of a device on Windows" : "";
}

}  // namespace skillmeat::deploy
