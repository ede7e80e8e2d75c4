#include <app/commands/deploy/outdated.hpp>

#include <array>

#include <skillmeat/ops/deploy/outdated.hpp>
#include <skillmeat/report/json.hpp>

#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat outdated", "what is installed here and has a newer version"},
    cli::Example{"skillmeat outdated --scope all --json | jq -r '.items[].artifact_id'",
                 "over all registered projects"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.outdated/1"};
constexpr std::array error_codes{ErrorCode::ledger_damaged, ErrorCode::ledger_conflicted,
                                 ErrorCode::ledger_newer, ErrorCode::project_not_found};

std::string outdated_json(const ops::OutdatedDeployment& outdated) {
    const auto& view = outdated.view;
    report::JsonObject object;
    object.text("id", view.id);
    object.text("artifact_id", view.row.artifact);
    object.text_or_null("project_id", view.project_id);
    object.text_or_null("project_name", view.project_name);
    object.text("state", to_string(outdated.state));
    object.text_or_null("agent", view.row.agent);
    object.text_or_null("target", view.row.target);
    object.text_or_null("deployed_version", shown_version(view.row.version, view.row.commit));
    object.text_or_null("latest_version", view.latest_version);
    object.text_or_null("deployed_commit", view.row.commit);
    object.text_or_null("latest_commit", outdated.latest_commit);
    return object.str();
}

print::Row outdated_row(const ops::OutdatedDeployment& outdated, bool with_project) {
    const auto& view = outdated.view;
    const bool newer = outdated.state == ops::OfferState::newer;
    print::Row row{
        {std::string(to_string(outdated.state)), newer ? print::Style::yellow : print::Style::red},
        {view.row.agent},
        {view.row.target},
        {std::string(shown_version(view.row.version, view.row.commit))},
        {view.latest_version},
        {view.row.artifact, print::Style::bold}};
    if (with_project) {
        row.push_back({view.project_name.empty() ? "(user)" : view.project_name});
    }
    return row;
}

}  // namespace

Result<OutdatedOptions> bind_outdated(const cli::Values&) {
    return OutdatedOptions{};
}

Result<Outcome> run_outdated(const OutdatedOptions&, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto found, ops::list_outdated(world, scopes));
    const bool all_scopes = context.globals.scope == cli::Scope::all;
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "STATE"},
                    {.header = "AGENT"},
                    {.header = "TARGET", .shrink = 1, .min_width = 20},
                    {.header = "VERSION"},
                    {.header = "LATEST"},
                    {.header = "ARTIFACT", .shrink = 2, .min_width = 20}};
    if (all_scopes) {
        list.columns.push_back({.header = "PROJECT", .shrink = 2});
    }
    list.count = found.size();
    list.cells = [&found, all_scopes](std::size_t i) { return outdated_row(found[i], all_scopes); };
    list.json = [&found](std::size_t i) { return outdated_json(found[i]); };
    list.page.total = found.size();
    list.empty_message = "everything is up to date, as far as it was scanned";
    context.output().list(list);
    return Outcome{};
}

constinit const cli::CommandSpec outdated_spec{
    .noun = "outdated",
    .summary = "list what is installed and behind its source",
    .description =
        "Compares active deployments with what was scanned last and looks nothing up: "
        "`skillmeat source scan` does. Deployments whose source is gone, not scanned here, or does "
        "not offer them any more are listed too, with that as their state.",
    .examples = examples,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_outdated, run_outdated>,
};

}  // namespace skillmeat::app::commands
