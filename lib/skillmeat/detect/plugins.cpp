#include <skillmeat/detect/scan.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace skillmeat::detect {
namespace {

/// `path` as a manifest writes it, from directory `base`; nothing when it leaves it.
std::optional<std::string> resolve(std::string_view base, std::string_view path) {
    path = trim(path);
    while (path.starts_with("./")) {
        path.remove_prefix(2);
    }
    while (path.ends_with('/') || path.ends_with("/*") || path == "*") {
        path.remove_suffix(1);
    }
    if (path.starts_with('/') || path.find('\\') != std::string_view::npos) {
        return std::nullopt;
    }
    std::string result(base);
    for (const auto segment : split(path, '/')) {
        if (segment == "..") {
            return std::nullopt;
        }
        if (!segment.empty() && segment != ".") {
            result = join_path(result, segment);
        }
    }
    return result;
}

/// The directory a marketplace's or manifest's paths start from.
std::uint32_t base_directory(const Scan& scan, std::uint32_t file) {
    const auto own = scan.listing.directory_of[file];
    const auto& dir = scan.listing.directories[own];
    const auto segment = last_segment(dir.path);
    if (segment.starts_with('.') && segment.ends_with("plugin")) {
        return dir.parent;
    }
    const auto above = last_segment(parent_path(dir.path));
    const bool two_levels =
        (segment == "plugin" && above == ".github") || (segment == "plugins" && above == ".agents");
    return two_levels ? scan.listing.directories[dir.parent].parent : own;
}

std::uint32_t entry_directory(const Scan& scan, std::string_view base, const Marketplace& market,
                              const MarketplaceEntry& entry) {
    const auto find = [&](std::string_view from, std::string_view path) {
        const auto full = resolve(from, path);
        return full ? scan.listing.find_directory(*full) : nowhere;
    };
    if (!market.plugin_root.empty() && !entry.source.starts_with("./")) {
        if (const auto root = resolve(base, market.plugin_root)) {
            if (const auto dir = find(*root, entry.source); dir != nowhere) {
                return dir;
            }
        }
    }
    return find(base, entry.source);
}

struct Declared {
    std::vector<std::uint32_t> manifest_files;
    std::vector<const Manifest*> manifests;
    std::map<std::string, std::vector<const MarketplaceEntry*>> entries;
    std::uint32_t marketplace_file = nowhere;
    bool listed = false;
};
using Declarations = std::map<std::uint32_t, Declared>;

void add_reference(Scan& scan, std::uint32_t file, const MarketplaceEntry& entry) {
    scan.references.push_back(
        MarketplaceReference{entry.manifest.name, std::string(scan.path_of(file)), entry.kind,
                             entry.target, entry.path, entry.ref, entry.commit});
}

void read_marketplace(Scan& scan, const Candidate& candidate, Declarations& declared) {
    const auto& market = scan.config(candidate).marketplace;
    if (!market) {
        scan.reject(ArtifactType::plugin, scan.path_of(candidate.file),
                    Rejection::not_plugin_manifest, "no marketplace");
        return;
    }
    const auto base = base_directory(scan, candidate.file);
    const bool sample = scan.listing.directories[base].demoted_by != nowhere;
    for (const auto& entry : market->entries) {
        if (!entry.relative) {
            add_reference(scan, candidate.file, entry);
            continue;
        }
        const auto dir = entry_directory(scan, scan.listing.path(base), *market, entry);
        if (dir == nowhere || scan.listing.directories[dir].unsafe) {
            scan.reject(ArtifactType::plugin,
                        join_path(scan.path_of(candidate.file), '#' + entry.manifest.name),
                        Rejection::not_plugin_manifest, "no directory '" + entry.source + "'");
            continue;
        }
        auto& row = declared[dir];
        row.entries[entry.manifest.name].push_back(&entry);
        row.listed = row.listed || !sample;
        row.marketplace_file = std::min(row.marketplace_file, candidate.file);
    }
}

/// Step 2(b): a plain `plugin.json` needs the schema, a component key, or components beside it.
bool is_plain_plugin(const std::vector<bool>& parents, const Manifest& manifest,
                     std::uint32_t dir) {
    if (manifest.agent_plugins_schema) {
        return true;
    }
    if (manifest.skills.present || manifest.agents.present || manifest.commands.present ||
        manifest.hooks.present || manifest.mcp.present || manifest.other_components) {
        return true;
    }
    return parents[dir];
}

/// Which directories have a container with a candidate right below them.
std::vector<bool> component_parents(const Scan& scan) {
    std::vector<bool> parents(scan.listing.directories.size());
    for (const auto& candidate : scan.candidates) {
        const auto container = scan.directory_of(candidate.file).container_dir;
        if (candidate.role <= Role::command_toml && container != nowhere) {
            parents[scan.listing.directories[container].parent] = true;
        }
    }
    return parents;
}

void read_manifest(Scan& scan, const Candidate& candidate, const std::vector<bool>& parents,
                   Declarations& declared) {
    const auto& config = scan.config(candidate);
    const auto path = scan.path_of(candidate.file);
    const auto base = base_directory(scan, candidate.file);
    const bool named = config.manifest && !config.manifest->name.empty();
    const bool plain = candidate.role == Role::plugin_manifest &&
                       base == scan.listing.directory_of[candidate.file];
    const bool accepted =
        named && (candidate.role != Role::extension || !config.manifest->version.empty()) &&
        (!plain || is_plain_plugin(parents, *config.manifest, base));
    if (!accepted) {
        scan.reject(ArtifactType::plugin, path, Rejection::not_plugin_manifest,
                    config.parsed ? (named ? "no component" : "no name") : "not JSON");
        return;
    }
    declared[base].manifest_files.push_back(candidate.file);
    declared[base].manifests.push_back(&*config.manifest);
}

bool lists_components(const MarketplaceEntry& entry) {
    const auto& manifest = entry.manifest;
    return manifest.skills.present || manifest.agents.present || manifest.commands.present ||
           manifest.hooks.present || manifest.mcp.present;
}

void add_plugins(Scan& scan, std::uint32_t dir, Declared& row) {
    Plugin plugin;
    plugin.dir = dir;
    plugin.marketplace_file = row.marketplace_file;
    plugin.listed = row.listed;
    const auto finish = [&](Plugin each) {
        each.scans_defaults = !each.manifests.empty() ||
                              std::ranges::any_of(each.entries, [](const MarketplaceEntry* entry) {
                                  return entry->strict || !lists_components(*entry);
                              });
        for (const auto* manifest : each.manifests) {
            each.has_other_components = each.has_other_components || manifest->other_components;
        }
        for (const auto* entry : each.entries) {
            each.has_other_components =
                each.has_other_components || entry->manifest.other_components;
        }
        scan.plugins.push_back(std::move(each));
    };
    std::size_t with_lists = 0;
    for (const auto& [name, entries] : row.entries) {
        with_lists += lists_components(*entries.front()) ? 1 : 0;
    }
    if (row.entries.size() <= 1 || (!row.manifests.empty() && with_lists <= 1)) {
        plugin.manifest_files = row.manifest_files;
        plugin.manifests = row.manifests;
        plugin.name = row.manifests.empty() ? row.entries.begin()->first : row.manifests[0]->name;
        for (const auto& [name, entries] : row.entries) {
            plugin.entries.insert(plugin.entries.end(), entries.begin(), entries.end());
        }
        finish(std::move(plugin));
        return;
    }
    for (const auto& [name, entries] : row.entries) {
        auto each = plugin;
        each.name = name;
        each.entries = entries;
        for (std::size_t i = 0; i < row.manifests.size(); ++i) {
            if (row.manifests[i]->name == name) {
                each.manifests.push_back(row.manifests[i]);
                each.manifest_files.push_back(row.manifest_files[i]);
            }
        }
        each.row_path = '#' + name;
        finish(std::move(each));
    }
}

void map_directories(Scan& scan) {
    scan.plugin_of.assign(scan.listing.directories.size(), nowhere);
    for (std::uint32_t i = static_cast<std::uint32_t>(scan.plugins.size()); i-- > 0;) {
        auto& plugin = scan.plugins[i];
        scan.plugin_of[plugin.dir] = i;
        plugin.row_path = scan.row_path(plugin.dir) + plugin.row_path;
    }
    for (std::size_t i = 1; i < scan.plugin_of.size(); ++i) {
        if (scan.plugin_of[i] == nowhere) {
            scan.plugin_of[i] = scan.plugin_of[scan.listing.directories[i].parent];
        }
    }
}

/// Turns one list of paths into names of files and directories; says which are not there.
class Namer {
  public:
    Namer(Scan& scan, std::uint32_t plugin, std::uint32_t manifest_file)
        : scan_(scan), plugin_(plugin), manifest_file_(manifest_file) {}

