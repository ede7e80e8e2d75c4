#include <app/commands/migrate/migrate.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat migrate", "brings manifest and lock to the newest format"},
    cli::Example{"skillmeat migrate --dry-run", "shows every step and writes nothing"},
    cli::Example{"skillmeat migrate --to 0 --drop",
                 "goes back for an older skillmeat, without what that cannot hold"},
};
constexpr std::array options{
    cli::OptionSpec{.name = "to",
                    .kind = cli::Kind::integer,
                    .value_name = "N",
                    .help = "format to go to",
                    .default_text = "the newest",
                    .minimum = 0,
                    .maximum = ops::newest_format},
    cli::OptionSpec{.name = "drop", .help = "go back even though something is lost"},
    dry_run_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.migrate/1"};
constexpr std::array error_codes{ErrorCode::migration_loss,  ErrorCode::invalid_manifest,
                                 ErrorCode::newer_format,    ErrorCode::lock_damaged,
                                 ErrorCode::lock_conflicted, ErrorCode::lock_newer};

bool is_written(const ops::MigrateReport& report, const ops::MigratedFile& file,
                const ops::MigrateRequest& request) {
    return file.changed() && !report.refused && !request.dry_run;
}

std::string file_json(const ops::MigratedFile& file, bool written) {
    report::JsonObject object;
    object.text("path", file.path.string());
    object.text("kind", file.is_lock ? "lock" : "manifest");
    object.integer("from", file.from);
    object.integer("to", file.to);
    object.boolean("changed", written);
    object.raw("steps", report::strings_json(file.steps));
    object.raw("losses", report::strings_json(file.losses));
    object.text_or_null("backup", file.backup ? file.backup->string() : "");
    return object.str();
}

/// One row per step or loss, so that people see every one of them.
std::vector<print::Row> step_rows(const ops::MigrateReport& report) {
    std::vector<print::Row> rows;
    for (const auto& file : report.files) {
        for (const auto& step : file.steps) {
            rows.push_back({{file.path.string()}, {"step"}, {step}});
        }
        for (const auto& loss : file.losses) {
            rows.push_back({{file.path.string()}, {"loss", print::Style::red}, {loss}});
        }
        if (file.backup) {
            rows.push_back({{file.path.string()}, {"backup"}, {file.backup->string()}});
        }
    }
    return rows;
}

print::List as_list(const ops::MigrateReport& report, const std::vector<print::Row>& rows,
                    const ops::MigrateRequest& request, bool machine) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "FILE"}, {.header = "WHAT"}, {.header = "DETAIL"}};
    list.count = machine ? report.files.size() : rows.size();
    list.cells = [&rows](std::size_t i) { return rows[i]; };
    list.json = [&report, &request](std::size_t i) {
        const auto& file = report.files[i];
        return file_json(file, is_written(report, file, request));
    };
    list.page.total = report.files.size();
    return list;
}

}  // namespace

Result<ops::MigrateRequest> bind_migrate(const cli::Values& values) {
    ops::MigrateRequest request;
    request.to = static_cast<int>(values.integer("to").value_or(ops::newest_format));
    request.dry_run = values.flag("dry-run");
    request.drop = values.flag("drop");
    return request;
}

Result<Outcome> run_migrate(const ops::MigrateRequest& request, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto report, ops::migrate_scope(world, scope, request));
    const auto rows = step_rows(report);
    const auto changes = std::count_if(report.files.begin(), report.files.end(),
                                       [](const auto& file) { return file.changed(); });
    const bool written = changes != 0 && !report.refused && !request.dry_run;
    auto list = as_list(report, rows, request, context.globals.machine());
    list.extra = {{"changed", written ? "true" : "false"}};
    list.empty_message = report.files.empty()
                             ? "nothing to migrate: there is neither manifest nor lock"
                             : fmt::format("all files are of format {}", request.to);
    context.output().list(list);
    if (report.refused) {
        const auto error = ops::loss_error(report);
        context.diagnostics.error(error);
        return Outcome{info(error.code).exit_code};
    }
    if (changes != 0) {
        context.output().note(fmt::format("{} {}", written ? "migrated" : "would migrate",
                                          counted(static_cast<std::size_t>(changes), "file")));
    }
    return Outcome{};
}

constinit const cli::CommandSpec migrate_spec{
    .noun = "migrate",
    .summary = "bring manifest and lock to another format",
    .description =
        "Comments and order stay, and a backup of each changed file is kept below .skillmeat/. "
        "Going back with --to lists what the older format cannot hold, and stops there unless "
        "--drop is given.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_migrate, run_migrate>,
};

}  // namespace skillmeat::app::commands
