#include <app/commands/collection/show.hpp>

#include <array>
#include <unordered_map>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/ops/collections/show_collections.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat collection show reviewing", "its artifacts, and its groups in order"},
    cli::Example{"skillmeat collection show reviewing --json | jq -r "
                 "'.item.artifacts[] | select(.status == \"missing\") | .id'",
                 "artifacts that are gone"},
};
constexpr std::array arguments{collection_argument};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.collection.show/1"};
constexpr std::array error_codes{ErrorCode::collection_not_found, ErrorCode::ambiguous_reference,
                                 ErrorCode::invalid_manifest, ErrorCode::newer_format};

/// Names of the groups that hold an artifact, by its key.
std::unordered_map<std::string, std::vector<std::string>> groups_by_artifact(
    const Collection& collection) {
    std::unordered_map<std::string, std::vector<std::string>> groups;
    for (const auto& group : collection.groups) {
        for (const auto& artifact : group.artifacts) {
            groups[artifact_id_key(artifact)].push_back(group.name);
        }
    }
    return groups;
}

print::Section artifact_section(const ops::CollectionDetails& details) {
    print::Section section;
    section.title = "artifacts";
    section.columns = {{.header = "TYPE"},
                       {.header = "NAME", .shrink = 1, .min_width = 16},
                       {.header = "STATUS"},
                       {.header = "SOURCE", .shrink = 2},
                       {.header = "PATH", .shrink = 3},
                       {.header = "GROUPS", .shrink = 4}};
    auto groups = groups_by_artifact(details.view.collection);
    for (const auto& member : details.members) {
        section.rows.push_back({{std::string(to_string(member.parts.type))},
                                {member.name, print::Style::bold},
                                status_cell(member),
                                {member.parts.source_id},
                                {member.parts.path},
                                {join(groups[artifact_id_key(member.id)], ", ")}});
    }
    return section;
}

print::Section group_section(const Collection& collection) {
    print::Section section;
    section.title = "groups";
    section.columns = {{.header = "POSITION", .align = print::Align::right},
                       {.header = "NAME", .shrink = 1, .min_width = 16},
                       {.header = "ARTIFACTS", .align = print::Align::right},
                       {.header = "ID"},
                       {.header = "DESCRIPTION", .shrink = 2}};
    for (std::size_t i = 0; i < collection.groups.size(); ++i) {
        const auto& group = collection.groups[i];
        section.rows.push_back({{std::to_string(i)},
                                {group.name, print::Style::bold},
                                {std::to_string(group.artifacts.size())},
                                {group.id},
                                {group.description}});
    }
    return section;
}

}  // namespace

Result<CollectionShowOptions> bind_collection_show(const cli::Values& values) {
    return CollectionShowOptions{values.positional("COLLECTION")};
}

Result<Outcome> run_collection_show(const CollectionShowOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto details, ops::show_collection(world, scopes, options.collection));
    const auto& collection = details.view.collection;
    print::Item item;
    item.schema = schemas[0];
    if (context.globals.machine()) {
        item.json = report::collection_details_json(facts_of(details.view), details.members);
    } else {
        item.fields = collection_fields(details.view);
        if (!details.members.empty()) {
            item.sections.push_back(artifact_section(details));
        }
        if (!collection.groups.empty()) {
            item.sections.push_back(group_section(collection));
        }
    }
    context.output().item(item);
    return Outcome{};
}

constinit const cli::CommandSpec collection_show_spec{
    .noun = "collection",
    .verb = "show",
    .summary = "show a collection with its artifacts and groups",
    .description =
        "An artifact that left its source, or whose source left, stays and is `missing`; where a "
        "source has no catalog here it is `not_scanned`.",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_collection_show, run_collection_show>,
};

}  // namespace skillmeat::app::commands
