#include <skillmeat/ops/deploy/ledger_rows.hpp>

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/ops/entries/entries.hpp>
#include <skillmeat/ops/entries/find_entry.hpp>

namespace skillmeat::ops {
namespace {

/// Rows of the artifact that a catalog knows by a name which its path does not tell; none when no
/// catalog does.
std::vector<LedgerRow> rows_by_catalog(Services& services, const Workspace& workspace,
                                       const std::vector<LedgerRow>& rows,
                                       const std::string& text) {
    std::vector<LedgerRow> found;
    if (const auto view = find_entry(services, {workspace.scope}, text)) {
        const auto key =
            artifact_id_key(artifact_id(view->entry.type, view->entry.path, view->source.id));
        for (const auto& row : rows) {
            if (artifact_id_key(row.row->artifact) == key) {
                found.push_back(row);
            }
        }
    }
    return found;
}

}  // namespace

std::vector<LedgerRow> ledger_rows(const Workspace& workspace) {
    std::vector<LedgerRow> rows;
    for (const auto& row : workspace.shared_ledger.rows) {
        rows.push_back({&row, false});
    }
    for (const auto& row : workspace.local_ledger.rows) {
        rows.push_back({&row, true});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const LedgerRow& a, const LedgerRow& b) {
        return std::tie(a.row->artifact, a.row->agent, a.row->target) <
               std::tie(b.row->artifact, b.row->agent, b.row->target);
    });
    return rows;
}

std::vector<std::string> referable_sources(const Workspace& workspace,
                                           const std::vector<LedgerRow>& rows) {
    std::vector<std::string> sources;
    for (const auto& record : workspace.records) {
        sources.push_back(record.source.id);
    }
    for (const auto& row : rows) {
        const auto id = parse_artifact_id(row.row->artifact);
        if (id && std::find(sources.begin(), sources.end(), id->source_id) == sources.end()) {
            sources.push_back(id->source_id);
        }
    }
    return sources;
}

bool fits(const ArtifactRef& reference, const Deployment& row) {
    const auto id = parse_artifact_id(row.artifact);
    return id &&
           (reference.source_id.empty() ||
            equals_ignoring_case(reference.source_id, id->source_id)) &&
           matches(reference, id->type, likely_name(*id), id->path);
}

Result<std::vector<LedgerRow>> rows_named(Services& services, const Workspace& workspace,
                                          const std::vector<LedgerRow>& rows,
                                          const std::string& text) {
    std::vector<LedgerRow> found;
    for (const auto& row : rows) {
        if (deployment_id(*row.row) == text) {
            return std::vector<LedgerRow>{row};
        }
    }
    SKILLMEAT_ASSIGN(const auto reference,
                     parse_artifact_ref(text, referable_sources(workspace, rows)));
    std::set<std::string> artifacts;
    for (const auto& row : rows) {
        if (fits(reference, *row.row)) {
            found.push_back(row);
            artifacts.insert(row.row->artifact);
        }
    }
    if (artifacts.size() > 1) {
        return fail(ambiguous(text, {artifacts.begin(), artifacts.end()}));
    }
    return found.empty() ? rows_by_catalog(services, workspace, rows, text) : found;
}

Result<std::vector<LedgerRow>> active_rows(Services& services, const Workspace& workspace,
                                           const std::vector<std::string>& artifacts,
                                           const std::vector<std::string>& agents) {
    auto rows = ledger_rows(workspace);
    std::erase_if(rows,
                  [](const LedgerRow& row) { return row.row->status != DeploymentStatus::active; });
    std::set<const Deployment*> named;
    for (const auto& text : artifacts) {
        SKILLMEAT_ASSIGN(const auto found, rows_named(services, workspace, rows, text));
        if (found.empty()) {
            return fail(ErrorCode::artifact_not_found,
                        fmt::format("no active deployment is {}", quote(text)),
                        "list them with `skillmeat deployment list --status active`");
        }
        for (const auto& row : found) {
            named.insert(row.row);
        }
    }
    std::erase_if(rows, [&](const LedgerRow& row) {
        const bool right_agent = agents.empty() || std::find(agents.begin(), agents.end(),
                                                             row.row->agent) != agents.end();
        return !right_agent || (!artifacts.empty() && !named.contains(row.row));
    });
    return rows;
}

bool has_content(const Deployment& row) {
    return !row.files.empty() || !row.merged.empty();
}

Error not_reproducible(const Deployment& row, const std::string& why, std::string hint) {
    return Error{ErrorCode::not_reproducible,
                 fmt::format("{} for {} cannot be installed as it is recorded: {}",
                             quote(row.artifact), row.agent.empty() ? "no agent" : row.agent, why),
                 {},
                 {},
                 std::move(hint)};
}

}  // namespace skillmeat::ops
