#include <skillmeat/ops/undeploy.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/targets.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/model/artifact_ref.hpp>
#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/ops/apply_changes.hpp>
#include <skillmeat/ops/content_store.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/entries.hpp>
#include <skillmeat/ops/find_entry.hpp>
#include <skillmeat/ops/plan_removal.hpp>

namespace skillmeat::ops {
namespace {

struct Row {
    const Deployment* deployment = nullptr;
    bool is_private = false;
};

std::vector<Row> rows_of(const Workspace& workspace) {
    std::vector<Row> rows;
    for (const auto& row : workspace.shared_ledger.rows) {
        rows.push_back({&row, false});
    }
    for (const auto& row : workspace.local_ledger.rows) {
        rows.push_back({&row, true});
    }
    std::ranges::stable_sort(rows, {}, [](const Row& row) { return row.deployment->artifact; });
    return rows;
}

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

/// Rows of the artifact that a catalog knows by a name; none when none does.
std::vector<Row> rows_by_catalog(Services& services, const std::string& text,
                                 const std::vector<Row>& rows, const Workspace& workspace) {
    std::vector<Row> found;
    const auto view = find_entry(services, {workspace.scope}, text);
    if (view) {
        const auto key = artifact_id_key(
            artifact_id(view->entry.type, view->entry.path, view->source.id));
        std::ranges::copy_if(rows, std::back_inserter(found), [&](const Row& row) {
            return artifact_id_key(row.deployment->artifact) == key;
        });
    }
    return found;
}

/// Rows that a word on the command line means: by deployment id, or by the reference of an artifact
/// that need not be in any catalog any more.
Result<std::vector<Row>> rows_named(Services& services, const std::string& text,
                                    const std::vector<Row>& rows, const Workspace& workspace) {
    std::vector<Row> found;
    for (const auto& row : rows) {
        if (deployment_id(*row.deployment) == text) {
            found.push_back(row);
        }
    }
    if (!found.empty()) {
        return found;
    }
    std::vector<std::string> sources;
    for (const auto& record : workspace.records) {
        sources.push_back(record.source.id);
    }
    for (const auto& row : rows) {
        if (const auto id = parse_artifact_id(row.deployment->artifact)) {
            sources.push_back(id->source_id);
        }
    }
    SKILLMEAT_ASSIGN(const auto reference, parse_artifact_ref(text, sources));
    std::set<std::string> artifacts;
    for (const auto& row : rows) {
        const auto id = parse_artifact_id(row.deployment->artifact);
        if (id && matches(reference, id->type, likely_name(*id), id->path) &&
            (reference.source_id.empty() ||
             equals_ignoring_case(reference.source_id, id->source_id))) {
            found.push_back(row);
            artifacts.insert(row.deployment->artifact);
        }
    }
    if (artifacts.size() > 1) {
        return fail(
            ambiguous(text, std::vector<std::string>(artifacts.begin(), artifacts.end())));
    }
    return found.empty() ? rows_by_catalog(services, text, rows, workspace) : found;
}

Error not_installed(const std::string& text, const std::vector<Row>& rows) {
    std::vector<std::string> names;
    for (const auto& row : rows) {
        if (const auto id = parse_artifact_id(row.deployment->artifact)) {
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

Result<std::vector<Row>> chosen_rows(Services& services, const Workspace& workspace, const Choice& choice,
                                     const UndeployRequest& request) {
    const auto rows = rows_of(workspace);
    std::vector<Row> chosen;
    const auto add = [&](const Row& row) {
        const bool there = std::ranges::any_of(
            chosen, [&](const Row& other) { return other.deployment == row.deployment; });
        if (!there && choice.takes(*row.deployment)) {
            chosen.push_back(row);
        }
    };
    for (const auto& text : request.artifacts) {
        SKILLMEAT_ASSIGN(const auto named, rows_named(services, text, rows, workspace));
        const auto before = chosen.size();
        std::ranges::for_each(named, add);
        if (named.empty() || (chosen.size() == before && !std::ranges::any_of(named, [&](auto row) {
                                  return choice.takes(*row.deployment);
                              }))) {
            return fail(not_installed(text, rows));
        }
    }
    for (const auto& member : request.members) {
        for (const auto& row : rows) {
            if (artifact_id_key(row.deployment->artifact) == artifact_id_key(member)) {
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
            changes.push_back(plan_removal(planner, *row.deployment, row.is_private));
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
