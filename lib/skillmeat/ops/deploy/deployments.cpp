#include <skillmeat/ops/deploy/deployments.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/catalog/cursor.hpp>
#include <skillmeat/deploy/journal.hpp>
#include <skillmeat/ops/deploy/apply_changes.hpp>
#include <skillmeat/ops/deploy/ledger_rows.hpp>
#include <skillmeat/ops/deploy/offers.hpp>
#include <skillmeat/ops/entries/entries.hpp>

namespace skillmeat::ops {
namespace {

constexpr LoadOptions with_ledger{.ledger = true};

/// The row of that id among those that a journal holds as text.
Result<void> put_pending(ledger::Ledger& ledger, const std::string& rows, const std::string& id) {
    if (rows.empty()) {
        return {};
    }
    SKILLMEAT_ASSIGN(auto read, ledger::read(rows, "journal"));
    if (auto* row = read.find(id)) {
        row->status = DeploymentStatus::pending;
        row->error.reset();
        ledger::put(ledger, std::move(*row));
    }
    return {};
}

/// Ledgers and sources of a scope. What a run is doing right now, or was when it was killed, stands
/// in the journal: those deployments are pending.
Result<Workspace> load_with_journal(Services& services, const Scope& scope) {
    SKILLMEAT_ASSIGN(auto workspace, load_workspace(services, scope, with_ledger));
    const auto path = journal_path(scope);
    SKILLMEAT_ASSIGN(const auto text, services.files.read(path));
    if (!text) {
        return workspace;
    }
    SKILLMEAT_ASSIGN(const auto journal, deploy::read_journal(*text, path.string()));
    for (const auto& change : journal.changes) {
        SKILLMEAT_TRY(put_pending(workspace.shared_ledger, change.rows, change.id));
        SKILLMEAT_TRY(put_pending(workspace.local_ledger, change.private_rows, change.id));
    }
    return workspace;
}

template <class T>
bool is_chosen(const std::vector<T>& wanted, const T& value) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

using Key = std::vector<std::string>;

Key key_of(const DeploymentView& view) {
    return {view.row.artifact, view.row.agent, view.row.target, view.project_id};
}

/// What a cursor is bound to: the whole question but limit and cursor.
std::string question(const std::vector<Scope>& scopes, const DeploymentFilter& filter) {
    std::string text = "deployment.list\n" + filter.artifact;
    for (const auto status : deployment_statuses) {
        if (std::find(filter.statuses.begin(), filter.statuses.end(), status) !=
            filter.statuses.end()) {
            text += fmt::format("\nstatus {}", to_string(status));
        }
    }
    auto agents = filter.agents;
    std::sort(agents.begin(), agents.end());
    for (const auto& agent : agents) {
        text += "\nagent " + agent;
    }
    for (const auto& scope : scopes) {
        text += "\nscope " + scope.project_id;
    }
    return text;
}

Result<void> cut_page(DeploymentList& list, const DeploymentListRequest& request,
                      const std::string& bound_to) {
    auto begin = list.rows.begin();
    if (!request.cursor.empty()) {
        SKILLMEAT_ASSIGN(const auto last, catalog::decode_cursor(request.cursor, bound_to));
        begin = std::find_if(list.rows.begin(), list.rows.end(),
                             [&](const auto& view) { return key_of(view) > last; });
    }
    auto end = list.rows.end();
    if (request.limit && static_cast<std::size_t>(end - begin) > *request.limit) {
        end = begin + static_cast<std::ptrdiff_t>(*request.limit);
        list.next_cursor = catalog::encode_cursor(bound_to, key_of(*(end - 1)));
    }
    list.rows =
        std::vector<DeploymentView>(std::make_move_iterator(begin), std::make_move_iterator(end));
    return {};
}

/// Adds the rows of a scope that pass the filter.
Result<void> collect(Services& services, const Scope& scope, const DeploymentFilter& filter,
                     DeploymentList& list, bool& reference_fits) {
    SKILLMEAT_ASSIGN(const auto workspace, load_with_journal(services, scope));
    const auto rows = ledger_rows(workspace);
    std::optional<ArtifactRef> reference;
    if (!filter.artifact.empty()) {
        SKILLMEAT_ASSIGN(reference,
                         parse_artifact_ref(filter.artifact, referable_sources(workspace, rows)));
    }
    std::vector<const Deployment*> chosen;
    for (const auto& [row, is_private] : rows) {
        if (reference && !fits(*reference, *row)) {
            continue;
        }
        reference_fits = true;
        if (is_chosen(filter.statuses, row->status) && is_chosen(filter.agents, row->agent)) {
            chosen.push_back(row);
        }
    }
    SKILLMEAT_ASSIGN(auto views, views_of(services, workspace, chosen));
    std::move(views.begin(), views.end(), std::back_inserter(list.rows));
    return {};
}

bool is_one_of(const std::vector<Deployment>& rows, const Deployment* row) {
    const std::less<const Deployment*> before;
    return !before(row, rows.data()) && before(row, rows.data() + rows.size());
}

/// Counts of one scope. Its ledgers are only read in full when a journal has something to add.
Result<ledger::StatusCounts> count_scope(Services& services, const Scope& scope,
                                         ledger::Summary& summary) {
    ledger::StatusCounts counts;
    SKILLMEAT_ASSIGN(const auto journal, services.files.lstat(journal_path(scope)));
    if (journal) {
        SKILLMEAT_ASSIGN(const auto workspace, load_with_journal(services, scope));
        for (const auto& row : ledger_rows(workspace)) {
            summary.add(row.row->artifact, row.row->status);
            ++counts[row.row->status];
        }
        return counts;
    }
    for (const auto& path : {scope.ledger, scope.local_ledger}) {
        SKILLMEAT_ASSIGN(const auto text, services.files.read(path));
        if (text) {
            SKILLMEAT_ASSIGN(const auto counted, ledger::count_rows(*text, path.string(), summary));
            for (const auto status : deployment_statuses) {
                counts[status] += counted[status];
            }
        }
    }
    return counts;
}

Error several_deployments(const std::string& text, const std::vector<DeploymentView>& found) {
    Error error;
    error.code = ErrorCode::ambiguous_reference;
    error.message = fmt::format("{} is deployed {} times", quote(text), found.size());
    for (const auto& view : found) {
        error.context.push_back(
            fmt::format("{} for {}, {}", view.id, view.row.agent, to_string(view.row.status)));
    }
    error.hint = "name one by its id";
    return error;
}

}  // namespace

Result<std::vector<DeploymentView>> views_of(Services& services, const Workspace& workspace,
                                             const std::vector<const Deployment*>& rows) {
    SKILLMEAT_ASSIGN(const auto offers, Offers::load(services, workspace, rows));
    const auto& private_rows = workspace.local_ledger.rows;
    std::vector<DeploymentView> views;
    views.reserve(rows.size());
    for (const auto* row : rows) {
        DeploymentView view;
        view.row = *row;
        view.id = deployment_id(*row);
        view.is_private = is_one_of(private_rows, row);
        view.latest_version = offers.of(*row).version;
        view.project_id = workspace.scope.project_id;
        view.project_name = workspace.scope.project_name;
        views.push_back(std::move(view));
    }
    return views;
}

Result<DeploymentList> list_deployments(Services& services, const std::vector<Scope>& scopes,
                                        const DeploymentListRequest& request) {
    DeploymentList list;
    bool reference_fits = request.filter.artifact.empty();
    for (const auto& scope : scopes) {
        SKILLMEAT_TRY(collect(services, scope, request.filter, list, reference_fits));
    }
    if (!reference_fits) {
        const auto entry = find_entry(services, scopes, request.filter.artifact);
        if (!entry && entry.error().code != ErrorCode::ambiguous_reference) {
            return fail(entry.error());
        }
    }
    std::sort(list.rows.begin(), list.rows.end(), [](const auto& a, const auto& b) {
        return std::tie(a.row.artifact, a.row.agent, a.row.target, a.project_id) <
               std::tie(b.row.artifact, b.row.agent, b.row.target, b.project_id);
    });
    list.total = list.rows.size();
    SKILLMEAT_TRY(cut_page(list, request, question(scopes, request.filter)));
    return list;
}

Result<DeploymentView> find_deployment(Services& services, const std::vector<Scope>& scopes,
                                       const std::string& text) {
    std::vector<DeploymentView> found;
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(const auto workspace, load_with_journal(services, scope));
        SKILLMEAT_ASSIGN(const auto named,
                         rows_named(services, workspace, ledger_rows(workspace), text));
        std::vector<const Deployment*> rows;
        for (const auto& row : named) {
            rows.push_back(row.row);
        }
        SKILLMEAT_ASSIGN(auto views, views_of(services, workspace, rows));
        std::move(views.begin(), views.end(), std::back_inserter(found));
    }
    if (found.empty()) {
        return fail(no_deployment(text, scopes));
    }
    if (found.size() > 1) {
        return fail(several_deployments(text, found));
    }
    return std::move(found.front());
}

