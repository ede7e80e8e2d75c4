#include <app/commands/schema/commands_document.hpp>

#include <skillmeat/base/error_code.hpp>
#include <skillmeat/report/json.hpp>

#include <app/cli/globals.hpp>

namespace skillmeat::app::commands {
namespace {

using report::JsonArray;
using report::JsonObject;

std::string_view type_of(cli::Kind kind) {
    switch (kind) {
        case cli::Kind::flag:
            return "flag";
        case cli::Kind::toggle:
            return "toggle";
        case cli::Kind::text:
            return "text";
        case cli::Kind::integer:
            return "integer";
        case cli::Kind::choice:
            return "choice";
    }
    return "";
}

void add_text(JsonObject& object, std::string_view key, std::string_view text) {
    if (text.empty()) {
        object.null(key);
    } else {
        object.text(key, text);
    }
}

void add_bounds(JsonObject& object, const cli::OptionSpec& option) {
    if (option.kind == cli::Kind::integer) {
        object.integer("minimum", option.minimum);
    } else {
        object.null("minimum");
    }
    if (option.kind == cli::Kind::integer && option.maximum != INT64_MAX) {
        object.integer("maximum", option.maximum);
    } else {
        object.null("maximum");
    }
}

template <class Range, class Write>
std::string array_of(const Range& range, Write write) {
    JsonArray array;
    for (const auto& element : range) {
        write(array, element);
    }
    return array.str();
}

std::string texts(std::span<const std::string_view> all) {
    return array_of(all, [](JsonArray& array, std::string_view text) { array.text(text); });
}

std::string option_json(const cli::OptionSpec& option) {
    JsonObject object;
    object.text("name", "--" + std::string(option.name));
    add_text(object, "short", option.short_name == 0 ? "" : std::string("-") + option.short_name);
    object.text("type", type_of(option.kind));
    add_text(object, "value_name", option.value_name);
    object.boolean("repeatable", option.repeatable);
    if (option.kind == cli::Kind::choice) {
        object.raw("allowed", texts(option.allowed));
    } else {
        object.null("allowed");
    }
    add_bounds(object, option);
    add_text(object, "default", option.default_text);
    object.text("help", option.help);
    return object.str();
}

std::string options_json(std::span<const cli::OptionSpec> options) {
    return array_of(options, [](JsonArray& array, const cli::OptionSpec& option) {
        array.raw(option_json(option));
    });
}

std::string argument_json(const cli::ArgumentSpec& argument) {
    JsonObject object;
    object.text("name", argument.name).integer("minimum", static_cast<int>(argument.minimum));
    if (argument.maximum == cli::many) {
        object.null("maximum");
    } else {
        object.integer("maximum", static_cast<int>(argument.maximum));
    }
    return object.text("help", argument.help).str();
}

std::string command_json(const cli::CommandSpec& spec) {
    JsonObject object;
    object.text("name", cli::full_name(spec)).text("noun", spec.noun);
    add_text(object, "verb", spec.verb);
    add_text(object, "alias", spec.alias);
    object.text("summary", spec.summary);
    add_text(object, "description", spec.description);
    object.boolean("writes", spec.writes);
    object.raw(
        "examples", array_of(spec.examples, [](JsonArray& array, const cli::Example& example) {
            array.raw(
                JsonObject().text("command", example.command).text("effect", example.effect).str());
        }));
    object.raw("arguments",
               array_of(spec.arguments, [](JsonArray& array, const cli::ArgumentSpec& argument) {
                   array.raw(argument_json(argument));
               }));
    object.raw("options", options_json(spec.options));
    object.raw("output_schemas", texts(spec.output_schemas));
    object.raw("error_codes", array_of(spec.error_codes, [](JsonArray& array, ErrorCode code) {
                   array.text(info(code).name);
               }));
    return object.str();
}

std::string error_codes_json() {
    return array_of(error_code_table(), [](JsonArray& array, const ErrorCodeInfo& row) {
        array.raw(JsonObject()
                      .text("code", row.name)
                      .integer("exit_code", row.exit_code)
                      .text("meaning", row.meaning)
                      .str());
    });
}

std::string exit_codes_json() {
    return array_of(exit_code_table(), [](JsonArray& array, const ExitCodeInfo& row) {
        array.raw(JsonObject().integer("exit_code", row.code).text("meaning", row.meaning).str());
    });
}

}  // namespace

std::string commands_document(const cli::Registry& registry) {
    std::string commands;
    for (const cli::CommandSpec* spec : registry.commands) {
        commands += (commands.empty() ? "[\n" : ",\n") + command_json(*spec);
    }
    JsonObject item;
    item.text("version", SKILLMEAT_VERSION)
        .raw("global_options", options_json(cli::global_options()))
        .raw("commands", commands + "\n]")
        .raw("error_codes", error_codes_json())
        .raw("exit_codes", exit_codes_json());
    return JsonObject().text("schema", "skillmeat.commands/1").raw("item", item.str()).str();
}

}  // namespace skillmeat::app::commands
