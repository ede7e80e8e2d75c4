#include <app/commands/schema/schema.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/json.hpp>

#include <array>

#include <app/cli/suggest.hpp>
#include <app/commands/schema/commands_document.hpp>
#include <app/commands/schema/embedded.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat schema source.list", "prints the JSON Schema of 'source list --json'"},
    cli::Example{"skillmeat schema commands",
                 "prints all commands, flags, schemas and error codes as one JSON document"},
};

constexpr std::array arguments{
    cli::ArgumentSpec{.name = "NAME",
                      .help = "a schema of the list, or 'commands'; without it: the list",
                      .minimum = 0,
                      .completion = cli::Completion::schema}};

constexpr std::array<std::string_view, 2> schemas{"skillmeat.schema.list/1",
                                                  "skillmeat.commands/1"};
constexpr std::array error_codes{ErrorCode::topic_not_found};

std::string_view kind_of(const EmbeddedSchema& schema) {
    return schema.path.starts_with("output/") ? "output" : "file";
}

void print_list(Context& context) {
    const auto all = embedded_schemas();
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "NAME"}, {.header = "KIND"}, {.header = "FILE", .shrink = 1}};
    list.count = all.size();
    list.page.total = all.size();
    list.cells = [&](std::size_t i) {
        return print::Row{{std::string(name_of(all[i]))},
                          {std::string(kind_of(all[i]))},
                          {"schemas/" + std::string(all[i].path)}};
    };
    list.json = [&](std::size_t i) {
        return report::JsonObject()
            .text("name", name_of(all[i]))
            .text("kind", kind_of(all[i]))
            .text("path", "schemas/" + std::string(all[i].path))
            .str();
    };
    context.output().list(list);
}

}  // namespace

Result<SchemaOptions> bind_schema(const cli::Values& values) {
    return SchemaOptions{values.text("NAME")};
}

Result<Outcome> run_schema(const SchemaOptions& options, Context& context) {
    if (!options.name) {
        print_list(context);
        return Outcome{};
    }
    if (*options.name == "commands") {
        context.output().raw(commands_document(context.registry) + "\n");
        return Outcome{};
    }
    if (const EmbeddedSchema* schema = find_schema(*options.name)) {
        context.output().raw(schema->text);
        return Outcome{};
    }
    std::vector<std::string_view> names{"commands"};
    for (const EmbeddedSchema& schema : embedded_schemas()) {
        names.push_back(name_of(schema));
    }
    return fail(ErrorCode::topic_not_found, "no schema " + quote(*options.name),
                cli::did_you_mean(*options.name, names, "skillmeat schema ",
                                  "run 'skillmeat schema' for the list"));
}

constinit const cli::CommandSpec schema_spec{
    .noun = "schema",
    .summary = "print the JSON Schema of a file or an output",
    .description = "Names are those of the list; the 'schema' member of an output is taken too.",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_schema, run_schema>,
};

}  // namespace skillmeat::app::commands
