#pragma once

#include <string>
#include <vector>

#include <skillmeat/base/error.hpp>
#include <skillmeat/model/deployment.hpp>

namespace skillmeat::ops {

// Why a change cannot be planned.

/// `already_exists`: something that no deployment put there.
[[nodiscard]] Error in_the_way(const std::string& path);

/// `already_exists`: another deployment has the file with other bytes.
[[nodiscard]] Error is_shared_with(const std::string& path, const Deployment& other);

/// `already_exists`: another deployment has it as a copy where a link is wanted, or the reverse.
[[nodiscard]] Error has_other_mode(const std::string& path, const Deployment& other);

/// `locally_modified`, naming the paths.
[[nodiscard]] Error modified_error(const std::vector<std::string>& paths, std::string hint);

}  // namespace skillmeat::ops
