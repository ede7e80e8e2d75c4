#pragma once

#include <utility>

namespace skillmeat::sys {

/// Owns a file descriptor; -1 owns nothing.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) {
            close();
            number_ = std::exchange(other.number_, -1);
        }
        return *this;
    }
    ~Descriptor() { close(); }

    [[nodiscard]] int get() const { return number_; }
    [[nodiscard]] explicit operator bool() const { return number_ >= 0; }

    /// Gives the descriptor away without closing it.
    [[nodiscard]] int release() { return std::exchange(number_, -1); }

    /// 0, or the errno of close(2). EINTR counts as closed: on Linux the descriptor is gone.
    int close();

  private:
    int number_ = -1;
};

}  // namespace skillmeat::sys