    void add(const ComponentPaths& component, Names& names, bool skills) {
        const auto base = scan_.listing.path(scan_.plugins[plugin_].dir);
        for (const auto& written : component.paths) {
            const auto path = resolve(base, written);
            if (!path || !name(*path, names, skills)) {
                scan_.plugins[plugin_].notes.push_back("missing-component: " + written);
            }
        }
    }

  private:
    bool name(std::string_view path, Names& names, bool skills) {
        if (skills && last_segment(path) == "SKILL.md") {
            path = parent_path(path);
        }
        if (const auto file = scan_.listing.find_file(path); file != nowhere) {
            names.files.emplace(file, Naming{plugin_, manifest_file_, false});
            return true;
        }
        const auto dir = scan_.listing.find_directory(path);
        if (dir == nowhere) {
            return false;
        }
        const bool whole =
            !skills || scan_.listing.find_file(join_path(path, "SKILL.md")) == nowhere;
        names.dirs.emplace(dir, Naming{plugin_, manifest_file_, whole});
        return true;
    }

    Scan& scan_;
    std::uint32_t plugin_;
    std::uint32_t manifest_file_;
};

}  // namespace

std::optional<Naming> Scan::naming_of_dir(const Names& names, std::uint32_t dir) const {
    for (auto at = dir; at != nowhere; at = listing.directories[at].parent) {
        const auto found = names.dirs.find(at);
        if (found != names.dirs.end() && (at == dir || found->second.by_directory)) {
            return found->second;
        }
    }
    return std::nullopt;
}

