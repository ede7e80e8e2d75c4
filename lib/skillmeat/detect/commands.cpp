#include <skillmeat/detect/scan.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <unordered_map>

namespace skillmeat::detect {
namespace {

struct Share {
    std::uint32_t all = 0;
    std::uint32_t fit = 0;
    [[nodiscard]] bool most() const { return fit >= 1 && fit * 2 >= all; }
};

bool is_command_role(Role role) {
    return role == Role::command || role == Role::prompt || role == Role::command_toml;
}

bool has_command_matter(const Header& header) {
    return (header.keys & (command_keys | keys::description)) != 0 &&
           (header.keys & keys::page) == 0;
}

/// Path below the commands directory with `:` between segments, without extension.
std::string command_name(const Scan& scan, std::uint32_t file) {
    const auto& dir = scan.directory_of(file);
    auto path = scan.path_of(file);
    if ((dir.container == Container::commands || dir.container == Container::prompts)) {
        path.remove_prefix(scan.listing.path(dir.container_dir).size() + 1);
    } else {
        path = last_segment(path);
    }
    std::string name(
        path.substr(0, path.size() - (last_segment(path).size() - file_stem(path).size())));
    if (ends_with_ignoring_case(name, ".prompt")) {
        name.resize(name.size() - 7);
    }
    std::ranges::replace(name, '/', ':');
    return name;
}

/// Whether these files are most of the prose the repository holds.
bool is_main_content(const Scan& scan, const Share& share) {
    return share.all >= 3 && share.all * 2 >= scan.listing.markdown_files;
}

/// Outside plugins and vendors' directories a file needs front matter, siblings or a marker.
bool is_plausible(const Scan& scan, const Directory& dir, const Header& header,
                  const Share& share) {
    if (has_command_matter(header)) {
        return scan.collection || !dir.source_tree || (header.keys & command_keys) != 0;
    }
    if (scan.collection) {
        return share.most() || scan.agent_marker || is_main_content(scan, share);
    }
    return share.most() && scan.agent_marker && !dir.source_tree;
}

std::optional<Rejection> refusal(const Scan& scan, const Candidate& candidate, const Item& item,
                                 const Header& header, const Share& share) {
    const auto& dir = scan.directory_of(candidate.file);
    if (header.empty) {
        return Rejection::missing_description;
    }
    switch (candidate.role) {
        case Role::command_toml:
            return (header.keys & keys::command) != 0
                       ? std::nullopt
                       : std::optional(Rejection::missing_description);
        case Role::prompt: {
            const bool place = dir.container == Container::prompts ||
                               dir.container == Container::commands || item.owned;
            const bool matter =
                header.matter == Header::Matter::ok || header.matter == Header::Matter::recovered;
            return place || matter ? std::nullopt : std::optional(Rejection::no_frontmatter);
        }
        default:
            break;
    }
    const bool free = item.owned || dir.vendor_dir != nowhere;
    return free || is_plausible(scan, dir, header, share)
               ? std::nullopt
               : std::optional(Rejection::no_frontmatter);
}

void add_evidence_for(const Scan& scan, Item& item, const Candidate& candidate,
                      const Header& header, const Share& share) {
    const auto& dir = scan.directory_of(candidate.file);
    add_owner_evidence(scan, item);
    if (candidate.role == Role::prompt) {
        add_evidence(item.row, Reason::format_marker, "prompt.md");
    }
    if (candidate.role == Role::command_toml) {
        add_evidence(item.row, Reason::shape, "prompt");
    }
    if (dir.vendor_dir != nowhere) {
        add_evidence(item.row, Reason::vendor_dir, scan.listing.path(dir.vendor_dir));
    }
    if (dir.container == Container::commands || dir.container == Container::prompts) {
        add_evidence(item.row, Reason::container, scan.listing.path(dir.container_dir));
    }
    if (!header.description.empty()) {
        add_evidence(item.row, Reason::text);
    }
    if (item.plugin == nowhere && scan.collection && is_main_content(scan, share)) {
        add_evidence(item.row, Reason::collection);
    } else if (item.plugin == nowhere && scan.collection && scan.agent_marker && !share.most()) {
        add_evidence(item.row, Reason::neighbours);
    }
    add_header_evidence(scan, item, header, command_keys, share.most());
}

/// Documents that stand among commands: reserved names, and usual ones or capitals or references
/// without front matter of a command.
bool is_document(const Scan& scan, const Candidate& candidate, const Header& header) {
    const auto path = scan.path_of(candidate.file);
    const auto name = last_segment(path);
    if (is_reserved_document(name)) {
        return true;
    }
    const auto folder = last_segment(parent_path(path));
    const bool resource = folder == "references" || folder == "reference" || folder == "assets" ||
                          folder == "resources" || folder == "templates";
    if (resource) {
        return (header.keys & keys::command) == 0;
    }
    const bool usual = is_usual_document(name) && !is_command_word(name);
    return (usual || is_shouted(name)) && !has_command_matter(header);
}

void add_command(Scan& scan, const Candidate& candidate, const Share& share) {
    const auto path = scan.path_of(candidate.file);
    const auto& header = scan.header(candidate);
    Item item = start_item(scan, candidate.file, scan.named_commands, Container::commands);
    if (scan.skill_of[item.dir] != nowhere && !item.explicitly) {
        scan.reject(ArtifactType::command, path, Rejection::inside_skill);
        return;
    }
    if (!item.explicitly && is_document(scan, candidate, header)) {
        scan.reject(ArtifactType::command, path, Rejection::excluded_name);
        return;
    }
    if (reject_unreadable(scan, ArtifactType::command, candidate, header)) {
        return;
    }
    if (const auto refused = refusal(scan, candidate, item, header, share)) {
        scan.reject(ArtifactType::command, path, *refused);
        return;
    }
    take_file(scan, item, ArtifactType::command, header);
    const bool own_name = candidate.role == Role::prompt && !header.name.empty();
    item.row.name = own_name ? header.name : command_name(scan, candidate.file);
    add_evidence_for(scan, item, candidate, header, share);
    scan.claimed.insert(candidate.file);
    scan.items.push_back(std::move(item));
}

}  // namespace

void find_commands(Scan& scan) {
    scan.agent_marker = scan.agent_marker || (scan.collection && !scan.items.empty());
    std::unordered_map<std::uint32_t, Share> shares;
    const auto key = [&](const Candidate& candidate) {
        const auto& dir = scan.directory_of(candidate.file);
        return dir.container_dir != nowhere ? dir.container_dir
                                            : scan.listing.directory_of[candidate.file];
    };
    for (const auto& candidate : scan.candidates) {
        if (is_command_role(candidate.role) &&
            !is_reserved_document(last_segment(scan.path_of(candidate.file)))) {
            auto& share = shares[key(candidate)];
            ++share.all;
            share.fit += has_command_matter(scan.header(candidate)) ? 1 : 0;
        }
    }
    for (const auto& candidate : scan.candidates) {
        const bool named = is_header_role(candidate.role) && candidate.role != Role::skill &&
                           scan.naming_of_file(scan.named_commands, candidate.file).has_value();
        if ((is_command_role(candidate.role) || named) && !scan.claimed.contains(candidate.file)) {
            add_command(scan, candidate, shares[key(candidate)]);
        }
    }
}

}  // namespace skillmeat::detect
