#include <app/commands/collection/import.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/exchange_collections.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

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

std::string_view result_of(const ops::ImportedCollection& collection) {
    if (collection.created) {
        return "created";
    }
    return collection.changed ? "updated" : "unchanged";
}

std::string imported_json(const ops::ImportedCollection& imported) {
    report::JsonObject object;
    object.text("id", imported.view.collection.id);
    object.text("name", imported.view.collection.name);
    object.text("result", result_of(imported));
    object.integer("artifacts_added", static_cast<std::int64_t>(imported.artifacts_added));
    object.integer("groups_added", static_cast<std::int64_t>(imported.groups_added));
    return object.str();
}

std::string missing_json(const std::vector<ops::MissingArtifacts>& missing) {
    report::JsonArray array;
    for (const auto& row : missing) {
        report::JsonObject object;
        object.text("source_id", row.source_id);
        object.text_or_null("url", without_credentials(row.url));
        object.text("reason", to_string(row.reason));
        object.raw("artifacts", report::strings_json(row.artifacts));
        object.text_or_null("command", row.command);
        array.raw(object.str());
    }
    return array.str();
}

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

std::string_view why(ops::Absence reason) {
    switch (reason) {
        case ops::Absence::no_source:
            return "that source is not here";
        case ops::Absence::not_scanned:
            return "that source is not scanned here";
        case ops::Absence::no_artifact:
            return "that source does not offer them now";
    }
    return "";
}

/// One warning for each source, with the command that would bring what is missing.
void warn_missing(Context& context, const std::vector<ops::MissingArtifacts>& missing) {
    constexpr std::size_t most = 10;
    for (const auto& row : missing) {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < row.artifacts.size() && i < most; ++i) {
            names.push_back(quote(row.artifacts[i]));
        }
        if (row.artifacts.size() > most) {
            names.push_back(fmt::format("and {} more", row.artifacts.size() - most));
        }
        context.diagnostics.report(
            {Severity::warning,
             fmt::format("{} of {} missing, since {}: {}",
                         counted(row.artifacts.size(), "artifact"), quote(row.source_id),
                         why(row.reason), join(names, ", ")),
             {},
             row.command.empty() ? std::string("the file does not say where that source is")
                                 : fmt::format("run `{}`", row.command)});
    }
}

}  // namespace

Result<CollectionImportOptions> bind_collection_import(const cli::Values& values) {
    return CollectionImportOptions{values.positional("FILE"), values.flag("private"),
                                   values.flag("dry-run")};
}

Result<Outcome> run_collection_import(const CollectionImportOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto here, context.environment.current_directory());
    SKILLMEAT_ASSIGN(const auto imported,
                     ops::import_collections(
                         world, scope, {here / options.file, options.is_private, options.dry_run}));
    auto list = as_list(imported);
    list.extra = {{"changed", imported.changed && !options.dry_run ? "true" : "false"},
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
