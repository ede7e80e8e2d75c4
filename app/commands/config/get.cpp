#include <app/commands/config/get.hpp>

#include <array>

#include <app/commands/common/session.hpp>
#include <app/commands/config/setting_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat config get jobs", "prints the value in force, and nothing else"},
    cli::Example{"skillmeat config get transport --show-origin", "and where it comes from"},
};
constexpr std::array arguments{key_argument};
constexpr std::array options{show_origin_option};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.config.get/1"};
constexpr std::array error_codes{ErrorCode::setting_not_found, ErrorCode::invalid_value,
                                 ErrorCode::invalid_manifest};

}  // namespace

Result<ConfigGetOptions> bind_config_get(const cli::Values& values) {
    return ConfigGetOptions{values.positional("KEY"), values.flag("show-origin")};
}

Result<Outcome> run_config_get(const ConfigGetOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, ops::resolve_scope(world, scope_request(context)));
    SKILLMEAT_ASSIGN(const auto setting, ops::get_setting(world, scope, given.key));
    if (!context.globals.machine()) {
        print::Row row{{setting.setting.value}};
        if (given.show_origin) {
            row.push_back({ops::origin_text(setting.setting)});
        }
        context.output().raw(print::plain_row(row));
        return Outcome{};
    }
    print::Item item;
    item.schema = schemas[0];
    item.json = setting_json(setting);
    context.output().item(item);
    return Outcome{};
}

constinit const cli::CommandSpec config_get_spec{
    .noun = "config",
    .verb = "get",
    .summary = "print the value of a setting in force",
    .description = "Environment variables count before the project, the project before the user.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_config_get, run_config_get>,
};

}  // namespace skillmeat::app::commands
