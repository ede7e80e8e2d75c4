#include <skillmeat/detect/scan.hpp>

#include <algorithm>
#include <bit>
#include <map>

namespace skillmeat::detect {
namespace {

constexpr std::uint32_t not_command = keys::name | keys::title | keys::page | keys::other;

/// How many Markdown files of one place have front matter of which shape.
struct Tally {
    std::uint32_t all = 0;
    std::uint32_t agents = 0;
    std::uint32_t agents_with_keys = 0;
    std::uint32_t commands = 0;
    std::uint32_t commands_with_keys = 0;
    std::uint32_t named = 0;  ///< declared agents of the same directory

    [[nodiscard]] bool holds_agents() const { return agents >= 1 && agents * 2 >= all; }
    [[nodiscard]] bool holds_commands() const { return commands >= 1 && commands * 2 >= all; }
};

bool is_agent_shaped(const Header& header) {
    return !header.name.empty() && (!header.description.empty() || header.open) &&
           (header.keys & keys::page) == 0;
}

bool is_command_shaped(const Header& header) {
    return (header.matter == Header::Matter::ok || header.matter == Header::Matter::recovered) &&
           (header.keys & (command_keys | keys::description)) != 0 &&
           (header.keys & not_command) == 0;
}

/// Front matter that says so by itself, whatever stands beside it: two keys of agents, or a key
/// that only commands have.
bool is_plain_agent(const Header& header) {
    return is_agent_shaped(header) && std::popcount(header.keys & agent_keys) >= 2;
}

bool is_plain_command(const Header& header) {
    return is_command_shaped(header) && !header.description.empty() &&
           (header.keys & keys::command) != 0;
}

void count(Tally& tally, const Header& header) {
    ++tally.all;
    if (is_agent_shaped(header)) {
        ++tally.agents;
        tally.agents_with_keys += (header.keys & agent_keys) != 0 ? 1 : 0;
    } else if (is_command_shaped(header)) {
        ++tally.commands;
        tally.commands_with_keys += (header.keys & command_keys) != 0 ? 1 : 0;
    }
}

bool is_counted(const Scan& scan, const Candidate& candidate) {
    return candidate.role == Role::loose && !scan.claimed.contains(candidate.file) &&
           scan.skill_of[scan.listing.directory_of[candidate.file]] == nowhere &&
           scan.header(candidate).read == ReadState::ok && !scan.header(candidate).empty;
}

void add(Scan& scan, const Candidate& candidate, ArtifactType type, const Tally& tally) {
    const auto& header = scan.header(candidate);
    const auto path = scan.path_of(candidate.file);
    Item item = start_item(scan, candidate.file);
    take_file(scan, item, type, header);
    const bool agent = type == ArtifactType::agent;
    item.row.name = agent ? header.name : std::string(file_stem(path));
    if (agent) {
        add_evidence(item.row, Reason::name_and_text);
    } else if (!header.description.empty()) {
        add_evidence(item.row, Reason::text);
    }
    if ((header.keys & (agent ? agent_keys : command_keys)) != 0) {
        add_evidence(item.row, Reason::type_keys);
    }
    const bool beside_named = agent && tally.named > 0;
    if (beside_named || (agent ? tally.holds_agents() : tally.holds_commands())) {
        add_evidence(item.row, Reason::siblings);
    }
    add_evidence(item.row, Reason::collection);
    if (beside_named) {
        item.row.notes.emplace_back("undeclared");
    }
    item.row.tier = Tier::loose;
    scan.claimed.insert(candidate.file);
    scan.items.push_back(std::move(item));
}

}  // namespace

void find_loose_files(Scan& scan) {
    std::map<std::uint32_t, Tally> by_directory;
    Tally whole;
    for (const auto& item : scan.items) {
        if (item.row.type == ArtifactType::agent && item.explicitly) {
            ++by_directory[item.dir].named;
        }
    }
    for (const auto& candidate : scan.candidates) {
        if (is_counted(scan, candidate)) {
            count(by_directory[scan.listing.directory_of[candidate.file]], scan.header(candidate));
            count(whole, scan.header(candidate));
        }
    }
    const bool nothing_else =
        scan.items.empty() && whole.agents >= 5 && whole.agents * 5 >= whole.all * 4;
    const bool agents =
        whole.agents >= 2 && (nothing_else || whole.agents_with_keys * 2 >= whole.agents);
    const bool commands = whole.commands >= 2 && whole.commands_with_keys * 2 >= whole.commands;
    const auto is_agent = [&](const Header& header, const Tally& tally) {
        const bool typical = whole.holds_agents() && (header.keys & agent_keys) != 0;
        return is_agent_shaped(header) && (tally.named > 0 || is_plain_agent(header) ||
                                           (agents && (tally.holds_agents() || typical)));
    };
    for (const auto& candidate : scan.candidates) {
        if (!is_counted(scan, candidate)) {
            continue;
        }
        const auto& header = scan.header(candidate);
        const auto& tally = by_directory[scan.listing.directory_of[candidate.file]];
        if (is_agent(header, tally)) {
            add(scan, candidate, ArtifactType::agent, tally);
        } else if (is_plain_command(header) ||
                   (commands && tally.holds_commands() && !is_agent_shaped(header) &&
                    (header.keys & (keys::page | keys::title)) == 0 &&
                    !is_usual_document(last_segment(scan.path_of(candidate.file))))) {
            add(scan, candidate, ArtifactType::command, tally);
        }
    }
}

}  // namespace skillmeat::detect
