// Categories: what an artifact says of itself, else what its plugin is listed under, else the
// directory of the catalog that it was sorted into.

#include <skillmeat/detect/scan.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/category.hpp>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace skillmeat::detect {
namespace {

// Directories that say how a repository is built, not what its artifacts are about.
constexpr std::array<std::string_view, 13> structural{
    "assets",      "base",    "common",   "components", "core",      "docs",  "mcp",
    "mcp-servers", "modules", "packages", "plugins",    "resources", "shared"};

bool is_structural(std::string_view segment) {
    const auto name = ascii_lower(segment);
    const auto container = container_of(name, false);
    return segment.starts_with('.') || segment.starts_with('_') ||
           std::ranges::find(structural, name) != structural.end() ||
           (container != Container::none && container != Container::mcp) ||
           is_ignored_segment(name) || is_build_segment(name) || is_demoting_segment(name) ||
           is_retired_segment(name) || is_source_segment(name);
}

bool is_list_of_categories(std::string_view segment) {
    return equals_ignoring_case(segment, "categories") || equals_ignoring_case(segment, "category");
}

/// `hooks.json` and the like are named after their directory, which is then no category.
bool is_named_after_directory(std::string_view path) {
    const auto name = path.substr(path.rfind('/') + 1);
    return name == "hooks.json" || name == "mcp.json" || name == ".mcp.json" ||
           name == "settings.json" || name == "server.json" || name == "apm.yml";
}

class Directories {
  public:
    explicit Directories(const Scan& scan) : scan_(scan) {
        for (const auto& item : scan.items) {
            ++sorted_[first_below_root(place_of(item))];
        }
    }

    /// From the directories above the artifact; empty when they say nothing.
    [[nodiscard]] std::string category_of(const Item& item) const {
        const auto place = place_of(item);
        for (auto dir = place; dir != nowhere && dir != 0; dir = at(dir).parent) {
            if (is_list_of_categories(last_segment(at(at(dir).parent).path))) {
                return category_key(last_segment(at(dir).path));
            }
        }
        if (item.row.type == ArtifactType::plugin || at(place).vendor_dir != nowhere) {
            return {};  // what vendors read is sorted by name spaces, if at all
        }
        if (at(place).container != Container::none) {
            return key_of(first_below(place, at(place).container_dir));
        }
        // Without any container: a collection by itself, if it sorts more than one there.
        const bool may_be_sorted = item.row.type == ArtifactType::agent ||
                                   item.row.type == ArtifactType::command ||
                                   item.row.type == ArtifactType::skill;
        const auto first = first_below_root(place);
        const auto found = sorted_.find(first);
        return may_be_sorted && scan_.plugin_of[place] == nowhere && first != nowhere &&
                       found != sorted_.end() && found->second > 1
                   ? key_of(first)
                   : std::string{};
    }

  private:
    [[nodiscard]] const Directory& at(std::uint32_t dir) const {
        return scan_.listing.directories[dir];
    }

    /// The directory an artifact was put into: a skill has one of its own, and that is not it.
    [[nodiscard]] std::uint32_t place_of(const Item& item) const {
        const bool own =
            item.row.type == ArtifactType::skill ||
            (item.file != nowhere && is_named_after_directory(scan_.path_of(item.file)));
        return own && item.dir != 0 ? at(item.dir).parent : item.dir;
    }

    /// The directory on the way from `above` down to `dir`; nowhere when they are the same.
    [[nodiscard]] std::uint32_t first_below(std::uint32_t dir, std::uint32_t above) const {
        while (dir != above && dir != 0 && at(dir).parent != above) {
            dir = at(dir).parent;
        }
        return dir == above || dir == 0 ? nowhere : dir;
    }

    [[nodiscard]] std::uint32_t first_below_root(std::uint32_t dir) const {
        return first_below(dir, scan_.listing.root);
    }

    [[nodiscard]] std::string key_of(std::uint32_t dir) const {
        if (dir == nowhere) {
            return {};
        }
        const auto segment = last_segment(at(dir).path);
        auto key = category_key(segment);
        return is_structural(segment) || is_structural(key) ? std::string{} : key;
    }

    const Scan& scan_;
    std::unordered_map<std::uint32_t, std::size_t> sorted_;  ///< items below a first directory
};

/// The category of each plugin, of all that its manifests and entries give. One that most plugins
/// of the repository share tells nothing, and counts only where there is no other.
std::vector<std::string> plugin_categories(const Scan& scan) {
    constexpr std::size_t few = 4;
    std::vector<std::vector<std::string>> given(scan.plugins.size());
    std::unordered_map<std::string, std::size_t> uses;
    for (std::size_t i = 0; i < scan.plugins.size(); ++i) {
        const auto add = [&](const Manifest& manifest) {
            auto key = category_key(manifest.category);
            if (!key.empty() && std::ranges::find(given[i], key) == given[i].end()) {
                ++uses[key];
                given[i].push_back(std::move(key));
            }
        };
        for (const auto* manifest : scan.plugins[i].manifests) {
            add(*manifest);
        }
        for (const auto* entry : scan.plugins[i].entries) {
            add(entry->manifest);
        }
    }
    std::vector<std::string> categories;
    for (const auto& keys : given) {
        const auto telling = std::ranges::find_if(keys, [&](const std::string& key) {
            return scan.plugins.size() < few || uses.at(key) * 2 <= scan.plugins.size();
        });
        categories.push_back(telling != keys.end() ? *telling
                             : keys.empty()        ? std::string{}
                                                   : keys.front());
    }
    return categories;
}

}  // namespace

void settle_categories(Scan& scan) {
    const auto of_plugins = plugin_categories(scan);
    const Directories directories(scan);
    for (auto& item : scan.items) {
        auto& category = item.row.category;
        const bool is_plugin = item.row.type == ArtifactType::plugin;
        category = is_plugin ? std::string{} : category_key(category);
        if (category.empty() && item.plugin != nowhere && (is_plugin || item.owned)) {
            category = of_plugins[item.plugin];
        }
        if (category.empty()) {
            category = directories.category_of(item);
        }
    }
}

}  // namespace skillmeat::detect
