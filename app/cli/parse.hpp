#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include <skillmeat/base/result.hpp>

#include <app/cli/globals.hpp>
#include <app/cli/spec.hpp>

namespace skillmeat::app::cli {

/// A command was named and its words are in order; `spec->bind(values)` comes next.
struct Invocation {
    const CommandSpec* spec = nullptr;
    Values values;
};

/// `--help` or `-h` somewhere before `--`, or no words at all.
struct HelpRequest {
    std::vector<std::string> words;  ///< "source", "list"
    bool asked = true;               ///< false: there were no words
};

struct VersionRequest {};

struct Parsed {
    Globals globals;
    std::variant<Invocation, HelpRequest, VersionRequest> request;
};

/// Reads the words after the program's name. Faults are `invalid_usage` and `invalid_value`, with a
/// suggestion where a noun, verb, flag or choice is close to a known one. Reads nothing else.
[[nodiscard]] Result<Parsed> parse(std::span<const std::string> words, const Registry& registry);

}  // namespace skillmeat::app::cli
