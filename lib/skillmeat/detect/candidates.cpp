#include <skillmeat/detect/scan.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>

#include <algorithm>
#include <optional>

namespace skillmeat::detect {
namespace {

constexpr std::uint16_t max_loose_depth = 4;

bool contains_ignoring_case(std::string_view text, std::string_view word) {
    for (std::size_t i = 0; i + word.size() <= text.size(); ++i) {
        if (equals_ignoring_case(text.substr(i, word.size()), word)) {
            return true;
        }
    }
    return false;
}

bool is_manifest_directory(std::string_view segment) {
    return segment == ".claude-plugin" || segment == ".plugin" || segment == ".cursor-plugin" ||
           segment == ".codex-plugin" || segment == "plugin" || segment == "plugins";
}

std::optional<Role> markdown_role(const Scan& scan, const Directory& dir, std::string_view name) {
    if (name == "SKILL.md") {
        return Role::skill;
    }
    if (equals_ignoring_case(name, "skill.md")) {
        return Role::skill_other;
    }
    if (ends_with_ignoring_case(name, ".agent.md") ||
        ends_with_ignoring_case(name, ".chatmode.md")) {
        return Role::marked_agent;
    }
    if (ends_with_ignoring_case(name, ".prompt.md")) {
        return Role::prompt;
    }
    switch (dir.container) {
        case Container::agents:
            return Role::agent;
        case Container::commands:
            return Role::command;
        default:
            break;
    }
    const bool loose =
        scan.collection && dir.vendor_dir == nowhere && dir.demoted_by == nowhere &&
        dir.depth <= max_loose_depth && !dir.in_skill && !is_reserved_document(name) &&
        dir.container != Container::skills &&
        !(dir.depth == 0 && scan.listing.directories.size() > 1 && is_usual_document(name));
    return loose ? std::optional(Role::loose) : std::nullopt;
}

bool is_config_name(std::string_view name, const Directory& dir) {
    if (contains_ignoring_case(name, "mcp") || contains_ignoring_case(name, "hook") ||
        name == "opencode.json" || name == "claude_desktop_config.json") {
        return true;
    }
    if (dir.container == Container::hooks || dir.container == Container::mcp) {
        return true;
    }
    const bool settings = name == "settings.json" || name == "settings.local.json";
    return dir.container == Container::settings ||
           (settings && (dir.depth == 0 || dir.vendor_dir != nowhere));
}

std::optional<Role> json_role(const Scan& scan, const Directory& dir, std::string_view name) {
    const auto segment = last_segment(dir.path);
    if (name == "marketplace.json") {
        return Role::marketplace;
    }
    if (name == "plugin.json") {
        return Role::plugin_manifest;
    }
    if (name == "gemini-extension.json") {
        return Role::extension;
    }
    if (name == "server.json") {
        return Role::server_record;
    }
    if (name == "skills-lock.json") {
        return Role::json_lock;
    }
    if (name == "package.json") {
        return scan.listing.find_directory(join_path(dir.path, "skills")) != nowhere
                   ? std::optional(Role::package)
                   : std::nullopt;
    }
    if (is_manifest_directory(segment) && segment.starts_with('.')) {
        return std::nullopt;
    }
    return is_config_name(name, dir) ? std::optional(Role::config) : std::nullopt;
}

std::optional<Role> toml_role(const Directory& dir, std::string_view name) {
    if (dir.container == Container::commands) {
        return Role::command_toml;
    }
    if (dir.container == Container::agents) {
        return Role::agent_toml;
    }
    return name == "config.toml" && last_segment(dir.path) == ".codex"
               ? std::optional(Role::codex_config)
               : std::nullopt;
}

std::optional<Role> role_of(const Scan& scan, const Directory& dir, const tree::Entry& entry) {
    const auto name = last_segment(entry.path);
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos) {
        const bool agent = dir.container == Container::agents && entry.mode == tree::mode_file &&
                           !is_usual_document(name) && !is_reserved_document(name);
        return agent ? std::optional(Role::agent) : std::nullopt;
    }
    const auto extension = name.substr(dot + 1);
    if (extension == "md" || equals_ignoring_case(extension, "md")) {
        return markdown_role(scan, dir, name);
    }
    if (extension == "json") {
        return json_role(scan, dir, name);
    }
    if (extension == "toml") {
        return toml_role(dir, name);
    }
    if (name == "apm.yml" || name == "apm.yaml") {
        return Role::apm;
    }
    if (name == "apm.lock.yaml") {
        return Role::yaml_lock;
    }
    if (name.ends_with(".collection.yml")) {
        return Role::collection;
    }
    const bool archive = extension == "mcpb" || extension == "dxt" || extension == "skill" ||
                         extension == "skillmeat-pack";
    return archive ? std::optional(Role::archive) : std::nullopt;
}

ArtifactType type_of(Role role) {
    switch (role) {
        case Role::skill:
        case Role::skill_other:
            return ArtifactType::skill;
        case Role::agent:
        case Role::marked_agent:
        case Role::agent_toml:
            return ArtifactType::agent;
        case Role::command:
        case Role::prompt:
        case Role::command_toml:
        case Role::loose:
            return ArtifactType::command;
        case Role::config:
            return ArtifactType::hook;
        case Role::server_record:
        case Role::codex_config:
            return ArtifactType::mcp;
        case Role::marketplace:
        case Role::plugin_manifest:
        case Role::extension:
            return ArtifactType::plugin;
        default:
            return ArtifactType::bundle;
    }
}

/// Roles whose file name alone promises an artifact: worth a word when they are passed over.
bool is_promising(Role role) {
    return role == Role::skill || role == Role::marked_agent || role == Role::plugin_manifest ||
           role == Role::agent || role == Role::command;
}

std::optional<Rejection> refusal(const Directory& dir, const tree::Entry& entry) {
    if (dir.unsafe || !is_safe_tree_path(last_segment(entry.path))) {
        return dir.depth >= 32 ? Rejection::too_deep : Rejection::bad_path;
    }
    if (dir.ignored) {
        return Rejection::ignored_dir;
    }
    if (entry.mode == tree::mode_symlink) {
        return Rejection::symlink;
    }
    if (!is_regular(entry)) {
        return Rejection::submodule;
    }
    return std::nullopt;
}

}  // namespace

