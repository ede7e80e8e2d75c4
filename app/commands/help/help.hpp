#pragma once

#include <string>
#include <vector>

#include <app/cli/parse.hpp>
#include <app/context.hpp>

namespace skillmeat::app::commands {

struct HelpOptions {
    std::vector<std::string> words;  ///< a topic, or noun and verb; none: the overview
};

[[nodiscard]] Result<HelpOptions> bind_help(const cli::Values& values);

/// `topic_not_found` with a suggestion when the words name nothing.
[[nodiscard]] Result<Outcome> run_help(const HelpOptions& options, Context& context);

/// `--help` anywhere, or no words at all.
[[nodiscard]] Result<Outcome> show_help(const cli::HelpRequest& request, Context& context);

extern const cli::CommandSpec help_spec;

}  // namespace skillmeat::app::commands
