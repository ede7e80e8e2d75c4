#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/artifact_type.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

// Values and options that several commands share.

inline constexpr std::array<std::string_view, 7> type_names{"skill",  "agent", "command", "mcp",
                                                            "plugin", "hook",  "bundle"};

inline constexpr cli::OptionSpec limit_option{.name = "limit",
                                              .kind = cli::Kind::integer,
                                              .value_name = "N",
                                              .help = "show at most N rows",
                                              .minimum = 1,
                                              .maximum = 100'000};
inline constexpr cli::OptionSpec cursor_option{
    .name = "cursor",
    .kind = cli::Kind::text,
    .value_name = "CURSOR",
    .help = "go on after the page that printed this next_cursor"};
inline constexpr cli::OptionSpec type_option{.name = "type",
                                             .kind = cli::Kind::choice,
                                             .value_name = "TYPE",
                                             .help = "only this type; several are alternatives",
                                             .repeatable = true,
                                             .allowed = type_names,
                                             .completion = cli::Completion::allowed};
inline constexpr cli::OptionSpec tag_option{.name = "tag",
                                            .kind = cli::Kind::text,
                                            .value_name = "TAG",
                                            .help = "only with this tag; several must all match",
                                            .repeatable = true,
                                            .completion = cli::Completion::tag};
inline constexpr cli::OptionSpec dry_run_option{.name = "dry-run",
                                                .help = "show what would be done, write nothing"};

/// The types of a checked `--type`.
[[nodiscard]] std::vector<ArtifactType> types_of(const cli::Values& values);

/// `--cursor`, or empty for the first page. One that is given but empty is damaged: a script that
/// lost its cursor must not begin anew.
[[nodiscard]] Result<std::string> cursor_of(const cli::Values& values);

/// `--limit`, or nothing.
[[nodiscard]] std::optional<std::size_t> limit_of(const cli::Values& values);

}  // namespace skillmeat::app::commands
