#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <skillmeat/model/rating.hpp>
#include <skillmeat/report/json.hpp>

namespace skillmeat::report {

/// A rating with what is known of its artifact.
struct RatingFacts {
    const Rating* rating = nullptr;
    RatingStatus status = RatingStatus::missing;
    std::string_view current_sha;  ///< empty: not known
    std::string_view project_id;   ///< empty for the user scope
    std::string_view project_name;
    std::int64_t rating_count = 0;       ///< of all users on the artifact
    std::int64_t rating_hundredths = 0;  ///< their average in hundredths of a star
};

/// Adds rating_average (null without ratings) and rating_count.
void add_average(JsonObject& object, std::int64_t count, std::int64_t hundredths);

/// "4", "4.5", "4.33".
[[nodiscard]] std::string hundredths_text(std::int64_t hundredths);

/// One rating as JSON (schemas/output/rate.list.json, items).
[[nodiscard]] std::string rating_json(const RatingFacts& facts);

}  // namespace skillmeat::report
