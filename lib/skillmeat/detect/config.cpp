#include <skillmeat/detect/content.hpp>
#include <skillmeat/detect/front_matter.hpp>
#include <skillmeat/detect/json_shapes.hpp>
#include <skillmeat/detect/json_text.hpp>
#include <skillmeat/detect/words.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/toml/parse.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace skillmeat::detect {
namespace {

using nlohmann::json;

ComponentPaths paths_of(const json& object, const char* key) {
    ComponentPaths result;
    const auto found = object.find(key);
    if (found == object.end()) {
        return result;
    }
    result.present = true;
    result.paths = strings_of(*found);
    if (found->is_array()) {
        for (const auto& item : *found) {
            const auto path = string_member(item, "path");
            if (!path.empty()) {
                result.paths.push_back(path);
            }
        }
    } else if (found->is_object() && found->contains("paths")) {
        result.paths = strings_of((*found)["paths"]);
    }
    return result;
}

/// Components that a vendor keeps in `extensions` of an Agent Plugins manifest (artifact-formats
/// 6).
void add_extension_paths(const json& extensions, Manifest& manifest) {
    manifest.other_components = true;
    if (!extensions.is_object()) {
        return;
    }
    for (const auto& vendor : extensions) {
        if (!vendor.is_object()) {
            continue;
        }
        const auto add = [&](const char* key, ComponentPaths& into) {
            auto more = paths_of(vendor, key);
            into.present = into.present || more.present;
            std::ranges::move(more.paths, std::back_inserter(into.paths));
        };
        add("agents", manifest.agents);
        add("skills", manifest.skills);
        add("commands", manifest.commands);
    }
}

Manifest read_manifest(const json& object) {
    Manifest manifest;
    manifest.name = string_member(object, "name");
    manifest.description = string_member(object, "description");
    manifest.version = string_member(object, "version");
    manifest.category = string_member(object, "category");
    manifest.homepage = string_member(object, "homepage");
    if (const auto tags = object.find("tags"); tags != object.end()) {
        manifest.tags = strings_of(*tags);
    } else if (const auto words = object.find("keywords"); words != object.end()) {
        manifest.tags = strings_of(*words);
    }
    manifest.skills = paths_of(object, "skills");
    manifest.agents = paths_of(object, "agents");
    manifest.commands = paths_of(object, "commands");
    manifest.hooks = paths_of(object, "hooks");
    manifest.mcp = paths_of(object, "mcpServers");
    for (const char* key : {"lspServers", "outputStyles", "themes", "monitors", "workflows",
                            "experimental", "rules", "interface", "contextFileName"}) {
        manifest.other_components = manifest.other_components || object.contains(key);
    }
    manifest.agent_plugins_schema =
        string_member(object, "$schema").starts_with("https://agent-plugins.org/schemas/");
    if (const auto found = object.find("extensions");
        found != object.end() && manifest.agent_plugins_schema) {
        add_extension_paths(*found, manifest);
    }
    return manifest;
}

void read_source(const json& entry, MarketplaceEntry& row) {
    const auto found = entry.find("source");
    if (found == entry.end() || found->is_string()) {
        row.relative = true;
        row.source = found == entry.end() ? "./" : found->get<std::string>();
        return;
    }
    row.kind = string_member(*found, "source");
    row.path = string_member(*found, "path");
    row.ref = string_member(*found, "ref");
    row.commit = string_member(*found, "sha");
    for (const char* key : {"repo", "url", "package", "command"}) {
        if (row.target.empty()) {
            row.target = string_member(*found, key);
        }
    }
    if (row.kind == "local" || (row.kind.empty() && row.target.empty() && !row.path.empty())) {
        row.relative = true;
        row.source = row.path;
    } else if (row.target.starts_with("./")) {
        row.relative = true;
        row.source = row.target;
    }
}

void read_marketplace(const json& root, Config& config) {
    const auto plugins = root.find("plugins");
    const auto name = string_member(root, "name");
    if (name.empty() || plugins == root.end() || !plugins->is_array()) {
        return;
    }
    Marketplace market;
    market.name = name;
    if (const auto metadata = root.find("metadata"); metadata != root.end()) {
        market.plugin_root = string_member(*metadata, "pluginRoot");
    }
    for (const auto& entry : *plugins) {
        if (!entry.is_object() || string_member(entry, "name").empty()) {
            continue;
        }
        MarketplaceEntry row;
        row.manifest = read_manifest(entry);
        row.strict = !(entry.contains("strict") && entry["strict"] == false);
        row.canonical_json = canonical_json(entry);
        read_source(entry, row);
        market.entries.push_back(std::move(row));
    }
    config.marketplace = std::move(market);
}

void read_plugin_manifest(const json& root, std::string_view file_name, Config& config) {
    config.manifest = read_manifest(root);
    if (const auto hooks = root.find("hooks"); hooks != root.end() && hooks->is_object()) {
        json wrapped = hooks->contains("hooks") ? *hooks : json{{"hooks", *hooks}};
        read_hooks(wrapped, config);
        config.manifest->inline_hooks = config.is_hooks;
    }
    if (root.contains("mcpServers") && root["mcpServers"].is_object()) {
        read_servers(root, file_name, config);
    }
}

/// A publishing record of the MCP registry (artifact-formats 5).
void read_server_record(const json& root, Config& config) {
    const auto name = string_member(root, "name");
    const bool schema = string_member(root, "$schema")
                            .starts_with("https://static.modelcontextprotocol.io/schemas/");
    const auto slash = name.find('/');
    const bool reverse_dns = slash != std::string::npos && slash == name.rfind('/') &&
                             name.substr(0, slash).find('.') != std::string::npos;
    const auto is_list = [&](const char* key) {
        return root.contains(key) && root[key].is_array();
    };
    if (!name.empty() && (schema || (reverse_dns && (is_list("packages") || is_list("remotes"))))) {
        McpServer row;
        row.name = name;
        row.valid = true;
        row.canonical_json = canonical_json(root);
        row.description = string_member(root, "description");
        config.servers.push_back(std::move(row));
        config.manifest = read_manifest(root);
    }
}

void read_lock(const json& root, Config& config) {
    const auto skills = root.find("skills");
    if (skills != root.end() && skills->is_object()) {
        for (const auto& [name, value] : skills->items()) {
            config.installed.push_back(name);
            (void)value;
        }
    }
}

}  // namespace

