#include <skillmeat/ops/deploy/undeploy.hpp>

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/targets.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/ops/deploy/apply_changes.hpp>
#include <skillmeat/ops/deploy/content_store.hpp>
#include <skillmeat/ops/deploy/ledger_rows.hpp>
#include <skillmeat/ops/deploy/plan_removal.hpp>
#include <skillmeat/ops/effective_settings.hpp>

namespace skillmeat::ops {
namespace {

/// What narrows the rows down: agents and directory.
class Choice {
  public:
    static Result<Choice> make(Services& services, const Workspace& workspace,
                               const UndeployRequest& request) {
        Choice choice;
        SKILLMEAT_ASSIGN(const auto settings, effective_settings(services, workspace));
        SKILLMEAT_ASSIGN(auto places, settings::agent_places(settings));
        const deploy::Targets targets(services.environment, std::move(places),
                                      !workspace.scope.is_project);
        for (const auto& name : request.agents) {
            // One that no table knows any more may still be in the ledger.
            const auto id = targets.find(name);
            choice.agents_.insert(id ? *id : name);
        }
        if (!request.to.empty()) {
            SKILLMEAT_ASSIGN(const auto here, services.environment.current_directory());
            SKILLMEAT_ASSIGN(const auto directory, services.files.canonical(here / request.to));
            choice.below_ = workspace.scope.is_project
                                ? directory.lexically_relative(workspace.scope.root).string()
                                : directory.string();
        }
        return choice;
    }

    [[nodiscard]] bool takes(const Deployment& row) const {
        const bool right_agent = agents_.empty() || agents_.contains(row.agent);
        const bool right_place =
            below_.empty() || below_ == "." || is_below(row.target) ||
            (row.target == "." && !row.files.empty() && is_below(row.files.front().path));
        return right_agent && right_place;
    }

  private:
    [[nodiscard]] bool is_below(std::string_view path) const {
        return path.starts_with(below_ + "/");
    }

    std::set<std::string> agents_;
    std::string below_;
};

Error not_installed(const std::string& text, const std::vector<LedgerRow>& rows) {
    std::vector<std::string> names;
    for (const auto& row : rows) {
        if (const auto id = parse_artifact_id(row.row->artifact)) {
            names.push_back(likely_name(*id));
        }
    }
    const std::vector<std::string_view> views(names.begin(), names.end());
    const auto near = closest(text, views);
    return Error{ErrorCode::artifact_not_found,
                 fmt::format("nothing installed is {}", quote(text)),
                 {},
                 {},
                 near ? fmt::format("did you mean {}?", quote(*near))
                      : std::string("list what is with `skillmeat deployment list`")};
}

Result<std::vector<LedgerRow>> chosen_rows(Services& services, const Workspace& workspace,
                                           const Choice& choice, const UndeployRequest& request) {
    const auto rows = ledger_rows(workspace);
    std::vector<LedgerRow> chosen;
    const auto add = [&](const LedgerRow& row) {
        const bool there = std::ranges::any_of(
            chosen, [&](const LedgerRow& other) { return other.row == row.row; });
        if (!there && choice.takes(*row.row)) {
            chosen.push_back(row);
        }
    };
    for (const auto& text : request.artifacts) {
        SKILLMEAT_ASSIGN(const auto named, rows_named(services, workspace, rows, text));
        const auto before = chosen.size();
        std::ranges::for_each(named, add);
        if (named.empty() || (chosen.size() == before && !std::ranges::any_of(named, [&](auto row) {
                                  return choice.takes(*row.row);
                              }))) {
            return fail(not_installed(text, rows));
        }
    }
    for (const auto& member : request.members) {
        for (const auto& row : rows) {
            if (artifact_id_key(row.row->artifact) == artifact_id_key(member)) {
                add(row);
            }
        }
    }
    return chosen;
}

}  // namespace

Result<std::vector<DeployItem>> undeploy(Services& services, const Scope& scope,
                                         const UndeployRequest& request) {
    std::vector<PlannedChange> changes;
    SKILLMEAT_ASSIGN(const auto disk, deploy_disk(services, scope));
    EditOptions options;
    options.dry_run = request.dry_run;
    options.ledger = true;
    SKILLMEAT_TRY(edit_scope(services, scope, options, [&](ScopeEdit& edit) -> Result<void> {
        const auto& workspace = edit.workspace;
        SKILLMEAT_ASSIGN(const auto choice, Choice::make(services, workspace, request));
        SKILLMEAT_ASSIGN(const auto rows, chosen_rows(services, workspace, choice, request));
        ChangePlanner planner(*disk, workspace.shared_ledger, workspace.local_ledger, {},
                              {services.clock.now(), request.force, store_directory(services)});
        for (const auto& row : rows) {
            changes.push_back(plan_removal(planner, *row.row, row.is_private));
        }
        return request.dry_run ? Result<void>()
                               : apply_changes(services, scope, edit, *disk, changes);
    }));
    std::vector<DeployItem> items;
    for (auto& change : changes) {
        items.push_back({std::move(change), {}, {}, false});
    }
    return items;
}

}  // namespace skillmeat::ops
