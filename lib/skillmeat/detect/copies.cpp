#include <skillmeat/detect/scan.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <tuple>

namespace skillmeat::detect {
namespace {

using Group = std::vector<Item*>;

/// What makes two artifacts candidates for being the same.
struct Key {
    ArtifactType type = ArtifactType::skill;
    std::uint32_t home = nowhere;
    std::string_view name;
    std::string_view description;

    bool operator==(const Key&) const = default;
};

std::size_t hash_of(const Key& key) {
    const std::hash<std::string_view> hash;
    return (hash(key.name) * 31 + hash(key.description)) * 31 +
           (static_cast<std::size_t>(key.type) << 32U) + key.home;
}

/// Groups of two or more items with equal keys; items without a key are left out. By hash, for most
/// trees have tens of thousands of items and no copies at all.
template <class KeyOf>
std::vector<Group> groups_of(Scan& scan, KeyOf key_of) {
    struct Keyed {
        std::size_t hash = 0;
        Key key;
        Item* item = nullptr;
    };
    std::vector<Keyed> all;
    for (auto& item : scan.items) {
        if (const std::optional<Key> key = key_of(item)) {
            all.push_back(Keyed{hash_of(*key), *key, &item});
        }
    }
    std::ranges::stable_sort(all, {}, &Keyed::hash);
    std::vector<Group> groups;
    for (auto first = all.begin(); first != all.end();) {
        const auto same = [&](const Keyed& each) {
            return each.hash == first->hash && each.key == first->key;
        };
        const auto last = std::find_if_not(first, all.end(), same);
        if (last - first > 1) {
            auto& group = groups.emplace_back();
            std::for_each(first, last, [&](const Keyed& each) { group.push_back(each.item); });
        }
        first = last;
    }
    return groups;
}

/// The vendor's directory an item stands in: also one in a container, as `agents/.codex/agents`.
std::uint32_t vendor_of(const Scan& scan, const Item& item) {
    const auto& dir = scan.listing.directories[item.dir];
    if (dir.vendor_dir != nowhere || dir.container_dir == nowhere) {
        return dir.vendor_dir;
    }
    const auto above = scan.listing.directories[dir.container_dir].parent;
    const bool dotted = above != nowhere && last_segment(scan.listing.path(above)).starts_with('.');
    return dotted ? above : nowhere;
}

/// Canonical first: declared by a manifest, outside dot directories, then bytewise.
auto rank(const Scan& scan, const Item& item) {
    const bool dotted = vendor_of(scan, item) != nowhere;
    return std::tuple{!item.owned, !is_offered(item.row.tier), dotted,
                      std::string_view(item.row.path)};
}

void demote(Item& copy, const Item& canonical) {
    if (is_offered(copy.row.tier)) {
        copy.row.tier = Tier::installed_copy;
    }
    copy.row.notes.push_back("copy-of: " + canonical.row.path);
}

/// The directory a vendor's directory or a container belongs to: a plugin's root, or a project's.
std::uint32_t home_of(const Scan& scan, const Item& item) {
    const auto& dir = scan.listing.directories[item.dir];
    if (const auto vendor = vendor_of(scan, item); vendor != nowhere) {
        return scan.listing.directories[vendor].parent;
    }
    if (dir.container_dir != nowhere) {
        return scan.listing.directories[dir.container_dir].parent;
    }
    return nowhere;
}

std::string_view object_id(const Scan& scan, const Item& item) {
    return item.file == nowhere ? std::string_view{} : scan.listing.files[item.file].id;
}

/// The same artifact in several vendors' directories of one home.
void mark_vendor_copies(Scan& scan) {
    const auto key_of = [&](const Item& item) {
        const auto home = home_of(scan, item);
        const bool fits = item.row.type != ArtifactType::plugin &&
                          item.row.type != ArtifactType::bundle && is_offered(item.row.tier) &&
                          home != nowhere;
        return fits ? std::optional(Key{item.row.type, home, item.row.name, {}}) : std::nullopt;
    };
    for (auto& group : groups_of(scan, key_of)) {
        const auto dotted = [&](const Item* item) { return vendor_of(scan, *item) != nowhere; };
        if (std::ranges::none_of(group, dotted)) {
            continue;
        }
        std::ranges::sort(group, {}, [&](const Item* item) { return rank(scan, *item); });
        for (std::size_t i = 1; i < group.size(); ++i) {
            if (vendor_of(scan, *group[i]) != vendor_of(scan, *group[0]) && dotted(group[i])) {
                demote(*group[i], *group[0]);
            }
        }
    }
}

/// The same server, or the same hooks for another vendor, in several files of one plugin.
void mark_plugin_copies(Scan& scan) {
    std::map<std::tuple<std::uint32_t, ArtifactType, std::string_view>, Group> groups;
    for (auto& item : scan.items) {
        const bool server = item.row.type == ArtifactType::mcp;
        if ((server || item.row.type == ArtifactType::hook) && item.owned &&
            item.plugin != nowhere && is_offered(item.row.tier)) {
            const std::string_view name = server ? std::string_view(item.row.name) : "";
            groups[{scan.plugins[item.plugin].dir, item.row.type, name}].push_back(&item);
        }
    }
    for (auto& [key, group] : groups) {
        const bool server = std::get<1>(key) == ArtifactType::mcp;
        const auto standard = [](const Item* item) {
            return last_segment(item->row.path) == "hooks.json";
        };
        if (group.size() < 2 || (!server && std::ranges::none_of(group, standard))) {
            continue;
        }
        std::ranges::sort(group, {}, [&](const Item* item) {
            return std::tuple{!server && !standard(item), std::string_view(item->row.path)};
        });
        for (std::size_t i = 1; i < group.size(); ++i) {
            demote(*group[i], *group[0]);
        }
    }
}

/// Equal front matter and name in a plugin and outside of plugins: the plugin's is the offer. Equal
/// files below different homes: the first is. Equal files in two plugins: both, with a note.
void mark_equal_files(Scan& scan) {
    const auto key_of = [](const Item& item) {
        const bool fits = is_offered(item.row.tier) && item.file != nowhere &&
                          item.row.type != ArtifactType::mcp &&
                          item.row.type != ArtifactType::bundle;
        return fits
                   ? std::optional(Key{item.row.type, nowhere, item.row.name, item.row.description})
                   : std::nullopt;
    };
    for (auto& group : groups_of(scan, key_of)) {
        std::ranges::sort(group, {}, [&](const Item* item) { return rank(scan, *item); });
        const auto& first = *group[0];
        for (std::size_t i = 1; i < group.size(); ++i) {
            auto& item = *group[i];
            const bool equal = object_id(scan, item) == object_id(scan, first);
            const bool described = !item.row.description.empty();
            if (item.owned && equal) {
                item.row.notes.push_back("same-as: " + first.row.path);
            } else if (!item.owned && home_of(scan, item) != home_of(scan, first) &&
                       (equal || (first.owned && described))) {
                demote(item, first);
            }
        }
    }
}

/// Path below the home, or nothing when it has none.
std::string_view below_home(const Scan& scan, const Item& item, std::uint32_t home) {
    const auto root = scan.listing.path(home);
    const auto path = std::string_view(item.row.path);
    return path.substr(std::min(root.empty() ? 0 : root.size() + 1, path.size()));
}

/// A directory most of whose artifacts stand at the same places in a plugin is what the plugin is
/// made from, or made of: all of them are its copies, whatever their text.
void mark_mirrors(Scan& scan) {
    std::map<std::pair<ArtifactType, std::string_view>, const Item*> owned;
    for (const auto& item : scan.items) {
        if (item.owned && item.plugin != nowhere && item.row.type != ArtifactType::plugin &&
            is_offered(item.row.tier)) {
            const auto home = scan.plugins[item.plugin].dir;
            owned.emplace(std::pair{item.row.type, below_home(scan, item, home)}, &item);
        }
    }
    std::map<std::uint32_t, std::pair<std::size_t, std::size_t>> shares;
    std::vector<std::pair<Item*, const Item*>> twins;
    for (auto& item : scan.items) {
        const auto home = home_of(scan, item);
        if (owned.empty() || item.owned || home == nowhere ||
            item.row.type == ArtifactType::plugin) {
            continue;
        }
        auto& [all, same] = shares[home];
        ++all;
        const auto found = owned.find({item.row.type, below_home(scan, item, home)});
        if (found != owned.end() && scan.plugins[found->second->plugin].dir != home) {
            ++same;
            twins.emplace_back(&item, found->second);
        }
    }
    for (const auto& [item, twin] : twins) {
        const auto& [all, same] = shares[home_of(scan, *item)];
        if (same * 5 >= all * 4 && is_offered(item->row.tier)) {
            demote(*item, *twin);
        }
    }
}

}  // namespace

void mark_copies(Scan& scan) {
    mark_vendor_copies(scan);
    mark_plugin_copies(scan);
    mark_equal_files(scan);
    mark_mirrors(scan);
}

}  // namespace skillmeat::detect
