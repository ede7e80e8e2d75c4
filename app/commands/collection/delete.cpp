#include <app/commands/collection/delete.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/collections/change_collections.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat collection delete reviewing", "forgets it, with its groups"},
    cli::Example{"skillmeat collection delete reviewing --dry-run", "shows what would go"},
};
constexpr std::array arguments{collection_argument};
constexpr std::array options{dry_run_option};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.collection.delete/1"};
constexpr std::array error_codes{ErrorCode::collection_not_found, ErrorCode::ambiguous_reference,
                                 ErrorCode::invalid_manifest};

}  // namespace

Result<CollectionDeleteOptions> bind_collection_delete(const cli::Values& values) {
    return CollectionDeleteOptions{values.positional("COLLECTION"), values.flag("dry-run")};
}

Result<Outcome> run_collection_delete(const CollectionDeleteOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change,
                     ops::delete_collection(world, scope, given.collection, given.dry_run));
    const auto& collection = change.view.collection;
    context.output().note(fmt::format("{} collection {} with {}; no artifact is touched",
                                      given.dry_run ? "would delete" : "deleted",
                                      quote(collection.name),
                                      counted(collection.groups.size(), "group")));
    print_collection(context, schemas[0], change.view, change.changed);
    return Outcome{};
}

constinit const cli::CommandSpec collection_delete_spec{
    .noun = "collection",
    .verb = "delete",
    .summary = "delete a collection with its groups",
    .description = "No artifact is touched, and no other collection.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_collection_delete, run_collection_delete>,
};

}  // namespace skillmeat::app::commands
