#include <app/commands/group/delete.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/group/shared.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat group delete reviewing triage", "its artifacts stay in the collection"},
    cli::Example{"skillmeat group delete reviewing triage --dry-run", "shows what would go"},
};
constexpr std::array arguments{collection_argument, group_argument};
constexpr std::array options{dry_run_option};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.group.delete/1"};
constexpr std::array error_codes{ErrorCode::collection_not_found, ErrorCode::group_not_found,
                                 ErrorCode::ambiguous_reference, ErrorCode::invalid_manifest};

}  // namespace

Result<GroupDeleteOptions> bind_group_delete(const cli::Values& values) {
    return GroupDeleteOptions{group_name_of(values), values.flag("dry-run")};
}

Result<Outcome> run_group_delete(const GroupDeleteOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change, ops::delete_group(world, scope, given.name, given.dry_run));
    context.output().note(fmt::format(
        "{} group {}; its artifacts stay in {}", given.dry_run ? "would delete" : "deleted",
        quote(change.group.name), quote(change.view.collection.name)));
    print_group(context, schemas[0], change);
    return Outcome{};
}

constinit const cli::CommandSpec group_delete_spec{
    .noun = "group",
    .verb = "delete",
    .summary = "delete a group; its artifacts stay in the collection",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_group_delete, run_group_delete>,
};

}  // namespace skillmeat::app::commands
