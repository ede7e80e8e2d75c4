#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <skillmeat/model/rating.hpp>

namespace skillmeat::test {

/// A rating of one and the same artifact.
inline Rating rating_of(std::string_view user, std::int64_t stars) {
    Rating rating;
    rating.artifact = "skill:./skills/pdf@acme/tools";
    rating.url = "https://git.example.com/acme/tools";
    rating.user = user;
    rating.stars = stars;
    rating.sha = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    rating.rated_at = Timestamp{1'795'255'200};
    return rating;
}

}  // namespace skillmeat::test
