#include <skillmeat/manifest/edit.hpp>

#include <skillmeat/toml/escape.hpp>

namespace skillmeat::manifest {
namespace {

constexpr std::string_view example = R"(
# Sources are git repositories with skills, agents, commands, MCP servers, plugins, hooks and
# bundles. `skillmeat source add anthropics/skills` writes one below; by hand it looks like this:
#
# [[source]]
# id = "anthropics/skills"
# url = "https://github.com/anthropics/skills"
# ref = "main"                                # branch, tag or commit; default: the default branch
# root = "skills"                             # only this directory is scanned
# map = { "prompts/review" = "command" }      # directory or file -> type; beats every heuristic
# tags = ["official", "documents"]            # at most 20
# min_confidence = 50
#
# [[source.exclude]]                          # "not an artifact", or unwanted
# artifact = "skill:./skills/internal-comms"  # or a name, or a path glob such as "./drafts/**"
# reason = "superseded by our own"
#
# Settings of this project; `skillmeat config list` shows them all:
#
# [settings]
# jobs = 8                                    # network operations at once
)";

}  // namespace

std::string new_manifest(std::string_view project_name) {
    std::string text = "schema = 1  # version of this format\n\n[project]\nname = ";
    tomlfile::append_basic_string(text, project_name);
    text += '\n';
    text += example;
    return text;
}

std::string new_plain_manifest() {
    return "schema = 1\n";
}

}  // namespace skillmeat::manifest
