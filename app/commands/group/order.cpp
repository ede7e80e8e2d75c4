#include <app/commands/group/order.hpp>

#include <array>
#include <charconv>
#include <numeric>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/group/group_list.hpp>
#include <app/commands/group/shared.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array reorder_examples{
    cli::Example{"skillmeat group reorder reviewing triage 'first pass' rest",
                 "the whole order, by name or id"},
    cli::Example{"skillmeat group reorder reviewing rest=0", "puts one where it belongs"},
};
constexpr std::array position_examples{
    cli::Example{"skillmeat group position reviewing triage skill:pdf 0", "puts it first"},
    cli::Example{"skillmeat group position reviewing triage agent:reviewer 2 --json",
                 "puts it third, for a script"},
};
constexpr std::array artifacts_examples{
    cli::Example{"skillmeat group reorder-artifacts reviewing triage skill:pdf agent:reviewer",
                 "the whole order"},
    cli::Example{"skillmeat group reorder-artifacts reviewing triage agent:reviewer=0 skill:pdf=3",
                 "some positions; the others keep their order"},
};
constexpr std::array reorder_arguments{
    collection_argument,
    cli::ArgumentSpec{.name = "GROUP",
                      .help = "all groups in their new order, or GROUP=POSITION for some",
                      .maximum = cli::many,
                      .completion = cli::Completion::group}};
constexpr std::array position_arguments{
    collection_argument, group_argument,
    cli::ArgumentSpec{
        .name = "REF", .help = "an artifact of the group", .completion = cli::Completion::artifact},
    cli::ArgumentSpec{.name = "POSITION", .help = "where to stand, from 0; the others shift"}};
constexpr std::array artifacts_arguments{
    collection_argument, group_argument,
    cli::ArgumentSpec{.name = "REF",
                      .help = "all artifacts in their new order, or REF=POSITION for some",
                      .maximum = cli::many,
                      .completion = cli::Completion::artifact}};
constexpr std::array<std::string_view, 1> reorder_schemas{"skillmeat.group.reorder/1"};
constexpr std::array<std::string_view, 1> position_schemas{"skillmeat.group.position/1"};
constexpr std::array<std::string_view, 1> artifacts_schemas{"skillmeat.group.reorder-artifacts/1"};
constexpr std::array reorder_codes{ErrorCode::collection_not_found, ErrorCode::group_not_found,
                                   ErrorCode::ambiguous_reference, ErrorCode::invalid_value,
                                   ErrorCode::invalid_manifest};
constexpr std::array artifact_codes{ErrorCode::collection_not_found, ErrorCode::group_not_found,
                                    ErrorCode::artifact_not_found,   ErrorCode::ambiguous_reference,
                                    ErrorCode::invalid_value,        ErrorCode::invalid_manifest};

constexpr std::string_view all_or_nothing =
    "Positions count from 0 without gaps. One out of range, given twice or missing is an error, "
    "and "
    "nothing is changed.";

void say(Context& context, const ops::GroupChange& change) {
    const auto name = quote(change.group.name);
    context.output().note(change.changed
                              ? fmt::format("put the artifacts of {} in order", name)
                              : fmt::format("the artifacts of {} are as they were", name));
}

}  // namespace

Result<GroupReorderOptions> bind_group_reorder(const cli::Values& values) {
    return GroupReorderOptions{values.positional("COLLECTION"), values.positionals("GROUP")};
}

Result<Outcome> run_group_reorder(const GroupReorderOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change,
                     ops::reorder_groups(world, scope, options.collection, options.words));
    std::vector<std::size_t> all(change.view.collection.groups.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    auto list = group_list(change.view, all);
    list.schema = reorder_schemas[0];
    list.extra = {{"changed", change.changed ? "true" : "false"}};
    context.output().list(list);
    if (!change.changed) {
        context.output().note("the groups are as they were");
    }
    return Outcome{};
}

Result<GroupPositionOptions> bind_group_position(const cli::Values& values) {
    GroupPositionOptions options{group_name_of(values), values.positional("REF"), 0};
    const auto text = values.positional("POSITION");
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, options.position);
    if (stop != end || error != std::errc()) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("expected a position from 0 on, found {}", quote(text)));
    }
    return options;
}

Result<Outcome> run_group_position(const GroupPositionOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(
        const auto change,
        ops::position_in_group(world, scope, options.name, options.reference, options.position));
    say(context, change);
    print_group(context, position_schemas[0], change, true);
    return Outcome{};
}

Result<GroupReorderArtifactsOptions> bind_group_reorder_artifacts(const cli::Values& values) {
    return GroupReorderArtifactsOptions{group_name_of(values), values.positionals("REF")};
}

Result<Outcome> run_group_reorder_artifacts(const GroupReorderArtifactsOptions& options,
                                            Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change,
                     ops::reorder_artifacts(world, scope, options.name, options.words));
    say(context, change);
    print_group(context, artifacts_schemas[0], change, true);
    return Outcome{};
}

constinit const cli::CommandSpec group_reorder_spec{
    .noun = "group",
    .verb = "reorder",
    .summary = "put the groups of a collection in order",
    .description = all_or_nothing,
    .examples = reorder_examples,
    .arguments = reorder_arguments,
    .output_schemas = reorder_schemas,
    .error_codes = reorder_codes,
    .writes = true,
    .bind = cli::bind_run<bind_group_reorder, run_group_reorder>,
};

constinit const cli::CommandSpec group_position_spec{
    .noun = "group",
    .verb = "position",
    .summary = "put an artifact at a position of its group",
    .description = all_or_nothing,
    .examples = position_examples,
    .arguments = position_arguments,
    .output_schemas = position_schemas,
    .error_codes = artifact_codes,
    .writes = true,
    .bind = cli::bind_run<bind_group_position, run_group_position>,
};

constinit const cli::CommandSpec group_reorder_artifacts_spec{
    .noun = "group",
    .verb = "reorder-artifacts",
    .summary = "put the artifacts of a group in order",
    .description = all_or_nothing,
    .examples = artifacts_examples,
    .arguments = artifacts_arguments,
    .output_schemas = artifacts_schemas,
    .error_codes = artifact_codes,
    .writes = true,
    .bind = cli::bind_run<bind_group_reorder_artifacts, run_group_reorder_artifacts>,
};

}  // namespace skillmeat::app::commands
