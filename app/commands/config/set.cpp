#include <app/commands/config/set.hpp>

#include <array>

#include <app/commands/common/session.hpp>
#include <app/commands/config/setting_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat config set jobs 4", "in the project's manifest, comments kept"},
    cli::Example{"skillmeat config set pager 'less -FIRX' --scope user", "for yourself"},
};
constexpr std::array arguments{
    key_argument,
    cli::ArgumentSpec{.name = "VALUE", .help = "32, 10MiB, 5m, a word, or a,b for lists"}};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.config.set/1"};
constexpr std::array error_codes{ErrorCode::setting_not_found, ErrorCode::invalid_value,
                                 ErrorCode::invalid_manifest, ErrorCode::migration_needed};

}  // namespace

Result<ConfigSetOptions> bind_config_set(const cli::Values& values) {
    return ConfigSetOptions{values.positional("KEY"), values.positional("VALUE")};
}

Result<Outcome> run_config_set(const ConfigSetOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto change,
                     ops::change_setting(world, scope, options.key, options.value));
    print_change(context, schemas[0], "set", change);
    return Outcome{};
}

constinit const cli::CommandSpec config_set_spec{
    .noun = "config",
    .verb = "set",
    .summary = "write a setting into the manifest",
    .description =
        "Writes `[settings]` of the scope's skillmeat.toml and keeps everything else in it as it "
        "is. A project is untrusted input, so some settings can only be set with --scope user.",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_config_set, run_config_set>,
};

}  // namespace skillmeat::app::commands
