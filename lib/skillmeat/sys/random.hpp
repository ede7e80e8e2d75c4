#pragma once

#include <cstddef>
#include <string>

#include <skillmeat/base/result.hpp>

namespace skillmeat::sys {

/// Where bytes that nobody can guess, and that no two machines share, come from.
class RandomSource {
  public:
    virtual ~RandomSource() = default;
    /// `count` random bytes. `io_error` when the system gives none.
    [[nodiscard]] virtual Result<std::string> bytes(std::size_t count) const = 0;
};

/// The operating system's generator. It has no state of ours.
[[nodiscard]] const RandomSource& system_random();

}  // namespace skillmeat::sys
