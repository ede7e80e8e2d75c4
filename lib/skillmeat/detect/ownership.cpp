#include <skillmeat/detect/scan.hpp>

#include <algorithm>
#include <set>

namespace skillmeat::detect {
namespace {

/// Scripts beside a hook configuration that its commands name.
std::vector<std::string> hook_files(const Scan& scan, const Item& item) {
    std::vector<std::string> files{item.row.path};
    const auto& dir = scan.listing.directories[item.dir];
    for (auto file = dir.begin; file < dir.end; ++file) {
        if (scan.listing.directory_of[file] != item.dir || file == item.file) {
            continue;
        }
        const auto name = last_segment(scan.path_of(file));
        const bool used = std::ranges::any_of(item.row.notes, [&](const std::string& note) {
            return note.starts_with("runs: ") && note.find(name) != std::string::npos;
        });
        if (used) {
            files.emplace_back(scan.path_of(file));
        }
    }
    std::ranges::sort(files);
    return files;
}

bool owns_directory(const Scan& scan, const Item& item) {
    const bool single = item.row.type == ArtifactType::skill ||
                        item.row.type == ArtifactType::bundle ||
                        (item.row.type == ArtifactType::plugin && item.plugin == nowhere);
    return single && item.row.path == scan.row_path(item.dir) && item.dir != 0;
}

/// Adds what an item owns to a sorted set of file indices.
void add_owned(const Scan& scan, const Item& item, std::set<std::uint32_t>& files) {
    if (owns_directory(scan, item)) {
        const auto& dir = scan.listing.directories[item.dir];
        for (auto file = dir.begin; file < dir.end; ++file) {
            files.insert(files.end(), file);
        }
        return;
    }
    if (item.file != nowhere) {
        files.insert(item.file);
    }
    for (const auto& path : item.row.files) {
        if (const auto file = scan.listing.find_file(path); file != nowhere) {
            files.insert(file);
        }
    }
}

/// The root's skill owns what no other artifact owns.
std::vector<std::string> root_files(const Scan& scan, const Item& root) {
    std::vector<bool> taken(scan.listing.files.size());
    for (const auto& item : scan.items) {
        if (&item == &root || item.row.type == ArtifactType::plugin) {
            continue;
        }
        std::set<std::uint32_t> files;
        add_owned(scan, item, files);
        for (const auto file : files) {
            taken[file] = file != root.file;
        }
    }
    std::vector<std::string> result;
    for (auto file = scan.listing.begin; file < scan.listing.end; ++file) {
        if (!taken[file]) {
            result.emplace_back(scan.listing.files[file].path);
        }
    }
    return result;
}

}  // namespace

void fill_files(Scan& scan) {
    Item* root_skill = nullptr;
    for (auto& item : scan.items) {
        if (item.row.type == ArtifactType::hook) {
            item.row.files = hook_files(scan, item);
        } else if (item.row.type == ArtifactType::agent || item.row.type == ArtifactType::command ||
                   (item.row.type == ArtifactType::bundle && !owns_directory(scan, item))) {
            item.row.files = {item.row.entry.empty() ? item.row.path : item.row.entry};
        } else if (item.row.type == ArtifactType::skill && item.row.path == ".") {
            root_skill = &item;
        }
    }
    if (root_skill != nullptr) {
        root_skill->row.files = root_files(scan, *root_skill);
    }
    std::vector<std::set<std::uint32_t>> owned(scan.plugins.size());
    for (const auto& item : scan.items) {
        if (item.owned && item.plugin != nowhere && item.row.type != ArtifactType::plugin) {
            add_owned(scan, item, owned[item.plugin]);
        }
    }
    for (auto& item : scan.items) {
        if (item.row.type != ArtifactType::plugin || item.plugin == nowhere) {
            continue;
        }
        auto& files = owned[item.plugin];
        const auto& manifests = scan.plugins[item.plugin].manifest_files;
        files.insert(manifests.begin(), manifests.end());
        for (const auto file : files) {
            item.row.files.emplace_back(scan.path_of(file));
        }
    }
}

}  // namespace skillmeat::detect
