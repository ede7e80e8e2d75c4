#include <app/commands/config/unset.hpp>

#include <array>
#include <optional>

#include <app/commands/common/session.hpp>
#include <app/commands/config/setting_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat config unset jobs", "back to the user's value, or the default"},
    cli::Example{"skillmeat config unset pager --scope user", "takes it out of the user manifest"},
};
constexpr std::array arguments{key_argument};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.config.unset/1"};
constexpr std::array error_codes{ErrorCode::setting_not_found, ErrorCode::invalid_manifest,
                                 ErrorCode::migration_needed};

}  // namespace

Result<ConfigUnsetOptions> bind_config_unset(const cli::Values& values) {
    return ConfigUnsetOptions{values.positional("KEY")};
}

Result<Outcome> run_config_unset(const ConfigUnsetOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change,
                     ops::change_setting(world, scope, options.key, std::nullopt));
    print_change(context, schemas[0], "unset", change);
    return Outcome{};
}

constinit const cli::CommandSpec config_unset_spec{
    .noun = "config",
    .verb = "unset",
    .summary = "take a setting out of the manifest",
    .description = "Unsetting what is not set changes nothing and says so.",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_config_unset, run_config_unset>,
};

}  // namespace skillmeat::app::commands
