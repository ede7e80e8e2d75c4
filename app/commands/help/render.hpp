#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

struct HelpStyle {
    std::size_t width = 80;  ///< columns to wrap at
    bool color = false;
};

/// Breaks paragraphs at blanks to lines of at most `width` columns, each after `indent` blanks.
/// Lines that begin with a blank are kept as they are.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t indent, std::size_t width);

/// What is shown without any words: what the program is, and where to begin.
[[nodiscard]] std::string render_concise(const cli::Registry& registry, const HelpStyle& style);

/// Every command, the global options and the topics.
[[nodiscard]] std::string render_overview(const cli::Registry& registry, const HelpStyle& style);

/// The verbs of a noun; with `prefix` those of a two-word verb ("tag").
[[nodiscard]] std::string render_noun(const cli::Registry& registry, std::string_view noun,
                                      std::string_view prefix, const HelpStyle& style);

/// Usage, examples, arguments, options and error codes of one command.
[[nodiscard]] std::string render_command(const cli::CommandSpec& spec, const HelpStyle& style);

/// "skillmeat source list [OPTIONS]", "skillmeat source show SRC [OPTIONS]".
[[nodiscard]] std::string usage_of(const cli::CommandSpec& spec);

}  // namespace skillmeat::app::commands
