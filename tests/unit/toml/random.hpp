#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace skillmeat::test {

/// Numbers that are the same in every run and on every machine (splitmix64).
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    /// From 0 to bound - 1.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    bool chance(std::size_t one_in) { return below(one_in) == 0; }

    template <std::size_t N>
    std::string_view pick(const std::string_view (&choices)[N]) {
        return choices[below(N)];
    }

  private:
    std::uint64_t state_;
};

}  // namespace skillmeat::test
