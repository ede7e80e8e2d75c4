#include <app/commands/help/render.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>

#include <algorithm>
#include <utility>
#include <vector>

#include <app/cli/globals.hpp>
#include <app/commands/help/topics.hpp>
#include <app/print/style.hpp>

namespace skillmeat::app::commands {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t indent = 2;
constexpr std::size_t widest_term = 26;

std::string heading(std::string_view title, const HelpStyle& style) {
    return "\n" + print::paint(title, print::Style::bold, style.color) + "\n";
}

/// Terms on the left, explanations on the right; a long term has a line of its own.
std::string render_entries(const Entries& entries, const HelpStyle& style) {
    std::size_t column = 0;
    for (const auto& entry : entries) {
        if (entry.first.size() <= widest_term) {
            column = std::max(column, entry.first.size());
        }
    }
    const std::size_t start = indent + column + 2;
    std::string text;
    for (const auto& entry : entries) {
        const std::string explained = wrap(entry.second, start, style.width);
        text += std::string(indent, ' ') + entry.first;
        if (explained.empty()) {
            text += '\n';
        } else if (entry.first.size() > widest_term) {
            text += "\n" + explained;
        } else {
            text += explained.substr(indent + entry.first.size());
        }
    }
    return text;
}

std::string option_term(const cli::OptionSpec& option) {
    std::string term = "--" + std::string(option.name);
    if (option.kind == cli::Kind::toggle) {
        term = "--[no-]" + std::string(option.name);
    }
    if (option.short_name != 0) {
        term = std::string("-") + option.short_name + ", " + term;
    }
    if (!option.value_name.empty()) {
        term += " " + std::string(option.value_name);
    }
    return term;
}

std::string option_explanation(const cli::OptionSpec& option) {
    std::string text(option.help);
    if (!option.allowed.empty()) {
        std::vector<std::string> allowed(option.allowed.begin(), option.allowed.end());
        text += ": " + join(allowed, ", ");
    }
    if (option.kind == cli::Kind::integer && option.maximum != INT64_MAX) {
        text += ", " + std::to_string(option.minimum) + " to " + std::to_string(option.maximum);
    }
    if (option.repeatable) {
        text += "; may be repeated";
    }
    if (!option.default_text.empty()) {
        text += " [default: " + std::string(option.default_text) + "]";
    }
    return text;
}

std::string render_options(std::span<const cli::OptionSpec> options, const HelpStyle& style) {
    Entries entries;
    for (const cli::OptionSpec& option : options) {
        entries.emplace_back(option_term(option), option_explanation(option));
    }
    return render_entries(entries, style);
}

std::string command_term(const cli::CommandSpec& spec) {
    std::string term = cli::full_name(spec);
    return spec.alias.empty() ? term : term + ", " + std::string(spec.alias);
}

std::string_view noun_summary(const cli::Registry& registry, std::string_view noun) {
    for (const cli::NounSpec& spec : registry.nouns) {
        if (spec.name == noun) {
            return spec.summary;
        }
    }
    return "";
}

/// Commands in their order; verbs of one noun stand together.
std::string render_commands(const cli::Registry& registry, const HelpStyle& style) {
    Entries entries;
    for (const cli::CommandSpec* spec : registry.commands) {
        entries.emplace_back(command_term(*spec), std::string(spec->summary));
    }
    return heading("Commands", style) + render_entries(entries, style);
}

std::string render_examples(const cli::CommandSpec& spec, const HelpStyle& style) {
    std::string text;
    for (const cli::Example& example : spec.examples) {
        text += text.empty() ? "" : "\n";
        text += wrap("# " + std::string(example.effect), indent, style.width);
        text += std::string(indent, ' ') + std::string(example.command) + "\n";
    }
    return text;
}

}  // namespace

std::string wrap(std::string_view text, std::size_t indentation, std::size_t width) {
    std::string out;
    const std::string margin(indentation, ' ');
    const std::size_t room = width > indentation + 20 ? width - indentation : 20;
    for (const auto paragraph : split(text, '\n')) {
        if (paragraph.empty() || paragraph.front() == ' ') {
            out += paragraph.empty() ? "\n" : margin + std::string(paragraph) + "\n";
            continue;
        }
        std::string line;
        for (const auto word : split(paragraph, ' ')) {
            if (!line.empty() && display_width(line) + 1 + display_width(word) > room) {
                out += margin + line + "\n";
                line.clear();
            }
            line += (line.empty() ? "" : " ") + std::string(word);
        }
        out += margin + line + "\n";
    }
    return text.empty() ? "" : out;
}

