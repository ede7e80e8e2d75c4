#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/base/timestamp.hpp>

namespace skillmeat {

inline constexpr std::int64_t least_stars = 1;
inline constexpr std::int64_t most_stars = 5;
inline constexpr std::size_t max_comment = 1000;   ///< code points
inline constexpr std::size_t max_user_name = 255;  ///< code points

/// One row of ratings.toml (formats.md): what a user thinks of an artifact. It names the artifact
/// by itself, so it outlives the source.
struct Rating {
    std::string artifact;  ///< `TYPE:./PATH@SOURCE`
    std::string url;       ///< of the source, as its manifest has it, without user info
    std::string user;
    std::int64_t stars = 0;  ///< least_stars to most_stars
    std::string comment;     ///< empty: none
    std::string sha;         ///< of the artifact when it was rated
    Timestamp rated_at;
    bool is_private = false;  ///< its source was private then: not for others

    bool operator==(const Rating&) const = default;
};

/// What has become of what was rated.
enum class RatingStatus {
    current,      ///< it is as it was
    outdated,     ///< it changed since
    missing,      ///< it left its source, or its source left
    not_scanned,  ///< its source has no catalog here that could tell
};
[[nodiscard]] std::string_view to_string(RatingStatus status);

/// Equal for ratings of the same artifact: ids of sources compare ignoring case, their addresses as
/// addresses of sources do.
[[nodiscard]] std::string rated_artifact_key(std::string_view artifact, std::string_view url);

/// The part of that key that is the source's address.
[[nodiscard]] std::string rated_address(std::string_view url);

/// The id of the source, as the rating spells it.
[[nodiscard]] std::string_view rated_source_id(const Rating& rating);

/// Equal for a source and for ratings of what it offers.
[[nodiscard]] std::string rated_source(std::string_view id, std::string_view url);
[[nodiscard]] std::string rated_source(const Rating& rating);

/// What tells ratings apart: the artifact and the user (ignoring case, as mail addresses do).
[[nodiscard]] std::string rating_key(const Rating& rating);

// `invalid_value` for what is outside of their grammar.

[[nodiscard]] Result<void> check_stars(std::int64_t stars);
/// UTF-8 of at most max_comment characters; of control characters only line feed and tab.
[[nodiscard]] Result<void> check_comment(std::string_view comment);
/// One line of 1 to max_user_name characters without blanks around.
[[nodiscard]] Result<void> check_user_name(std::string_view user);

}  // namespace skillmeat