void Scan::reject(ArtifactType type, std::string_view path, Rejection rejection,
                  std::string detail) {
    rejected.push_back(
        RejectedCandidate{type, std::string(path), rejection_code(rejection), std::move(detail)});
}

bool is_header_role(Role role) {
    return role <= Role::loose;
}

namespace {

/// The innermost mapping that holds `file`, or nowhere.
std::uint32_t mapping_of(const Scan& scan, std::uint32_t file) {
    std::uint32_t found = nowhere;
    for (std::uint32_t i = 0; i < scan.mappings.size(); ++i) {
        const auto& mapping = scan.mappings[i];
        const bool holds = file >= mapping.begin && file < mapping.end;
        if (holds && (found == nowhere || mapping.path.size() > scan.mappings[found].path.size())) {
            found = i;
        }
    }
    return found;
}

void add_mapped(Scan& scan, std::uint32_t file, std::uint32_t mapping) {
    const auto name = last_segment(scan.path_of(file));
    const bool markdown = name.ends_with(".md");
    const bool toml = name.ends_with(".toml");
    std::optional<Role> role;
    switch (scan.mappings[mapping].type) {
        case ArtifactType::skill:
            role = name == "SKILL.md" ? std::optional(Role::skill) : std::nullopt;
            break;
        case ArtifactType::agent:
            role = markdown ? std::optional(Role::agent)
                   : toml   ? std::optional(Role::agent_toml)
                            : std::nullopt;
            break;
        case ArtifactType::command:
            role = markdown ? std::optional(Role::command)
                   : toml   ? std::optional(Role::command_toml)
                            : std::nullopt;
            break;
        case ArtifactType::mcp:
        case ArtifactType::hook:
            role = name.ends_with(".json") ? std::optional(Role::config) : std::nullopt;
            break;
        case ArtifactType::plugin:
            role = name == "plugin.json" ? std::optional(Role::plugin_manifest) : std::nullopt;
            break;
        case ArtifactType::bundle:
            role = name == "apm.yml" ? std::optional(Role::apm) : std::nullopt;
            break;
    }
    if (role && is_regular(scan.listing.files[file])) {
        scan.mapped.push_back(Candidate{file, *role, nowhere, mapping});
    }
}

/// Files in a skill's directory that still say something of their own.
bool counts_inside_skill(Role role) {
    return role == Role::skill || role == Role::package || role == Role::plugin_manifest ||
           role == Role::apm || role == Role::archive || role == Role::config;
}

void choose(Scan& scan, std::uint32_t file) {
    const auto& dir = scan.directory_of(file);
    const auto& entry = scan.listing.files[file];
    const auto role = role_of(scan, dir, entry);
    if (!role) {
        return;
    }
    if (const auto refused = refusal(dir, entry)) {
        if (is_promising(*role)) {
            scan.reject(type_of(*role), entry.path, *refused);
        }
    } else if (dir.in_skill && !counts_inside_skill(*role)) {
        scan.reject(type_of(*role), entry.path, Rejection::inside_skill);
    } else {
        scan.candidates.push_back(Candidate{file, *role});
    }
}

}  // namespace

