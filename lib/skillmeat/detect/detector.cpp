#include <skillmeat/detect/detector.hpp>

#include <skillmeat/detect/scan.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace skillmeat::detect {
namespace {

constexpr std::size_t max_file = 1024 * 1024;

void note_unread(Scan& scan, Candidate& candidate, ReadState state) {
    if (is_header_role(candidate.role)) {
        candidate.content = static_cast<std::uint32_t>(scan.headers.size());
        scan.headers.emplace_back().read = state;
    } else {
        candidate.content = static_cast<std::uint32_t>(scan.configs.size());
        scan.configs.emplace_back().read = state;
    }
}

/// Brings and reads the candidates given, which are sorted by file.
Result<void> read_all(tree::SourceTree& tree, Scan& scan, std::span<Candidate> candidates) {
    std::vector<std::size_t> files;
    std::vector<Candidate*> targets;
    for (auto& candidate : candidates) {
        if (candidate.role != Role::archive) {
            files.push_back(candidate.file);
            targets.push_back(&candidate);
        }
    }
    SKILLMEAT_TRY(tree.prefetch(files));
    std::size_t next = 0;
    return tree.read(files, max_file, [&](std::size_t index, const tree::Blob& blob) {
        while (targets[next]->file != index) {
            note_unread(scan, *targets[next++], ReadState::missing);
        }
        auto& candidate = *targets[next++];
        switch (blob.state) {
            case tree::BlobState::ok:
                read_content(scan, candidate, blob.bytes);
                break;
            case tree::BlobState::missing:
                note_unread(scan, candidate, ReadState::missing);
                break;
            case tree::BlobState::too_large:
                note_unread(scan, candidate, ReadState::too_large);
                break;
        }
    });
}

/// One request for everything the paths promise; a second only for what manifests name besides.
Result<void> gather(tree::SourceTree& tree, Scan& scan) {
    auto all = scan.candidates;
    all.insert(all.end(), scan.mapped.begin(), scan.mapped.end());
    std::ranges::sort(all, {}, &Candidate::file);
    SKILLMEAT_TRY(read_all(tree, scan, all));
    scan.candidates.clear();
    scan.mapped.clear();
    for (const auto& candidate : all) {
        (candidate.mapping == nowhere ? scan.candidates : scan.mapped).push_back(candidate);
    }
    find_plugins(scan);
    name_components(scan);
    const auto extra = add_named_candidates(scan);
    if (extra > 0) {
        SKILLMEAT_TRY(read_all(tree, scan, std::span(scan.candidates).last(extra)));
        std::ranges::sort(scan.candidates, {}, &Candidate::file);
    }
    return {};
}

void detect_all(Scan& scan) {
    scan.agent_marker = !scan.plugins.empty() ||
                        std::ranges::any_of(scan.listing.directories, [](const Directory& dir) {
                            const auto name = last_segment(dir.path);
                            return name == ".claude" || name == ".cursor" || name == ".opencode" ||
                                   name == ".gemini" || name == ".codex";
                        });
    find_skills(scan);
    find_agents(scan);
    find_commands(scan);
    find_loose_files(scan);
    find_hooks_and_servers(scan);
    find_bundles(scan);
    apply_map(scan);
    scan.headers = {};  // what they said stands in the items now
    add_plugin_rows(scan);
    settle_categories(scan);
    settle_tiers(scan);
    mark_copies(scan);
    settle_offers(scan);
    fill_files(scan);
}

void note_case_collisions(std::vector<DetectedArtifact>& items) {
    std::unordered_map<std::size_t, std::size_t> seen;  // by hash: the keys would double the paths
    const auto key_of = [&](std::size_t i) {
        return std::string(to_string(items[i].type)) + ':' + collision_key(items[i].path);
    };
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto key = key_of(i);
        const auto [found, fresh] = seen.emplace(std::hash<std::string>{}(key), i);
        if (!fresh && key == key_of(found->second)) {
            items[i].notes.push_back("case-collision: " + items[found->second].path);
            items[found->second].notes.push_back("case-collision: " + items[i].path);
        }
    }
}

/// By type name, then path, bytewise.
template <class Row>
auto row_order(const Row& row) {
    return std::tuple{to_string(row.type), std::string_view(row.path)};
}

/// Moves the rows out in their order; sorts pointers, for rows are large. A path that two rules
/// took for the same type stays once.
std::vector<DetectedArtifact> take_rows(Scan& scan) {
    std::vector<Item*> order;
    order.reserve(scan.items.size());
    for (auto& item : scan.items) {
        order.push_back(&item);
    }
    std::ranges::stable_sort(order, {}, [](const Item* item) { return row_order(item->row); });
    std::vector<DetectedArtifact> rows;
    rows.reserve(order.size());
    for (auto* item : order) {
        auto& row = item->row;
        if (!rows.empty() && rows.back().type == row.type && rows.back().path == row.path) {
            continue;
        }
        row.confidence = confidence_of(row);
        if (item->plugin != nowhere && item->owned) {
            row.plugin = scan.plugins[item->plugin].row_path;
        }
        rows.push_back(std::move(row));
    }
    scan.items.clear();
    return rows;
}

DetectionResult result_of(Scan& scan) {
    DetectionResult result;
    result.items = take_rows(scan);
    note_case_collisions(result.items);
    result.rejected = std::move(scan.rejected);
    std::ranges::stable_sort(result.rejected, {}, row_order<RejectedCandidate>);
    result.references = std::move(scan.references);
    std::ranges::stable_sort(result.references, {}, [](const MarketplaceReference& row) {
        return std::tuple{std::string_view(row.manifest), std::string_view(row.name)};
    });
    result.warnings = std::move(scan.warnings);
    return result;
}

}  // namespace

Result<DetectionResult> detect(tree::SourceTree& tree, const DetectOptions& options) {
    Scan scan;
    scan.options = options;
    scan.listing = index_listing(tree.files(), scan.options.root);
    if (scan.listing.root == nowhere) {
        DetectionResult nothing;
        nothing.warnings.push_back("root " + quote(options.root) + " is not in the tree");
        return nothing;
    }
    scan.collection = scan.listing.code_files <= scan.listing.markdown_files;
    find_mappings(scan);
    choose_candidates(scan);
    SKILLMEAT_TRY(gather(tree, scan));
    detect_all(scan);
    return result_of(scan);
}

}  // namespace skillmeat::detect
