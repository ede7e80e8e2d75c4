#include <skillmeat/detect/scan.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>

namespace skillmeat::detect {
namespace {

constexpr int least_mapped_confidence = 86;

bool is_single(ArtifactType type) {
    return type == ArtifactType::skill || type == ArtifactType::plugin ||
           type == ArtifactType::bundle;
}

void add_mapped_evidence(Item& item, const Mapping& mapping) {
    auto rest = std::string_view(item.row.path).substr(mapping.file ? 0 : mapping.path.size());
    const auto hash = rest.find('#');
    rest = rest.substr(0, hash);
    const auto slashes = is_single(item.row.type) || mapping.file
                             ? 0
                             : std::max<std::ptrdiff_t>(std::ranges::count(rest, '/') - 1, 0);
    const int levels = static_cast<int>(std::min<std::ptrdiff_t>(
        slashes, (reason_row(Reason::manual_map).points - least_mapped_confidence) /
                     -reason_row(Reason::deep).points));
    add_evidence(item.row, Reason::manual_map, mapping.path);
    if (levels > 0) {
        add_evidence(item.row, Reason::deep, std::to_string(levels));
        item.row.evidence.back().points *= levels;
    }
    item.decided = true;
}

Item new_item(const Scan& scan, const Mapping& mapping, std::uint32_t file) {
    Item item;
    item.row.type = mapping.type;
    item.file = file;
    item.dir = scan.listing.directory_of[file];
    item.row.entry = scan.path_of(file);
    item.row.path = item.row.entry;
    return item;
}

/// A directory (or file) mapped to a type that is one artifact.
void add_single(Scan& scan, std::uint32_t index) {
    const auto& mapping = scan.mappings[index];
    auto item = new_item(scan, mapping, mapping.begin);
    item.row.entry.clear();
    item.file = nowhere;
    item.row.path = mapping.path.empty() ? "." : mapping.path;
    if (!mapping.file) {
        item.dir = scan.listing.find_directory(mapping.path);
    }
    for (const auto& candidate : scan.mapped) {
        const bool own = candidate.mapping == index && item.row.entry.empty() &&
                         scan.path_of(candidate.file).size() > mapping.path.size();
        if (!own) {
            continue;
        }
        item.row.entry = scan.path_of(candidate.file);
        if (is_header_role(candidate.role)) {
            take_header(item.row, scan.header(candidate));
            std::erase_if(item.row.evidence, [](const Evidence&) { return true; });
            item.row.name = scan.header(candidate).name;
        } else if (const auto& manifest = scan.config(candidate).manifest) {
            item.row.name = manifest->name;
            item.row.description = manifest->description;
            item.row.version = manifest->version;
        }
    }
    if (item.row.name.empty()) {
        item.row.name = last_segment(mapping.path);
    }
    add_mapped_evidence(item, mapping);
    scan.items.push_back(std::move(item));
}

void add_text(Scan& scan, const Candidate& candidate, const Mapping& mapping) {
    const auto& header = scan.header(candidate);
    const auto name = last_segment(scan.path_of(candidate.file));
    if (is_reserved_document(name) && !mapping.file) {
        scan.reject(mapping.type, scan.path_of(candidate.file), Rejection::excluded_name);
        return;
    }
    if (header.read != ReadState::ok) {
        (void)reject_unreadable(scan, ArtifactType::command, candidate, header);
        return;
    }
    auto item = new_item(scan, mapping, candidate.file);
    take_header(item.row, header);
    item.row.evidence.clear();
    item.row.name = header.name.empty() ? std::string(file_stem(name)) : header.name;
    add_mapped_evidence(item, mapping);
    scan.items.push_back(std::move(item));
}

void add_config(Scan& scan, const Candidate& candidate, const Mapping& mapping) {
    const auto& config = scan.config(candidate);
    if (mapping.type == ArtifactType::hook) {
        if (!config.is_hooks) {
            scan.reject(mapping.type, scan.path_of(candidate.file), Rejection::not_hook_shape);
            return;
        }
        auto item = new_item(scan, mapping, candidate.file);
        item.row.name = file_stem(item.row.path);
        item.row.description = config.hooks_description;
        for (const auto& command : config.hook_commands) {
            item.row.notes.push_back("runs: " + command);
        }
        add_mapped_evidence(item, mapping);
        scan.items.push_back(std::move(item));
        return;
    }
    for (const auto& server : config.servers) {
        auto item = new_item(scan, mapping, candidate.file);
        item.row.path += '#' + server.name;
        if (!server.valid) {
            scan.reject(mapping.type, item.row.path, Rejection::not_mcp_shape);
            continue;
        }
        item.row.name = server.name;
        item.row.description = server.description;
        item.row.canonical_json = server.canonical_json;
        add_mapped_evidence(item, mapping);
        scan.items.push_back(std::move(item));
    }
}

}  // namespace

void find_mappings(Scan& scan) {
    for (const auto& [path, type] : scan.options.map) {
        Mapping mapping;
        mapping.path = path == "." ? std::string{} : path;
        mapping.type = type;
        const auto file = scan.listing.find_file(path);
        const auto dir = scan.listing.find_directory(mapping.path);
        if (file != nowhere) {
            mapping.begin = file;
            mapping.end = file + 1;
            mapping.file = true;
        } else if (dir != nowhere) {
            mapping.begin = scan.listing.directories[dir].begin;
            mapping.end = scan.listing.directories[dir].end;
        }
        if (mapping.end == mapping.begin) {
            scan.warnings.push_back("mapped path " + quote(path) + " is not in the tree");
        } else {
            scan.mappings.push_back(std::move(mapping));
        }
    }
}

void apply_map(Scan& scan) {
    for (std::uint32_t i = 0; i < scan.mappings.size(); ++i) {
        if (is_single(scan.mappings[i].type)) {
            add_single(scan, i);
        }
    }
    for (const auto& candidate : scan.mapped) {
        const auto& mapping = scan.mappings[candidate.mapping];
        if (is_single(mapping.type)) {
            continue;
        }
        if (is_header_role(candidate.role)) {
            add_text(scan, candidate, mapping);
        } else {
            add_config(scan, candidate, mapping);
        }
    }
}

}  // namespace skillmeat::detect
