#pragma once

#include <array>
#include <string_view>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

// Options that `deploy` and `undeploy` share.

inline constexpr cli::OptionSpec agent_option{
    .name = "agent",
    .kind = cli::Kind::text,
    .value_name = "AGENT",
    .help = "claude-code, codex, cursor, ... (see `skillmeat help agents`)",
    .repeatable = true};
inline constexpr cli::OptionSpec to_option{.name = "to",
                                           .kind = cli::Kind::text,
                                           .value_name = "DIR",
                                           .help = "a directory inside the project",
                                           .default_text = "the project's root",
                                           .completion = cli::Completion::directory};
inline constexpr cli::OptionSpec collection_option{.name = "collection",
                                                   .kind = cli::Kind::text,
                                                   .value_name = "NAME",
                                                   .help = "all members of a collection"};
inline constexpr cli::OptionSpec group_option{.name = "group",
                                              .kind = cli::Kind::text,
                                              .value_name = "NAME",
                                              .help = "all members of a group of the collection"};

}  // namespace skillmeat::app::commands
