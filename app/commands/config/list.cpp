#include <app/commands/config/list.hpp>

#include <array>

#include <app/commands/common/session.hpp>
#include <app/commands/config/setting_print.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat config list", "all settings with their values in force"},
    cli::Example{"skillmeat config list --show-origin", "and where each comes from"},
};
constexpr std::array options{show_origin_option};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.config.list/1"};
constexpr std::array error_codes{ErrorCode::invalid_value, ErrorCode::invalid_manifest};

print::List as_list(const std::vector<ops::EffectiveSetting>& settings, bool show_origin) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "KEY"}, {.header = "VALUE"}};
    if (show_origin) {
        list.columns.push_back({.header = "ORIGIN"});
    } else {
        list.columns.push_back({.header = "MEANING", .shrink = 1});
    }
    list.count = settings.size();
    list.cells = [&settings, show_origin](std::size_t i) {
        const auto& [definition, setting] = settings[i];
        return print::Row{
            {std::string(definition->key), print::Style::bold},
            {setting.value},
            {show_origin ? ops::origin_text(setting) : std::string(definition->help)}};
    };
    list.json = [&settings](std::size_t i) { return setting_json(settings[i]); };
    list.page.total = settings.size();
    return list;
}

}  // namespace

Result<ConfigListOptions> bind_config_list(const cli::Values& values) {
    return ConfigListOptions{values.flag("show-origin")};
}

Result<Outcome> run_config_list(const ConfigListOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, ops::resolve_scope(world, scope_request(context)));
    SKILLMEAT_ASSIGN(const auto settings, ops::list_settings(world, scope));
    context.output().list(as_list(settings, given.show_origin));
    return Outcome{};
}

constinit const cli::CommandSpec config_list_spec{
    .noun = "config",
    .verb = "list",
    .summary = "list all settings with their values in force",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_config_list, run_config_list>,
};

}  // namespace skillmeat::app::commands
