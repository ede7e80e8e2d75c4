#pragma once

#include <skillmeat/detect/content.hpp>
#include <skillmeat/detect/evidence.hpp>
#include <skillmeat/detect/listing.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace skillmeat::detect {

/// What a file may be, from its path alone.
enum class Role : std::uint8_t {
    skill,         ///< SKILL.md
    skill_other,   ///< skill.md in another case
    agent,         ///< Markdown, or no extension, below an agents directory
    marked_agent,  ///< *.agent.md, *.chatmode.md
    agent_toml,    ///< Codex agents
    command,       ///< Markdown below a commands directory
    prompt,        ///< *.prompt.md
    command_toml,  ///< Gemini commands
    loose,         ///< Markdown of a collection without such directories
    marketplace,
    plugin_manifest,
    extension,
    config,
    server_record,
    package,
    codex_config,
    apm,
    collection,
    json_lock,
    yaml_lock,
    archive  ///< never read
};

struct Candidate {
    std::uint32_t file = 0;
    Role role = Role::loose;
    std::uint32_t content = nowhere;  ///< index into headers or configs
    std::uint32_t mapping = nowhere;  ///< of a file below a mapped path: index into Scan::mappings
};

/// A plugin with everything that declares it.
struct Plugin {
    std::uint32_t dir = 0;
    std::string name;
    std::vector<std::uint32_t> manifest_files;
    std::vector<const Manifest*> manifests;
    std::vector<const MarketplaceEntry*> entries;
    std::uint32_t marketplace_file = nowhere;  ///< the first that lists it
    bool listed = false;                       ///< by a marketplace that is not a sample itself
    bool scans_defaults = true;  ///< false when lists in marketplace entries are all there is
    std::uint32_t components = 0;
    bool has_other_components = false;
    std::vector<std::string> notes;
    Tier tier = Tier::primary;
    std::string row_path;
};

/// That a manifest names a path, or a directory it stands in.
struct Naming {
    std::uint32_t plugin = nowhere;
    std::uint32_t manifest_file = nowhere;
    bool by_directory = false;
};

/// What manifests name for one type: files, and directories for all that is below.
struct Names {
    std::unordered_map<std::uint32_t, Naming> files;
    std::unordered_map<std::uint32_t, Naming> dirs;
};

/// An artifact while it is judged.
struct Item {
    DetectedArtifact row;
    std::uint32_t dir = 0;  ///< its own directory, or the one its file stands in
    std::uint32_t file = nowhere;
    std::uint32_t plugin = nowhere;
    bool named = false;       ///< by a manifest
    bool owned = false;       ///< named, or where its plugin is read by default
    bool decided = false;     ///< tier is final
    bool explicitly = false;  ///< named by itself, not with a whole directory
    bool own_config = false;  ///< configuration of the repository's own editors and agents
};

/// One row of the manual map, found in the tree.
struct Mapping {
    std::string path;
    ArtifactType type = ArtifactType::skill;
    std::uint32_t begin = 0;  ///< files [begin, end) belong to it
    std::uint32_t end = 0;
    bool file = false;
};

/// Everything one detection knows. Filled step by step; later steps never re-claim a path.
struct Scan {
    Listing listing;
    DetectOptions options;
    std::vector<Candidate> candidates;  ///< by file
    std::vector<Mapping> mappings;
    std::vector<Candidate> mapped;  ///< files below mapped paths; no other rule sees them
    std::deque<Header> headers;
    std::deque<Config> configs;  ///< manifests are pointed to
    std::vector<Plugin> plugins;
    std::vector<std::uint32_t> plugin_of;  ///< by directory: the nearest plugin, or nowhere
    std::vector<std::uint32_t> skill_of;   ///< by directory: item of the nearest skill, or nowhere
    Names named_skills;
    Names named_agents;
    Names named_commands;
    Names named_configs;                        ///< hooks and servers
    bool collection = false;                    ///< at least as much Markdown as source code
    bool agent_marker = false;                  ///< holds plugins, a vendor's directory or, as a
                                                ///< collection, other artifacts
    std::unordered_set<std::uint32_t> claimed;  ///< files of agents, commands and hooks
    std::deque<Item> items;                     ///< they are many: no second copy while growing
    std::vector<RejectedCandidate> rejected;
    std::vector<MarketplaceReference> references;
    std::vector<std::string> warnings;

