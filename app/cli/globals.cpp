#include <app/cli/globals.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <array>

namespace skillmeat::app::cli {
namespace {

constexpr std::array<std::string_view, 4> formats{"table", "plain", "json", "jsonl"};
constexpr std::array<std::string_view, 3> scopes{"user", "project", "all"};
constexpr std::array<std::string_view, 3> colors{"auto", "always", "never"};
constexpr std::array<std::string_view, 5> log_levels{"error", "warn", "info", "debug", "trace"};
constexpr std::array<std::string_view, 2> log_formats{"text", "json"};

constexpr std::array options{
    OptionSpec{.name = "json", .help = "same as --format json"},
    OptionSpec{.name = "format",
               .kind = Kind::choice,
               .value_name = "FORMAT",
               .help = "form of the output",
               .allowed = formats,
               .default_text = "table",
               .completion = Completion::allowed},
    OptionSpec{.name = "scope",
               .kind = Kind::choice,
               .value_name = "SCOPE",
               .help = "work on the user's files, the project's, or read all",
               .allowed = scopes,
               .default_text = "project where there is one, else user",
               .completion = Completion::allowed},
    OptionSpec{.name = "project",
               .kind = Kind::text,
               .value_name = "DIR",
               .help = "the project to work on",
               .default_text = "the nearest folder upwards with a skillmeat.toml",
               .completion = Completion::directory},
    OptionSpec{.name = "quiet", .help = "no notes, warnings or progress", .short_name = 'q'},
    OptionSpec{.name = "verbose", .help = "say more about what is done"},
    OptionSpec{.name = "color",
               .kind = Kind::choice,
               .value_name = "WHEN",
               .help = "colour the output",
               .allowed = colors,
               .default_text = "auto",
               .completion = Completion::allowed},
    OptionSpec{.name = "no-input", .help = "never ask; fail where a question would be needed"},
    OptionSpec{.name = "yes", .help = "answer questions with yes", .short_name = 'y'},
    OptionSpec{.name = "no-pager", .help = "do not show long tables through a pager"},
    OptionSpec{.name = "log-level",
               .kind = Kind::choice,
               .value_name = "LEVEL",
               .help = "log on stderr what is done, down to this level",
               .allowed = log_levels,
               .default_text = "no log",
               .completion = Completion::allowed},
    OptionSpec{.name = "log-format",
               .kind = Kind::choice,
               .value_name = "FORMAT",
               .help = "form of the log",
               .allowed = log_formats,
               .default_text = "text",
               .completion = Completion::allowed},
    OptionSpec{.name = "trace-file",
               .kind = Kind::text,
               .value_name = "FILE",
               .help = "add a trace of the run to FILE, as a line of OTLP/JSON",
               .completion = Completion::file},
    OptionSpec{.name = "help", .help = "explain the command", .short_name = 'h'},
    OptionSpec{.name = "version", .help = "print the version"},
};

/// The place of a value among its names, which is the order of the enumeration.
template <class Enumeration, class Names>
std::optional<Enumeration> choice(const Names& names, std::string_view text) {
    const auto place = std::find(names.begin(), names.end(), text);
    return place == names.end() ? std::nullopt
                                : std::optional(static_cast<Enumeration>(place - names.begin()));
}

/// LEVEL or LEVEL,FORMAT.
Result<void> apply_log(Globals& globals, std::string_view text) {
    const auto comma = text.find(',');
    const auto level = choice<observe::Level>(log_levels, text.substr(0, comma));
    const auto format = comma == std::string_view::npos
                            ? telemetry::LogFormat::text
                            : choice<telemetry::LogFormat>(log_formats, text.substr(comma + 1));
    if (!level || !format) {
        return fail(ErrorCode::invalid_value,
                    "variable SKILLMEAT_LOG: expected a level (error, warn, info, debug, trace) "
                    "and perhaps ',json', found " +
                        quote(text),
                    "correct or unset SKILLMEAT_LOG");
    }
    globals.log_level = globals.log_level ? globals.log_level : level;
    globals.log_format = globals.log_format ? globals.log_format : format;
    return {};
}

}  // namespace

std::span<const OptionSpec> global_options() {
    return options;
}

Result<void> apply_environment(Globals& globals, const sys::Environment& environment) {
    const auto scope = environment.get("SKILLMEAT_SCOPE");
    if (!globals.scope && scope) {
        globals.scope = choice<Scope>(scopes, *scope);
        if (!globals.scope) {
            return fail(
                ErrorCode::invalid_value,
                "variable SKILLMEAT_SCOPE: expected user, project or all, found " + quote(*scope),
                "correct or unset SKILLMEAT_SCOPE");
        }
    }
    if (!globals.project) {
        globals.project = environment.get("SKILLMEAT_PROJECT");
    }
    const auto log = environment.get("SKILLMEAT_LOG");
    return log ? apply_log(globals, *log) : Result<void>{};
}

Format early_format(std::span<const std::string> words) {
    Format format = Format::table;
    for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
        std::string_view value;
        if (words[i] == "--json") {
            value = "json";
        } else if (words[i] == "--format" && i + 1 < words.size()) {
            value = words[++i];
        } else if (words[i].starts_with("--format=")) {
            value = std::string_view(words[i]).substr(9);
        }
        for (std::size_t k = 0; k < formats.size(); ++k) {
            if (formats[k] == value) {
                format = static_cast<Format>(k);
            }
        }
    }
    return format;
}

}  // namespace skillmeat::app::cli
