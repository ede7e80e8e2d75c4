#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/toml/value.hpp>

namespace skillmeat::manifest {

/// One table of a manifest while it is read: gives values by key, reports those of a wrong type,
/// and at the end the keys nobody asked for.
class Section {
  public:
    /// `name` stands in messages: "[[source]]".
    Section(const tomlfile::Table& table, const std::string& path, std::string_view name,
            DiagnosticSink& sink)
        : table_(table), path_(path), name_(name), sink_(sink) {}

    // Each gives null when the key is absent, or of another type, which is reported.
    [[nodiscard]] const tomlfile::Value* string(std::string_view key);
    [[nodiscard]] const tomlfile::Value* integer(std::string_view key);
    [[nodiscard]] const tomlfile::Value* boolean(std::string_view key);
    [[nodiscard]] const tomlfile::Value* timestamp(std::string_view key);
    [[nodiscard]] const tomlfile::Value* table(std::string_view key);
    [[nodiscard]] const tomlfile::Value* array(std::string_view key);
    /// Null only when absent; the elements may be of any type.
    [[nodiscard]] const tomlfile::Value* any(std::string_view key);

    void fault(const tomlfile::Value& value, std::string message, std::string hint = {});
    void fault(const Origin& origin, std::string message, std::string hint = {});
    /// Reports what a check found, at the value.
    void fault(const tomlfile::Value& value, const Error& error);
    void warn(const tomlfile::Value& value, std::string message, std::string hint = {});

    /// Warns of every key that was not asked for, with the closest that was.
    void warn_unknown();
    /// The same as faults: nothing else may stand here.
    void refuse_unknown(std::string_view expected);

    [[nodiscard]] Origin origin(const tomlfile::Value& value) const;
    [[nodiscard]] Origin key_origin(const tomlfile::Value& value) const;
    [[nodiscard]] const tomlfile::Table& content() const { return table_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] DiagnosticSink& sink() { return sink_; }

  private:
    [[nodiscard]] const tomlfile::Value* wrong_type(std::string_view key, std::string_view expected,
                                                    const tomlfile::Value& value);
    [[nodiscard]] bool is_known(std::string_view key) const;

    const tomlfile::Table& table_;
    const std::string& path_;
    std::string name_;
    DiagnosticSink& sink_;
    std::vector<std::string_view> known_;
};

}  // namespace skillmeat::manifest