void choose_candidates(Scan& scan) {
    for (auto i = static_cast<std::uint32_t>(scan.listing.begin); i < scan.listing.end; ++i) {
        const auto mapping = mapping_of(scan, i);
        if (mapping != nowhere) {
            if (!scan.directory_of(i).unsafe) {
                add_mapped(scan, i, mapping);
            }
        } else {
            choose(scan, i);
        }
    }
}

std::size_t add_named_candidates(Scan& scan) {
    std::vector<Candidate> extra;
    const auto add = [&](std::uint32_t file, Role role) {
        const bool known = std::ranges::binary_search(scan.candidates, file, {}, &Candidate::file);
        const auto& dir = scan.directory_of(file);
        if (!known && is_regular(scan.listing.files[file]) && !dir.unsafe && !dir.in_skill) {
            extra.push_back(Candidate{file, role});
        }
    };
    const auto add_all = [&](const Names& names, Role role, std::string_view extension) {
        for (const auto& each : names.files) {
            add(each.first, role);
        }
        for (const auto& each : names.dirs) {
            const auto& dir = scan.listing.directories[each.first];
            for (auto file = dir.begin; dir.depth > 0 && file < dir.end; ++file) {
                if (scan.path_of(file).ends_with(extension)) {
                    add(file, role);
                }
            }
        }
    };
    add_all(scan.named_agents, Role::agent, ".md");
    add_all(scan.named_commands, Role::command, ".md");
    add_all(scan.named_configs, Role::config, ".json");
    std::ranges::sort(extra, {}, &Candidate::file);
    const auto same = [](const Candidate& a, const Candidate& b) { return a.file == b.file; };
    extra.erase(std::unique(extra.begin(), extra.end(), same), extra.end());
    scan.candidates.insert(scan.candidates.end(), extra.begin(), extra.end());
    return extra.size();
}

void read_content(Scan& scan, Candidate& candidate, std::string_view bytes) {
    const auto name = last_segment(scan.path_of(candidate.file));
    if (is_header_role(candidate.role)) {
        candidate.content = static_cast<std::uint32_t>(scan.headers.size());
        scan.headers.push_back(name.ends_with(".toml") ? read_toml_header(bytes)
                                                       : read_header(bytes));
        return;
    }
    candidate.content = static_cast<std::uint32_t>(scan.configs.size());
    switch (candidate.role) {
        case Role::marketplace:
            scan.configs.push_back(read_json_config(bytes, name, Wanted::marketplace));
            break;
        case Role::plugin_manifest:
            scan.configs.push_back(read_json_config(bytes, name, Wanted::plugin_manifest));
            break;
        case Role::extension:
            scan.configs.push_back(read_json_config(bytes, name, Wanted::extension));
            break;
        case Role::server_record:
            scan.configs.push_back(read_json_config(bytes, name, Wanted::server_record));
            break;
        case Role::package:
            scan.configs.push_back(read_json_config(bytes, name, Wanted::package));
            break;
        case Role::json_lock:
            scan.configs.push_back(read_json_config(bytes, name, Wanted::lock));
            break;
        case Role::yaml_lock:
            scan.configs.push_back(read_yaml_config(bytes, Wanted::lock));
            break;
        case Role::apm:
        case Role::collection:
            scan.configs.push_back(read_yaml_config(bytes, Wanted::package));
            break;
        case Role::codex_config:
            scan.configs.push_back(read_toml_config(bytes));
            break;
        default:
            scan.configs.push_back(read_json_config(bytes, name, Wanted::hooks_or_servers));
            break;
    }
}

}  // namespace skillmeat::detect
