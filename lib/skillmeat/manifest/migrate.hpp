#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>

namespace skillmeat::manifest {

struct Migration {
    std::string text;  ///< the whole new text
    int from = 0;
    int to = 0;
    std::vector<std::string> steps;   ///< what was done, a sentence each, for the user
    std::vector<std::string> losses;  ///< what the older schema cannot hold, with its place
};

/// Brings a manifest to another schema (formats.md, Migration), comments and order kept. `losses`
/// are left out of the text: the caller refuses them unless the user accepts. Reading older and
/// newer key names in one file is `invalid_manifest` at the first stray key.
[[nodiscard]] Result<Migration> migrate(std::string_view text, const std::string& path, int to);

}  // namespace skillmeat::manifest
