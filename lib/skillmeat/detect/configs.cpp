#include <skillmeat/detect/scan.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>

namespace skillmeat::detect {
namespace {

bool is_config_role(Role role) {
    return role == Role::config || role == Role::extension || role == Role::plugin_manifest ||
           role == Role::codex_config || role == Role::server_record;
}

/// Files a plugin is read from without being named: hooks.json and server maps at fixed places.
bool at_fixed_place(const Scan& scan, std::uint32_t file, const Plugin& plugin, bool hooks) {
    if (!plugin.scans_defaults) {
        return false;
    }
    auto path = scan.path_of(file);
    const auto root = scan.listing.path(plugin.dir);
    path.remove_prefix(root.empty() ? 0 : root.size() + 1);
    if (hooks) {
        return path == "hooks/hooks.json" || path == "hooks.json";
    }
    return path == ".mcp.json" || path == "mcp.json" || path == ".github/mcp.json";
}

/// Sets owner and naming of what a file of configuration holds.
void place(const Scan& scan, const Candidate& candidate, Item& item, bool hooks) {
    item.file = candidate.file;
    item.dir = scan.listing.directory_of[candidate.file];
    item.plugin = scan.plugin_of[item.dir];
    const bool manifest =
        candidate.role == Role::extension || candidate.role == Role::plugin_manifest;
    if (const auto naming = scan.naming_of_file(scan.named_configs, candidate.file)) {
        item.plugin = naming->plugin;
        item.named = true;
        item.explicitly = !naming->by_directory;
    } else if (manifest && item.plugin != nowhere) {
        const auto& files = scan.plugins[item.plugin].manifest_files;
        item.named = std::ranges::find(files, candidate.file) != files.end();
    }
    item.owned =
        item.named || (item.plugin != nowhere &&
                       at_fixed_place(scan, candidate.file, scan.plugins[item.plugin], hooks));
}

void add_place(const Scan& scan, Item& item, Container container) {
    const auto& dir = scan.listing.directories[item.dir];
    add_owner_evidence(scan, item);
    if (dir.vendor_dir != nowhere) {
        add_evidence(item.row, Reason::vendor_dir, scan.listing.path(dir.vendor_dir));
    } else if (dir.container == container || dir.container == Container::settings) {
        add_evidence(item.row, Reason::container, scan.listing.path(dir.container_dir));
    } else if (dir.depth <= 1) {
        add_evidence(item.row, Reason::root_level);
    }
}

std::string hook_name(const Scan& scan, const Item& item) {
    const auto path = scan.path_of(item.file);
    if (last_segment(path) != "hooks.json") {
        return std::string(file_stem(path));
    }
    const auto parent = last_segment(parent_path(path));
    if (parent != "hooks" && !parent.empty() && !parent.starts_with('.')) {
        return std::string(parent);
    }
    return item.plugin != nowhere ? scan.plugins[item.plugin].name : "hooks";
}

void add_hook(Scan& scan, const Candidate& candidate, const Config& config) {
    const auto path = scan.path_of(candidate.file);
    const bool manifest =
        candidate.role == Role::extension || candidate.role == Role::plugin_manifest;
    if (!config.is_hooks || scan.claimed.contains(candidate.file)) {
        const auto& dir = scan.directory_of(candidate.file);
        if (config.has_hooks_key && !manifest) {
            scan.reject(ArtifactType::hook, path, Rejection::not_hook_shape);
        } else if (!config.parsed && candidate.role == Role::config &&
                   dir.container == Container::hooks) {
            scan.reject(ArtifactType::hook, path, Rejection::not_hook_shape, "not JSON");
        }
        return;
    }
    Item item;
    place(scan, candidate, item, true);
    if (scan.skill_of[item.dir] != nowhere && !item.owned) {
        scan.reject(ArtifactType::hook, path, Rejection::inside_skill);
        return;
    }
    item.row.type = ArtifactType::hook;
    item.row.path = path;
    item.row.entry = path;
    item.row.name = hook_name(scan, item);
    item.row.description = config.hooks_description;
    for (const auto& command : config.hook_commands) {
        item.row.notes.push_back("runs: " + command);
    }
    for (const auto& event : config.unknown_events) {
        item.row.notes.push_back("unknown-event: " + event);
    }
    add_evidence(item.row, Reason::shape, "hooks");
    add_place(scan, item, Container::hooks);
    item.own_config = last_segment(path) == "settings.local.json";
    scan.claimed.insert(candidate.file);
    scan.items.push_back(std::move(item));
}

/// Whether a file of servers configures the project it stands in, rather than offering them.
bool is_project_config(const Scan& scan, const Item& item, const Candidate& candidate) {
    const auto& dir = scan.listing.directories[item.dir];
    if (item.owned || candidate.role == Role::server_record) {
        return false;
    }
    return dir.depth == 0 || dir.container != Container::mcp ||
           last_segment(scan.path_of(candidate.file)) == ".mcp.json";
}

void add_servers(Scan& scan, const Candidate& candidate, const Config& config) {
    const auto path = scan.path_of(candidate.file);
    for (const auto& server : config.servers) {
        const auto row_path = std::string(path) + '#' + server.name;
        Item item;
        place(scan, candidate, item, false);
        if (!server.valid) {
            scan.reject(ArtifactType::mcp, row_path, Rejection::not_mcp_shape);
            continue;
        }
        if (config.bare_servers && !item.owned) {
            scan.reject(ArtifactType::mcp, row_path, Rejection::not_mcp_shape, "no mcpServers");
            continue;
        }
        if (scan.skill_of[item.dir] != nowhere && !item.owned) {
            scan.reject(ArtifactType::mcp, row_path, Rejection::inside_skill);
            continue;
        }
        item.row.type = ArtifactType::mcp;
        item.row.name = server.name;
        item.row.path = row_path;
        item.row.entry = path;
        item.row.description = server.description;
        item.row.canonical_json = server.canonical_json;
        if (candidate.role == Role::server_record && config.manifest) {
            item.row.version = config.manifest->version;
        }
        if (is_placeholder_name(server.name)) {
            item.row.tier = Tier::example;
            item.decided = true;
        }
        add_evidence(item.row, Reason::shape, "server");
        add_place(scan, item, Container::mcp);
        item.own_config = is_project_config(scan, item, candidate);
        scan.items.push_back(std::move(item));
    }
    if (config.parsed && config.servers.empty() && candidate.role == Role::config &&
        last_segment(path) == ".mcp.json") {
        scan.reject(ArtifactType::mcp, path, Rejection::not_mcp_shape, "no server");
    }
}

bool reject_unread(Scan& scan, ArtifactType type, const Candidate& candidate,
                   const Config& config) {
    if (config.read == ReadState::too_large || config.read == ReadState::missing) {
        scan.reject(
            type, scan.path_of(candidate.file),
            config.read == ReadState::missing ? Rejection::missing_blob : Rejection::too_large);
        return true;
    }
    return false;
}

void add_bundle(Scan& scan, const Candidate& candidate, std::string name, bool directory) {
    Item item;
    item.file = candidate.file;
    item.dir = scan.listing.directory_of[candidate.file];
    item.plugin = nowhere;
    item.row.type = ArtifactType::bundle;
    const auto path = scan.path_of(candidate.file);
    item.row.path = !directory ? std::string(path) : scan.row_path(item.dir);
    item.row.entry = path;
    item.row.name = std::move(name);
    add_evidence(item.row, Reason::format_marker, last_segment(path));
    if (candidate.role == Role::archive) {
        add_evidence(item.row, Reason::archive);
    }
    if (candidate.content != nowhere && scan.config(candidate).manifest) {
        const auto& manifest = *scan.config(candidate).manifest;
        item.row.description = manifest.description;
        item.row.version = manifest.version;
        item.row.tags = manifest.tags;
        add_evidence(item.row, Reason::manifest, item.row.entry);
    }
    const bool twin =
        directory
            ? scan.skill_of[item.dir] != nowhere
            : scan.listing.find_directory(join_path(parent_path(path), file_stem(path))) != nowhere;
    if (twin) {  // the skill, or the directory the archive was made of, is the offer
        item.row.tier = directory ? Tier::nested : Tier::installed_copy;
        item.decided = true;
    } else if (is_placeholder_name(item.row.name)) {
        item.row.tier = Tier::example;
        item.decided = true;
    }
    scan.items.push_back(std::move(item));
}

}  // namespace

void find_hooks_and_servers(Scan& scan) {
    for (const auto& candidate : scan.candidates) {
        if (!is_config_role(candidate.role) || candidate.content == nowhere) {
            continue;
        }
        const auto& config = scan.config(candidate);
        if (!reject_unread(scan, ArtifactType::mcp, candidate, config)) {
            add_hook(scan, candidate, config);
            add_servers(scan, candidate, config);
        }
    }
}

void find_bundles(Scan& scan) {
    for (const auto& candidate : scan.candidates) {
        const auto path = scan.path_of(candidate.file);
        if (candidate.role == Role::archive) {
            if (scan.skill_of[scan.listing.directory_of[candidate.file]] == nowhere) {
                add_bundle(scan, candidate, std::string(file_stem(path)), false);
            }
            continue;
        }
        if (candidate.content == nowhere || is_header_role(candidate.role)) {
            continue;
        }
        const auto& config = scan.config(candidate);
        const bool named = config.manifest && !config.manifest->name.empty();
        const bool whole =
            candidate.role == Role::apm && named && !config.manifest->version.empty();
        const bool package = candidate.role == Role::package && named && !config.skills.empty();
        if (whole || package) {
            add_bundle(scan, candidate, config.manifest->name, true);
        } else if (candidate.role == Role::collection && named) {
            add_bundle(scan, candidate, config.manifest->name, false);
        } else if (candidate.role == Role::apm || candidate.role == Role::collection) {
            scan.reject(ArtifactType::bundle, path, Rejection::missing_name);
        }
    }
}

}  // namespace skillmeat::detect
