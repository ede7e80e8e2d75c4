#include <app/commands/deploy/upgrade.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/deploy/apply_changes.hpp>
#include <skillmeat/ops/deploy/plan_diff.hpp>
#include <skillmeat/report/json.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/deploy/plan_print.hpp>
#include <app/commands/deploy/shared_options.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat upgrade --all --diff --dry-run",
                 "shows what newer versions would change"},
    cli::Example{"skillmeat upgrade pdf --merge",
                 "upgrades a skill, and keeps what was changed by hand"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "REF",
                                                 .help = "installed artifacts, or deployment ids",
                                                 .minimum = 0,
                                                 .maximum = cli::many,
                                                 .completion = cli::Completion::artifact}};
constexpr std::array options{
    cli::OptionSpec{.name = "all", .help = "everything that is installed"},
    agent_option,
    cli::OptionSpec{.name = "diff", .help = "show what changes in the files"},
    cli::OptionSpec{.name = "merge",
                    .help = "bring files changed by hand together with the new ones"},
    cli::OptionSpec{.name = "force",
                    .help = "replace changed files; copies are kept in .skillmeat/backup"},
    cli::OptionSpec{.name = "offline", .help = "no network: what is in the cache"},
    dry_run_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.upgrade/1"};
constexpr std::array error_codes{
    ErrorCode::artifact_not_found, ErrorCode::ambiguous_reference, ErrorCode::locally_modified,
    ErrorCode::not_deployable,     ErrorCode::already_exists,      ErrorCode::confirmation_required,
    ErrorCode::objects_missing,    ErrorCode::integrity_failed,    ErrorCode::trust_refused,
    ErrorCode::unsafe_path,        ErrorCode::flagged_content,     ErrorCode::network_error,
    ErrorCode::ledger_damaged,     ErrorCode::concurrent_change,   ErrorCode::git_missing,
    ErrorCode::some_failed,        ErrorCode::interrupted};

std::string_view reason_of(ops::OfferState state) {
    switch (state) {
        case ops::OfferState::current:
            return "it is the newest that was scanned";
        case ops::OfferState::newer:
            return "";
        case ops::OfferState::excluded:
            return "excluded: the manifest says that it is not wanted";
        case ops::OfferState::removed:
            return "removed: its source does not have it any more";
        case ops::OfferState::not_scanned:
            return "not_scanned: run `skillmeat source scan --locked`";
        case ops::OfferState::source_missing:
            return "source_missing: no source has its id and URL";
    }
    return "";
}

/// Deployments that stay as they are, in the shape of the others. With --all, what is up to date
/// goes without saying.
void add_passed_over(std::vector<ops::DeployItem>& items, const ops::UpgradePlan& upgrade,
                     bool all) {
    for (const auto& passed : upgrade.passed_over) {
        const bool current = passed.state == ops::OfferState::current;
        if (current && all) {
            continue;
        }
        ops::DeployItem item;
        item.change.row = passed.row;
        item.notes = {std::string(reason_of(passed.state))};
        item.is_skipped = !current;
        items.push_back(std::move(item));
    }
}

void print_diff(Context& context, std::string_view diff) {
    for (const auto line : split(diff, '\n')) {
        context.output().line(line);
    }
}

Outcome outcome_of_upgrade(Context& context, const ops::UpgradePlan& upgrade,
                           const std::vector<ops::DeployItem>& items) {
    const auto outcome = deploy_outcome(items);
    if (upgrade.conflicts == 0 || outcome.exit_code != 0) {
        return outcome;
    }
    const Error error{ErrorCode::locally_modified,
                      fmt::format("{} could not be merged", counted(upgrade.conflicts, "file")),
                      {},
                      {},
                      "look at the copies beside them, and remove these when you are done"};
    context.diagnostics.error(error);
    return Outcome{info(error.code).exit_code};
}

}  // namespace

Result<UpgradeOptions> bind_upgrade(const cli::Values& values) {
    UpgradeOptions given;
    given.request.artifacts = values.positionals("REF");
    given.request.agents = values.list("agent");
    given.request.force = values.flag("force");
    given.request.merge = values.flag("merge");
    given.request.offline = values.flag("offline");
    given.diff = values.flag("diff");
    given.dry_run = values.flag("dry-run");
    if (given.request.artifacts.empty() != values.flag("all")) {
        return fail(ErrorCode::invalid_usage, "expected artifacts, or `--all`");
    }
    if (given.request.force && given.request.merge) {
        return fail(ErrorCode::invalid_usage, "'--force' and '--merge' exclude each other");
    }
    return given;
}

Result<Outcome> run_upgrade(const UpgradeOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    if (!given.dry_run) {
        SKILLMEAT_TRY(ops::finish_interrupted(world, scope));
    }
    SKILLMEAT_ASSIGN(auto upgrade, ops::plan_upgrade(world, scope, given.request));
    std::string diff;
    if (given.diff) {
        SKILLMEAT_ASSIGN(diff, ops::diff_of(world, scope, upgrade.plan));
        print_diff(context, diff);
    }
    auto items = upgrade.plan.items;
    if (!given.dry_run) {
        SKILLMEAT_TRY(confirm_commands(context, items));
        SKILLMEAT_ASSIGN(items, ops::apply_plan(world, scope, upgrade.plan));
    }
    add_passed_over(items, upgrade, given.request.artifacts.empty());
    auto list = deploy_list(items, scope, schemas[0], given.dry_run);
    list.extra.emplace_back("conflicts", std::to_string(upgrade.conflicts));
    list.extra.emplace_back("diff", given.diff ? report::json_string(diff) : "null");
    list.empty_message = "everything is up to date, as far as it was scanned";
    context.output().list(list);
    tell_items(context, items);
    return outcome_of_upgrade(context, upgrade, items);
}

constinit const cli::CommandSpec upgrade_spec{
    .noun = "upgrade",
    .summary = "bring what is installed to the version scanned last",
    .description =
        "Each deployment stays at its place and under its name. One with a file that was changed "
        "by hand is refused and the file named, unless --merge brings both changes together, or "
        "--force replaces it after a backup. Where a merge conflicts, what is there stays, and a "
        "copy with the conflict goes beside it. `skillmeat source scan` looks for newer versions.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_upgrade, run_upgrade>,
};

}  // namespace skillmeat::app::commands