Error no_deployment(const std::string& id, const std::vector<Scope>& scopes) {
    Error error;
    error.code = ErrorCode::deployment_not_found;
    const auto& scope = scopes.front();
    const auto place = scopes.size() > 1  ? std::string("any scope")
                       : scope.is_project ? "project " + quote(scope.project_name)
                                          : std::string("the user scope");
    error.message = fmt::format("no deployment {} in {}", quote(id), place);
    error.hint = "list them with `skillmeat deployment list`";
    return error;
}

Result<DeploymentSummary> summarize_deployments(Services& services,
                                                const std::vector<Scope>& scopes) {
    ledger::Summary counted;
    DeploymentSummary summary;
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(const auto counts, count_scope(services, scope, counted));
        if (counts.total() == 0) {
            continue;
        }
        // Only the manifest tells the project's name.
        SKILLMEAT_ASSIGN(const auto workspace,
                         load_workspace(services, scope, LoadOptions{.locks = false}));
        summary.by_project.push_back({scope.project_id, workspace.scope.project_name,
                                      counts.total(), counts[DeploymentStatus::active]});
    }
    summary.by_status = counted.by_status();
    summary.by_artifact = counted.by_artifact();
    std::sort(summary.by_project.begin(), summary.by_project.end(),
              [](const auto& a, const auto& b) {
                  return a.count != b.count ? a.count > b.count : a.project_id < b.project_id;
              });
    return summary;
}

}  // namespace skillmeat::ops
