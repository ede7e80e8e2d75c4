#include <app/commands/config/setting_print.hpp>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/context.hpp>

namespace skillmeat::app::commands {
namespace {

std::string_view layer_name(settings::Layer layer) {
    switch (layer) {
        case settings::Layer::built_in:
            return "default";
        case settings::Layer::user:
            return "user";
        case settings::Layer::project:
            return "project";
        case settings::Layer::environment:
            return "environment";
        case settings::Layer::flag:
            break;
    }
    return "flag";
}

}  // namespace

std::string setting_json(const ops::EffectiveSetting& setting) {
    const auto& definition = *setting.definition;
    report::JsonObject object;
    object.text("key", definition.key);
    object.text("value", setting.setting.value);
    object.text("default", definition.default_value);
    object.text("layer", layer_name(setting.setting.layer));
    object.text("origin", ops::origin_text(setting.setting));
    object.text_or_null("variable", definition.environment);
    object.boolean("user_only", definition.user_only);
    object.text("help", definition.help);
    return object.str();
}

void print_change(Context& context, std::string_view schema, std::string_view what,
                  const ops::SettingChange& change) {
    auto& output = context.output();
    const auto& now = change.setting.setting;
    output.note(fmt::format("{} {} in {}", change.changed ? what : "nothing changed for",
                            quote(change.setting.definition->key),
                            quote(change.manifest.string())));
    if (now.origin.path != change.manifest.string()) {
        output.note(fmt::format("in force: {} ({})", quote(now.value), ops::origin_text(now)));
    }
    if (context.globals.format == cli::Format::table) {
        return;
    }
    print::Item item;
    item.schema = schema;
    item.json = setting_json(change.setting);
    item.changed = change.changed;
    item.extra = {{"manifest", report::json_string(change.manifest.string())}};
    item.fields = {{change.setting.definition->key, {now.value}}};
    output.item(item);
}

}  // namespace skillmeat::app::commands
