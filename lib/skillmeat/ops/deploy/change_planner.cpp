#include <skillmeat/ops/deploy/change_planner.hpp>

#include <algorithm>
#include <utility>

#include <skillmeat/sys/temporary_name.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::uint64_t largest_settings = std::uint64_t{16} << 20;  // bytes

bool is_at_or_below(std::string_view path, std::string_view folder) {
    return path == folder ||
           (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

/// Whether a value lies in the container: its key begins with that of the container.
bool lies_in(const MergedValue& value, const MergedValue& container) {
    const bool longer = value.key.size() > container.key.size() ||
                        (value.element && value.key.size() == container.key.size());
    return value.file == container.file && longer &&
           std::equal(container.key.begin(), container.key.end(), value.key.begin());
}

}  // namespace

std::string_view to_string(DeployAction action) {
    switch (action) {
        case DeployAction::install:
            return "install";
        case DeployAction::update:
            return "update";
        case DeployAction::remove:
            return "remove";
        case DeployAction::unchanged:
            return "unchanged";
        case DeployAction::refused:
            return "refused";
    }
    return {};
}

std::vector<std::string> folders_above(std::string_view path) {
    std::vector<std::string> folders;
    for (auto slash = path.find('/', 1); slash != std::string_view::npos;
         slash = path.find('/', slash + 1)) {
        folders.emplace_back(path.substr(0, slash));
    }
    return folders;
}

ChangePlanner::ChangePlanner(const sys::Confined& disk, const ledger::Ledger& shared,
                             const ledger::Ledger& local,
                             const std::vector<const Deployment*>& wanted, Options options)
    : disk_(disk), options_(std::move(options)) {
    for (const auto* ledger : {&shared, &local}) {
        for (const auto& row : ledger->rows) {
            const auto id = deployment_id(row);
            const bool active = row.status == DeploymentStatus::active;
            rows_[id] = {row, ledger == &local, active};
            if (active) {
                claim(id, row);
            }
        }
    }
    for (const auto* row : wanted) {
        auto& files = wanted_[deployment_id(*row)];
        for (const auto& file : row->files) {
            files.insert(file.path);
        }
    }
}

ChangePlanner::Work ChangePlanner::begin(const Deployment& row, bool is_private) const {
    Work work;
    work.id = deployment_id(row);
    work.change.row = row;
    work.change.is_private = is_private;
    const auto known = rows_.find(work.id);
    if (known != rows_.end()) {
        work.change.has_row = true;
        if (known->second.active) {
            work.old = known->second.row;
        }
    }
    return work;
}

void ChangePlanner::claim(const std::string& id, const Deployment& row) {
    for (const auto& file : row.files) {
        claims_.emplace(file.path, Claim{id, file.sha256});
    }
}

void ChangePlanner::release(const std::string& id) {
    const auto row = rows_.find(id);
    if (row == rows_.end()) {
        return;
    }
    for (const auto& file : row->second.row.files) {
        const auto [begin, end] = claims_.equal_range(file.path);
        for (auto at = begin; at != end; ++at) {
            if (at->second.id == id) {
                claims_.erase(at);
                break;
            }
        }
    }
}

void ChangePlanner::keep(Work& work) {
    for (auto& [path, fingerprint] : work.expected) {
        expected_[path] = std::move(fingerprint);
    }
    for (auto& [file, text] : work.settings) {
        settings_[file] = std::move(text);
    }
    for (const auto& [id, row] : work.handed) {
        rows_[id].row = row;
    }
    release(work.id);
    const bool active = work.change.row.status == DeploymentStatus::active;
    rows_[work.id] = {work.change.row, work.change.is_private, active};
    if (active) {
        claim(work.id, work.change.row);
    }
    wanted_.erase(work.id);
}

Result<std::string> ChangePlanner::look(const Work& work, const std::string& path) const {
    for (const auto* known : {&work.expected, &expected_}) {
        if (const auto found = known->find(path); found != known->end()) {
            return found->second;
        }
    }
    return deploy::fingerprint(disk_, path);
}

Result<std::optional<std::string>> ChangePlanner::settings(const Work& work,
                                                           const std::string& file) const {
    for (const auto* known : {&work.settings, &settings_}) {
        if (const auto found = known->find(file); found != known->end()) {
            return found->second;
        }
    }
    return disk_.read(deploy::confined(file), largest_settings);
}

bool ChangePlanner::is_shared(const Work& work, const std::string& path,
                              std::string_view sha256) const {
    const auto [begin, end] = claims_.equal_range(path);
    return std::any_of(begin, end, [&](const auto& item) {
        return item.second.id != work.id && item.second.sha256 == sha256;
    });
}

const Deployment* ChangePlanner::blocks(const Work& work, const std::string& path,
                                        std::string_view sha256) const {
    const auto [begin, end] = claims_.equal_range(path);
    const auto other = std::find_if(begin, end, [&](const auto& item) {
        const auto& claim = item.second;
        return claim.id != work.id && !wanted_.contains(claim.id) && claim.sha256 != sha256;
    });
    return other == end ? nullptr : &rows_.at(other->second.id).row;
}

const Deployment* ChangePlanner::needs(const Work& work, const std::string& path) const {
    const auto [begin, end] = claims_.equal_range(path);
    for (auto at = begin; at != end; ++at) {
        const auto& id = at->second.id;
        const auto coming = wanted_.find(id);
        const bool stays = coming == wanted_.end() || coming->second.contains(path);
        if (id != work.id && stays) {
            return &rows_.at(id).row;
        }
    }
    return nullptr;
}

bool ChangePlanner::has_value(const Work& work, const MergedValue& value) const {
    return std::ranges::any_of(rows_, [&](const auto& item) {
        const auto& [id, row] = item;
        return id != work.id && row.active &&
               std::ranges::find(row.row.merged, value) != row.row.merged.end();
    });
}

Deployment* ChangePlanner::heir(Work& work, std::string_view path,
                                const MergedValue* container) const {
    for (const auto& [id, known] : rows_) {
        if (id == work.id || !known.active) {
            continue;
        }
        const auto& row = known.row;
        const bool inherits =
            container != nullptr
                ? std::ranges::any_of(row.merged,
                                      [&](const auto& value) { return lies_in(value, *container); })
                : std::ranges::any_of(
                      row.files,
                      [&](const auto& file) { return is_at_or_below(file.path, path); }) ||
                      std::ranges::any_of(row.merged, [&](const auto& value) {
                          return is_at_or_below(value.file, path);
                      });
        if (inherits) {
            return &work.handed.try_emplace(id, row).first->second;
        }
    }
    return nullptr;
}

bool ChangePlanner::is_private(const std::string& id) const {
    const auto row = rows_.find(id);
    return row != rows_.end() && row->second.is_private;
}

std::string ChangePlanner::temporary(Work& work, const std::string& part, const std::string& path,
                                     bool aside) {
    auto& root = work.beside[(aside ? "aside " : "staged ") + part];
    if (root.empty()) {
        const auto slash = part.rfind('/');
        const auto front = slash == std::string::npos ? 0 : slash + 1;
        root = part.substr(0, front) + sys::temporary_name(part.substr(front));
    }
    return root + path.substr(part.size());
}

}  // namespace skillmeat::ops
