#pragma once

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec verify_spec;

struct VerifyOptions {
    bool fix = false;
    bool offline = false;
};

[[nodiscard]] Result<VerifyOptions> bind_verify(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_verify(const VerifyOptions& options, Context& context);

}  // namespace skillmeat::app::commands
