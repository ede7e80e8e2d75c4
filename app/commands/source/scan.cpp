#include <app/commands/source/scan.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/json.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/progress.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/source/shared.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat source scan", "brings all sources up to date"},
    cli::Example{"skillmeat source scan --locked", "after a clone: the commits of the lock, in CI"},
    cli::Example{"skillmeat source scan acme/tools --dry-run", "what would change in one source"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "SRC",
                                                 .help = "sources to scan; none: all",
                                                 .minimum = 0,
                                                 .maximum = cli::many,
                                                 .completion = cli::Completion::source}};
constexpr std::array options{
    cli::OptionSpec{.name = "jobs",
                    .kind = cli::Kind::integer,
                    .value_name = "N",
                    .help = "network operations at once",
                    .default_text = "8, or the setting `jobs`",
                    .minimum = 1,
                    .maximum = 64},
    cli::OptionSpec{.name = "force", .help = "detect again even where nothing changed"},
    cli::OptionSpec{.name = "locked",
                    .help = "the commits of the lock; write neither manifest nor lock"},
    cli::OptionSpec{.name = "offline", .help = "no network: what is in the cache"},
    cli::OptionSpec{.name = "frozen", .help = "--locked and --offline"},
    cli::OptionSpec{.name = "accept-moved", .help = "take over tags that name another commit now"},
    dry_run_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.source.scan/1"};
constexpr std::array error_codes{ErrorCode::source_not_found,     ErrorCode::lock_outdated,
                                 ErrorCode::objects_missing,      ErrorCode::ref_moved,
                                 ErrorCode::repository_not_found, ErrorCode::ref_not_found,
                                 ErrorCode::network_error,        ErrorCode::authentication_failed,
                                 ErrorCode::trust_refused,        ErrorCode::rate_limited,
                                 ErrorCode::integrity_failed,     ErrorCode::some_failed,
                                 ErrorCode::concurrent_change,    ErrorCode::interrupted};

std::string commits_text(const ops::ScanReport& report) {
    if (report.old_commit == report.new_commit || report.old_commit.empty()) {
        return short_commit(report.new_commit);
    }
    return short_commit(report.old_commit) + " -> " + short_commit(report.new_commit);
}

std::string report_json(const ops::ScanReport& report) {
    report::JsonObject object;
    object.text("source_id", report.source_id);
    object.text_or_null("project_id", report.project_id);
    object.text("result", report.unchanged ? "unchanged" : "scanned");
    object.text_or_null("old_commit", report.old_commit);
    object.text_or_null("new_commit", report.new_commit);
    object.raw("summary", summary_json(report.summary));
    object.raw("counts_by_type", report::counts_json(report.counts));
    object.null("error");
    return object.str();
}

std::string failure_json(const ops::ScanFailure& failure) {
    report::JsonObject error;
    error.text("code", info(failure.error.code).name);
    error.text("message", failure.error.message);
    error.text_or_null("hint", failure.error.hint);
    report::JsonObject object;
    object.text("source_id", failure.source_id);
    object.text_or_null("project_id", failure.project_id);
    object.text("result", "failed");
    object.null("old_commit").null("new_commit").null("summary").null("counts_by_type");
    object.raw("error", error.str());
    return object.str();
}

print::Row report_row(const ops::ScanReport& report) {
    return {{report.source_id, print::Style::bold},
            {report.unchanged ? "unchanged" : "scanned",
             report.unchanged ? print::Style::none : print::Style::green},
            {std::to_string(report.summary.fresh)},
            {std::to_string(report.summary.updated)},
            {std::to_string(report.summary.removed)},
            {std::to_string(report.summary.unchanged)},
            {commits_text(report)}};
}

print::Row failure_row(const ops::ScanFailure& failure) {
    return {{failure.source_id, print::Style::bold}, {"failed", print::Style::red}};
}

print::List as_list(const ops::ScanOutcome& outcome) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "ID"},
                    {.header = "RESULT"},
                    {.header = "NEW", .align = print::Align::right},
                    {.header = "UPDATED", .align = print::Align::right},
                    {.header = "REMOVED", .align = print::Align::right},
                    {.header = "UNCHANGED", .align = print::Align::right},
                    {.header = "COMMIT"}};
    const auto reports = outcome.reports.size();
    list.count = reports + outcome.failures.size();
    list.cells = [&outcome, reports](std::size_t i) {
        return i < reports ? report_row(outcome.reports[i])
                           : failure_row(outcome.failures[i - reports]);
    };
    list.json = [&outcome, reports](std::size_t i) {
        return i < reports ? report_json(outcome.reports[i])
                           : failure_json(outcome.failures[i - reports]);
    };
    list.page.total = list.count;
    list.empty_message = "no sources to scan; add one with `skillmeat source add OWNER/REPO`";
    return list;
}

}  // namespace

Result<ops::ScanRequest> bind_source_scan(const cli::Values& values) {
    ops::ScanRequest request;
    request.sources = values.positionals("SRC");
    request.jobs = static_cast<std::size_t>(values.integer("jobs").value_or(0));
    const bool frozen = values.flag("frozen");
    request.flags.force = values.flag("force");
    request.flags.locked = frozen || values.flag("locked");
    request.flags.offline = frozen || values.flag("offline");
    request.flags.accept_moved = values.flag("accept-moved");
    request.dry_run = values.flag("dry-run");
    if (request.flags.locked && request.flags.accept_moved) {
        return fail(ErrorCode::invalid_usage,
                    "--locked looks up no ref, so --accept-moved means "
                    "nothing with it",
                    "leave one of them out");
    }
    return request;
}

Result<Outcome> run_source_scan(const ops::ScanRequest& request, Context& context) {
    auto world = services(context);
    ScanProgressLine progress(context);
    world.progress = &progress;
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    auto outcome = ops::scan_sources(world, scopes, request);
    progress.end();
    if (!outcome) {
        return fail(std::move(outcome).error());
    }
    for (auto& failure : outcome->failures) {
        failure.error = context.redactor.clean(std::move(failure.error));
    }
    context.output().list(as_list(*outcome));
    std::vector<Error> failures;
    for (auto& failure : outcome->failures) {
        auto error = failure.error;
        error.context.push_back("while scanning source " + quote(failure.source_id));
        context.diagnostics.error(error);
        failures.push_back(std::move(error));
    }
    return Outcome{print::combined_exit_code(failures)};
}

constinit const cli::CommandSpec source_scan_spec{
    .noun = "source",
    .verb = "scan",
    .summary = "bring catalogs and lock up to date with the repositories",
    .description =
        "Resolves refs anew and moves the lock. A failing source does not stop the others. A tag "
        "that names another commit than the lock says fails until --accept-moved is given.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_source_scan, run_source_scan>,
};

}  // namespace skillmeat::app::commands
