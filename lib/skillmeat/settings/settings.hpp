#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/toml/value.hpp>

namespace skillmeat::settings {

enum class Kind {
    integer,
    size,
    duration,
    choice,
    text,
    url,
    list,       ///< of names
    hosts,      ///< list of `HOST` or `HOST:PORT`
    variables,  ///< list of `HOST=VARIABLE`: where a host's secret stands, never the secret
};

[[nodiscard]] bool is_list(Kind kind);

/// One row of the table of all settings.
struct Definition {
    std::string_view key = {};  ///< "jobs", "limits.fetch_size", ...
    Kind kind = Kind::text;
    std::string_view default_value = {};
    std::string_view environment = {};  ///< variable that sets it, or empty
    bool user_only = false;             ///< a project may not set it: it is untrusted input
    std::int64_t minimum = 0;           ///< integers, sizes in bytes, durations in seconds
    std::int64_t maximum = 0;
    std::string_view choices = {};  ///< "auto|git|api"
    std::string_view help = {};
};

/// Every setting, sorted by key. The only place where a setting is defined.
[[nodiscard]] std::span<const Definition> definitions();
[[nodiscard]] const Definition* find(std::string_view key);

/// Where a value came from, weakest first.
enum class Layer { built_in, user, project, environment, flag };

struct Setting {
    std::string value;  ///< canonical text
    Layer layer = Layer::built_in;
    Origin origin;  ///< file position or, in `path`, the variable's name
};

/// All settings with their effective values.
class Settings {
  public:
    [[nodiscard]] const Setting& get(std::string_view key) const;    ///< key must be in the table
    [[nodiscard]] std::int64_t integer(std::string_view key) const;  ///< integers, sizes in bytes
    [[nodiscard]] std::int64_t seconds(std::string_view key) const;  ///< durations
    [[nodiscard]] const std::string& text(std::string_view key) const;
    void put(std::string key, Setting setting) { values_[std::move(key)] = std::move(setting); }
    [[nodiscard]] const std::map<std::string, Setting, std::less<>>& all() const { return values_; }

  private:
    std::map<std::string, Setting, std::less<>> values_;
};

/// The variable that holds the token of each host, by host as in `token_variables`: in lower case,
/// with the port when it is not 443. `invalid_value` when the setting is faulty, which one that was
/// read by apply_table or apply_environment never is.
[[nodiscard]] Result<std::map<std::string, std::string>> token_variables(const Settings& settings);

/// Checks one value as text (`32`, `10MiB`, `5m`, `codex,cursor`) and gives its canonical text, or
/// `invalid_value`.
[[nodiscard]] Result<std::string> check_value(const Definition& definition, std::string_view text);

/// The table's defaults.
[[nodiscard]] Settings built_in();

/// Lays a `[settings]` table over the values. Faults (unknown keys are warnings) go to `sink` with
/// positions and are skipped; user-only keys in a project are warned of and ignored.
void apply_table(Settings& settings, const tomlfile::Table& table, Layer layer,
                 const std::string& path, DiagnosticSink& sink);

/// Lays one variable's text over the value; an empty text is as if the variable were not set.
/// `invalid_value` names the variable.
[[nodiscard]] Result<void> apply_environment(Settings& settings, const Definition& definition,
                                             std::string_view text);

/// The TOML value `config set` writes for a checked text.
[[nodiscard]] tomlfile::Value to_toml(const Definition& definition, std::string_view canonical);

}  // namespace skillmeat::settings
