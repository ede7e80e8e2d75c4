#include <skillmeat/settings/settings.hpp>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/base/units.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace skillmeat::settings {
namespace {

/// The text check_value() takes for a TOML value; nothing when the type cannot be meant.
std::optional<std::string> text_of(const Definition& definition, const tomlfile::Value& value) {
    if (is_list(definition.kind)) {
        const auto* items = value.array();
        if (items == nullptr) {
            return std::nullopt;
        }
        std::vector<std::string> texts;
        for (const auto& item : *items) {
            if (item.string() == nullptr || trim(*item.string()).empty() ||
                item.string()->find(',') != std::string::npos) {
                return std::nullopt;
            }
            texts.push_back(*item.string());
        }
        return join(texts, ",");
    }
    const bool number_allowed = definition.kind == Kind::integer || definition.kind == Kind::size ||
                                definition.kind == Kind::duration;
    if (const auto* number = value.integer(); number != nullptr && number_allowed) {
        return std::to_string(*number);
    }
    if (const auto* text = value.string(); text != nullptr && definition.kind != Kind::integer) {
        return *text;
    }
    return std::nullopt;
}

std::string_view toml_kind(const Definition& definition) {
    switch (definition.kind) {
        case Kind::integer:
            return "an integer";
        case Kind::size:
            return "a size such as \"10MiB\"";
        case Kind::duration:
            return "a duration such as \"5m\"";
        case Kind::list:
            return "an array of names";
        case Kind::hosts:
            return "an array of hosts such as \"git.example.org\"";
        case Kind::variables:
            return "an array of texts such as \"git.example.org=GIT_TOKEN\"";
        case Kind::choice:
        case Kind::text:
        case Kind::url:
            break;
    }
    return "a string";
}

/// Walks one `[settings]` table and the tables in it.
class TableReader {
  public:
    TableReader(Settings& settings, Layer layer, const std::string& path, DiagnosticSink& sink)
        : settings_(settings), layer_(layer), path_(path), sink_(sink) {}

    void read(const tomlfile::Table& table, const std::string& prefix) {
        for (const auto& [name, value] : table.members) {
            const std::string key = prefix + name;
            if (const auto* definition = find(key)) {
                read_value(*definition, value);
            } else if (is_group(key)) {
                read_group(key, value);
            } else {
                warn_unknown(key, value);
            }
        }
    }

  private:
    [[nodiscard]] static bool is_group(const std::string& key) {
        const auto rows = definitions();
        return std::any_of(rows.begin(), rows.end(),
                           [&](const Definition& row) { return row.key.starts_with(key + "."); });
    }

    void read_group(const std::string& key, const tomlfile::Value& value) {
        if (const auto* inner = value.table()) {
            read(*inner, key + ".");
            return;
        }
        sink_.report({Severity::error,
                      fmt::format("expected a table for {}, found {}", quote("settings." + key),
                                  value.kind()),
                      {path_, value.line, value.column},
                      ""});
    }

    void read_value(const Definition& definition, const tomlfile::Value& value) {
        if (definition.user_only && layer_ == Layer::project) {
            sink_.report(
                {Severity::warning,
                 fmt::format("setting {} is ignored in a project, which is untrusted input",
                             quote(definition.key)),
                 {path_, value.key_line, value.key_column},
                 "set it in the user manifest, with `--scope user`"});
            return;
        }
        const Origin origin{path_, value.line, value.column};
        const auto text = text_of(definition, value);
        if (!text) {
            sink_.report({Severity::error,
                          fmt::format("expected {} for setting {}, found {}", toml_kind(definition),
                                      quote(definition.key), value.kind()),
                          origin, ""});
            return;
        }
        auto checked = check_value(definition, *text);
        if (!checked) {
            sink_.report({Severity::error, checked.error().message, origin, checked.error().hint});
            return;
        }
        settings_.put(std::string(definition.key), {*std::move(checked), layer_, origin});
    }

    void warn_unknown(const std::string& key, const tomlfile::Value& value) {
        std::vector<std::string_view> keys;
        for (const auto& definition : definitions()) {
            keys.push_back(definition.key);
        }
        const auto near = closest(key, keys);
        sink_.report({Severity::warning,
                      fmt::format("unknown setting {}", quote(key)),
                      {path_, value.key_line, value.key_column},
                      near ? fmt::format("did you mean {}?", quote(*near))
                           : std::string("list the settings with `skillmeat config list`")});
    }

    Settings& settings_;
    Layer layer_;
    const std::string& path_;
    DiagnosticSink& sink_;
};

}  // namespace

bool is_list(Kind kind) {
    return kind == Kind::list || kind == Kind::hosts || kind == Kind::variables;
}

const Setting& Settings::get(std::string_view key) const {
    const auto found = values_.find(key);
    if (found == values_.end()) {
        throw std::logic_error("no such setting: " + std::string(key));
    }
    return found->second;
}

std::int64_t Settings::integer(std::string_view key) const {
    return parse_size(get(key).value).value_or(0);
}

std::int64_t Settings::seconds(std::string_view key) const {
    return parse_duration(get(key).value).value_or(0);
}

const std::string& Settings::text(std::string_view key) const {
    return get(key).value;
}

Result<std::map<std::string, std::string>> token_variables(const Settings& settings) {
    constexpr std::string_view key = "token_variables";
    SKILLMEAT_ASSIGN(const auto checked, check_value(*find(key), settings.text(key)));
    std::map<std::string, std::string> variables;
    for (const auto pair : split(checked, ',')) {
        if (const auto equals = pair.find('='); equals != std::string_view::npos) {
            variables.emplace(pair.substr(0, equals), pair.substr(equals + 1));
        }
    }
    return variables;
}

Settings built_in() {
    Settings settings;
    for (const auto& definition : definitions()) {
        settings.put(std::string(definition.key),
                     {std::string(definition.default_value), Layer::built_in, {}});
    }
    return settings;
}

void apply_table(Settings& settings, const tomlfile::Table& table, Layer layer,
                 const std::string& path, DiagnosticSink& sink) {
    TableReader(settings, layer, path, sink).read(table, "");
}

Result<void> apply_environment(Settings& settings, const Definition& definition,
                               std::string_view text) {
    if (text.empty()) {
        return {};  // as if it were not set
    }
    auto checked = check_value(definition, text);
    if (!checked) {
        auto error = std::move(checked).error();
        error.message =
            fmt::format("variable {}: {}", quote(definition.environment), error.message);
        error.origin.path = std::string(definition.environment);
        return fail(std::move(error));
    }
    settings.put(
        std::string(definition.key),
        {*std::move(checked), Layer::environment, {std::string(definition.environment), 0, 0}});
    return {};
}

}  // namespace skillmeat::settings
