#include <skillmeat/ops/check_locks.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {
namespace {

/// A source that stands in both manifests is the private one alone.
void leave_out_twins(std::vector<Source>& shared, lock::LockFile& shared_lock,
                     const std::vector<Source>& local) {
    for (const auto& twin : local) {
        const auto left_out = std::erase_if(
            shared, [&](const auto& source) { return equals_ignoring_case(source.id, twin.id); });
        if (left_out != 0) {
            lock::erase(shared_lock, twin.id);
        }
    }
}

Result<void> check_scope(Services& services, const Scope& scope, LockCheck& check) {
    SKILLMEAT_ASSIGN(auto workspace, load_workspace(services, scope));
    leave_out_twins(workspace.shared.sources, workspace.shared_lock, workspace.local.sources);
    check.sources += workspace.records.size();
    auto found = lock::compare(workspace.shared.sources, workspace.shared_lock);
    auto local = lock::compare(workspace.local.sources, workspace.local_lock);
    std::move(local.begin(), local.end(), std::back_inserter(found));
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.source_id < b.source_id; });
    for (auto& mismatch : found) {
        check.mismatches.push_back(
            {scope.project_id, workspace.scope.project_name, std::move(mismatch)});
    }
    return {};
}

}  // namespace

Result<LockCheck> check_locks(Services& services, const std::vector<Scope>& scopes) {
    LockCheck check;
    for (const auto& scope : scopes) {
        auto checked = check_scope(services, scope, check);
        if (checked) {
            continue;
        }
        auto error = std::move(checked).error();
        if (scopes.size() == 1) {
            return fail(std::move(error));
        }
        error.context.push_back("while checking " + (scope.is_project
                                                         ? "project " + quote(scope.root.string())
                                                         : std::string("the user scope")));
        check.failures.push_back(std::move(error));
    }
    return check;
}

Error outdated_error(const LockCheck& check) {
    std::set<std::pair<std::string, std::string>> sources;
    for (const auto& row : check.mismatches) {
        sources.emplace(row.project_id, row.mismatch.source_id);
    }
    return Error{ErrorCode::lock_outdated,
                 fmt::format("the lock differs from the manifest in {}: {}",
                             counted(sources.size(), "source"),
                             counted(check.mismatches.size(), "difference")),
                 {},
                 {},
                 "run `skillmeat source scan` to bring it up to date"};
}

}  // namespace skillmeat::ops
