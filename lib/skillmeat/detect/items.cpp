#include <skillmeat/detect/scan.hpp>

namespace skillmeat::detect {

Item start_item(const Scan& scan, std::uint32_t file) {
    Item item;
    item.dir = scan.listing.directory_of[file];
    item.file = file;
    item.plugin = scan.plugin_of[item.dir];
    return item;
}

Item start_item(const Scan& scan, std::uint32_t file, const Names& names, Container container) {
    Item item = start_item(scan, file);
    if (const auto naming = scan.naming_of_file(names, file)) {
        item.plugin = naming->plugin;
        item.named = true;
        item.explicitly = !naming->by_directory;
    }
    item.owned = item.named || (scan.at_plugin_default(item.dir, item.plugin) &&
                                scan.listing.directories[item.dir].container == container);
    return item;
}

void take_file(const Scan& scan, Item& item, ArtifactType type, const Header& header) {
    item.row.type = type;
    item.row.path = scan.path_of(item.file);
    item.row.entry = item.row.path;
    take_header(item.row, header);
}

void take_header(DetectedArtifact& row, const Header& header) {
    row.description = header.description;
    row.version = header.version;
    row.category = header.category;
    row.upstream_url = header.upstream;
    row.tags = header.tags;
    if (header.matter == Header::Matter::recovered) {
        row.notes.emplace_back("front-matter-recovered");
        add_evidence(row, Reason::recovered);
    }
}

bool reject_unreadable(Scan& scan, ArtifactType type, const Candidate& candidate,
                       const Header& header) {
    const auto path = scan.path_of(candidate.file);
    switch (header.read) {
        case ReadState::ok:
            break;
        case ReadState::unread:
        case ReadState::missing:
            scan.reject(type, path, Rejection::missing_blob);
            return true;
        case ReadState::too_large:
            scan.reject(type, path, Rejection::too_large);
            return true;
        case ReadState::binary:
            scan.reject(type, path, Rejection::binary);
            return true;
    }
    if (header.matter == Header::Matter::too_large) {
        scan.reject(type, path, Rejection::too_large, "front matter");
        return true;
    }
    if (type == ArtifactType::command) {
        return false;
    }
    if (header.matter == Header::Matter::absent || header.matter == Header::Matter::bad) {
        scan.reject(
            type, path,
            header.matter == Header::Matter::bad ? Rejection::bad_yaml : Rejection::no_frontmatter);
        return true;
    }
    return false;
}

void add_owner_evidence(const Scan& scan, Item& item) {
    if (item.named) {
        add_evidence(item.row, Reason::manifest_named);
    } else if (item.owned) {
        add_evidence(item.row, Reason::plugin_default, scan.plugins[item.plugin].row_path);
    }
}

void add_header_evidence(const Scan& scan, Item& item, const Header& header,
                         std::uint32_t type_keys, bool siblings) {
    const auto& dir = scan.listing.directories[item.dir];
    if ((header.keys & type_keys) != 0) {
        add_evidence(item.row, Reason::type_keys);
    }
    if (siblings) {
        add_evidence(item.row, Reason::siblings);
    }
    if ((header.keys & keys::page) != 0) {
        add_evidence(item.row, Reason::docs_keys);
    }
    if (item.plugin == nowhere && dir.source_tree && !scan.collection &&
        dir.vendor_dir == nowhere) {
        add_evidence(item.row, Reason::source_tree);
    }
}

}  // namespace skillmeat::detect
