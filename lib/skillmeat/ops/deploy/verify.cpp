#include <skillmeat/ops/deploy/verify.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/deploy/execute.hpp>
#include <skillmeat/deploy/settings_merge.hpp>
#include <skillmeat/ops/deploy/apply_changes.hpp>
#include <skillmeat/ops/deploy/change_planner.hpp>
#include <skillmeat/ops/deploy/content_store.hpp>
#include <skillmeat/ops/deploy/deploy_locked.hpp>
#include <skillmeat/ops/deploy/ledger_rows.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::uint64_t largest_settings = std::uint64_t{16} << 20U;  // bytes
constexpr std::size_t most_extra = 1000;                              // files told of a deployment

/// Compares one scope's disk with its rows.
class Verifier {
  public:
    Verifier(const sys::FileReader& files, const sys::Confined& disk,
             const std::vector<LedgerRow>& rows, std::string store)
        : files_(files), disk_(disk), store_(std::move(store)) {
        for (const auto& row : rows) {
            for (const auto& file : row.row->files) {
                known_.insert(file.path);
            }
        }
    }

    Result<VerifiedDeployment> check(const Deployment& row) {
        VerifiedDeployment result;
        result.row = row;
        if (!has_content(row)) {
            result.state = DriftState::unchecked;
            return result;
        }
        for (const auto& file : row.files) {
            SKILLMEAT_ASSIGN(const auto state, state_of(row, file));
            note(result, {file.path, {}, state});
        }
        SKILLMEAT_TRY(find_extra(row, result));
        for (const auto& value : row.merged) {
            if (!deploy::is_container(value)) {
                SKILLMEAT_ASSIGN(const auto state, state_of(value));
                note(result, {value.file, value.key, state});
            }
        }
        return result;
    }

  private:
    static void note(VerifiedDeployment& result, Drift drift) {
        if (drift.state != DriftState::ok) {
            result.state = std::max(result.state, drift.state);
            result.drifts.push_back(std::move(drift));
        }
    }

    Result<DriftState> state_of(const Deployment& row, const DeployedFile& file) const {
        const auto expected = deploy::file_fingerprint(file.sha256);
        if (row.mode == DeployMode::symlink) {
            SKILLMEAT_ASSIGN(const auto linked, behind_link(file, expected));
            if (linked) {
                return *linked;
            }
        }
        const auto found = deploy::fingerprint(disk_, file.path);
        if (!found) {
            // A link stands where a folder was: what is behind it is not ours.
            return found.error().code == ErrorCode::unsafe_path
                       ? Result<DriftState>(DriftState::modified)
                       : Result<DriftState>(fail(found.error()));
        }
        if (found->empty()) {
            return DriftState::missing;
        }
        return *found == expected ? DriftState::ok : DriftState::modified;
    }

    /// The state of a file that lies behind a link into the store; nothing when no link is there,
    /// as where links cannot be made.
    Result<std::optional<DriftState>> behind_link(const DeployedFile& file,
                                                  const std::string& expected) const {
        auto places = folders_above(file.path);
        places.push_back(file.path);
        for (const auto& place : places) {
            SKILLMEAT_ASSIGN(const auto found, deploy::fingerprint(disk_, place));
            if (found.empty()) {
                return DriftState::missing;
            }
            const auto link = deploy::link_fingerprint("");
            if (!found.starts_with(link)) {
                continue;
            }
            const auto target = found.substr(link.size());
            if (!target.starts_with(store_ + '/')) {
                return DriftState::modified;
            }
            SKILLMEAT_ASSIGN(const auto bytes,
                             files_.read(target + file.path.substr(place.size())));
            if (!bytes) {
                return DriftState::missing;
            }
            const auto digest = hex_digest(HashKind::sha256, *bytes);
            return deploy::file_fingerprint(digest) == expected ? DriftState::ok
                                                                : DriftState::modified;
        }
        return std::nullopt;
    }

    Result<DriftState> state_of(const MergedValue& value) {
        const auto [known, added] = settings_.try_emplace(value.file);
        if (added) {
            SKILLMEAT_ASSIGN(known->second,
                             disk_.read(deploy::confined(value.file), largest_settings));
        }
        if (!known->second) {
            return DriftState::missing;
        }
        const auto presence = deploy::look_for(*known->second, value);
        if (!presence) {
            return DriftState::modified;  // the file is no settings file any more
        }
        switch (*presence) {
            case deploy::Presence::same:
                return DriftState::ok;
            case deploy::Presence::other:
                return DriftState::modified;
            case deploy::Presence::absent:
                return DriftState::missing;
        }
        return DriftState::ok;
    }

