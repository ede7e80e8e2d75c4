#include <app/commands/exchange/export.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/exchange/export_scope.hpp>
#include <skillmeat/report/json.hpp>

#include <app/commands/common/export_text.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat export --output team.toml",
                 "writes sources and collections as one file to hand on"},
    cli::Example{"skillmeat export --scope user --include-private > mine.toml",
                 "takes your own along to another machine"},
};
constexpr std::array options{
    output_file_option,
    cli::OptionSpec{.name = "include-private",
                    .help = "take private sources and collections along"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.export/1"};
constexpr std::array error_codes{ErrorCode::invalid_manifest, ErrorCode::io_error};

std::string item_json(const ops::ExportedScope& exported, const std::optional<std::string>& path) {
    report::JsonObject object;
    object.text_or_null("path", path.value_or(""));
    object.integer("sources", static_cast<std::int64_t>(exported.sources));
    object.integer("collections", static_cast<std::int64_t>(exported.collections));
    object.integer("left_out", static_cast<std::int64_t>(exported.left_out));
    object.text_or_null("text", path ? "" : exported.text);
    return object.str();
}

}  // namespace

Result<ExportOptions> bind_export(const cli::Values& values) {
    ExportOptions given;
    SKILLMEAT_ASSIGN(given.output, output_file(values));
    given.include_private = values.flag("include-private");
    return given;
}

Result<Outcome> run_export(const ExportOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, ops::resolve_scope(world, scope_request(context)));
    SKILLMEAT_ASSIGN(const auto exported, ops::export_scope(world, scope, given.include_private));
    SKILLMEAT_TRY(put_export(context, given.output, exported.text,
                             fmt::format("{} and {}", counted(exported.sources, "source"),
                                         counted(exported.collections, "collection")),
                             exported.left_out, schemas[0], item_json(exported, given.output)));
    return Outcome{};
}

constinit const cli::CommandSpec export_spec{
    .noun = "export",
    .summary = "write sources and collections as one file",
    .description =
        "TOML as in skillmeat.toml and collections.toml, without credentials and dates. What is "
        "private is left out unless --include-private. `skillmeat import` takes it in.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_export, run_export>,
};

}  // namespace skillmeat::app::commands
