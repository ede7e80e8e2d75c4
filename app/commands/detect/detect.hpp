#pragma once

#include <skillmeat/ops/sources/detect_tree.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec detect_spec;

struct DetectCommandOptions {
    ops::DetectRequest request;
    bool all = false;      ///< the tiers and confidences that lists hide too
    bool explain = false;  ///< rejected candidates and evidence too
};

[[nodiscard]] Result<DetectCommandOptions> bind_detect(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_detect(const DetectCommandOptions& options, Context& context);

}  // namespace skillmeat::app::commands
