#include <app/commands/collection/members.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/collections/change_collections.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array add_examples{
    cli::Example{"skillmeat collection add reviewing agent:reviewer skill:pdf@acme/tools",
                 "adds two artifacts"},
    cli::Example{"skillmeat collection add reviewing skill:pdf --json | jq .changed",
                 "false when it was there"},
};
constexpr std::array remove_examples{
    cli::Example{"skillmeat collection remove reviewing skill:pdf",
                 "takes it out, out of its groups too"},
    cli::Example{"skillmeat collection remove reviewing skill:./old@gone/tools",
                 "also one whose source has left"},
};
constexpr std::array arguments{collection_argument, references_argument};
constexpr std::array<std::string_view, 1> add_schemas{"skillmeat.collection.add/1"};
constexpr std::array<std::string_view, 1> remove_schemas{"skillmeat.collection.remove/1"};
constexpr std::array error_codes{ErrorCode::collection_not_found, ErrorCode::artifact_not_found,
                                 ErrorCode::ambiguous_reference,  ErrorCode::not_scanned,
                                 ErrorCode::invalid_value,        ErrorCode::invalid_manifest};

}  // namespace

Result<CollectionMembersOptions> bind_collection_members(const cli::Values& values) {
    return CollectionMembersOptions{values.positional("COLLECTION"), values.positionals("REF")};
}

Result<Outcome> run_collection_add(const CollectionMembersOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change,
                     ops::add_to_collection(world, scope, options.collection, options.references));
    const auto& collection = change.view.collection;
    note_unchanged(context, change.artifacts, "was in it already");
    if (change.changed) {
        context.output().note(fmt::format("added {} to {}; it holds {}",
                                          counted(count_changed(change.artifacts), "artifact"),
                                          quote(collection.name), collection.artifacts.size()));
    }
    print_collection(context, add_schemas[0], change.view, change.changed, &change.artifacts);
    return Outcome{};
}

Result<Outcome> run_collection_remove(const CollectionMembersOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change, ops::remove_from_collection(
                                            world, scope, options.collection, options.references));
    const auto& collection = change.view.collection;
    note_unchanged(context, change.artifacts, "was not in it");
    if (change.changed) {
        context.output().note(fmt::format("took {} out of {}; it holds {}",
                                          counted(count_changed(change.artifacts), "artifact"),
                                          quote(collection.name), collection.artifacts.size()));
    }
    print_collection(context, remove_schemas[0], change.view, change.changed, &change.artifacts);
    return Outcome{};
}

constinit const cli::CommandSpec collection_add_spec{
    .noun = "collection",
    .verb = "add",
    .summary = "add artifacts to a collection",
    .description =
        "All are found before anything is written. One that is in it already changes "
        "nothing.",
    .examples = add_examples,
    .arguments = arguments,
    .output_schemas = add_schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_collection_members, run_collection_add>,
};

constinit const cli::CommandSpec collection_remove_spec{
    .noun = "collection",
    .verb = "remove",
    .summary = "take artifacts out of a collection",
    .description =
        "Out of its groups too. What has left its source is found among the members; "
        "what is not in the collection changes nothing.",
    .examples = remove_examples,
    .arguments = arguments,
    .output_schemas = remove_schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_collection_members, run_collection_remove>,
};

}  // namespace skillmeat::app::commands
