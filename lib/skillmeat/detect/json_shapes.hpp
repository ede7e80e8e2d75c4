#pragma once

#include <skillmeat/detect/content.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace skillmeat::detect {

/// `hooks` as artifact-formats 4 has it: events, each with a list of matchers or actions. Fills the
/// hook fields of `config`; leaves `is_hooks` false when the shape is another.
void read_hooks(const nlohmann::json& root, Config& config);

/// Whether a value configures an MCP server: it has a command or an address that is not empty.
[[nodiscard]] bool is_server(const nlohmann::json& server);

/// Servers under the keys vendors use, or the bare map a plugin's `.mcp.json` may be.
void read_servers(const nlohmann::json& root, std::string_view file_name, Config& config);

}  // namespace skillmeat::detect
