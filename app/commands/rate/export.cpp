#include <app/commands/rate/export.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/json.hpp>

#include <app/commands/common/session.hpp>
#include <app/commands/rate/rating_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat rate export --output ratings.toml", "a file to commit for the team"},
    cli::Example{"skillmeat rate export --source acme/tools > acme.toml", "of one source alone"},
};
constexpr std::array options{
    rating_filter_options[0],
    rating_filter_options[1],
    cli::OptionSpec{.name = "output",
                    .kind = cli::Kind::text,
                    .value_name = "FILE",
                    .help = "write to FILE, replacing it, instead of stdout",
                    .completion = cli::Completion::file},
    cli::OptionSpec{.name = "include-private", .help = "take ratings of private sources along"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.rate.export/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::invalid_manifest,
                                 ErrorCode::newer_format, ErrorCode::io_error};

std::string item_json(const ops::ExportedRatings& exported,
                      const std::optional<std::string>& path) {
    report::JsonObject object;
    object.text_or_null("path", path.value_or(""));
    object.integer("ratings", static_cast<std::int64_t>(exported.ratings));
    object.integer("left_out", static_cast<std::int64_t>(exported.left_out));
    object.text_or_null("text", path ? "" : exported.text);
    return object.str();
}

}  // namespace

Result<RateExportOptions> bind_rate_export(const cli::Values& values) {
    RateExportOptions options;
    options.request.filter = rating_filter_of(values);
    options.request.include_private = values.flag("include-private");
    options.output = values.text("output");
    if (options.output && options.output->empty()) {
        return fail(ErrorCode::invalid_value, "expected a file for --output, found an empty name",
                    "leave it out for stdout");
    }
    return options;
}

Result<Outcome> run_rate_export(const RateExportOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto exported, ops::export_ratings(world, scopes, options.request));
    if (options.output) {
        SKILLMEAT_ASSIGN(const auto here, context.environment.current_directory());
        SKILLMEAT_TRY(context.files.write(here / *options.output, exported.text));
        context.output().note(fmt::format("wrote {} to {}", counted(exported.ratings, "rating"),
                                          quote(*options.output)));
    }
    if (exported.left_out > 0) {
        context.output().note(fmt::format("left out {}; --include-private takes them along",
                                          counted(exported.left_out, "private rating")));
    }
    if (context.globals.machine()) {
        print::Item item;
        item.schema = schemas[0];
        item.json = item_json(exported, options.output);
        context.output().item(item);
    } else if (!options.output) {
        context.output().raw(exported.text);
    }
    return Outcome{};
}

constinit const cli::CommandSpec rate_export_spec{
    .noun = "rate",
    .verb = "export",
    .summary = "write ratings as one file to share",
    .description =
        "TOML with the ratings that `rate list` shows, sorted, the same bytes for the same "
        "ratings; `skillmeat schema ratings` describes it. What is private is left out unless "
        "--include-private.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_rate_export, run_rate_export>,
};

}  // namespace skillmeat::app::commands
