#include <skillmeat/model/source_id.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <optional>

namespace skillmeat {
namespace {

constexpr std::size_t max_id = 128;
constexpr std::size_t max_tag = 50;

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_id_character(char c) {
    return is_word(c) || c == '.' || c == '-';
}

/// What is wrong with one segment of an id.
std::optional<std::string> fault_of_segment(std::string_view segment) {
    if (segment.empty()) {
        return "an empty segment";
    }
    if (!is_word(segment.front())) {
        return "a segment that begins with " + quote(segment.substr(0, 1));
    }
    if (!std::all_of(segment.begin(), segment.end(), is_id_character)) {
        return "a character outside A-Z, a-z, 0-9, '.', '_' and '-'";
    }
    if (segment.find("..") != std::string_view::npos) {
        return "'..'";
    }
    if (segment.ends_with('.')) {
        return "a segment that ends in '.'";
    }
    if (segment.ends_with(".lock")) {
        return "a segment that ends in '.lock'";
    }
    return std::nullopt;
}

/// The closest valid segment; empty when nothing of the text can stand.
std::string slug_segment(std::string_view text) {
    std::string slug;
    for (const char c : text) {
        const char kept = is_id_character(c) ? c : '-';
        const bool doubled = !slug.empty() && slug.back() == kept && (kept == '-' || kept == '.');
        if (!doubled && (is_word(kept) || !slug.empty())) {
            slug += kept;
        }
    }
    while (slug.ends_with('-') || slug.ends_with('.') || slug.ends_with(".lock")) {
        slug.resize(slug.size() - (slug.ends_with(".lock") ? 5 : 1));
    }
    return slug;
}

}  // namespace

Result<void> check_source_id(std::string_view id, std::string_view what) {
    const auto refuse = [id, what](const std::string& found) {
        return fail(ErrorCode::invalid_value,
                    std::string(what) + " " + quote(id) + " holds " + found,
                    "choose another with --id, such as 'owner/repo'");
    };
    if (id.empty()) {
        return fail(ErrorCode::invalid_value, "the " + std::string(what) + " is empty",
                    "choose one with --id, such as 'owner/repo'");
    }
    if (id.size() > max_id) {
        return refuse(counted(id.size(), "character") + "; at most 128 are allowed");
    }
    for (const auto segment : split(id, '/')) {
        if (const auto fault = fault_of_segment(segment)) {
            return refuse(*fault);
        }
    }
    return {};
}

std::string slug_source_id(std::string_view text) {
    std::string id;
    for (const auto part : split(text, '/')) {
        const auto segment = slug_segment(part);
        if (segment.empty()) {
            continue;
        }
        if (!id.empty()) {
            id += '/';
        }
        id += segment;
    }
    if (id.size() > max_id) {
        // The cut may leave an end that is not allowed; what slug_segment then takes off is short.
        return slug_source_id(id.substr(0, max_id));
    }
    return id.empty() ? "source" : id;
}

std::string source_file_stem(std::string_view id) {
    std::string stem = ascii_lower(id);
    std::replace(stem.begin(), stem.end(), '/', '+');
    return stem;
}

Result<void> check_tag(std::string_view tag) {
    if (tag.empty() || tag.size() > max_tag) {
        return fail(ErrorCode::invalid_value, "tag " + quote(tag) + " has " +
                                                  counted(tag.size(), "character") +
                                                  "; 1 to 50 are allowed");
    }
    if (!std::all_of(tag.begin(), tag.end(), [](char c) { return is_word(c) || c == '-'; })) {
        return fail(ErrorCode::invalid_value,
                    "tag " + quote(tag) + " holds a character outside A-Z, a-z, 0-9, '_' and '-'");
    }
    return {};
}

}  // namespace skillmeat
