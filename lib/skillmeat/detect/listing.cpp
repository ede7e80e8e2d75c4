#include <skillmeat/detect/listing.hpp>

#include <skillmeat/model/git_url.hpp>

#include <algorithm>

namespace skillmeat::detect {
namespace {

std::size_t lower_bound(std::span<const tree::Entry> files, std::string_view path) {
    const auto found = std::ranges::lower_bound(files, path, {}, &tree::Entry::path);
    return static_cast<std::size_t>(found - files.begin());
}

/// Containers of artifacts that may be sorted into parts: `skills/.curated`, `agents/testing`.
bool holds_parts(Container container) {
    return container == Container::skills || container == Container::agents ||
           container == Container::commands;
}

/// Below such a directory a name is a category first: agents in `agents/mcp-team` are agents, and
/// vendors read all of `.claude/commands`, whatever its parts are called.
bool opens_container(const Directory& parent, Container container) {
    switch (parent.container) {
        case Container::skills:
            return container != Container::none && container != Container::mcp;
        case Container::agents:
        case Container::commands:
            return parent.vendor_dir == nowhere && holds_parts(container);
        default:
            return container != Container::none;
    }
}

void describe(Directory& dir, std::uint32_t self, const Directory& parent, std::string_view segment,
              std::string_view parent_segment) {
    dir.container = parent.container;
    dir.container_dir = parent.container_dir;
    dir.vendor_dir = parent.vendor_dir;
    dir.demoted_by = parent.demoted_by;
    dir.sampled_by = parent.sampled_by;
    dir.unsafe = parent.unsafe;
    dir.retired = parent.retired || parent.retires;
    dir.retires = is_retired_segment(segment);
    dir.source_tree = parent.source_tree || is_source_segment(segment);
    dir.ignored = parent.ignored || is_ignored_segment(segment) ||
                  (is_build_segment(segment) && parent.container == Container::none);
    const auto container = container_of(segment, parent_segment.starts_with('.'));
    if (opens_container(parent, container)) {
        dir.container = container;
        dir.container_dir = self;
    }
    if (dir.vendor_dir == nowhere && segment.starts_with('.') && !holds_parts(parent.container)) {
        dir.vendor_dir = self;
    }
    if (dir.demoted_by == nowhere && is_demoting_segment(segment)) {
        dir.demoted_by = self;
    }
    if (dir.sampled_by == nowhere && is_sample_name(segment)) {
        dir.sampled_by = self;
    }
}

/// Builds directories with a stack of the current path.
class Indexer {
  public:
    Indexer(Listing& listing, std::string_view root) : listing_(listing), root_(root) {
        stack_.push_back(0);
    }

    void add(std::uint32_t index) {
        const auto& entry = listing_.files[index];
        enter(parent_path(entry.path), index);
        listing_.directory_of.push_back(stack_.back());
    }

    void finish(std::uint32_t count) {
        while (!stack_.empty()) {
            listing_.directories[stack_.back()].end = count;
            stack_.pop_back();
        }
    }

  private:
    void enter(std::string_view dir, std::uint32_t index) {
        auto& all = listing_.directories;
        if (all[stack_.back()].path == dir) {
            return;
        }
        while (!is_within(dir, all[stack_.back()].path)) {
            all[stack_.back()].end = index;
            stack_.pop_back();
        }
        while (all[stack_.back()].path.size() < dir.size()) {
            descend(dir, index);
        }
    }

    void descend(std::string_view dir, std::uint32_t index) {
        auto& all = listing_.directories;
        const auto parent = stack_.back();
        const auto start = all[parent].path.empty() ? 0 : all[parent].path.size() + 1;
        auto slash = dir.find('/', start + 1);  // an empty segment joins the next one
        slash = slash == std::string_view::npos ? dir.size() : slash;
        Directory child;
        child.path = dir.substr(0, slash);
        child.parent = parent;
        child.begin = index;
        child.depth = static_cast<std::uint16_t>(std::min(all[parent].depth + 1, 0xffff));
        const auto self = static_cast<std::uint32_t>(all.size());
        describe(child, self, all[parent], dir.substr(start, slash - start),
                 last_segment(all[parent].path));
        if (is_within(root_, child.path)) {  // what stands above the root says nothing
            const auto path = child.path;
            child = Directory{};
            child.path = path;
            child.parent = parent;
            child.begin = index;
        }
        child.unsafe = child.unsafe || !is_safe_tree_path(child.path);
        all.push_back(child);
        stack_.push_back(self);
    }

