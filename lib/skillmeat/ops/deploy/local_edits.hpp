#pragma once

#include <cstddef>

#include <skillmeat/ops/deploy/deploy_desired.hpp>
#include <skillmeat/ops/workspace.hpp>
#include <skillmeat/sys/confined.hpp>

namespace skillmeat::ops {

/// Whether files of an installed deployment are not as they were written. What was deleted does not
/// count.
[[nodiscard]] Result<bool> has_local_edits(const sys::Confined& disk, const Deployment& installed);

struct MergedEdits {
    std::size_t merged = 0;     ///< files that hold both changes then
    std::size_t conflicts = 0;  ///< files that stay as they are, with a copy beside them
};

/// Brings files that people changed together with the new version, three ways: `before` is the
/// installed version as the repository has it (with a refusal when it cannot be had any more),
/// `desired` the new one, which gets the edits and notes about them. Where both changed the same
/// lines, or a file is no text, what people have stays, and a copy with the conflict goes beside
/// it. Only reads the disk.
[[nodiscard]] Result<MergedEdits> merge_local_edits(Services& services, const sys::Confined& disk,
                                                    const Deployment& installed,
                                                    const Desired& before, Desired& desired);

}  // namespace skillmeat::ops
