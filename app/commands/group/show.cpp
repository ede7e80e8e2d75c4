#include <app/commands/group/show.hpp>

#include <array>

#include <skillmeat/ops/collections/show_collections.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/group/shared.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat group show reviewing 'first pass'", "its artifacts in order"},
    cli::Example{"skillmeat group show reviewing triage --json | jq -r '.item.artifacts[].id'",
                 "ids for a script"},
};
constexpr std::array arguments{collection_argument, group_argument};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.group.show/1"};
constexpr std::array error_codes{ErrorCode::collection_not_found, ErrorCode::group_not_found,
                                 ErrorCode::ambiguous_reference, ErrorCode::invalid_manifest};

print::Section artifact_section(const std::vector<Member>& members) {
    print::Section section;
    section.title = "artifacts";
    section.columns = {{.header = "POSITION", .align = print::Align::right},
                       {.header = "TYPE"},
                       {.header = "NAME", .shrink = 1, .min_width = 16},
                       {.header = "STATUS"},
                       {.header = "SOURCE", .shrink = 2},
                       {.header = "PATH", .shrink = 3}};
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto& member = members[i];
        section.rows.push_back({{std::to_string(i)},
                                {std::string(to_string(member.parts.type))},
                                {member.name, print::Style::bold},
                                status_cell(member),
                                {member.parts.source_id},
                                {member.parts.path}});
    }
    return section;
}

}  // namespace

Result<ops::GroupName> bind_group_show(const cli::Values& values) {
    return group_name_of(values);
}

Result<Outcome> run_group_show(const ops::GroupName& name, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto details, ops::show_group(world, scopes, name));
    print::Item item;
    item.schema = schemas[0];
    item.json = report::group_details_json(facts_of(details.view), details.group(),
                                           details.position, details.members);
    item.fields = group_fields(details.view, details.group(), details.position);
    if (!details.members.empty()) {
        item.sections.push_back(artifact_section(details.members));
    }
    context.output().item(item);
    return Outcome{};
}

constinit const cli::CommandSpec group_show_spec{
    .noun = "group",
    .verb = "show",
    .summary = "show a group with its artifacts",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_group_show, run_group_show>,
};

}  // namespace skillmeat::app::commands
