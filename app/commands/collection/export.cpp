#include <app/commands/collection/export.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/export_text.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat collection export reviewing --output reviewing.toml",
                 "writes a file to hand to a colleague"},
    cli::Example{"skillmeat collection export > all.toml", "all collections of the scope"},
};
constexpr std::array arguments{
    cli::ArgumentSpec{.name = "COLLECTION",
                      .help = "names or ids of collections; none: all of the scope",
                      .minimum = 0,
                      .maximum = cli::many,
                      .completion = cli::Completion::collection}};
constexpr std::array options{
    output_file_option,
    cli::OptionSpec{.name = "include-private",
                    .help = "take private collections and artifacts of private sources along"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.collection.export/1"};
constexpr std::array error_codes{ErrorCode::collection_not_found, ErrorCode::ambiguous_reference,
                                 ErrorCode::invalid_manifest, ErrorCode::io_error};

std::int64_t number(std::size_t count) {
    return static_cast<std::int64_t>(count);
}

std::string item_json(const ops::Exported& exported, const std::optional<std::string>& path) {
    report::JsonObject object;
    object.text_or_null("path", path.value_or(""));
    object.integer("collections", number(exported.collections));
    object.integer("groups", number(exported.groups));
    object.integer("artifacts", number(exported.artifacts));
    object.integer("sources", number(exported.sources));
    object.integer("left_out", number(exported.left_out));
    object.raw("unknown_sources", report::strings_json(exported.unknown));
    object.text_or_null("text", path ? "" : exported.text);
    return object.str();
}

void tell_unknown(Context& context, const ops::Exported& exported) {
    for (const auto& id : exported.unknown) {
        context.output().note(
            fmt::format("no address is known for source {}, which has left", quote(id)));
    }
}

}  // namespace

Result<CollectionExportOptions> bind_collection_export(const cli::Values& values) {
    CollectionExportOptions given;
    given.request.collections = values.positionals("COLLECTION");
    given.request.include_private = values.flag("include-private");
    SKILLMEAT_ASSIGN(given.output, output_file(values));
    return given;
}

Result<Outcome> run_collection_export(const CollectionExportOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, ops::resolve_scope(world, scope_request(context)));
    SKILLMEAT_ASSIGN(const auto exported, ops::export_collections(world, scope, given.request));
    tell_unknown(context, exported);
    SKILLMEAT_TRY(put_export(context, given.output, exported.text,
                             fmt::format("{} with {}", counted(exported.collections, "collection"),
                                         counted(exported.artifacts, "artifact")),
                             exported.left_out, schemas[0], item_json(exported, given.output)));
    return Outcome{};
}

constinit const cli::CommandSpec collection_export_spec{
    .noun = "collection",
    .verb = "export",
    .summary = "write collections as one file to hand on",
    .description =
        "TOML with collections, groups, artifacts and the addresses of their sources, without "
        "credentials; `skillmeat schema collections-export` describes it. What is private is left "
        "out unless --include-private.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_collection_export, run_collection_export>,
};

}  // namespace skillmeat::app::commands
