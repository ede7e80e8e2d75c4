#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/agent_place.hpp>
#include <skillmeat/model/artifact_type.hpp>
#include <skillmeat/sys/environment.hpp>

namespace skillmeat::deploy {

/// How an artifact of one type comes to an agent.
enum class Method {
    directory,  ///< as a folder of its name
    file,       ///< as a file of its name and a suffix
    settings,   ///< as a value in a settings file that others write, too
};

/// What the agent can read. Another form is refused, never translated.
enum class Format {
    any,
    markdown,
    toml,
    opencode_agent,  ///< Markdown whose `tools`, if any, is a table
    // Hooks: which events there are, and how they are nested.
    claude_hooks,
    codex_hooks,
    gemini_hooks,
    cursor_hooks,
    copilot_hooks,
    // MCP servers: which keys an entry may have.
    usual_server,     ///< command, args, env or url, headers; types stdio, http, sse
    copilot_server,   ///< the same, and type local
    gemini_server,    ///< the same, and httpUrl
    codex_server,     ///< TOML: command, args, env or url, http_headers
    opencode_server,  ///< type local with a list of words, or remote
    // Plugins: the manifest that makes a folder one.
    claude_plugin,
    cursor_plugin,
    gemini_plugin,
};

/// Where one type goes. Paths are folders, for Method::settings files. `project` is relative to the
/// project's root; `user` begins with `~/` (HOME), `%/` (XDG_CONFIG_HOME) or `$/` (the agent's own
/// folder, see Agent::home). Empty: there is no such place.
struct Place {
    ArtifactType type = ArtifactType::skill;
    Method method = Method::directory;
    Format format = Format::any;
    std::string_view project = {};
    std::string_view user = {};
    std::string_view user_moved = {};  ///< instead of `user` when the agent's folder was moved
    std::string_view suffix = {};      ///< of files: ".md"
    std::string_view key = {};         ///< of settings: "mcpServers"
    bool nested = false;               ///< `a:b` may be a/b
};

/// One coding agent.
struct Agent {
    std::string_view id = {};
    std::string_view name = {};
    std::string_view alias = {};          ///< what other installers call it; may be empty
    std::string_view signs = {};          ///< paths of a project that show it is used, `|` between
    std::string_view home_variable = {};  ///< moves the agent's own folder
    std::string_view home = {};           ///< where that is else; as Place::user
    std::string_view skills = {};         ///< project's folder of skills
    std::string_view user_skills = {};    ///< user's folder of skills
    std::span<const Place> places = {};   ///< of the other types
    std::string_view source = {};         ///< which documents say so
};

/// Every agent, the most used first, then by id. The only place where one is defined.
[[nodiscard]] std::span<const Agent> agents();

/// A place with everything filled in.
struct TargetPlace {
    Method method = Method::directory;
    Format format = Format::any;
    std::string path;  ///< relative to the project (or `--to`), or absolute; no slash at the end
    std::string suffix;
    std::string key;
    bool nested = false;
};

/// The agents of one run: the table, and what the user has said otherwise (`agent_directories`). An
/// agent that is in no table takes skills as folders, agents and commands as Markdown.
class Targets {
  public:
    /// `user`: deploys for the user, not into a directory. Keeps a reference to the environment.
    Targets(const sys::Environment& environment, std::vector<AgentPlace> overrides, bool user);

    /// The id of an agent named by id or alias; `invalid_value`, with a suggestion, when there is
    /// none.
    [[nodiscard]] Result<std::string> find(std::string_view name) const;

    /// Ids of all agents, those of the overrides too, in the order of the table.
    [[nodiscard]] std::vector<std::string> ids() const;

    /// What people call it.
    [[nodiscard]] std::string name(std::string_view id) const;

    /// Where a type goes; `not_deployable` when the agent takes none here, saying so.
    [[nodiscard]] Result<TargetPlace> place(std::string_view id, ArtifactType type) const;

    /// Paths that show the agent is used: relative to the project, or absolute for the user.
    [[nodiscard]] std::vector<std::string> signs(std::string_view id) const;

  private:
    [[nodiscard]] const AgentPlace* override_of(std::string_view id, ArtifactType type) const;
    [[nodiscard]] std::optional<std::string> expand(const Agent& agent,
                                                    std::string_view path) const;
    [[nodiscard]] std::optional<std::string> user_path(const Agent& agent,
                                                       const Place& place) const;

    const sys::Environment& environment_;
    std::vector<AgentPlace> overrides_;
    bool user_ = false;
};

}  // namespace skillmeat::deploy
