#include <app/commands/deploy/verify.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/deploy/apply_changes.hpp>
#include <skillmeat/ops/deploy/verify.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/commands/common/session.hpp>
#include <app/commands/deploy/plan_print.hpp>

namespace skillmeat::app::commands {
namespace {

using Verified = std::vector<ops::VerifiedDeployment>;

constexpr std::array examples{
    cli::Example{"skillmeat verify", "compares what is installed with the ledger"},
    cli::Example{"skillmeat verify --fix", "puts back what is missing or was changed"},
};
constexpr std::array options{
    cli::OptionSpec{.name = "fix",
                    .help = "put back what is missing or modified; copies are kept in "
                            ".skillmeat/backup"},
    cli::OptionSpec{.name = "offline", .help = "no network: what is in the cache"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.verify/1"};
constexpr std::array error_codes{ErrorCode::drift_found,      ErrorCode::not_reproducible,
                                 ErrorCode::ledger_damaged,   ErrorCode::ledger_conflicted,
                                 ErrorCode::ledger_newer,     ErrorCode::confirmation_required,
                                 ErrorCode::project_not_found};

std::string verified_json(const ops::VerifiedDeployment& verified) {
    report::JsonArray drifts;
    for (const auto& drift : verified.drifts) {
        report::JsonObject object;
        object.text("path", drift.path);
        object.raw("key", drift.key.empty() ? "null" : report::strings_json(drift.key));
        object.text("state", to_string(drift.state));
        drifts.raw(object.str());
    }
    report::JsonObject object;
    object.text("id", deployment_id(verified.row));
    object.text("artifact_id", verified.row.artifact);
    object.text_or_null("project_id", verified.project_id);
    object.text_or_null("project_name", verified.project_name);
    object.text_or_null("agent", verified.row.agent);
    object.text_or_null("target", verified.row.target);
    object.text_or_null("deployed_version",
                        shown_version(verified.row.version, verified.row.commit));
    object.text("state", to_string(verified.state));
    object.raw("drifts", drifts.str());
    return object.str();
}

/// One line for each deployment, or for each thing in it that is not as it ought to be.
struct Line {
    const ops::VerifiedDeployment* verified = nullptr;
    const ops::Drift* drift = nullptr;
};

std::vector<Line> lines_of(const Verified& found) {
    std::vector<Line> lines;
    for (const auto& verified : found) {
        if (verified.drifts.empty()) {
            lines.push_back({&verified, nullptr});
        }
        for (const auto& drift : verified.drifts) {
            lines.push_back({&verified, &drift});
        }
    }
    return lines;
}

print::Row row_of(const Line& line, bool with_project) {
    const auto& verified = *line.verified;
    const auto state = line.drift == nullptr ? verified.state : line.drift->state;
    std::string place = line.drift == nullptr ? verified.row.target : line.drift->path;
    if (line.drift != nullptr && !line.drift->key.empty()) {
        place += ": " + join(line.drift->key, ".");
    }
    print::Row row{{std::string(to_string(state)),
                    ops::is_drift(state) ? print::Style::red : print::Style::green},
                   {verified.row.agent},
                   {std::move(place)},
                   {verified.row.artifact, print::Style::bold}};
    if (with_project) {
        row.push_back({verified.project_name.empty() ? "(user)" : verified.project_name});
    }
    return row;
}

/// In JSON an item is a deployment; for people a line is a file.
void print_found(Context& context, const Verified& found, bool changed) {
    const bool all_scopes = context.globals.scope == cli::Scope::all;
    const bool json =
        context.globals.format == cli::Format::json || context.globals.format == cli::Format::jsonl;
    const auto lines = lines_of(found);
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "STATE"},
                    {.header = "AGENT"},
                    {.header = "PATH", .shrink = 1, .min_width = 20},
                    {.header = "ARTIFACT", .shrink = 2, .min_width = 20}};
    if (all_scopes) {
        list.columns.push_back({.header = "PROJECT", .shrink = 3});
    }
    list.count = json ? found.size() : lines.size();
    list.cells = [&lines, all_scopes](std::size_t i) { return row_of(lines[i], all_scopes); };
    list.json = [&found](std::size_t i) { return verified_json(found[i]); };
    list.page.total = found.size();
    list.extra = {{"changed", changed ? "true" : "false"}};
    list.empty_message = "nothing is installed";
    context.output().list(list);
}

Result<bool> fix(Context& context, ops::Services& world, const ops::Scope& scope,
                 const Verified& found, bool offline, std::vector<Error>& failures) {
    SKILLMEAT_ASSIGN(auto plan, ops::plan_fix(world, scope, found, offline));
    SKILLMEAT_TRY(confirm_commands(context, plan.items));
    SKILLMEAT_ASSIGN(const auto items, ops::apply_plan(world, scope, plan));
    bool changed = false;
    for (const auto& item : items) {
        changed = changed || item.change.action == ops::DeployAction::update;
        if (item.change.error) {
            failures.push_back(*item.change.error);
        }
    }
    return changed;
}

std::size_t count_drift(const Verified& found) {
    return static_cast<std::size_t>(
        std::count_if(found.begin(), found.end(),
                      [](const auto& verified) { return ops::is_drift(verified.state); }));
}

}  // namespace

Result<VerifyOptions> bind_verify(const cli::Values& values) {
    return VerifyOptions{values.flag("fix"), values.flag("offline")};
}

Result<Outcome> run_verify(const VerifyOptions& given, Context& context) {
    auto world = services(context);
    if (given.fix && context.globals.scope == cli::Scope::all) {
        return fail(ErrorCode::invalid_usage, "'--fix' works on one scope, not on `--scope all`",
                    "name one with --project, or `--scope user`");
    }
    ops::Scope scope;
    if (given.fix) {
        SKILLMEAT_ASSIGN(scope, write_scope(context, world));
        SKILLMEAT_TRY(ops::finish_interrupted(world, scope));
    }
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(auto found, ops::verify(world, scopes));
    std::vector<Error> failures;
    bool changed = false;
    if (given.fix && count_drift(found) > 0) {
        SKILLMEAT_ASSIGN(changed, fix(context, world, scope, found, given.offline, failures));
        SKILLMEAT_ASSIGN(found, ops::verify(world, scopes));
    }
    print_found(context, found, changed);
    if (const auto drifted = count_drift(found); drifted > 0 && failures.empty()) {
        failures.push_back(Error{
            ErrorCode::drift_found,
            fmt::format("{} not as recorded", drifted == 1
                                                  ? std::string("1 deployment is")
                                                  : fmt::format("{} deployments are", drifted)),
            {},
            {},
            given.fix ? "what is extra is yours: remove it, or leave it"
                      : "put it back with `skillmeat verify --fix`"});
    }
    for (const auto& error : failures) {
        context.diagnostics.error(error);
    }
    return Outcome{print::combined_exit_code(failures)};
}

constinit const cli::CommandSpec verify_spec{
    .noun = "verify",
    .summary = "compare what is installed with the ledger",
    .description =
        "Every file of an active deployment is compared by its digest, every value in a settings "
        "file too, and folders that were installed are searched for files that nothing tells of. "
        "Exit 3 follows when anything is modified, missing or extra. --fix puts back what is "
        "missing or modified, from the commit that the ledger names; what is extra stays.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_verify, run_verify>,
};

}  // namespace skillmeat::app::commands
