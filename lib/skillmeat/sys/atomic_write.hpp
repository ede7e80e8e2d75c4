#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include <skillmeat/base/result.hpp>

namespace skillmeat::sys {

/// FileSystem::write on the real disk.
[[nodiscard]] Result<bool> replace_file(const std::filesystem::path& path, std::string_view bytes,
                                        std::uint32_t create_mode);

}  // namespace skillmeat::sys
