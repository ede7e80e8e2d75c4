#include <app/commands/rate/export.hpp>

#include <array>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/json.hpp>

#include <app/commands/common/export_text.hpp>
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
    output_file_option,
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
    RateExportOptions given;
    given.request.filter = rating_filter_of(values);
    given.request.include_private = values.flag("include-private");
    SKILLMEAT_ASSIGN(given.output, output_file(values));
    return given;
}

Result<Outcome> run_rate_export(const RateExportOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto exported, ops::export_ratings(world, scopes, given.request));
    SKILLMEAT_TRY(put_export(context, given.output, exported.text,
                             counted(exported.ratings, "rating"), exported.left_out, schemas[0],
                             item_json(exported, given.output)));
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
