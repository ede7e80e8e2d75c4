#pragma once

#include <cstdint>
#include <string>

#include <skillmeat/ops/cache.hpp>
#include <skillmeat/report/json.hpp>

namespace skillmeat::app::commands {

/// "12.3 MiB", for people.
[[nodiscard]] std::string size_text(std::uint64_t bytes);

/// The URL of the repository or index, or its name where nothing knows that; what else is there in
/// words.
[[nodiscard]] std::string cache_label(const ops::CacheItem& item);

/// The members that `cache list` and `cache clean` share.
[[nodiscard]] report::JsonObject cache_json(const ops::CacheItem& item);

}  // namespace skillmeat::app::commands
