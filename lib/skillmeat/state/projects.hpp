#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/base/timestamp.hpp>

namespace skillmeat::state {

/// projects.toml in the user scope: the registry behind `--scope all`.
struct Project {
    std::string root;  ///< canonical absolute directory
    std::string name;
    Timestamp added_at;

    bool operator==(const Project&) const = default;
};

/// First 12 hexadecimal digits of SHA-256 over the canonical absolute root.
[[nodiscard]] std::string project_id(std::string_view root);

/// Sorted by root, bytewise. `invalid_manifest` with position when the text is damaged,
/// `newer_format` when a newer skillmeat wrote it.
[[nodiscard]] Result<std::vector<Project>> read_projects(std::string_view text,
                                                         const std::string& path);
/// Of projects with the same root the first is kept.
[[nodiscard]] std::string write_projects(std::vector<Project> projects);

}  // namespace skillmeat::state
