#include <skillmeat/detect/scan.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace skillmeat::detect {
namespace {

/// Named and unnamed artifacts that could have been named together.
struct Siblings {
    std::size_t named = 0;
    std::size_t unnamed = 0;
    [[nodiscard]] bool forgotten() const { return named * 10 >= (named + unnamed) * 9; }
};

bool is_listable(const Item& item) {
    return item.row.type == ArtifactType::skill || item.row.type == ArtifactType::agent ||
           item.row.type == ArtifactType::command;
}

/// Container the item stands in, for telling apart what a plugin is read from by default.
std::uint32_t container_of(const Scan& scan, const Item& item) {
    return scan.listing.directories[item.dir].container_dir;
}

/// What a manifest left out beside what it names: forgotten, or on purpose.
void settle_unlisted(Scan& scan) {
    std::map<std::pair<std::uint32_t, ArtifactType>, Siblings> groups;
    std::set<std::pair<std::uint32_t, ArtifactType>> listed_containers;
    const auto key = [&](const Item& item) {
        return std::pair{scan.plugins[item.plugin].dir, item.row.type};
    };
    const auto in_dot_directory = [&](const Item& item) {
        return scan.listing.directories[item.dir].vendor_dir != nowhere;
    };
    for (const auto& item : scan.items) {
        if (is_listable(item) && item.plugin != nowhere && item.explicitly) {
            ++groups[key(item)].named;
            listed_containers.emplace(container_of(scan, item), item.row.type);
        }
    }
    const auto is_sample = [&](const Item& item) {
        const auto container = container_of(scan, item);
        return scan.is_demoted(item.dir, container == nowhere ? item.dir : container);
    };
    const auto comparable = [&](const Item& item) {
        const bool read_anyway = item.owned && !listed_containers.contains(std::pair{
                                                   container_of(scan, item), item.row.type});
        return is_listable(item) && item.plugin != nowhere && !item.decided && !item.named &&
               !read_anyway && !in_dot_directory(item) && !is_sample(item) &&
               groups.contains(key(item));
    };
    for (const auto& item : scan.items) {
        if (comparable(item)) {
            ++groups[key(item)].unnamed;
        }
    }
    for (auto& item : scan.items) {
        if (comparable(item)) {
            item.row.tier = groups[key(item)].forgotten() ? Tier::loose : Tier::unlisted;
            item.decided = item.row.tier == Tier::unlisted;
            item.owned = false;
            add_evidence(item.row, Reason::undeclared);
        }
    }
}

/// Plugins first, for their components follow them.
void settle_plugins(Scan& scan) {
    std::map<std::uint32_t, Siblings> groups;
    for (const auto& plugin : scan.plugins) {
        const auto parent = scan.listing.directories[plugin.dir].parent;
        auto& group = groups[parent];
        ++(plugin.listed ? group.named : group.unnamed);
    }
    for (auto& plugin : scan.plugins) {
        const auto& dir = scan.listing.directories[plugin.dir];
        const auto& group = groups[dir.parent];
        if (plugin.listed) {
            plugin.tier = Tier::primary;
        } else if (scan.is_demoted(plugin.dir, plugin.dir) || dir.retired ||
                   (group.named > 0 && dir.sampled_by != nowhere)) {
            plugin.tier = Tier::example;
        } else if (dir.vendor_dir != nowhere) {
            plugin.tier = Tier::installed_copy;
        } else if (plugin.components == 0 && !plugin.has_other_components) {
            plugin.tier = Tier::unlisted;
        } else if (group.named > 0) {
            plugin.tier = group.forgotten() ? Tier::loose : Tier::unlisted;
        }
    }
}

void settle(Scan& scan, Item& item) {
    auto& row = item.row;
    const auto& dir = scan.listing.directories[item.dir];
    if (row.type == ArtifactType::plugin) {
        row.tier = scan.plugins[item.plugin].tier;
        if (row.tier == Tier::example) {
            add_evidence(row, Reason::demoting);
        }
        return;
    }
    const auto* plugin = item.plugin == nowhere ? nullptr : &scan.plugins[item.plugin];
    if (item.owned && plugin != nullptr) {
        const bool offered = is_offered(plugin->tier);
        const auto container = dir.container_dir == nowhere ? item.dir : dir.container_dir;
        const bool below =
            !item.named && dir.demoted_by != nowhere &&
            is_within(scan.listing.path(dir.demoted_by), scan.listing.path(plugin->dir)) &&
            dir.demoted_by != plugin->dir && scan.is_demoted(item.dir, container);
        row.tier = !offered ? plugin->tier : below ? Tier::example : row.tier;
        return;
    }
    const auto above = dir.container_dir == nowhere ? item.dir : dir.container_dir;
    const bool own_name = dir.container_dir == nowhere && dir.depth > 0 &&
                          (dir.demoted_by == item.dir || dir.sampled_by == item.dir);
    const bool own_directory = row.type == ArtifactType::skill;
    const bool retired = dir.retired || (dir.retires && !own_directory);
    const bool config = row.type == ArtifactType::hook || row.type == ArtifactType::mcp;
    if (scan.is_demoted(item.dir, above) || own_name || retired ||
        (dir.demoted_by != nowhere &&
         (config || (row.type != ArtifactType::skill && dir.container_dir == nowhere)))) {
        row.tier = Tier::example;
        add_evidence(row, Reason::demoting);
    } else if (row.type == ArtifactType::skill && plugin == nullptr && dir.source_tree &&
               !scan.collection && dir.vendor_dir == nowhere) {
        row.tier = Tier::example;  // built into the software
        add_evidence(row, Reason::source_tree);
    } else if (plugin != nullptr && !is_offered(plugin->tier)) {
        row.tier = plugin->tier;
    }
}

/// Source files per artifact up to which a repository is taken to be about its artifacts.
bool is_ordinary_software(const Scan& scan, std::size_t artifacts) {
    static constexpr std::string_view build_files[] = {
        "go.mod",       "Cargo.toml",    "CMakeLists.txt",   "pom.xml",
        "build.gradle", "Makefile.am",   "setup.py",         "Gemfile",
        "mix.exs",      "composer.json", "build.gradle.kts", "meson.build"};
    const bool built = std::ranges::any_of(build_files, [&](std::string_view name) {
        return scan.listing.find_file(join_path(scan.listing.path(scan.listing.root), name)) !=
               nowhere;
    });
    return scan.listing.code_files > (built ? artifacts / 4 : artifacts);
}

bool in_vendor(const Scan& scan, const Item& item) {
    return scan.listing.directories[item.dir].vendor_dir != nowhere;
}

/// A package of its own (`apm.yml`) makes what its dot directory holds a product.
bool in_package(const Scan& scan, const Item& item) {
    const auto vendor = scan.listing.directories[item.dir].vendor_dir;
    const auto above = scan.listing.directories[vendor].parent;
    return above != scan.listing.root &&
           scan.listing.find_file(join_path(scan.listing.path(above), "apm.yml")) != nowhere;
}

bool is_listed_plugin(const Scan& scan, const Item& item) {
    return item.row.type == ArtifactType::plugin && item.plugin != nowhere &&
           scan.plugins[item.plugin].listed;
}

/// Plugins without a component of their own only point elsewhere, by links for instance.
bool is_empty_plugin(const Scan& scan, const Item& item) {
    if (item.row.type != ArtifactType::plugin || item.plugin == nowhere) {
        return false;
    }
    const auto& plugin = scan.plugins[item.plugin];
    return plugin.components == 0 && !plugin.has_other_components;
}

/// Vendors' directories are the product when the repository holds little else; else helpers.
void settle_helpers(Scan& scan) {
    std::size_t product = 0;
    std::size_t helpers = 0;
    const auto is_helper = [&](const Item& item) {
        return !item.owned && !item.decided && is_offered(item.row.tier) && in_vendor(scan, item) &&
               !in_package(scan, item) && !is_listed_plugin(scan, item);
    };
    for (const auto& item : scan.items) {
        if (!is_offered(item.row.tier)) {
            continue;
        }
        const bool root_bundle =
            item.row.type == ArtifactType::bundle && item.dir == scan.listing.root;
        if (is_helper(item)) {
            helpers += item.row.type == ArtifactType::mcp ? 0 : 1;
        } else if (!item.own_config && !root_bundle && !is_empty_plugin(scan, item)) {
            ++product;
        }
    }
    const bool software = is_ordinary_software(scan, helpers + product);
    const bool offered =
        !software && (product == 0 || (helpers > 4 * product && scan.plugins.empty()));
    for (auto& item : scan.items) {
        if (item.decided || !is_offered(item.row.tier)) {
            continue;
        }
        if (item.own_config) {
            const bool about = !software && product == 0 && helpers == 0 && scan.plugins.empty();
            item.row.tier = about ? item.row.tier : Tier::installed_copy;
        } else if (is_helper(item)) {
            item.row.tier = offered ? item.row.tier : Tier::installed_copy;
        } else if (item.row.type == ArtifactType::bundle && item.dir == scan.listing.root &&
                   (software || product > 0)) {
            item.row.tier = Tier::unlisted;
        }
    }
}

/// What lock files of installers list was brought from elsewhere (artifact-formats 9).
void settle_installed(Scan& scan) {
    std::unordered_set<std::string> installed;
    for (const auto& candidate : scan.candidates) {
        if ((candidate.role == Role::json_lock || candidate.role == Role::yaml_lock) &&
            candidate.content != nowhere) {
            const auto base = parent_path(scan.path_of(candidate.file));
            for (const auto& each : scan.config(candidate).installed) {
                installed.insert(join_path(base, each));
            }
        }
    }
    for (auto& item : scan.items) {
        if (item.decided || item.owned) {
            continue;
        }
        const bool locked = installed.contains(item.row.path) ||
                            (item.row.type == ArtifactType::skill &&
                             installed.contains(item.row.name) && in_vendor(scan, item));
        if (locked) {
            item.row.tier = Tier::installed_copy;
            item.decided = true;
        }
    }
}

}  // namespace

void settle_tiers(Scan& scan) {
    settle_plugins(scan);
    settle_unlisted(scan);
    settle_installed(scan);
    for (auto& item : scan.items) {
        if (!item.decided) {
            settle(scan, item);
        }
        if (scan.listing.directories[item.dir].has_symlink &&
            (item.row.type == ArtifactType::skill ||
             (item.row.type == ArtifactType::plugin && item.dir != scan.listing.root))) {
            item.row.notes.emplace_back("has-symlink");
        }
    }
}

void settle_offers(Scan& scan) {
    settle_helpers(scan);
}

}  // namespace skillmeat::detect
