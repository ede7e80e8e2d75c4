#include <skillmeat/detect/scan.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>

#include <algorithm>

namespace skillmeat::detect {
namespace {

bool owns_below(const Scan& scan, std::uint32_t dir) {
    const auto plugin = scan.plugin_of[dir];
    const bool plugin_root = plugin != nowhere && scan.plugins[plugin].dir == dir;
    return scan.listing.directories[dir].container_dir != dir && !plugin_root;
}

/// The nearest accepted skill above `dir` that owns what is below it. One at the root, or in a
/// directory of skills, owns only what nobody else claims.
std::uint32_t owner_above(const Scan& scan, std::uint32_t dir) {
    for (auto at = scan.listing.directories[dir].parent; at != nowhere;
         at = scan.listing.directories[at].parent) {
        if (scan.skill_of[at] != nowhere) {
            return at != scan.listing.root && owns_below(scan, at) ? scan.skill_of[at] : nowhere;
        }
    }
    return nowhere;
}

void note_faults(Item& item, const Header& header, std::string_view own_name) {
    auto& notes = item.row.notes;
    if (header.name.empty()) {
        notes.emplace_back("name-from-dir");
    } else if (!own_name.empty() && header.name != own_name) {
        notes.emplace_back("spec: name differs from the directory");
    }
    const bool fits = std::ranges::all_of(header.name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
               static_cast<unsigned char>(c) >= 0x80;
    });
    if (!fits || count_characters(header.name) > 64) {
        notes.emplace_back("spec: invalid name");
    }
    if (count_characters(header.description) > 1024) {
        notes.emplace_back("spec: description too long");
    }
}

void add_place(const Scan& scan, Item& item) {
    const auto& dir = scan.listing.directories[item.dir];
    if (item.named) {
        add_evidence(item.row, Reason::manifest_named, item.row.entry);
    } else if (scan.at_plugin_default(item.dir, item.plugin)) {
        add_evidence(item.row, Reason::plugin_default, scan.plugins[item.plugin].row_path);
    }
    if (dir.vendor_dir != nowhere) {
        add_evidence(item.row, Reason::vendor_dir, scan.listing.path(dir.vendor_dir));
    } else if (dir.container == Container::skills) {
        add_evidence(item.row, Reason::container, scan.listing.path(dir.container_dir));
    } else if (dir.depth <= 1) {
        add_evidence(item.row, Reason::root_level);
    }
}

void add_skill(Scan& scan, const Candidate& candidate) {
    const auto& header = scan.header(candidate);
    const auto dir = scan.listing.directory_of[candidate.file];
    const auto path = scan.path_of(candidate.file);
    if (reject_unreadable(scan, ArtifactType::skill, candidate, header)) {
        return;
    }
    const auto& at = scan.listing.directories[dir];
    const bool placed = at.container == Container::skills || scan.plugin_of[dir] != nowhere;
    if (header.description.empty() && !(header.open && placed)) {
        scan.reject(ArtifactType::skill, path, Rejection::missing_description);
        return;
    }
    Item item;
    item.dir = dir;
    item.file = candidate.file;
    item.plugin = scan.plugin_of[dir];
    item.row.type = ArtifactType::skill;
    item.row.path = scan.row_path(dir);
    item.row.entry = path;
    take_header(item.row, header);
    const auto own_name = last_segment(scan.listing.path(dir));
    item.row.name = header.name.empty() ? std::string(own_name) : header.name;
    if (item.row.name.empty()) {
        scan.reject(ArtifactType::skill, path, Rejection::missing_name);
        return;
    }
    note_faults(item, header, own_name);
    if (candidate.role == Role::skill_other) {
        item.row.notes.emplace_back("file-name: " + std::string(last_segment(path)));
    }
    if (const auto naming = scan.naming_of_dir(scan.named_skills, dir)) {
        item.plugin = naming->plugin;
        item.named = true;
        item.explicitly = !naming->by_directory;
    }
    const bool root_component = item.plugin != nowhere && scan.plugins[item.plugin].dir == dir &&
                                scan.plugins[item.plugin].scans_defaults;
    item.owned = item.named || root_component || scan.at_plugin_default(dir, item.plugin);
    add_evidence(item.row, Reason::format_marker, last_segment(path));
    add_evidence(item.row, header.description.empty() ? Reason::no_text : Reason::name_and_text);
    add_place(scan, item);
    if (!item.named && owner_above(scan, dir) != nowhere) {
        item.row.tier = Tier::nested;
        item.decided = true;
    } else if (is_placeholder_name(item.row.name) || is_placeholder_text(item.row.description)) {
        item.row.tier = Tier::example;
        item.decided = true;
    } else if ((header.keys & keys::installed) != 0 && !item.owned) {
        item.row.tier = Tier::installed_copy;
        item.decided = true;
    }
    scan.skill_of[dir] = static_cast<std::uint32_t>(scan.items.size());
    scan.items.push_back(std::move(item));
}

/// A SKILL.md of another case counts only where the right one is missing, and as `skill.md`.
bool is_second_choice(Scan& scan, const Candidate& candidate) {
    const auto path = scan.path_of(candidate.file);
    if (scan.listing.find_file(join_path(parent_path(path), "SKILL.md")) != nowhere ||
        last_segment(path) != "skill.md") {
        scan.reject(ArtifactType::skill, path, Rejection::bad_name);
        return false;
    }
    return true;
}

}  // namespace

void find_skills(Scan& scan) {
    std::vector<const Candidate*> found;
    for (const auto& candidate : scan.candidates) {
        if (candidate.role == Role::skill ||
            (candidate.role == Role::skill_other && is_second_choice(scan, candidate))) {
            found.push_back(&candidate);
        }
    }
    std::ranges::stable_sort(found, {}, [&](const Candidate* candidate) {
        return scan.directory_of(candidate->file).depth;
    });
    scan.skill_of.assign(scan.listing.directories.size(), nowhere);
    for (const auto* candidate : found) {
        add_skill(scan, *candidate);
    }
    const bool whole = found.size() == 1 && scan.plugins.empty();
    if (!whole) {  // a skill at the root owns only what nobody else claims
        scan.skill_of[scan.listing.root] = nowhere;
    }
    for (std::size_t i = 1; i < scan.skill_of.size(); ++i) {
        const auto parent = scan.listing.directories[i].parent;
        if (scan.skill_of[i] == nowhere && owns_below(scan, parent)) {
            scan.skill_of[i] = scan.skill_of[parent];
        }
    }
}

}  // namespace skillmeat::detect
