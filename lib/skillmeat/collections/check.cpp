#include <skillmeat/collections/read.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/source.hpp>

namespace skillmeat::collections {
namespace {

bool has_controls(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

Result<void> check_name(std::string_view what, std::string_view name) {
    const auto refuse = [&](std::string_view found, std::string hint) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("expected a name of 1 to {} characters for the {}, found {}",
                                max_collection_name, what, found),
                    std::move(hint));
    };
    if (trim(name).empty()) {
        return refuse("an empty one", "give it a name");
    }
    if (!is_valid_utf8(name) || has_controls(name)) {
        return refuse(
            fmt::format("{}, which holds control characters or is not UTF-8", quote(name)),
            "write it as one line of text");
    }
    if (trim(name) != name) {
        return refuse(fmt::format("{} with blanks around", quote(name)),
                      "take the blanks at its ends out");
    }
    if (const auto length = count_characters(name); length > max_collection_name) {
        return refuse(fmt::format("{}", length), "shorten it");
    }
    return {};
}

Result<void> check_description(std::string_view description) {
    if (!is_valid_utf8(description)) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("expected UTF-8 for the description, found {}", quote(description)),
                    "give the text in UTF-8");
    }
    if (const auto length = count_characters(description); length > max_description) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("expected at most {} characters for the description, found {}",
                                max_description, length),
                    "shorten it");
    }
    return {};
}

std::string name_key(std::string_view name) {
    return collision_key(name);
}

}  // namespace skillmeat::collections
