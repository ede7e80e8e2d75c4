#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/rating.hpp>

namespace skillmeat::ratings {

inline constexpr int current_version = 1;

/// ratings.toml in the user scope (formats.md), and what `rate export` writes: the same format, so
/// that either can be imported. Unique by rating_key().
struct Ratings {
    int version = current_version;
    std::vector<Rating> rows;  ///< by artifact, url, user, bytewise

    bool operator==(const Ratings&) const = default;
};

/// Reads ratings of any known version. Errors, all with position and remedy, never a reset:
/// `newer_format`, `invalid_manifest` (merge markers, syntax, unknown or missing key, wrong type,
/// values out of their grammar, two rows of one user and artifact).
[[nodiscard]] Result<Ratings> read(std::string_view text, const std::string& path);

/// The file's text: the same bytes for the same ratings, whatever locale and machine.
[[nodiscard]] std::string write(const Ratings& ratings);

enum class Change { added, updated, unchanged };
[[nodiscard]] std::string_view to_string(Change change);

/// Adds the rating, or puts it in the place of the one of the same user and artifact. Unchanged
/// when that says the same of the same content: then it keeps its time.
Change put(Ratings& ratings, Rating rating);

/// True when a rating of that key was there.
bool erase(Ratings& ratings, std::string_view key);

/// Takes in the ratings of another file; for each of `others.rows` what it did. Of two of the same
/// user and artifact the newer wins, whichever file it stands in: merging in any order, and again,
/// gives the same.
std::vector<Change> merge(Ratings& ratings, const Ratings& others);

}  // namespace skillmeat::ratings
