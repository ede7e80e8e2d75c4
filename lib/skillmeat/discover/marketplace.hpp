#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/discover/reference.hpp>

namespace skillmeat::discover {

/// Where tools look for a marketplace in a repository: Claude Code, Copilot CLI (three places),
/// Cursor, Codex. Paths of their entries start from the directory that these are relative to.
inline constexpr std::array<std::string_view, 6> marketplace_files{
    ".claude-plugin/marketplace.json",  //
    "marketplace.json",
    ".plugin/marketplace.json",
    ".github/plugin/marketplace.json",
    ".cursor-plugin/marketplace.json",
    ".agents/plugins/marketplace.json",
};

/// Reads a marketplace file. The form is that of Claude Code's documentation of plugin marketplaces
/// and its JSON Schema, with what the other tools add: `{"source": "local", "path"}` (Codex),
/// directories without `./` (Copilot), `path` beside `repo` (Copilot).
///
/// `index_not_found` when it is none: no JSON, no object, or without an array `plugins`. Entries
/// without a name are left out with a warning that gives their JSON pointer; every other one is
/// listed, with `reason` and `notes` when something is wrong with it.
[[nodiscard]] Result<std::vector<Reference>> read_marketplace(std::string_view text,
                                                              const std::string& file,
                                                              const Surroundings& surroundings,
                                                              DiagnosticSink& sink);

/// `dir` for `dir/.github/plugin` and the other directories a marketplace stands in: where to look
/// when a user names that directory. Nothing else is changed.
[[nodiscard]] std::string_view base_of_directory(std::string_view path);

}  // namespace skillmeat::discover
