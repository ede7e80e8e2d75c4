#include <app/commands/source/tag.hpp>

#include <array>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/sources/source_details.hpp>
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
constexpr std::array suggest_examples{
    cli::Example{"skillmeat source tag suggest acme/tools", "topics of the repository as tags"},
    cli::Example{"skillmeat source tag suggest acme/tools --format plain | "
                 "xargs -r skillmeat source tag add acme/tools",
                 "takes all of them"},
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
constexpr std::array suggest_options{
    cli::OptionSpec{.name = "offline", .help = "no network: what the host said before"}};
constexpr std::array<std::string_view, 1> suggest_schemas{"skillmeat.source.tag.suggest/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::invalid_value};
constexpr std::array suggest_error_codes{
    ErrorCode::source_not_found, ErrorCode::repository_not_found, ErrorCode::authentication_failed,
    ErrorCode::network_error,    ErrorCode::rate_limited,         ErrorCode::objects_missing};

template <ops::TagEdit Edit>
Result<Outcome> run_edit(const SourceTagOptions& options, Context& context) {
    return run_source_tag(options, Edit, context);
}

print::List tag_list(std::string_view schema, const std::vector<std::string>& tags) {
    print::List list;
    list.schema = schema;
    list.columns = {{.header = "TAG"}};
    list.count = tags.size();
    list.cells = [&tags](std::size_t i) { return print::Row{{tags[i]}}; };
    list.json = [&tags](std::size_t i) { return report::JsonObject().text("tag", tags[i]).str(); };
    list.page.total = tags.size();
    return list;
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
    auto list = tag_list(list_schemas[0], record->source.tags);
    list.empty_message = "no tags";
    context.output().list(list);
    return Outcome{};
}

Result<TagSuggestOptions> bind_source_tag_suggest(const cli::Values& values) {
    return TagSuggestOptions{values.positional("SRC"), values.flag("offline")};
}

Result<Outcome> run_source_tag_suggest(const TagSuggestOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, ops::resolve_scope(world, scope_request(context)));
    SKILLMEAT_ASSIGN(const auto suggestions,
                     ops::suggest_tags(world, scope, options.source, options.offline));
    auto list = tag_list(suggest_schemas[0], suggestions.tags);
    list.empty_message = suggestions.host_has_topics
                             ? "its repository has no topics that are not tags of it already"
                             : "its host has no topics to suggest tags from";
    context.output().list(list);
    if (!suggestions.tags.empty()) {
        context.output().note("to add them: skillmeat source tag add " + suggestions.source_id +
                              " " + join(suggestions.tags, " "));
    }
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

constinit const cli::CommandSpec source_tag_suggest_spec{
    .noun = "source",
    .verb = "tag suggest",
    .summary = "suggest tags from the topics of the repository",
    .description = "Asks the repository's host. Nothing is written.",
    .examples = suggest_examples,
    .arguments = list_arguments,
    .options = suggest_options,
    .output_schemas = suggest_schemas,
    .error_codes = suggest_error_codes,
    .bind = cli::bind_run<bind_source_tag_suggest, run_source_tag_suggest>,
};

}  // namespace skillmeat::app::commands
