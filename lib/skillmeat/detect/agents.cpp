#include <skillmeat/detect/scan.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <unordered_map>

namespace skillmeat::detect {
namespace {

struct Share {
    std::uint32_t all = 0;
    std::uint32_t fit = 0;
    [[nodiscard]] bool most() const { return fit >= 2 && fit * 2 >= all; }
};

bool has_both(const Header& header) {
    return !header.name.empty() && !header.description.empty();
}

/// Vendors whose agents need no name (artifact-formats 2).
bool name_is_optional(const Scan& scan, const Directory& dir) {
    if (dir.vendor_dir == nowhere) {
        return false;
    }
    const auto vendor = last_segment(scan.listing.path(dir.vendor_dir));
    return vendor != ".claude" && vendor != ".gemini";
}

std::string_view agent_stem(std::string_view path) {
    const auto name = last_segment(path);
    for (const std::string_view extension : {".agent.md", ".chatmode.md"}) {
        if (ends_with_ignoring_case(name, extension)) {
            return name.substr(0, name.size() - extension.size());
        }
    }
    return file_stem(path);
}

bool is_agent_role(Role role) {
    return role == Role::agent || role == Role::marked_agent || role == Role::agent_toml;
}

/// Resource texts that stand in such directories below `agents/`.
bool in_resource_directory(const Scan& scan, std::uint32_t file) {
    const auto segment = last_segment(scan.directory_of(file).path);
    return segment == "references" || segment == "assets" || segment == "templates" ||
           segment == "docs" || segment == "workflows" || segment == "shared";
}

std::optional<Rejection> refusal(const Scan& scan, const Candidate& candidate, const Item& item,
                                 const Header& header) {
    const bool marked = candidate.role == Role::marked_agent;
    if (candidate.role == Role::agent_toml) {
        if (!has_both(header)) {
            return header.name.empty() ? Rejection::missing_name : Rejection::missing_description;
        }
        return header.prompt.empty() ? std::optional(Rejection::missing_description) : std::nullopt;
    }
    if (item.named) {
        return std::nullopt;
    }
    if (marked) {
        const bool typed = !header.name.empty() && (header.keys & agent_keys) != 0;
        return header.description.empty() && !header.open && !typed
                   ? std::optional(Rejection::missing_description)
                   : std::nullopt;
    }
    if (header.name.starts_with('-') || header.name.find(':') != std::string::npos) {
        return Rejection::bad_name;
    }
    if (item.owned && !in_resource_directory(scan, candidate.file)) {
        return header.name.empty() && header.description.empty() && !header.open
                   ? std::optional(Rejection::missing_name)
                   : std::nullopt;
    }
    if (header.name.empty() && !name_is_optional(scan, scan.directory_of(candidate.file))) {
        return Rejection::missing_name;
    }
    return header.description.empty() && !header.open
               ? std::optional(Rejection::missing_description)
               : std::nullopt;
}

void add_evidence_for(const Scan& scan, Item& item, const Candidate& candidate,
                      const Header& header, const Share& share) {
    const auto& dir = scan.directory_of(candidate.file);
    add_owner_evidence(scan, item);
    if (candidate.role == Role::marked_agent) {
        add_evidence(item.row, Reason::format_marker, "agent.md");
    }
    if (dir.vendor_dir != nowhere) {
        add_evidence(item.row, Reason::vendor_dir, scan.listing.path(dir.vendor_dir));
    } else if (dir.container == Container::agents || dir.container == Container::chatmodes) {
        add_evidence(item.row, Reason::container, scan.listing.path(dir.container_dir));
    }
    if (has_both(header)) {
        add_evidence(item.row, Reason::name_and_text);
    } else {
        add_evidence(item.row, header.description.empty() ? Reason::no_text : Reason::text);
    }
    add_header_evidence(scan, item, header, agent_keys, share.most());
}

void add_agent(Scan& scan, const Candidate& candidate, const Share& share) {
    const auto path = scan.path_of(candidate.file);
    const auto& header = scan.header(candidate);
    Item item = start_item(scan, candidate.file, scan.named_agents, Container::agents);
    if (scan.skill_of[item.dir] != nowhere && !item.explicitly) {
        scan.reject(ArtifactType::agent, path, Rejection::inside_skill);
        return;
    }
    const bool plain = candidate.role == Role::agent && !item.explicitly;
    if (plain && (is_reserved_document(last_segment(path)) ||
                  ((is_usual_document(last_segment(path)) || is_shouted(last_segment(path))) &&
                   !has_both(header)))) {
        scan.reject(ArtifactType::agent, path, Rejection::excluded_name);
        return;
    }
    if (!(item.explicitly && header.matter == Header::Matter::absent &&
          header.read == ReadState::ok) &&
        reject_unreadable(scan, ArtifactType::agent, candidate, header)) {
        return;
    }
    if (const auto refused = refusal(scan, candidate, item, header)) {
        scan.reject(ArtifactType::agent, path, *refused);
        return;
    }
    take_file(scan, item, ArtifactType::agent, header);
    item.row.name = header.name.empty() ? std::string(agent_stem(path)) : header.name;
    if (ends_with_ignoring_case(path, ".chatmode.md")) {
        item.row.notes.emplace_back("legacy: chat mode");
    }
    if (is_placeholder_name(item.row.name)) {
        item.row.tier = Tier::example;
        item.decided = true;
    }
    add_evidence_for(scan, item, candidate, header, share);
    scan.claimed.insert(candidate.file);
    scan.items.push_back(std::move(item));
}

}  // namespace

void find_agents(Scan& scan) {
    std::unordered_map<std::uint32_t, Share> shares;
    for (const auto& candidate : scan.candidates) {
        if (is_agent_role(candidate.role)) {
            auto& share = shares[scan.listing.directory_of[candidate.file]];
            const auto& header = scan.header(candidate);
            share.all += is_reserved_document(last_segment(scan.path_of(candidate.file))) ? 0 : 1;
            share.fit += header.description.empty() ? 0 : 1;
        }
    }
    for (const auto& candidate : scan.candidates) {
        const bool header_role = is_header_role(candidate.role);
        if (is_agent_role(candidate.role) ||
            (header_role && scan.naming_of_file(scan.named_agents, candidate.file) &&
             candidate.role != Role::skill)) {
            add_agent(scan, candidate, shares[scan.listing.directory_of[candidate.file]]);
        }
    }
}

}  // namespace skillmeat::detect
