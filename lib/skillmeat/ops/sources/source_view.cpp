#include <skillmeat/ops/sources/source_view.hpp>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/sources/counts.hpp>

namespace skillmeat::ops {

Result<SourceView> view_of(Services& services, const Workspace& workspace,
                           const SourceRecord& record) {
    SourceView view;
    view.record = record;
    SKILLMEAT_ASSIGN(view.counts, counts_of(services.files, workspace.scope, record));
    view.incomplete = record.lock.has_value() && !view.counts;
    view.project_id = workspace.scope.project_id;
    view.project_name = workspace.scope.project_name;
    return view;
}

Result<SourceView> view_now(Services& services, const Scope& scope, std::string_view id) {
    DiagnosticList already_said;
    Services quiet{services.files, services.clock, services.environment, services.processes,
                   already_said};
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(quiet, scope));
    SKILLMEAT_ASSIGN(const auto* record, find_source(workspace, id));
    return view_of(quiet, workspace, *record);
}

Error incomplete_error(const std::vector<IncompleteSource>& incomplete) {
    std::vector<std::string> names;
    for (const auto& source : incomplete) {
        names.push_back(quote(source.source_id));
    }
    Error error;
    error.code = ErrorCode::not_scanned;
    error.message = fmt::format("{} not scanned on this machine: {}",
                                counted(incomplete.size(), "source"), join(names, ", "));
    error.hint = "run `skillmeat source scan --locked`";
    return error;
}

}  // namespace skillmeat::ops