Config read_json_config(std::string_view text, std::string_view file_name, Wanted wanted) {
    Config config;
    config.read = ReadState::ok;
    json root;
    const bool comments = wanted == Wanted::hooks_or_servers || wanted == Wanted::extension;
    if (!parse_json(text, comments, root) || !root.is_object()) {
        return config;
    }
    config.parsed = true;
    switch (wanted) {
        case Wanted::marketplace:
            read_marketplace(root, config);
            break;
        case Wanted::plugin_manifest:
        case Wanted::extension:
            read_plugin_manifest(root, file_name, config);
            break;
        case Wanted::hooks_or_servers:
            read_hooks(root, config);
            read_servers(root, file_name, config);
            break;
        case Wanted::server_record:
            read_server_record(root, config);
            break;
        case Wanted::package:
            config.manifest = read_manifest(root);
            config.skills = config.manifest->skills.paths;
            break;
        case Wanted::lock:
            read_lock(root, config);
            break;
    }
    return config;
}

Config read_toml_config(std::string_view text) {
    Config config;
    config.read = ReadState::ok;
    const auto table = tomlfile::parse(text, "");
    const auto* servers = table ? table->find("mcp_servers") : nullptr;
    config.parsed = table.has_value();
    if (servers == nullptr || servers->table() == nullptr) {
        return config;
    }
    for (const auto& [name, value] : servers->table()->members) {
        json server = json::object();
        if (const auto* members = value.table(); members != nullptr) {
            for (const auto& [key, member] : members->members) {
                if (const auto* string = member.string(); string != nullptr) {
                    server[key] = *string;
                }
            }
        }
        McpServer row;
        row.name = name;
        row.valid = is_server(server);
        row.canonical_json = canonical_json(server);
        config.servers.push_back(std::move(row));
    }
    return config;
}

Config read_yaml_config(std::string_view text, Wanted wanted) {
    Config config;
    config.read = ReadState::ok;
    if (wanted == Wanted::lock) {  // generated, often past the limits of front matter: by lines
        for (auto line : split(text, '\n')) {
            line = trim(line);
            if (line.starts_with("- ") && line.find(": ") == std::string_view::npos) {
                config.installed.emplace_back(trim(line.substr(2)));
            }
        }
        config.parsed = true;
        return config;
    }
    FrontMatter matter;
    if (text.size() > max_front_matter || !parse_yaml_map(text, matter.fields)) {
        return config;
    }
    config.parsed = true;
    Manifest manifest;
    const auto read = [&](std::string_view key) {
        const auto* field = matter.find(key);
        return field != nullptr && field->kind == Field::Kind::text ? field->text : std::string{};
    };
    manifest.name = read("name").empty() ? read("id") : read("name");
    manifest.version = read("version");
    manifest.description = read("description");
    manifest.other_components = matter.find("items") != nullptr;
    if (const auto* tags = matter.find("tags"); tags != nullptr) {
        manifest.tags = tags->items;
    }
    config.manifest = std::move(manifest);
    return config;
}

}  // namespace skillmeat::detect
