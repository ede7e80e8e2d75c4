#include <app/commands/group/members.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/group/shared.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array add_examples{
    cli::Example{"skillmeat group add reviewing triage skill:pdf agent:reviewer",
                 "adds two artifacts at the end"},
    cli::Example{"skillmeat group add reviewing triage agent:reviewer --position 0",
                 "puts it first, also when it is in the group already"},
};
constexpr std::array remove_examples{
    cli::Example{"skillmeat group remove reviewing triage skill:pdf", "it stays in the collection"},
    cli::Example{"skillmeat group remove reviewing triage skill:./old@gone/tools",
                 "also one whose source has left"},
};
constexpr std::array arguments{collection_argument, group_argument, references_argument};
constexpr std::array add_options{position_option};
constexpr std::array<std::string_view, 1> add_schemas{"skillmeat.group.add/1"};
constexpr std::array<std::string_view, 1> remove_schemas{"skillmeat.group.remove/1"};
constexpr std::array error_codes{ErrorCode::collection_not_found, ErrorCode::group_not_found,
                                 ErrorCode::artifact_not_found,   ErrorCode::ambiguous_reference,
                                 ErrorCode::not_scanned,          ErrorCode::invalid_value,
                                 ErrorCode::invalid_manifest};

std::string in_group(const ops::GroupChange& change) {
    return fmt::format("{} of {}; it holds {}", quote(change.group.name),
                       quote(change.view.collection.name), change.group.artifacts.size());
}

}  // namespace

Result<GroupMembersOptions> bind_group_members(const cli::Values& values) {
    return GroupMembersOptions{group_name_of(values), values.positionals("REF"),
                               position_of(values)};
}

Result<Outcome> run_group_add(const GroupMembersOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change, ops::add_to_group(world, scope, options.name,
                                                          options.references, options.position));
    note_unchanged(context, change.artifacts,
                   options.position ? "stands there already" : "was in it already");
    if (change.changed) {
        context.output().note(fmt::format("{} {} {} group {}", options.position ? "put" : "added",
                                          counted(count_changed(change.artifacts), "artifact"),
                                          options.position ? "into" : "to", in_group(change)));
    }
    print_group(context, add_schemas[0], change, true);
    return Outcome{};
}

Result<Outcome> run_group_remove(const GroupMembersOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change,
                     ops::remove_from_group(world, scope, options.name, options.references));
    note_unchanged(context, change.artifacts, "was not in it");
    if (change.changed) {
        context.output().note(fmt::format("took {} out of group {}",
                                          counted(count_changed(change.artifacts), "artifact"),
                                          in_group(change)));
    }
    print_group(context, remove_schemas[0], change, true);
    return Outcome{};
}

constinit const cli::CommandSpec group_add_spec{
    .noun = "group",
    .verb = "add",
    .summary = "add artifacts to a group and its collection",
    .description =
        "All are found before anything is written. With --position they come to stand "
        "there in the order given, also those that are in the group.",
    .examples = add_examples,
    .arguments = arguments,
    .options = add_options,
    .output_schemas = add_schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_group_members, run_group_add>,
};

constinit const cli::CommandSpec group_remove_spec{
    .noun = "group",
    .verb = "remove",
    .summary = "take artifacts out of a group",
    .description = "They stay in the collection. What is not in the group changes nothing.",
    .examples = remove_examples,
    .arguments = arguments,
    .output_schemas = remove_schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_group_members, run_group_remove>,
};

}  // namespace skillmeat::app::commands
