#include <skillmeat/model/rating.hpp>

#include <algorithm>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat {
namespace {

constexpr std::string_view user_hint =
    "name yourself with `skillmeat config set user.name NAME --scope user`";

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool is_bad_in_comment(char c) {
    return is_control(c) && c != '\n' && c != '\t';
}

}  // namespace

std::string_view to_string(RatingStatus status) {
    switch (status) {
        case RatingStatus::current:
            return "current";
        case RatingStatus::outdated:
            return "outdated";
        case RatingStatus::missing:
            return "missing";
        case RatingStatus::not_scanned:
            break;
    }
    return "not_scanned";
}

std::string rated_address(std::string_view url) {
    const auto parsed = parse_git_url(url);
    return parsed ? comparison_key(*parsed) : std::string(url);
}

std::string_view rated_source_id(const Rating& rating) {
    return std::string_view(rating.artifact).substr(rating.artifact.rfind('@') + 1);
}

std::string rated_source(std::string_view id, std::string_view url) {
    return ascii_lower(id) + '\0' + rated_address(url);
}

std::string rated_source(const Rating& rating) {
    return rated_source(rated_source_id(rating), rating.url);
}

std::string rated_artifact_key(std::string_view artifact, std::string_view url) {
    return artifact_id_key(artifact) + '\0' + rated_address(url);
}

std::string rating_key(const Rating& rating) {
    return rated_artifact_key(rating.artifact, rating.url) + '\0' + fold_case(rating.user);
}

Result<void> check_stars(std::int64_t stars) {
    if (stars >= least_stars && stars <= most_stars) {
        return {};
    }
    return fail(ErrorCode::invalid_value,
                "expected 1 to 5 stars, found " + quote(std::to_string(stars)),
                "give a whole number from 1 to 5");
}

Result<void> check_comment(std::string_view comment) {
    if (!is_valid_utf8(comment) || std::any_of(comment.begin(), comment.end(), is_bad_in_comment)) {
        return fail(ErrorCode::invalid_value,
                    "expected UTF-8 without control characters for the comment, found " +
                        quote(truncate_utf8(to_valid_utf8(comment), 200)),
                    "write it as plain text");
    }
    if (const auto length = count_characters(comment); length > max_comment) {
        return fail(ErrorCode::invalid_value,
                    "expected at most " + std::to_string(max_comment) +
                        " characters for the comment, found " + std::to_string(length),
                    "shorten it");
    }
    return {};
}

Result<void> check_user_name(std::string_view user) {
    const bool is_line = !user.empty() && trim(user) == user && is_valid_utf8(user) &&
                         std::none_of(user.begin(), user.end(), is_control);
    if (is_line && count_characters(user) <= max_user_name) {
        return {};
    }
    return fail(ErrorCode::invalid_value,
                "expected one line of 1 to " + std::to_string(max_user_name) +
                    " characters for the name of the user, found " +
                    quote(truncate_utf8(to_valid_utf8(user), 300)),
                std::string(user_hint));
}

}  // namespace skillmeat
