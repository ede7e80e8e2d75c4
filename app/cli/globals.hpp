#pragma once

#include <optional>
#include <span>
#include <string>

#include <skillmeat/observe/observer.hpp>
#include <skillmeat/sys/environment.hpp>
#include <skillmeat/telemetry/log_line.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::cli {

enum class Format { table, plain, json, jsonl };
enum class Scope { user, project, all };
enum class ColorChoice { automatic, always, never };

/// The flags every command takes, before or after the verb; the last of each counts.
struct Globals {
    Format format = Format::table;
    std::optional<Scope> scope;          ///< --scope, then SKILLMEAT_SCOPE
    std::optional<std::string> project;  ///< --project, then SKILLMEAT_PROJECT
    ColorChoice color = ColorChoice::automatic;
    bool quiet = false;
    bool verbose = false;
    bool no_input = false;
    bool yes = false;
    bool no_pager = false;
    std::optional<observe::Level> log_level;  ///< --log-level, then SKILLMEAT_LOG; none: no log
    std::optional<telemetry::LogFormat> log_format;  ///< --log-format, then SKILLMEAT_LOG
    std::string trace_file;                          ///< --trace-file; empty: none

    bool operator==(const Globals&) const = default;

    /// --json, --format json or jsonl: errors are JSON too.
    [[nodiscard]] bool machine() const { return format == Format::json || format == Format::jsonl; }
};

/// The options behind Globals, for parser, help and `schema commands`.
[[nodiscard]] std::span<const OptionSpec> global_options();

/// Fills scope, project and log from the environment where no flag gave them; `invalid_value` names
/// the variable.
[[nodiscard]] Result<void> apply_environment(Globals& globals, const sys::Environment& environment);

/// The format the words ask for, as far as can be told without parsing, so that faults of the
/// command line itself are printed in the form asked for.
[[nodiscard]] Format early_format(std::span<const std::string> words);

}  // namespace skillmeat::app::cli
