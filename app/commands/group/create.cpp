#include <app/commands/group/create.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/group/shared.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat group create reviewing 'first pass'", "makes a group at the end"},
    cli::Example{"skillmeat group create reviewing triage --position 0", "makes it the first one"},
};
constexpr std::array arguments{
    collection_argument,
    cli::ArgumentSpec{.name = "NAME",
                      .help = "1 to 255 characters, unique in the collection whatever the case"}};
constexpr std::array options{words_option, position_option};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.group.create/1"};
constexpr std::array error_codes{ErrorCode::collection_not_found, ErrorCode::already_exists,
                                 ErrorCode::ambiguous_reference, ErrorCode::invalid_value,
                                 ErrorCode::invalid_manifest};

}  // namespace

Result<ops::NewGroup> bind_group_create(const cli::Values& values) {
    return ops::NewGroup{{values.positional("COLLECTION"), values.positional("NAME")},
                         values.text("description").value_or(""),
                         position_of(values)};
}

Result<Outcome> run_group_create(const ops::NewGroup& wanted, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change, ops::create_group(world, scope, wanted));
    context.output().note(fmt::format("created group {} at position {} of {}",
                                      quote(change.group.name), change.position,
                                      quote(change.view.collection.name)));
    print_group(context, schemas[0], change);
    return Outcome{};
}

constinit const cli::CommandSpec group_create_spec{
    .noun = "group",
    .verb = "create",
    .summary = "make a group in a collection",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_group_create, run_group_create>,
};

}  // namespace skillmeat::app::commands
