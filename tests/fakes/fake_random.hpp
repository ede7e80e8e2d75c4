#pragma once

#include <cstdint>
#include <string>

#include <skillmeat/sys/random.hpp>

namespace skillmeat::fakes {

/// Counts: 1, 2, 3, ... as big-endian numbers of as many bytes as are asked for.
class FakeRandom final : public sys::RandomSource {
  public:
    Result<std::string> bytes(std::size_t count) const override {
        std::string result(count, '\0');
        auto rest = ++calls_;
        for (std::size_t i = count; i-- > 0 && rest > 0; rest >>= 8U) {
            result[i] = static_cast<char>(rest & 0xffU);
        }
        return result;
    }

  private:
    mutable std::uint64_t calls_ = 0;
};

}  // namespace skillmeat::fakes