    /// Files below the folder that the deployment put there, and that no deployment tells of.
    Result<void> find_extra(const Deployment& row, VerifiedDeployment& result) const {
        const auto front = row.target + '/';
        const bool is_folder =
            row.mode != DeployMode::symlink && !row.files.empty() &&
            std::all_of(row.files.begin(), row.files.end(),
                        [&](const auto& file) { return file.path.starts_with(front); });
        if (!is_folder) {
            return {};
        }
        const auto stat = disk_.lstat(deploy::confined(row.target));
        if (!stat || !*stat || (*stat)->kind != sys::FileKind::directory) {
            return {};  // its files tell what is wrong
        }
        return list_extra(row.target, result);
    }

    Result<void> list_extra(const std::string& folder, VerifiedDeployment& result) const {
        SKILLMEAT_ASSIGN(const auto entries, disk_.list(deploy::confined(folder)));
        for (const auto& entry : entries) {
            const auto path = folder + '/' + entry.name;
            if (entry.kind == sys::FileKind::directory) {
                SKILLMEAT_TRY(list_extra(path, result));
            } else if (!known_.contains(path) && result.drifts.size() < most_extra) {
                note(result, {path, {}, DriftState::extra});
            }
        }
        return {};
    }

    const sys::FileReader& files_;
    const sys::Confined& disk_;
    std::string store_;
    std::set<std::string> known_;  ///< paths of all active rows
    std::map<std::string, std::optional<std::string>> settings_;
};

Result<void> verify_scope(Services& services, const Scope& scope,
                          std::vector<VerifiedDeployment>& found) {
    SKILLMEAT_ASSIGN(const auto workspace,
                     load_workspace(services, scope, LoadOptions{.ledger = true}));
    SKILLMEAT_ASSIGN(const auto rows, active_rows(services, workspace, {}, {}));
    if (rows.empty()) {
        return {};
    }
    SKILLMEAT_ASSIGN(const auto disk, deploy_disk(services, scope));
    Verifier verifier(services.files, *disk, rows, store_directory(services));
    for (const auto& row : rows) {
        SKILLMEAT_ASSIGN(auto verified, verifier.check(*row.row));
        verified.project_id = workspace.scope.project_id;
        verified.project_name = workspace.scope.project_name;
        found.push_back(std::move(verified));
    }
    return {};
}

}  // namespace

std::string_view to_string(DriftState state) {
    switch (state) {
        case DriftState::ok:
            return "ok";
        case DriftState::extra:
            return "extra";
        case DriftState::modified:
            return "modified";
        case DriftState::missing:
            return "missing";
        case DriftState::unchecked:
            return "unchecked";
    }
    return {};
}

bool is_drift(DriftState state) {
    return state != DriftState::ok && state != DriftState::unchecked;
}

Result<std::vector<VerifiedDeployment>> verify(Services& services,
                                               const std::vector<Scope>& scopes) {
    std::vector<VerifiedDeployment> found;
    for (const auto& scope : scopes) {
        SKILLMEAT_TRY(verify_scope(services, scope, found));
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::tie(a.row.artifact, a.row.agent, a.row.target, a.project_id) <
               std::tie(b.row.artifact, b.row.agent, b.row.target, b.project_id);
    });
    return found;
}

Result<DeployPlan> plan_fix(Services& services, const Scope& scope,
                            const std::vector<VerifiedDeployment>& found, bool offline) {
    SKILLMEAT_ASSIGN(const auto workspace,
                     load_workspace(services, scope, LoadOptions{.ledger = true}));
    std::vector<const Deployment*> rows;
    for (const auto& row : ledger_rows(workspace)) {
        const bool broken = std::any_of(found.begin(), found.end(), [&](const auto& verified) {
            return verified.row == *row.row && (verified.state == DriftState::modified ||
                                                verified.state == DriftState::missing);
        });
        if (broken) {
            rows.push_back(row.row);
        }
    }
    return plan_recorded(services, scope, workspace, rows, offline, true);
}

}  // namespace skillmeat::ops
