#include <app/commands/exchange/import.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/report/json.hpp>

#include <app/commands/collection/import_print.hpp>
#include <app/commands/common/options.hpp>
#include <app/commands/common/progress.hpp>
#include <app/commands/common/session.hpp>
#include <app/print/diagnostics.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat import team.toml", "takes in what `skillmeat export` wrote"},
    cli::Example{"skillmeat import skills-lock.json --dry-run",
                 "shows what a file of another tool comes to"},
    cli::Example{"skillmeat import --from claude --scope user",
                 "plugins enabled in Claude Code become a collection"},
};
constexpr std::array arguments{
    cli::ArgumentSpec{.name = "FILE",
                      .help = "files to take in; with --from, none is the usual place",
                      .minimum = 0,
                      .maximum = cli::many,
                      .completion = cli::Completion::file}};
constexpr std::array<std::string_view, 4> formats{"skills-lock", "skill-lock", "claude", "apm"};
constexpr std::array options{
    cli::OptionSpec{.name = "from",
                    .kind = cli::Kind::choice,
                    .value_name = "FORMAT",
                    .help = "format of the file; without it, told by its content",
                    .allowed = formats,
                    .completion = cli::Completion::allowed},
    cli::OptionSpec{.name = "collection",
                    .kind = cli::Kind::text,
                    .value_name = "NAME",
                    .help = "name for what a file of another tool uses"},
    cli::OptionSpec{.name = "private", .help = "make new collections private"},
    cli::OptionSpec{.name = "no-scan", .help = "write the sources only, no network"},
    dry_run_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.import/1"};
constexpr std::array error_codes{
    ErrorCode::invalid_value,    ErrorCode::invalid_manifest, ErrorCode::newer_format,
    ErrorCode::too_large,        ErrorCode::io_error,         ErrorCode::repository_not_found,
    ErrorCode::ref_not_found,    ErrorCode::network_error,    ErrorCode::authentication_failed,
    ErrorCode::migration_needed, ErrorCode::some_failed};

std::string source_json(const ops::ImportedSource& source) {
    report::JsonObject object;
    object.text("id", source.id);
    object.text("url", without_credentials(source.url));
    object.text_or_null("ref", source.ref);
    object.text("result", to_string(source.result));
    if (source.error) {
        report::JsonObject error;
        error.text("code", info(source.error->code).name);
        error.text("message", source.error->message);
        object.raw("error", error.str());
    } else {
        object.null("error");
    }
    return object.str();
}

std::string remarks_json(const std::vector<interop::Remark>& remarks) {
    report::JsonArray array;
    for (const auto& remark : remarks) {
        report::JsonObject object;
        object.text_or_null("origin", remark.origin);
        object.text("reason", remark.reason);
        object.boolean("in_part", remark.in_part);
        array.raw(object.str());
    }
    return array.str();
}

std::string item_json(const ops::ImportedFiles& imported) {
    report::JsonArray files;
    for (const auto& file : imported.files) {
        files.text(file.string());
    }
    report::JsonArray sources;
    for (const auto& source : imported.sources) {
        sources.raw(source_json(source));
    }
    report::JsonArray collections;
    for (const auto& collection : imported.collections.collections) {
        collections.raw(imported_json(collection));
    }
    report::JsonObject object;
    object.text("format", imported.format);
    object.raw("files", files.str());
    object.raw("sources", sources.str());
    object.raw("collections", collections.str());
    object.raw("missing", missing_json(imported.collections.missing));
    object.raw("remarks", remarks_json(imported.remarks));
    return object.str();
}

print::Style style_of(ops::SourceImport result) {
    switch (result) {
        case ops::SourceImport::added:
        case ops::SourceImport::planned:
            return print::Style::green;
        case ops::SourceImport::failed:
            return print::Style::red;
        case ops::SourceImport::present:
            break;
    }
    return print::Style::none;
}

print::Section sources_section(const ops::ImportedFiles& imported) {
    print::Section section;
    section.title = "sources";
    section.columns = {{.header = "ID"},
                       {.header = "RESULT"},
                       {.header = "REF"},
                       {.header = "URL", .shrink = 1, .min_width = 16}};
    for (const auto& source : imported.sources) {
        section.rows.push_back({{source.id, print::Style::bold},
                                {std::string(to_string(source.result)), style_of(source.result)},
                                {source.ref},
                                {without_credentials(source.url)}});
    }
    return section;
}

print::Section collections_section(const ops::ImportedFiles& imported) {
    print::Section section;
    section.title = "collections";
    section.columns = {{.header = "COLLECTION", .shrink = 1, .min_width = 16},
                       {.header = "RESULT"},
                       {.header = "ARTIFACTS ADDED", .align = print::Align::right}};
    for (const auto& collection : imported.collections.collections) {
        section.rows.push_back({{collection.view.collection.name, print::Style::bold},
                                {std::string(result_of(collection))},
                                {std::to_string(collection.artifacts_added)}});
    }
    return section;
}

print::Section remarks_section(const ops::ImportedFiles& imported) {
    print::Section section;
    section.title = "not taken over";
    section.columns = {{.header = "WHERE"}, {.header = ""}, {.header = "WHY", .shrink = 1}};
    for (const auto& remark : imported.remarks) {
        section.rows.push_back(
            {{remark.origin}, {remark.in_part ? "in part" : ""}, {remark.reason}});
    }
    return section;
}

print::Item as_item(const ops::ImportedFiles& imported) {
    print::Item item;
    item.schema = schemas[0];
    item.json = item_json(imported);
    item.changed = imported.changed;
    item.fields = {{"format", {imported.format}}};
    for (auto& section :
         {sources_section(imported), collections_section(imported), remarks_section(imported)}) {
        if (!section.rows.empty()) {
            item.sections.push_back(section);
        }
    }
    return item;
}

}  // namespace

