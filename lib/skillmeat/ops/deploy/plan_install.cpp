#include <skillmeat/ops/deploy/plan_install.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/settings_merge.hpp>
#include <skillmeat/ops/deploy/plan_errors.hpp>
#include <skillmeat/ops/deploy/plan_removal.hpp>

namespace skillmeat::ops {
namespace {

using deploy::file_fingerprint;
using deploy::Operation;
using deploy::Presence;
using Kind = Operation::Kind;

bool is_below(std::string_view path, std::string_view folder) {
    return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

std::string store_name(const deploy::Contents& contents) {
    return contents.hash.substr(contents.hash.find(':') + 1);
}

class Install {
  public:
    Install(ChangePlanner& planner, const Desired& desired)
        : planner_(planner),
          desired_(desired),
          work_(planner.begin(desired.row, desired.is_private)) {}

    PlannedChange plan() {
        auto& change = work_.change;
        auto planned = desired_.refusal ? Result<void>(fail(*desired_.refusal)) : all();
        if (planned && !work_.modified.empty()) {
            planned = Result<void>(fail(modified_error(work_.modified, way_out())));
        }
        if (!planned) {
            change.action = DeployAction::refused;
            change.error = std::move(planned).error();
            change.operations.clear();
            change.staged.clear();
            if (!work_.old) {
                change.row.status = DeploymentStatus::pending;
            }
            return std::move(change);
        }
        settle();
        planner_.keep(work_);
        return std::move(change);
    }

  private:
    Result<void> all() {
        if (work_.old) {
            SKILLMEAT_TRY(check_mode());
            work_.change.row.made = work_.old->made;
        }
        for (const auto& part : desired_.parts) {
            SKILLMEAT_TRY(work_.change.row.mode == DeployMode::symlink ? plan_link(part)
                          : part.directory                             ? plan_folder(part)
                                           : plan_file(part.path, part, *part.files.front()));
        }
        if (work_.old) {
            SKILLMEAT_TRY(take_old_files());
            SKILLMEAT_TRY(take_old_values());
        }
        return put_values();
    }

    Result<void> check_mode() const {
        if (work_.old->mode && work_.change.row.mode && work_.old->mode != work_.change.row.mode &&
            !work_.old->files.empty()) {
            return fail(
                ErrorCode::already_exists,
                fmt::format("{} is installed for {} with --mode {}", quote(work_.old->artifact),
                            work_.old->agent, to_string(*work_.old->mode)),
                "undeploy it first to change the mode");
        }
        return {};
    }

    /// For files that were changed by hand: putting them back, or bringing them along.
    [[nodiscard]] std::string way_out() const {
        return work_.old->sha == work_.change.row.sha
                   ? "put it back with `skillmeat verify --fix`, which keeps a copy"
                   : fmt::format(
                         "bring both together with `skillmeat upgrade {} --merge`, or "
                         "replace it with --force there, which keeps a copy",
                         work_.old->artifact);
    }

    void add(Operation operation) { work_.change.operations.push_back(std::move(operation)); }

    void expect(const std::string& path, std::string fingerprint) {
        work_.expected[path] = std::move(fingerprint);
    }

    void made(const std::string& path) {
        auto& list = work_.change.row.made;
        if (std::ranges::find(list, path) == list.end()) {
            list.push_back(path);
        }
    }

    /// Folders below one that was made go with it and need no record. In one that another
    /// deployment made they do: its owner knows nothing of them.
    [[nodiscard]] bool lies_in_made(const std::string& path) const {
        return std::ranges::any_of(work_.change.row.made,
                                   [&](const auto& folder) { return is_below(path, folder); });
    }

    [[nodiscard]] const DeployedFile* old_file(std::string_view path) const {
        if (!work_.old) {
            return nullptr;
        }
        const auto found = std::ranges::find(work_.old->files, path, &DeployedFile::path);
        return found == work_.old->files.end() ? nullptr : &*found;
    }

    [[nodiscard]] bool had_files_below(const std::string& path) const {
        return work_.old && std::ranges::any_of(work_.old->files, [&](const auto& file) {
                   return file.path == path || is_below(file.path, path);
               });
    }

    Result<void> plan_parents(const std::string& path, bool lasting) {
        for (const auto& folder : folders_above(path)) {
            SKILLMEAT_ASSIGN(const auto found, planner_.look(work_, folder));
            if (found == "directory") {
                continue;
            }
            if (!found.empty()) {
                return fail(in_the_way(folder));
            }
            add({.kind = Kind::make_directory, .path = folder});
            expect(folder, "directory");
            if (lasting || !lies_in_made(folder)) {
                made(folder);
            }
        }
        return {};
    }

    Result<void> plan_folder(const DesiredPart& part) {
        SKILLMEAT_ASSIGN(const auto found, planner_.look(work_, part.path));
        if (found.empty() && !had_files_below(part.path)) {
            return place_folder(part);
        }
        const bool shared = std::ranges::any_of(part.files, [&](const auto* file) {
            return planner_.needs(work_, part.path + '/' + file->path) != nullptr;
        });
        if (!found.empty() && found != "directory") {
            const auto* other = planner_.needs(work_, part.path + '/' + part.files.front()->path);
            return fail(other == nullptr ? in_the_way(part.path)
                                         : has_other_mode(part.path, *other));
        }
        if (!had_files_below(part.path) && !shared) {
            return fail(in_the_way(part.path));
        }
        for (const auto* file : part.files) {
            SKILLMEAT_TRY(plan_file(part.path + '/' + file->path, part, *file));
        }
        return {};
    }

    /// All of it in one step: the folder is not there.
    Result<void> place_folder(const DesiredPart& part) {
        SKILLMEAT_TRY(plan_parents(part.path, true));
        const auto staged = ChangePlanner::temporary(work_, part.path, part.path, false);
        add({.kind = Kind::place, .path = part.path, .staged = staged});
        work_.change.staged.push_back({staged, true, part.files, ""});
        made(part.path);
        expect(part.path, "directory");
        for (const auto* file : part.files) {
            const auto path = part.path + '/' + file->path;
            for (const auto& folder : folders_above(path)) {
                if (is_below(folder, part.path)) {
                    expect(folder, "directory");
                }
            }
            expect(path, file_fingerprint(file->sha256));
        }
        return {};
    }

    Result<void> plan_file(const std::string& path, const DesiredPart& part,
                           const deploy::ContentFile& file) {
        SKILLMEAT_ASSIGN(const auto found, planner_.look(work_, path));
        const auto wanted = file_fingerprint(file.sha256);
        const auto* old = old_file(path);
        const bool same_mode =
            old == nullptr || old->mode == (file.executable ? "100755" : "100644");
        if (found == wanted && same_mode) {
            if (old == nullptr && !planner_.is_shared(work_, path, file.sha256)) {
                return fail(in_the_way(path));
            }
            add({.kind = Kind::require, .path = path});
            return {};
        }
        if (const auto* other = planner_.blocks(work_, path, file.sha256)) {
            return fail(is_shared_with(path, *other));
        }
        if (!found.empty() && old == nullptr) {
            return fail(in_the_way(path));
        }
        const bool changed =
            !found.empty() && old != nullptr && found != file_fingerprint(old->sha256);
        if (const auto edit = desired_.edits.find(path);
            changed && edit != desired_.edits.end() && edit->second.found == found) {
            return plan_edit(path, part, edit->second);
        }
        if (changed && !may_replace(path)) {
            return {};
        }
        return place_file(path, part, file, found);
    }

    /// What people changed and what is new, brought together before.
    Result<void> plan_edit(const std::string& path, const DesiredPart& part,
                           const LocalEdit& edit) {
        if (edit.merged != nullptr) {
            SKILLMEAT_TRY(place_file(path, part, *edit.merged, edit.found));
        } else {
            add({.kind = Kind::require, .path = path});
        }
        if (edit.copy == nullptr) {
            return {};
        }
        SKILLMEAT_ASSIGN(const auto before, planner_.look(work_, edit.copy_path));
        return before == file_fingerprint(edit.copy->sha256)
                   ? Result<void>()
                   : place_file(edit.copy_path, part, *edit.copy, before);
    }

    /// With --force what people changed is kept in a backup.
    bool may_replace(const std::string& path) {
        (planner_.options().force ? work_.change.backups : work_.modified).push_back(path);
        return planner_.options().force;
    }

    Result<void> place_file(const std::string& path, const DesiredPart& part,
                            const deploy::ContentFile& file, const std::string& before) {
        SKILLMEAT_TRY(plan_parents(path, !part.directory));
        Operation operation{.kind = Kind::place, .path = path, .before = before};
        operation.staged = ChangePlanner::temporary(work_, part.path, path, false);
        if (!before.empty()) {
            operation.aside = ChangePlanner::temporary(work_, part.path, path, true);
        }
        work_.change.staged.push_back({operation.staged, false, {&file}, ""});
        add(std::move(operation));
        expect(path, file_fingerprint(file.sha256));
        return {};
    }

    /// One link stands for all files of the part.
    Result<void> plan_link(const DesiredPart& part) {
        auto target = planner_.options().store + '/' + store_name(*part.contents);
        if (!part.directory) {
            target += '/' + part.files.front()->path;
        }
        const auto wanted = deploy::link_fingerprint(target);
        SKILLMEAT_ASSIGN(const auto found, planner_.look(work_, part.path));
        const auto& first = *part.files.front();
        const auto path = part.directory ? part.path + '/' + first.path : part.path;
        const bool ours = had_files_below(part.path) &&
                          found.starts_with(deploy::link_fingerprint(planner_.options().store));
        if (found == wanted && (ours || planner_.is_shared(work_, path, first.sha256))) {
            add({.kind = Kind::require, .path = part.path});
            return {};
        }
        if (const auto* other = planner_.blocks(work_, path, first.sha256)) {
            return fail(is_shared_with(part.path, *other));
        }
        if (!found.empty() && !ours) {
            const auto* other = planner_.needs(work_, path);
            return fail(other == nullptr ? in_the_way(part.path)
                                         : has_other_mode(part.path, *other));
        }
        SKILLMEAT_TRY(plan_parents(part.path, true));
        Operation operation{.kind = Kind::place, .path = part.path, .before = found};
        operation.staged = ChangePlanner::temporary(work_, part.path, part.path, false);
        if (!found.empty()) {
            operation.aside = ChangePlanner::temporary(work_, part.path, part.path, true);
        }
        work_.change.staged.push_back({operation.staged, part.directory, part.files, target});
        add(std::move(operation));
        expect(part.path, wanted);
        return {};
    }

    /// Files of the version before that the new one does not have.
    Result<void> take_old_files() {
        if (work_.old->mode == DeployMode::symlink) {
            return {};  // the link that held them holds others now
        }
        for (const auto& file : work_.old->files) {
            const auto& files = work_.change.row.files;
            if (std::ranges::find(files, file.path, &DeployedFile::path) == files.end() &&
                !desired_.edits.contains(file.path)) {
                SKILLMEAT_TRY(take_file(planner_, work_, file));
            }
        }
        drop_folders(work_, work_.old->files, work_.change.row.files);
        return {};
    }

    /// Values of the version before go, unless the new one has them; containers stay.
    Result<void> take_old_values() {
        auto& row = work_.change.row;
        for (const auto& value : work_.old->merged) {
            const bool stays = deploy::is_container(value) ||
                               std::ranges::find(desired_.values, value) != desired_.values.end();
            if (stays) {
                row.merged.push_back(value);
            } else {
                SKILLMEAT_TRY(take_value(planner_, work_, value));
            }
        }
        return {};
    }

    Result<void> put_values() {
        auto& row = work_.change.row;
        for (const auto& value : desired_.values) {
            SKILLMEAT_ASSIGN(auto text, planner_.settings(work_, value.file));
            const bool recorded = std::ranges::find(row.merged, value) != row.merged.end();
            SKILLMEAT_ASSIGN(const auto presence, deploy::look_for(text.value_or(""), value));
            const bool others = planner_.has_value(work_, value);
            if (presence == Presence::same && (recorded || others)) {
                if (!recorded) {
                    row.merged.push_back(value);
                }
                continue;
            }
            SKILLMEAT_TRY(put_value(value, std::move(text)));
        }
        return {};
    }

    Result<void> put_value(const MergedValue& value, std::optional<std::string> text) {
        if (!text) {
            SKILLMEAT_TRY(plan_parents(value.file, true));
            text = desired_.settings.at(value.file);
            add({.kind = Kind::make_settings, .path = value.file, .text = *text});
            made(value.file);
        }
        auto& merged = work_.change.row.merged;
        SKILLMEAT_ASSIGN(const auto steps, deploy::steps_to_add(*text, value));
        for (const auto& step : steps) {
            SKILLMEAT_ASSIGN(text, deploy::add_value(*text, step));
            Operation operation{.kind = Kind::put_value, .path = step.file};
            operation.value = step;
            add(std::move(operation));
            if (std::ranges::find(merged, step) == merged.end()) {
                merged.push_back(step);
            }
        }
        work_.settings[value.file] = std::move(text);
        return {};
    }

    void settle() {
        auto& change = work_.change;
        const bool does_something = std::ranges::any_of(
            change.operations, [](const auto& one) { return one.kind != Kind::require; });
        change.row.deployed_at = planner_.options().now;
        if (!work_.old) {
            change.action = DeployAction::install;
            return;
        }
        auto same = change.row;
        same.deployed_at = work_.old->deployed_at;
        change.action = does_something || !(same == *work_.old) ? DeployAction::update
                                                                : DeployAction::unchanged;
        if (change.action == DeployAction::unchanged) {
            change.row = std::move(same);
            change.operations.clear();
        }
    }

    ChangePlanner& planner_;
    const Desired& desired_;
    ChangePlanner::Work work_;
};

}  // namespace

PlannedChange plan_install(ChangePlanner& planner, const Desired& desired) {
    return Install(planner, desired).plan();
}

}  // namespace skillmeat::ops