std::optional<Naming> Scan::naming_of_file(const Names& names, std::uint32_t file) const {
    if (const auto found = names.files.find(file); found != names.files.end()) {
        return found->second;
    }
    return naming_of_dir(names, listing.directory_of[file]);
}

bool Scan::at_plugin_default(std::uint32_t dir, std::uint32_t plugin) const {
    if (plugin == nowhere || !plugins[plugin].scans_defaults) {
        return false;
    }
    const auto container = listing.directories[dir].container_dir;
    return container != nowhere && listing.directories[container].parent == plugins[plugin].dir;
}

bool Scan::is_demoted(std::uint32_t dir, std::uint32_t above) const {
    const auto by = listing.directories[dir].demoted_by;
    return by != nowhere && listing.directories[by].depth < listing.directories[above].depth;
}

void find_plugins(Scan& scan) {
    Declarations declared;
    const auto parents = component_parents(scan);
    for (const auto& candidate : scan.candidates) {
        if (candidate.content == nowhere) {
            continue;
        }
        if (candidate.role == Role::marketplace) {
            read_marketplace(scan, candidate, declared);
        } else if (candidate.role == Role::plugin_manifest || candidate.role == Role::extension) {
            read_manifest(scan, candidate, parents, declared);
        }
    }
    for (auto& [dir, row] : declared) {
        add_plugins(scan, dir, row);
    }
    map_directories(scan);
}

void name_components(Scan& scan) {
    for (std::uint32_t i = 0; i < scan.plugins.size(); ++i) {
        const auto add = [&](const Manifest& manifest, std::uint32_t file) {
            Namer namer(scan, i, file);
            namer.add(manifest.skills, scan.named_skills, true);
            namer.add(manifest.agents, scan.named_agents, false);
            namer.add(manifest.commands, scan.named_commands, false);
            namer.add(manifest.hooks, scan.named_configs, false);
            namer.add(manifest.mcp, scan.named_configs, false);
        };
        const auto manifests = scan.plugins[i].manifests;
        for (std::size_t m = 0; m < manifests.size(); ++m) {
            add(*manifests[m], scan.plugins[i].manifest_files[m]);
        }
        const auto entries = scan.plugins[i].entries;
        for (const auto* entry : entries) {
            add(entry->manifest, scan.plugins[i].marketplace_file);
        }
        auto& notes = scan.plugins[i].notes;
        std::ranges::sort(notes);
        notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
    }
}

namespace {

void describe(DetectedArtifact& row, const Manifest& manifest) {
    const auto take = [](std::string& into, const std::string& from) {
        if (into.empty()) {
            into = from;
        }
    };
    take(row.description, manifest.description);
    take(row.version, manifest.version);
    take(row.upstream_url, manifest.homepage);
    if (row.tags.empty()) {
        row.tags = manifest.tags;
    }
}

}  // namespace

void add_plugin_rows(Scan& scan) {
    for (const auto& item : scan.items) {
        if (item.plugin != nowhere && item.owned) {
            ++scan.plugins[item.plugin].components;
        }
    }
    for (std::uint32_t i = 0; i < scan.plugins.size(); ++i) {
        const auto& plugin = scan.plugins[i];
        if (plugin.manifests.empty() && plugin.components == 0 && !plugin.has_other_components) {
            scan.reject(ArtifactType::plugin, plugin.row_path, Rejection::not_plugin_manifest,
                        "no component");
            continue;
        }
        Item item;
        item.dir = plugin.dir;
        item.plugin = i;
        item.row.type = ArtifactType::plugin;
        item.row.name = plugin.name;
        item.row.path = plugin.row_path;
        item.row.notes = plugin.notes;
        if (!plugin.manifest_files.empty()) {
            item.row.entry = scan.path_of(plugin.manifest_files.front());
            add_evidence(item.row, Reason::manifest, item.row.entry);
        } else {
            item.row.entry = scan.path_of(plugin.marketplace_file);
        }
        if (plugin.marketplace_file != nowhere) {
            add_evidence(item.row, Reason::marketplace, scan.path_of(plugin.marketplace_file));
        }
        if (plugin.components > 0 || plugin.has_other_components) {
            add_evidence(item.row, Reason::components);
        }
        for (const auto* manifest : plugin.manifests) {
            describe(item.row, *manifest);
        }
        for (const auto* entry : plugin.entries) {
            describe(item.row, entry->manifest);
            item.row.canonical_json = entry->canonical_json;
        }
        scan.items.push_back(std::move(item));
    }
}

}  // namespace skillmeat::detect
