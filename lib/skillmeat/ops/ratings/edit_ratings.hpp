#pragma once

#include <functional>

#include <skillmeat/ops/services.hpp>
#include <skillmeat/ratings/ratings.hpp>

namespace skillmeat::ops {

/// Changes ratings.toml under its lock; nothing is written when `edit` says that nothing changed.
[[nodiscard]] Result<void> edit_ratings(Services& services,
                                        const std::function<Result<bool>(ratings::Ratings&)>& edit);

}  // namespace skillmeat::ops
