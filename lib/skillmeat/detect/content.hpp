#pragma once

#include <skillmeat/base/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skillmeat::detect {

/// What became of reading one candidate.
enum class ReadState : std::uint8_t { unread, ok, missing, too_large, binary };

/// Front matter keys that say which type a file is of, as bits.
namespace keys {
inline constexpr std::uint32_t name = 1U << 0U;
inline constexpr std::uint32_t description = 1U << 1U;
inline constexpr std::uint32_t agent = 1U << 2U;      ///< color, disallowedTools, ...
inline constexpr std::uint32_t tools = 1U << 3U;      ///< tools: agents and prompts
inline constexpr std::uint32_t model = 1U << 4U;      ///< agents and commands
inline constexpr std::uint32_t command = 1U << 5U;    ///< argument-hint, allowed-tools, ...
inline constexpr std::uint32_t page = 1U << 6U;       ///< layout, slug, sidebar_position, ...
inline constexpr std::uint32_t installed = 1U << 7U;  ///< written by an installer
inline constexpr std::uint32_t internal = 1U << 8U;   ///< metadata.internal: true
inline constexpr std::uint32_t title = 1U << 9U;
inline constexpr std::uint32_t other = 1U << 10U;  ///< any key not named here
}  // namespace keys

/// What the front matter of a Markdown file, or the keys of a TOML file, say.
struct Header {
    enum class Matter : std::uint8_t { absent, ok, recovered, bad, too_large };
    ReadState read = ReadState::unread;
    Matter matter = Matter::absent;
    bool open = false;   ///< front matter without an end: what is missing may be lost
    bool empty = false;  ///< nothing but white space in the file
    std::uint32_t keys = 0;
    std::string name;  ///< empty when absent or not a scalar
    std::string description;
    std::string version;
    std::string category;
    std::string upstream;
    std::vector<std::string> tags;
    std::string prompt;  ///< TOML commands and agents: "yes" when the text is there
};

[[nodiscard]] Header read_header(std::string_view markdown);
/// Gemini commands (`prompt`) and Codex agents (`name`, `description`, `developer_instructions`).
[[nodiscard]] Header read_toml_header(std::string_view toml);

/// One server of a file of MCP servers.
struct McpServer {
    std::string name;
    std::string canonical_json;  ///< sorted keys, no white space
    std::string description;
    bool valid = false;  ///< has a command or an address
};

/// A plugin's component paths as a manifest or marketplace entry writes them.
struct ComponentPaths {
    bool present = false;  ///< the key is there, whatever it holds
    std::vector<std::string> paths;
};

struct Manifest {
    std::string name;
    std::string description;
    std::string version;
    std::string category;
    std::string homepage;
    std::vector<std::string> tags;
    ComponentPaths skills;
    ComponentPaths agents;
    ComponentPaths commands;
    ComponentPaths hooks;
    ComponentPaths mcp;
    bool other_components = false;  ///< lspServers, outputStyles, extensions, ...
    bool agent_plugins_schema = false;
    bool inline_hooks = false;  ///< `hooks` holds hooks, not a path
};

struct MarketplaceEntry {
    Manifest manifest;
    std::string source;  ///< relative source as written; empty for another repository
    bool relative = false;
    bool strict = true;
    std::string kind;  ///< of a source elsewhere: github, url, ...
    std::string target;
    std::string path;
    std::string ref;
    std::string commit;
    std::string canonical_json;
};

struct Marketplace {
    std::string name;
    std::string plugin_root;  ///< metadata.pluginRoot
    std::vector<MarketplaceEntry> entries;
};

/// What a JSON, TOML or YAML file of configuration holds; what is not asked for stays empty.
struct Config {
    ReadState read = ReadState::unread;
    bool parsed = false;
    std::optional<Marketplace> marketplace;
    std::optional<Manifest> manifest;  ///< of a plugin, an extension or a package
    std::vector<McpServer> servers;
    bool bare_servers = false;  ///< the file is the map of servers itself
    bool has_hooks_key = false;
    bool is_hooks = false;  ///< shape of a hook configuration
    std::string hooks_description;
    std::vector<std::string> hook_commands;  ///< exact commands, in the order of the file
    std::vector<std::string> unknown_events;
    std::vector<std::string> installed;  ///< paths or names a lock file lists
    std::vector<std::string> skills;     ///< package.json `skills`
};

/// What to look for in a file of configuration.
enum class Wanted : std::uint8_t {
    marketplace,
    plugin_manifest,
    extension,
    hooks_or_servers,
    server_record,
    package,
    lock
};

/// Never fails: what cannot be read leaves `parsed` false.
[[nodiscard]] Config read_json_config(std::string_view text, std::string_view file_name,
                                      Wanted wanted);
[[nodiscard]] Config read_toml_config(std::string_view text);
/// `apm.yml` and `*.collection.yml` as a manifest; `apm.lock.yaml` as a list of paths.
[[nodiscard]] Config read_yaml_config(std::string_view text, Wanted wanted);

}  // namespace skillmeat::detect
