#include <app/commands/collection/import.hpp>

#include <array>

#include <app/commands/collection/import_print.hpp>
#include <app/commands/collection/shared.hpp>
#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat collection import reviewing.toml",
                 "takes in what a colleague exported, and names what is not here"},
    cli::Example{"skillmeat collection import all.toml --dry-run", "shows what would be added"},
};
constexpr std::array arguments{cli::ArgumentSpec{
    .name = "FILE", .help = "what `collection export` wrote", .completion = cli::Completion::file}};
constexpr std::array options{
    cli::OptionSpec{.name = "private", .help = "make new collections private"},
    dry_run_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.collection.import/1"};
constexpr std::array error_codes{ErrorCode::invalid_manifest, ErrorCode::newer_format,
                                 ErrorCode::invalid_value, ErrorCode::io_error,
                                 ErrorCode::too_large};

print::List as_list(const ops::Imported& imported) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "COLLECTION", .shrink = 1, .min_width = 16},
                    {.header = "RESULT"},
                    {.header = "ARTIFACTS ADDED", .align = print::Align::right},
                    {.header = "GROUPS ADDED", .align = print::Align::right}};
    list.count = imported.collections.size();
    list.cells = [&imported](std::size_t i) {
        const auto& row = imported.collections[i];
        return print::Row{{row.view.collection.name, print::Style::bold},
                          {std::string(result_of(row))},
                          {std::to_string(row.artifacts_added)},
                          {std::to_string(row.groups_added)}};
    };
    list.json = [&imported](std::size_t i) { return imported_json(imported.collections[i]); };
    list.page.total = list.count;
    list.empty_message = "no collections in the file";
    return list;
}

}  // namespace

Result<CollectionImportOptions> bind_collection_import(const cli::Values& values) {
    return CollectionImportOptions{values.positional("FILE"), values.flag("private"),
                                   values.flag("dry-run")};
}

Result<Outcome> run_collection_import(const CollectionImportOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto here, context.environment.current_directory());
    SKILLMEAT_ASSIGN(const auto imported,
                     ops::import_collections(world, scope,
                                             {here / given.file, given.is_private, given.dry_run}));
    auto list = as_list(imported);
    list.extra = {{"changed", imported.changed && !given.dry_run ? "true" : "false"},
                  {"missing", missing_json(imported.missing)}};
    context.output().list(list);
    warn_missing(context, imported.missing);
    return Outcome{};
}

constinit const cli::CommandSpec collection_import_spec{
    .noun = "collection",
    .verb = "import",
    .summary = "take in collections that were exported",
    .description =
        "A collection is the one here with its id, else with its name, else a new one; what it has "
        "stays, what it lacks is added, so a second import changes nothing. Sources are told by "
        "their addresses. Artifacts that are not here become members all the same, and are listed "
        "with the command that would bring them.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_collection_import, run_collection_import>,
};

}  // namespace skillmeat::app::commands