    Listing& listing_;
    std::string_view root_;
    std::vector<std::uint32_t> stack_;
};

/// `.claude-plugin/plugin.json` and its kin: the directory above is a plugin, whatever else it is.
bool is_plugin_manifest_path(std::string_view path) {
    const auto above = last_segment(parent_path(path));
    return last_segment(path) == "plugin.json" && above.starts_with('.') &&
           above.ends_with("plugin");
}

void mark_skill_directories(Listing& listing) {
    std::vector<bool> own(listing.directories.size());
    std::vector<bool> plugin(listing.directories.size());
    for (std::size_t i = listing.begin; i < listing.end; ++i) {
        const auto& entry = listing.files[i];
        const auto dir = listing.directory_of[i];
        if (entry.mode == tree::mode_symlink || entry.mode == tree::mode_submodule) {
            for (auto at = dir; at != nowhere && !listing.directories[at].has_symlink;
                 at = listing.directories[at].parent) {
                listing.directories[at].has_symlink = entry.mode == tree::mode_symlink;
            }
        }
        if (dir != 0 && is_plugin_manifest_path(entry.path)) {
            plugin[listing.directories[dir].parent] = true;
        }
        if (dir != 0 && entry.path.ends_with("/SKILL.md") &&
            last_segment(listing.path(dir)) != "skills") {
            own[dir] = true;
        }
    }
    for (std::size_t i = 1; i < listing.directories.size(); ++i) {
        auto& dir = listing.directories[i];
        dir.in_skill = (own[i] && !plugin[i]) || listing.directories[dir.parent].in_skill;
    }
}

/// `src/x` with a package file is a package that stands in `src`; its own `src` is source.
void mark_sources(Listing& listing) {
    std::vector<bool> package(listing.directories.size());
    for (std::size_t i = listing.begin; i < listing.end; ++i) {
        const auto dir = listing.directory_of[i];
        if (listing.directories[dir].source_tree &&
            is_package_file(last_segment(listing.files[i].path))) {
            package[dir] = true;
        }
    }
    for (std::size_t i = 1; i < listing.directories.size(); ++i) {
        auto& dir = listing.directories[i];
        dir.source_tree = dir.source_tree && !package[i] &&
                          (listing.directories[dir.parent].source_tree ||
                           is_source_segment(last_segment(dir.path)));
    }
}

void count_kinds(Listing& listing) {
    for (std::size_t i = listing.begin; i < listing.end; ++i) {
        const auto& dir = listing.directories[listing.directory_of[i]];
        if (dir.vendor_dir != nowhere || dir.demoted_by != nowhere || dir.ignored || dir.in_skill ||
            dir.container == Container::hooks) {
            continue;
        }
        const auto name = last_segment(listing.files[i].path);
        listing.code_files += is_code_file(name) ? 1 : 0;
        listing.markdown_files += name.ends_with(".md") ? 1 : 0;
    }
}

}  // namespace

std::uint32_t Listing::find_directory(std::string_view path) const {
    if (path.empty()) {
        return 0;
    }
    const std::string prefix = std::string(path) + '/';
    const auto at = lower_bound(files, prefix);
    if (at == files.size() || !files[at].path.starts_with(prefix)) {
        return nowhere;
    }
    auto dir = directory_of[at];
    while (directories[dir].path.size() > path.size()) {
        dir = directories[dir].parent;
    }
    return dir;
}

std::uint32_t Listing::find_file(std::string_view path) const {
    const auto at = lower_bound(files, path);
    return at < files.size() && files[at].path == path ? static_cast<std::uint32_t>(at) : nowhere;
}

Listing index_listing(std::span<const tree::Entry> files, std::string_view root) {
    Listing listing;
    listing.files = files;
    listing.directory_of.reserve(files.size());
    listing.directories.emplace_back();
    listing.directories[0].parent = nowhere;
    Indexer indexer(listing, root);
    for (std::uint32_t i = 0; i < files.size(); ++i) {
        indexer.add(i);
    }
    indexer.finish(static_cast<std::uint32_t>(files.size()));
    const auto scanned = listing.find_directory(root);
    listing.root = scanned;
    listing.begin = scanned == nowhere ? 0 : listing.directories[scanned].begin;
    listing.end = scanned == nowhere ? 0 : listing.directories[scanned].end;
    mark_skill_directories(listing);
    mark_sources(listing);
    count_kinds(listing);
    return listing;
}

bool is_regular(const tree::Entry& entry) {
    return entry.mode == tree::mode_file || entry.mode == tree::mode_executable;
}

}  // namespace skillmeat::detect
