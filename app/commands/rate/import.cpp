#include <app/commands/rate/import.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/report/json.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/rate/rating_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat rate import ratings.toml", "takes in what the team has exported"},
    cli::Example{"skillmeat rate import ratings.toml --dry-run", "shows what would change"},
};
constexpr std::array arguments{
    cli::ArgumentSpec{.name = "FILE",
                      .help = "what `rate export` wrote, or another user's ratings.toml",
                      .completion = cli::Completion::file}};
constexpr std::array options{dry_run_option};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.rate.import/1"};
constexpr std::array error_codes{ErrorCode::invalid_manifest, ErrorCode::newer_format,
                                 ErrorCode::io_error, ErrorCode::too_large,
                                 ErrorCode::lock_timeout};

std::string row_json(const ops::ImportedRating& row) {
    report::JsonObject object;
    object.text("artifact_id", row.rating.artifact);
    object.text("user", row.rating.user);
    object.integer("stars", row.rating.stars);
    object.text("rated_at", to_string(row.rating.rated_at));
    object.text("result", to_string(row.change));
    return object.str();
}

print::List as_list(const ops::ImportedRatings& imported) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "ARTIFACT", .shrink = 2, .min_width = 24},
                    {.header = "USER", .shrink = 1, .min_width = 12},
                    {.header = "STARS", .align = print::Align::right},
                    {.header = "RESULT"}};
    list.count = imported.rows.size();
    list.cells = [&imported](std::size_t i) {
        const auto& row = imported.rows[i];
        return print::Row{{row.rating.artifact, print::Style::bold},
                          {row.rating.user},
                          {std::to_string(row.rating.stars)},
                          {std::string(to_string(row.change))}};
    };
    list.json = [&imported](std::size_t i) { return row_json(imported.rows[i]); };
    list.page.total = list.count;
    list.empty_message = "no ratings in the file";
    return list;
}

}  // namespace

Result<RateImportOptions> bind_rate_import(const cli::Values& values) {
    return RateImportOptions{values.positional("FILE"), values.flag("dry-run")};
}

Result<Outcome> run_rate_import(const RateImportOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto here, context.environment.current_directory());
    SKILLMEAT_ASSIGN(const auto imported,
                     ops::import_ratings(world, here / given.file, given.dry_run));
    auto list = as_list(imported);
    const bool changed = !given.dry_run && imported.added + imported.updated > 0;
    list.extra = {{"changed", changed ? "true" : "false"},
                  {"added", std::to_string(imported.added)},
                  {"updated", std::to_string(imported.updated)},
                  {"unchanged", std::to_string(imported.unchanged)}};
    context.output().list(list);
    context.output().note(fmt::format("{} added, {} updated, {} unchanged", imported.added,
                                      imported.updated, imported.unchanged));
    return Outcome{};
}

constinit const cli::CommandSpec rate_import_spec{
    .noun = "rate",
    .verb = "import",
    .summary = "take in ratings that were exported",
    .description =
        "Of two ratings of one user and artifact the newer is kept, so that files can be taken in "
        "in any order, and again. The whole file is checked before anything is written.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_rate_import, run_rate_import>,
};

}  // namespace skillmeat::app::commands
