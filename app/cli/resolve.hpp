#pragma once

#include <span>
#include <string>
#include <vector>

#include <skillmeat/base/result.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::cli {

/// A command found on the command line, and all words but those that name it.
struct Resolved {
    const CommandSpec* spec = nullptr;
    std::vector<std::string> rest;
};

/// Finds noun and verb; only global options may stand before and between them. `invalid_usage` with
/// a suggestion for words that name nothing.
[[nodiscard]] Result<Resolved> resolve_command(std::span<const std::string> words,
                                               const Registry& registry);

/// Those of the leading words that name a command or a noun ("source", "list"), however far that
/// goes, for help; also a first word that names nothing.
[[nodiscard]] std::vector<std::string> naming_words(std::span<const std::string> words,
                                                    const Registry& registry);

/// An error for a word that is no noun, with the closest one.
[[nodiscard]] Error unknown_noun(std::string_view word, const Registry& registry);

/// An error for words that are no verb of a noun, with the closest one. `prefix` is the part of a
/// two-word verb that was right ("tag"), or empty.
[[nodiscard]] Error unknown_verb(std::string_view noun, std::string_view prefix,
                                 std::string_view word, const Registry& registry);

}  // namespace skillmeat::app::cli