std::string render_concise(const cli::Registry& registry, const HelpStyle& style) {
    std::string text =
        "skillmeat: a catalog and package manager for AI-agent artifacts in git repositories\n";
    text += heading("Usage", style) + "  skillmeat COMMAND [OPTIONS]\n";
    Entries entries;
    for (const cli::CommandSpec* spec : registry.commands) {
        if (spec->verb.empty()) {
            entries.emplace_back(command_term(*spec), std::string(spec->summary));
        } else if (std::none_of(entries.begin(), entries.end(),
                                [&](const auto& entry) { return entry.first == spec->noun; })) {
            entries.emplace_back(std::string(spec->noun),
                                 std::string(noun_summary(registry, spec->noun)));
        }
    }
    text += heading("Commands", style) + render_entries(entries, style);
    return text +
           "\nRun 'skillmeat --help' for everything, 'skillmeat COMMAND --help' for one "
           "command.\n";
}

std::string render_overview(const cli::Registry& registry, const HelpStyle& style) {
    std::string text =
        "skillmeat: a catalog and package manager for AI-agent artifacts in git repositories\n";
    text += heading("Usage", style) + "  skillmeat COMMAND [OPTIONS]\n";
    text += render_commands(registry, style);
    text += heading("Global options", style) + render_options(cli::global_options(), style);
    Entries entries;
    for (const Topic& topic : topics()) {
        entries.emplace_back(std::string(topic.name), std::string(topic.summary));
    }
    text += heading("Topics", style) + render_entries(entries, style);
    return text + "\nRun 'skillmeat COMMAND --help' or 'skillmeat help TOPIC' for more.\n";
}

std::string render_noun(const cli::Registry& registry, std::string_view noun,
                        std::string_view prefix, const HelpStyle& style) {
    const std::string begin = prefix.empty() ? "" : std::string(prefix) + " ";
    const std::string name = std::string(noun) + (prefix.empty() ? "" : " " + std::string(prefix));
    std::string text = "skillmeat " + name;
    const auto summary = noun_summary(registry, noun);
    text += summary.empty() || !prefix.empty() ? "\n" : ": " + std::string(summary) + "\n";
    text += heading("Usage", style) + "  skillmeat " + name + " VERB [OPTIONS]\n";
    Entries entries;
    for (const cli::CommandSpec* spec : registry.commands) {
        if (spec->noun == noun && !spec->verb.empty() && spec->verb.starts_with(begin)) {
            entries.emplace_back(std::string(spec->verb), std::string(spec->summary));
        }
    }
    text += heading("Verbs", style) + render_entries(entries, style);
    return text + "\nRun 'skillmeat " + std::string(noun) + " VERB --help' for more.\n";
}

std::string usage_of(const cli::CommandSpec& spec) {
    std::string usage = "skillmeat " + cli::full_name(spec);
    for (const cli::ArgumentSpec& argument : spec.arguments) {
        std::string word(argument.name);
        if (argument.maximum > 1) {
            word += "...";
        }
        usage += argument.minimum == 0 ? " [" + word + "]" : " " + word;
    }
    return usage + " [OPTIONS]";
}

std::string render_command(const cli::CommandSpec& spec, const HelpStyle& style) {
    std::string text =
        "skillmeat " + cli::full_name(spec) + ": " + std::string(spec.summary) + "\n";
    text += heading("Examples", style) + render_examples(spec, style);
    text += heading("Usage", style) + "  " + usage_of(spec) + "\n";
    if (!spec.alias.empty()) {
        text += "  alias: skillmeat " + std::string(spec.alias) + "\n";
    }
    if (!spec.description.empty()) {
        text += "\n" + wrap(spec.description, 0, style.width);
    }
    if (!spec.arguments.empty()) {
        Entries entries;
        for (const cli::ArgumentSpec& argument : spec.arguments) {
            entries.emplace_back(std::string(argument.name), std::string(argument.help));
        }
        text += heading("Arguments", style) + render_entries(entries, style);
    }
    if (!spec.options.empty()) {
        text += heading("Options", style) + render_options(spec.options, style);
    }
    Entries entries;
    for (const ErrorCode code : spec.error_codes) {
        entries.emplace_back(std::string(info(code).name), std::string(info(code).meaning));
    }
    if (!entries.empty()) {
        text += heading("Errors", style) + render_entries(entries, style);
    }
    return text + "\nGlobal options such as --json and --scope: run 'skillmeat --help'.\n";
}

}  // namespace skillmeat::app::commands
