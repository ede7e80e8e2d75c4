#include <app/commands/source/show.hpp>

#include <array>

#include <skillmeat/ops/sources/source_details.hpp>

#include <app/commands/common/session.hpp>
#include <app/commands/source/shared.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat source show anthropics/skills", "everything known about one source"},
    cli::Example{"skillmeat source show anthropics/skills --json | jq -r .item.commit",
                 "the commit it is locked to"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "SRC",
                                                 .help = "id, owner/repo or URL of a source",
                                                 .completion = cli::Completion::source}};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.source.show/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::ambiguous_reference,
                                 ErrorCode::invalid_manifest, ErrorCode::lock_damaged};

}  // namespace

Result<SourceShowOptions> bind_source_show(const cli::Values& values) {
    return SourceShowOptions{values.positional("SRC")};
}

Result<Outcome> run_source_show(const SourceShowOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto view, ops::find_view(world, scopes, options.source));
    print::Item item;
    item.schema = schemas[0];
    item.json = report::source_json(facts_of(view), true);
    item.fields = source_fields(view);
    if (!view.record.source.exclude.empty()) {
        item.sections.push_back(exclusion_section(view.record.source));
    }
    context.output().item(item);
    return Outcome{};
}

constinit const cli::CommandSpec source_show_spec{
    .noun = "source",
    .verb = "show",
    .summary = "show everything known about one source",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_source_show, run_source_show>,
};

}  // namespace skillmeat::app::commands