    [[nodiscard]] std::string_view path_of(std::uint32_t file) const {
        return listing.files[file].path;
    }
    [[nodiscard]] const Directory& directory_of(std::uint32_t file) const {
        return listing.directories[listing.directory_of[file]];
    }
    [[nodiscard]] const Header& header(const Candidate& candidate) const {
        return headers[candidate.content];
    }
    [[nodiscard]] const Config& config(const Candidate& candidate) const {
        return configs[candidate.content];
    }
    /// A directory as rows have it: `.` for the tree's root.
    [[nodiscard]] std::string row_path(std::uint32_t dir) const {
        const auto path = listing.path(dir);
        return path.empty() ? "." : std::string(path);
    }
    void reject(ArtifactType type, std::string_view path, Rejection rejection,
                std::string detail = {});
    [[nodiscard]] std::optional<Naming> naming_of_file(const Names& names,
                                                       std::uint32_t file) const;
    [[nodiscard]] std::optional<Naming> naming_of_dir(const Names& names, std::uint32_t dir) const;
    /// Whether `dir` stands in a directory of that name directly below its plugin's root.
    [[nodiscard]] bool at_plugin_default(std::uint32_t dir, std::uint32_t plugin) const;
    /// Below a segment of tests, examples or the like that stands above `above`.
    [[nodiscard]] bool is_demoted(std::uint32_t dir, std::uint32_t above) const;
};

[[nodiscard]] bool is_header_role(Role role);

/// Step 1: candidates from paths alone.
void choose_candidates(Scan& scan);
/// Adds files a manifest names that are no candidates yet; returns how many.
[[nodiscard]] std::size_t add_named_candidates(Scan& scan);

/// Content, by role of the candidate.
void read_content(Scan& scan, Candidate& candidate, std::string_view bytes);

/// Steps 1 to 8 of the decision list, in this order.
void find_plugins(Scan& scan);
void name_components(Scan& scan);
void find_skills(Scan& scan);
void find_agents(Scan& scan);
void find_commands(Scan& scan);
void find_loose_files(Scan& scan);
void find_hooks_and_servers(Scan& scan);
void find_bundles(Scan& scan);
void add_plugin_rows(Scan& scan);
/// Manual map: beats every heuristic. First its paths, then its artifacts.
void find_mappings(Scan& scan);
void apply_map(Scan& scan);

/// Step 9: tiers; then, copies marked, what the repository's own helpers are.
void settle_tiers(Scan& scan);
void settle_offers(Scan& scan);
void mark_copies(Scan& scan);
/// Categories of all items: declared, else of their plugin, else by directory.
void settle_categories(Scan& scan);
/// DetectedArtifact::files of every item.
void fill_files(Scan& scan);

/// Keys that speak for a type, though some of them for two.
inline constexpr std::uint32_t agent_keys = keys::agent | keys::tools | keys::model;
inline constexpr std::uint32_t command_keys = keys::command | keys::tools | keys::model;

/// An item for a file, with the plugin it stands in.
[[nodiscard]] Item start_item(const Scan& scan, std::uint32_t file);
/// Likewise, owned when `names` name it or its plugin reads that container by default.
[[nodiscard]] Item start_item(const Scan& scan, std::uint32_t file, const Names& names,
                              Container container);
/// Type and path of an item that is its file, and what the header says.
void take_file(const Scan& scan, Item& item, ArtifactType type, const Header& header);
/// That a manifest names the item, or its plugin is read there.
void add_owner_evidence(const Scan& scan, Item& item);
/// Keys of the type, siblings, and what speaks against it: pages, source.
void add_header_evidence(const Scan& scan, Item& item, const Header& header,
                         std::uint32_t type_keys, bool siblings);

/// Fills what a header says into an artifact.
void take_header(DetectedArtifact& row, const Header& header);
/// Reads state and front matter into a rejection; nothing when the header can be used.
[[nodiscard]] bool reject_unreadable(Scan& scan, ArtifactType type, const Candidate& candidate,
                                     const Header& header);

}  // namespace skillmeat::detect
