#include <skillmeat/ops/deploy/plan_removal.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/settings_merge.hpp>
#include <skillmeat/ops/deploy/plan_errors.hpp>

namespace skillmeat::ops {
namespace {

using deploy::Operation;
using deploy::Presence;
using Kind = Operation::Kind;

bool is_at_or_below(std::string_view path, std::string_view folder) {
    return path == folder ||
           (path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/');
}

constexpr auto size_of = [](const std::string& text) { return text.size(); };

/// The part of a deployment that a file belongs to, as far as it can be told: the folder made for
/// it, else the file itself. What waits for a part waits beside it.
std::string part_of(const Deployment& row, const std::string& path) {
    std::string part = path;
    for (const auto& folder : row.made) {
        if (is_at_or_below(path, folder) && folder != path &&
            (part == path || folder.size() > part.size())) {
            part = folder;
        }
    }
    return part;
}

void add_take_away(ChangePlanner::Work& work, const std::string& path, const std::string& before) {
    const auto& owner = work.old ? *work.old : work.change.row;
    Operation operation{.kind = Kind::take_away, .path = path, .before = before};
    operation.aside = ChangePlanner::temporary(work, part_of(owner, path), path, true);
    work.change.operations.push_back(std::move(operation));
    work.expected[path] = "";
}

class Removal {
  public:
    Removal(ChangePlanner& planner, const Deployment& row, bool is_private)
        : planner_(planner), work_(planner.begin(row, is_private)) {}

    PlannedChange plan() {
        auto& change = work_.change;
        if (!work_.old) {
            return std::move(change);
        }
        auto planned = all();
        if (planned && !work_.modified.empty()) {
            planned = Result<void>(fail(modified_error(
                work_.modified, "use --force, which keeps a copy below .skillmeat/backup")));
        }
        if (!planned) {
            change.action = DeployAction::refused;
            change.error = std::move(planned).error();
            change.operations.clear();
            return std::move(change);
        }
        change.action = DeployAction::remove;
        change.row.status = DeploymentStatus::inactive;
        change.row.made.clear();
        planner_.keep(work_);
        return std::move(change);
    }

  private:
    Result<void> all() {
        // Settings first: what they run should not be gone while they still name it.
        const auto& merged = work_.old->merged;
        for (auto value = merged.rbegin(); value != merged.rend(); ++value) {
            SKILLMEAT_TRY(take_value(planner_, work_, *value));
        }
        for (const auto& file : work_.old->files) {
            SKILLMEAT_ASSIGN(const bool linked, take_link(file.path));
            if (!linked) {
                SKILLMEAT_TRY(take_file(planner_, work_, file));
            }
        }
        drop_settings();
        drop_folders(work_, work_.old->files, {});
        drop_made_folders();
        hand_on();
        return {};
    }

    /// True when the path is, or lies behind, a link of ours: the link goes, once.
    Result<bool> take_link(const std::string& path) {
        if (work_.old->mode != DeployMode::symlink) {
            return false;
        }
        auto places = folders_above(path);
        places.push_back(path);
        for (const auto& place : places) {
            SKILLMEAT_ASSIGN(const auto found, planner_.look(work_, place));
            if (found.starts_with(deploy::link_fingerprint(planner_.options().store + '/'))) {
                if (planner_.needs(work_, path) == nullptr) {
                    add_take_away(work_, place, found);
                }
                return true;
            }
            if (found != "directory") {
                return found.empty() || found.starts_with("link ");
            }
        }
        return false;
    }

    void drop_settings() {
        std::set<std::string> files;
        for (const auto& value : work_.old->merged) {
            files.insert(value.file);
        }
        for (const auto& file : files) {
            if (std::ranges::find(work_.old->made, file) != work_.old->made.end() &&
                std::ranges::find(work_.change.operations, file, &Operation::path) !=
                    work_.change.operations.end()) {
                work_.change.operations.push_back({.kind = Kind::drop_settings, .path = file});
            }
        }
    }

    /// Those that hold none of its files, such as the folder of a settings file.
    void drop_made_folders() {
        auto& operations = work_.change.operations;
        auto folders = work_.old->made;
        std::ranges::sort(folders, std::ranges::greater(), size_of);
        for (const auto& folder : folders) {
            const bool is_settings = std::ranges::any_of(
                work_.old->merged, [&](const auto& value) { return value.file == folder; });
            const bool known = std::ranges::any_of(operations, [&](const auto& operation) {
                return operation.kind == Kind::drop_directory && operation.path == folder;
            });
            if (!is_settings && !known) {
                operations.push_back({.kind = Kind::drop_directory, .path = folder});
            }
        }
        // Above goes after below, whichever of the two found them.
        std::ranges::stable_sort(operations, [](const auto& a, const auto& b) {
            const bool both = a.kind == Kind::drop_directory && b.kind == Kind::drop_directory;
            return both ? a.path.size() > b.path.size()
                        : a.kind != Kind::drop_directory && b.kind == Kind::drop_directory;
        });
    }

    /// What was made and others use now is theirs to remove one day.
    void hand_on() {
        for (const auto& path : work_.old->made) {
            if (auto* heir = planner_.heir(work_, path, nullptr)) {
                if (std::ranges::find(heir->made, path) == heir->made.end()) {
                    heir->made.push_back(path);
                }
            }
        }
        const auto& merged = work_.old->merged;
        for (auto value = merged.rbegin(); value != merged.rend(); ++value) {
            if (!deploy::is_container(*value)) {
                continue;
            }
            if (auto* heir = planner_.heir(work_, "", &*value)) {
                if (std::ranges::find(heir->merged, *value) == heir->merged.end()) {
                    heir->merged.insert(heir->merged.begin(), *value);
                }
            }
        }
        for (const auto& [id, row] : work_.handed) {
            (planner_.is_private(id) ? work_.change.also_private : work_.change.also)
                .push_back(row);
        }
    }

    ChangePlanner& planner_;
    ChangePlanner::Work work_;
};

}  // namespace

PlannedChange plan_removal(ChangePlanner& planner, const Deployment& row, bool is_private) {
    return Removal(planner, row, is_private).plan();
}

Result<void> take_file(const ChangePlanner& planner, ChangePlanner::Work& work,
                       const DeployedFile& file) {
    SKILLMEAT_ASSIGN(const auto found, planner.look(work, file.path));
    if (found.empty() || planner.needs(work, file.path) != nullptr) {
        return {};
    }
    if (found != deploy::file_fingerprint(file.sha256)) {
        if (!planner.options().force) {
            work.modified.push_back(file.path);
            return {};
        }
        if (found.starts_with("file ")) {
            work.change.backups.push_back(file.path);
        }
    }
    add_take_away(work, file.path, found);
    return {};
}

Result<void> take_value(const ChangePlanner& planner, ChangePlanner::Work& work,
                        const MergedValue& value) {
    SKILLMEAT_ASSIGN(auto text, planner.settings(work, value.file));
    if (!text || planner.has_value(work, value)) {
        return {};
    }
    SKILLMEAT_ASSIGN(const auto presence, deploy::look_for(*text, value));
    if (presence == Presence::other && !deploy::is_container(value) && !planner.options().force) {
        work.modified.push_back(fmt::format("{} in {}", join(value.key, "."), value.file));
        return {};
    }
    if (presence != Presence::same) {
        return {};
    }
    SKILLMEAT_ASSIGN(text, deploy::remove_value(*text, value));
    Operation operation{.kind = Kind::take_value, .path = value.file};
    operation.value = value;
    work.change.operations.push_back(std::move(operation));
    work.settings[value.file] = std::move(text);
    return {};
}

void drop_folders(ChangePlanner::Work& work, const std::vector<DeployedFile>& gone,
                  const std::vector<DeployedFile>& staying) {
    const auto& made = work.old ? work.old->made : work.change.row.made;
    std::set<std::string> folders;
    for (const auto& file : gone) {
        for (auto& folder : folders_above(file.path)) {
            if (std::ranges::any_of(made,
                                    [&](const auto& one) { return is_at_or_below(folder, one); })) {
                folders.insert(std::move(folder));
            }
        }
    }
    std::erase_if(folders, [&](const auto& folder) {
        return std::ranges::any_of(
            staying, [&](const auto& file) { return is_at_or_below(file.path, folder); });
    });
    std::vector<std::string> ordered(folders.begin(), folders.end());
    std::ranges::stable_sort(ordered, std::ranges::greater(), size_of);
    for (auto& folder : ordered) {
        work.change.operations.push_back({.kind = Kind::drop_directory, .path = std::move(folder)});
    }
}

}  // namespace skillmeat::ops
