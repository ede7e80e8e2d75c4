#include <app/commands/collection/create.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/collection/shared.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat collection create reviewing --description 'what we use in reviews'",
                 "makes an empty collection"},
    cli::Example{"skillmeat collection create drafts --private",
                 "one that stays out of the committed files"},
};
constexpr std::array arguments{
    cli::ArgumentSpec{.name = "NAME", .help = "1 to 255 characters, unique whatever the case"}};
constexpr std::array options{
    words_option,
    cli::OptionSpec{.name = "private", .help = "keep it out of the committed files"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.collection.create/1"};
constexpr std::array error_codes{ErrorCode::already_exists, ErrorCode::invalid_value,
                                 ErrorCode::invalid_manifest, ErrorCode::lock_timeout};

}  // namespace

Result<ops::NewCollection> bind_collection_create(const cli::Values& values) {
    return ops::NewCollection{values.positional("NAME"), values.text("description").value_or(""),
                              values.flag("private")};
}

Result<Outcome> run_collection_create(const ops::NewCollection& wanted, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change, ops::create_collection(world, scope, wanted));
    context.output().note(fmt::format(
        "created {}collection {}; add to it with `skillmeat "
        "collection add {} REF...`",
        wanted.is_private ? "private " : "", quote(wanted.name), shell_word(wanted.name)));
    print_collection(context, schemas[0], change.view, true);
    return Outcome{};
}

constinit const cli::CommandSpec collection_create_spec{
    .noun = "collection",
    .verb = "create",
    .summary = "make a collection of artifacts",
    .description =
        "Collections stand in collections.toml, which is to be committed; private ones "
        "in its twin below `local/`. Only a private one takes artifacts of private "
        "sources.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_collection_create, run_collection_create>,
};

}  // namespace skillmeat::app::commands
