#include <app/cli/parse.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>

#include <app/cli/parser.hpp>
#include <app/cli/resolve.hpp>
#include <app/cli/words.hpp>

namespace skillmeat::app::cli {
namespace {

enum class Asked { nothing, help, version };

/// `--help` and `--version` count wherever they stand, also in a line with faults.
Asked asked_for(std::span<const std::string> words) {
    for (const std::string& word : words) {
        if (word == "--") {
            break;
        }
        if (word == "--help" || word == "-h") {
            return Asked::help;
        }
        if (word == "--version") {
            return Asked::version;
        }
    }
    return Asked::nothing;
}

std::vector<const OptionSpec*> known_options(const CommandSpec& spec) {
    std::vector<const OptionSpec*> known;
    for (const OptionSpec& option : spec.options) {
        known.push_back(&option);
    }
    for (const OptionSpec& option : global_options()) {
        known.push_back(&option);
    }
    return known;
}

/// The place of a checked value among those allowed, which is the order of the enumeration.
template <class Enumeration>
std::optional<Enumeration> choice(const Values& values, std::string_view name) {
    const auto text = values.text(name);
    for (const OptionSpec& spec : global_options()) {
        if (text && spec.name == name) {
            const auto place = std::find(spec.allowed.begin(), spec.allowed.end(), *text);
            return static_cast<Enumeration>(place - spec.allowed.begin());
        }
    }
    return std::nullopt;
}

Globals read_globals(const Values& values) {
    Globals globals;
    globals.scope = choice<Scope>(values, "scope");
    globals.project = values.text("project");
    globals.color = choice<ColorChoice>(values, "color").value_or(ColorChoice::automatic);
    globals.quiet = values.flag("quiet");
    globals.verbose = values.flag("verbose");
    globals.no_input = values.flag("no-input");
    globals.yes = values.flag("yes");
    globals.no_pager = values.flag("no-pager");
    globals.log_level = choice<observe::Level>(values, "log-level");
    globals.log_format = choice<telemetry::LogFormat>(values, "log-format");
    globals.trace_file = values.text("trace-file").value_or("");
    return globals;
}

Error too_few(const CommandSpec& spec, const ArgumentSpec& argument) {
    const std::string command = "skillmeat " + full_name(spec);
    return Error{ErrorCode::invalid_usage,
                 "'" + command + "' expects " + std::string(argument.name),
                 {},
                 {},
                 "run '" + command + " --help'"};
}

/// Deals the words out: every argument its minimum, what is left from left to right.
Result<void> read_positionals(const CommandSpec& spec, const std::vector<std::string>& words,
                              Values& values) {
    std::size_t next = 0;
    for (const ArgumentSpec& argument : spec.arguments) {
        std::size_t taken = 0;
        for (; next < words.size() && taken < argument.maximum; ++next, ++taken) {
            values.add(argument.name, words[next]);
        }
        if (taken < argument.minimum) {
            return fail(too_few(spec, argument));
        }
    }
    if (next < words.size()) {
        const std::string command = "skillmeat " + full_name(spec);
        return fail(ErrorCode::invalid_usage,
                    "'" + command + "' does not expect " + quote(words[next]),
                    "run '" + command + " --help'");
    }
    return {};
}

}  // namespace

Result<Parsed> parse(std::span<const std::string> words, const Registry& registry) {
    Parsed parsed;
    parsed.globals.format = early_format(words);
    switch (asked_for(words)) {
        case Asked::version:
            parsed.request = VersionRequest{};
            return parsed;
        case Asked::help:
            parsed.request = HelpRequest{naming_words(words, registry), true};
            return parsed;
        case Asked::nothing:
            break;
    }
    if (words.empty()) {
        parsed.request = HelpRequest{{}, false};
        return parsed;
    }
    SKILLMEAT_ASSIGN(const Resolved resolved, resolve_command(words, registry));
    const auto known = known_options(*resolved.spec);
    SKILLMEAT_ASSIGN(const SortedWords sorted, sort_words(resolved.rest, known));
    Invocation invocation{resolved.spec, {}};
    SKILLMEAT_ASSIGN(invocation.values, read_options(sorted.options, known, global_options()));
    const Format format = parsed.globals.format;
    parsed.globals = read_globals(invocation.values);
    parsed.globals.format = format;
    SKILLMEAT_TRY(read_positionals(*resolved.spec, sorted.positionals, invocation.values));
    parsed.request = std::move(invocation);
    return parsed;
}

}  // namespace skillmeat::app::cli
