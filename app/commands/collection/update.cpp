#include <app/commands/collection/update.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat collection update reviewing --name reviews", "gives it another name"},
    cli::Example{"skillmeat collection update reviews --description ''",
                 "an empty value clears; what is not named stays"},
};
constexpr std::array arguments{collection_argument};
constexpr std::array options{
    cli::OptionSpec{.name = "name",
                    .kind = cli::Kind::text,
                    .value_name = "NAME",
                    .help = "another name; the id stays"},
    words_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.collection.update/1"};
constexpr std::array error_codes{ErrorCode::collection_not_found, ErrorCode::already_exists,
                                 ErrorCode::ambiguous_reference, ErrorCode::invalid_value,
                                 ErrorCode::invalid_manifest};

}  // namespace

Result<ops::CollectionUpdate> bind_collection_update(const cli::Values& values) {
    ops::CollectionUpdate wanted{values.positional("COLLECTION"), values.text("name"),
                                 values.text("description")};
    if (!wanted.name && !wanted.description) {
        return fail(ErrorCode::invalid_usage, "nothing to update: no value was given",
                    "give --name or --description");
    }
    return wanted;
}

Result<Outcome> run_collection_update(const ops::CollectionUpdate& wanted, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change, ops::update_collection(world, scope, wanted));
    const auto name = quote(change.view.collection.name);
    context.output().note(change.changed ? fmt::format("updated collection {}", name)
                                         : fmt::format("collection {} is as it was", name));
    print_collection(context, schemas[0], change.view, change.changed);
    return Outcome{};
}

constinit const cli::CommandSpec collection_update_spec{
    .noun = "collection",
    .verb = "update",
    .summary = "rename or describe a collection",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_collection_update, run_collection_update>,
};

}  // namespace skillmeat::app::commands
