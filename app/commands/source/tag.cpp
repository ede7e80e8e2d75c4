#include <app/commands/source/tag.hpp>

#include <array>

#include <skillmeat/report/json.hpp>

#include <app/commands/common/session.hpp>
#include <app/commands/source/changed.hpp>
#include <app/commands/source/shared.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array add_examples{
    cli::Example{"skillmeat source tag add acme/tools official reviewed", "adds two tags"},
    cli::Example{"skillmeat source tag add acme/tools official --json | jq .changed",
                 "false when the tag was there"},
};
constexpr std::array remove_examples{
    cli::Example{"skillmeat source tag remove acme/tools draft", "takes one tag away"},
    cli::Example{"skillmeat source tag remove acme/tools draft old", "takes two tags away"},
};
constexpr std::array set_examples{
    cli::Example{"skillmeat source tag set acme/tools official", "leaves exactly this tag"},
    cli::Example{"skillmeat source tag set acme/tools", "leaves none"},
};
constexpr std::array list_examples{
    cli::Example{"skillmeat source tag list acme/tools", "one tag a line"},
    cli::Example{"skillmeat source tag list acme/tools --json | jq -r '.items[].tag'",
                 "for a script"},
};
constexpr cli::ArgumentSpec source_argument{.name = "SRC",
                                            .help = "id, owner/repo or URL of a source",
                                            .completion = cli::Completion::source};
constexpr std::array arguments{source_argument,
                               cli::ArgumentSpec{.name = "TAG",
                                                 .help = "letters, digits, `_` and `-`, at most 50",
                                                 .maximum = cli::many,
                                                 .completion = cli::Completion::tag}};
constexpr std::array set_arguments{source_argument,
                                   cli::ArgumentSpec{.name = "TAG",
                                                     .help = "letters, digits, `_` and `-`",
                                                     .minimum = 0,
                                                     .maximum = cli::many,
                                                     .completion = cli::Completion::tag}};
constexpr std::array list_arguments{source_argument};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.source.tag/1"};
constexpr std::array<std::string_view, 1> list_schemas{"skillmeat.source.tag.list/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::invalid_value};

template <ops::TagEdit Edit>
Result<Outcome> run_edit(const SourceTagOptions& options, Context& context) {
    return run_source_tag(options, Edit, context);
}

}  // namespace

Result<SourceTagOptions> bind_source_tag(const cli::Values& values) {
    return SourceTagOptions{values.positional("SRC"), values.positionals("TAG")};
}

Result<Outcome> run_source_tag(const SourceTagOptions& options, ops::TagEdit edit,
                               Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto changed,
                     ops::edit_tags(world, scope, options.source, edit, options.tags));
    print_changed(context, schemas[0], changed, "tagged");
    return Outcome{};
}

Result<Outcome> run_source_tag_list(const SourceTagOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, ops::resolve_scope(world, scope_request(context)));
    SKILLMEAT_ASSIGN(const auto workspace, ops::load_workspace(world, scope));
    SKILLMEAT_ASSIGN(const auto* record, ops::find_source(workspace, options.source));
    const auto& tags = record->source.tags;
    print::List list;
    list.schema = list_schemas[0];
    list.columns = {{.header = "TAG"}};
    list.count = tags.size();
    list.cells = [&tags](std::size_t i) { return print::Row{{tags[i]}}; };
    list.json = [&tags](std::size_t i) { return report::JsonObject().text("tag", tags[i]).str(); };
    list.page.total = tags.size();
    list.empty_message = "no tags";
    context.output().list(list);
    return Outcome{};
}

constinit const cli::CommandSpec source_tag_add_spec{
    .noun = "source",
    .verb = "tag add",
    .summary = "add tags to a source",
    .description = "All tags are checked before anything is written.",
    .examples = add_examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_source_tag, run_edit<ops::TagEdit::add>>,
};

constinit const cli::CommandSpec source_tag_remove_spec{
    .noun = "source",
    .verb = "tag remove",
    .summary = "take tags off a source",
    .examples = remove_examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_source_tag, run_edit<ops::TagEdit::remove>>,
};

constinit const cli::CommandSpec source_tag_set_spec{
    .noun = "source",
    .verb = "tag set",
    .summary = "replace the tags of a source",
    .examples = set_examples,
    .arguments = set_arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_source_tag, run_edit<ops::TagEdit::set>>,
};

constinit const cli::CommandSpec source_tag_list_spec{
    .noun = "source",
    .verb = "tag list",
    .summary = "list the tags of a source",
    .examples = list_examples,
    .arguments = list_arguments,
    .output_schemas = list_schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_source_tag, run_source_tag_list>,
};

}  // namespace skillmeat::app::commands
