#include <app/commands/group/update.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/group/shared.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat group update reviewing triage --name 'first pass'", "renames it"},
    cli::Example{"skillmeat group update reviewing triage --position 0 --description ''",
                 "puts it first and clears its description"},
};
constexpr std::array arguments{collection_argument, group_argument};
constexpr std::array options{
    cli::OptionSpec{.name = "name",
                    .kind = cli::Kind::text,
                    .value_name = "NAME",
                    .help = "another name; the id stays"},
    words_option,
    position_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.group.update/1"};
constexpr std::array error_codes{ErrorCode::collection_not_found, ErrorCode::group_not_found,
                                 ErrorCode::ambiguous_reference,  ErrorCode::already_exists,
                                 ErrorCode::invalid_value,        ErrorCode::invalid_manifest};

}  // namespace

Result<ops::GroupUpdate> bind_group_update(const cli::Values& values) {
    ops::GroupUpdate wanted{group_name_of(values), values.text("name"), values.text("description"),
                            position_of(values)};
    if (!wanted.new_name && !wanted.description && !wanted.position) {
        return fail(ErrorCode::invalid_usage, "nothing to update: no value was given",
                    "give --name, --description or --position");
    }
    return wanted;
}

Result<Outcome> run_group_update(const ops::GroupUpdate& wanted, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change, ops::update_group(world, scope, wanted));
    const auto name = quote(change.group.name);
    context.output().note(
        change.changed ? fmt::format("updated group {}, at position {}", name, change.position)
                       : fmt::format("group {} is as it was", name));
    print_group(context, schemas[0], change);
    return Outcome{};
}

constinit const cli::CommandSpec group_update_spec{
    .noun = "group",
    .verb = "update",
    .summary = "rename, describe or place a group",
    .description = "What is not named stays. With --position the groups between shift by one.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_group_update, run_group_update>,
};

}  // namespace skillmeat::app::commands