Result<ImportOptions> bind_import(const cli::Values& values) {
    ImportOptions given;
    given.files = values.positionals("FILE");
    if (const auto from = values.text("from")) {
        given.request.format = interop::parse_format(*from);
    }
    given.request.collection = values.text("collection").value_or("");
    given.request.is_private = values.flag("private");
    given.request.scan = !values.flag("no-scan");
    given.request.dry_run = values.flag("dry-run");
    if (given.files.empty() && !given.request.format) {
        return fail(ErrorCode::invalid_usage, "expected a file, or `--from FORMAT`");
    }
    if (given.files.size() > 1 && given.request.format != interop::Format::claude) {
        return fail(ErrorCode::invalid_usage,
                    "several files belong together with `--from claude` alone",
                    "import them one by one");
    }
    return given;
}

Result<Outcome> run_import(const ImportOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto here, context.environment.current_directory());
    auto request = given.request;
    for (const auto& file : given.files) {
        request.files.push_back(here / file);
    }
    ScanProgressLine progress(context);
    world.progress = &progress;
    auto imported = ops::import_files(world, scope, request);
    progress.end();
    if (!imported) {
        return fail(std::move(imported).error());
    }
    context.output().item(as_item(*imported));
    warn_missing(context, imported->collections.missing);
    std::vector<Error> failures;
    for (const auto& source : imported->sources) {
        if (source.error) {
            context.diagnostics.error(*source.error);
            failures.push_back(*source.error);
        }
    }
    return Outcome{print::combined_exit_code(failures)};
}

constinit const cli::CommandSpec import_spec{
    .noun = "import",
    .summary = "take in sources and collections from a file",
    .description =
        "Reads what `skillmeat export` wrote, skills-lock.json and .skill-lock.json of the "
        "`skills` "
        "tool and gh, settings of Claude Code with enabled plugins, and apm.yml. They become "
        "sources, scanned at once unless --no-scan, and collections; what cannot be taken over is "
        "listed with the reason. What is here stays, so a second import changes nothing. Foreign "
        "files are only read.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_import, run_import>,
};

}  // namespace skillmeat::app::commands
