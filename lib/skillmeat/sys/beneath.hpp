#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <sys/types.h>

#include <skillmeat/base/result.hpp>
#include <skillmeat/sys/confined.hpp>
#include <skillmeat/sys/descriptor.hpp>

namespace skillmeat::sys {

/// Opens what lies below a directory without ever leaving it or following a symbolic link.
class Beneath {
  public:
    [[nodiscard]] static Result<Beneath> open(const std::filesystem::path& directory,
                                              Resolution resolution);

    /// As openat(2), relative to the directory, close-on-exec. Empty with errno set on failure;
    /// ELOOP for a symbolic link on the way or at the end.
    [[nodiscard]] Descriptor open_at(std::string_view path, int flags, mode_t mode = 0) const;

    [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  private:
    [[nodiscard]] Descriptor step_by_step(std::string_view path, int flags, mode_t mode) const;

    std::filesystem::path directory_;
    Descriptor root_;
    Resolution resolution_ = Resolution::kernel_or_stepwise;
};

}  // namespace skillmeat::sys
