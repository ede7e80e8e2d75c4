#include <app/commands/group/list.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/collections/show_collections.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/group/group_list.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat group list reviewing", "the groups of a collection in order"},
    cli::Example{"skillmeat group list reviewing --search pass --json | jq -r '.items[].name'",
                 "names for a script"},
};
constexpr std::array arguments{collection_argument};
constexpr std::array options{text_search_option};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.group.list/1"};
constexpr std::array error_codes{ErrorCode::collection_not_found, ErrorCode::ambiguous_reference,
                                 ErrorCode::invalid_manifest};

}  // namespace

Result<GroupListOptions> bind_group_list(const cli::Values& values) {
    return GroupListOptions{values.positional("COLLECTION"), values.text("search").value_or("")};
}

Result<Outcome> run_group_list(const GroupListOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto groups,
                     ops::list_groups(world, scopes, given.collection, given.search));
    auto list = group_list(groups.view, groups.positions);
    list.schema = schemas[0];
    list.empty_message =
        given.search.empty()
            ? fmt::format("no groups in {}; make one with `skillmeat group create {} NAME`",
                          quote(groups.view.collection.name),
                          shell_word(groups.view.collection.name))
            : std::string("no group fits the search");
    context.output().list(list);
    return Outcome{};
}

constinit const cli::CommandSpec group_list_spec{
    .noun = "group",
    .verb = "list",
    .summary = "list the groups of a collection",
    .description = "By position, from 0.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_group_list, run_group_list>,
};

}  // namespace skillmeat::app::commands
