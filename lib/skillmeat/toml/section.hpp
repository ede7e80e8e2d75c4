#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/toml/value.hpp>

namespace skillmeat::tomlfile {

/// One table of a file that people edit, while it is read: gives values by key, reports those of a
/// wrong type, and at the end the keys nobody asked for.
class Section {
  public:
    /// `name` stands in messages: "[[source]]".
    Section(const Table& table, const std::string& path, std::string_view name,
            DiagnosticSink& sink)
        : table_(table), path_(path), name_(name), sink_(sink) {}

    // Each gives null when the key is absent, or of another type, which is reported.
    [[nodiscard]] const Value* string(std::string_view key);
    [[nodiscard]] const Value* integer(std::string_view key);
    [[nodiscard]] const Value* boolean(std::string_view key);
    [[nodiscard]] const Value* timestamp(std::string_view key);
    [[nodiscard]] const Value* table(std::string_view key);
    [[nodiscard]] const Value* array(std::string_view key);
    /// Null only when absent; the elements may be of any type.
    [[nodiscard]] const Value* any(std::string_view key);

    void fault(const Value& value, std::string message, std::string hint = {});
    void fault(const Origin& origin, std::string message, std::string hint = {});
    /// Reports what a check found, at the value.
    void fault(const Value& value, const Error& error);
    void warn(const Value& value, std::string message, std::string hint = {});

    /// Warns of every key that was not asked for, with the closest that was.
    void warn_unknown();
    /// The same as faults: nothing else may stand here.
    void refuse_unknown(std::string_view expected);

    [[nodiscard]] Origin origin(const Value& value) const;
    [[nodiscard]] Origin key_origin(const Value& value) const;
    [[nodiscard]] const Table& content() const { return table_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] DiagnosticSink& sink() { return sink_; }

  private:
    [[nodiscard]] const Value* wrong_type(std::string_view key, std::string_view expected,
                                          const Value& value);
    [[nodiscard]] bool is_known(std::string_view key) const;

    const Table& table_;
    const std::string& path_;
    std::string name_;
    DiagnosticSink& sink_;
    std::vector<std::string_view> known_;
};

/// Hands on what reading a file found, in the order of the file. With a fault among it the result
/// is `invalid_manifest`: the first one, with the number of the others.
[[nodiscard]] Result<void> report_sorted(DiagnosticList found, DiagnosticSink& sink);

}  // namespace skillmeat::tomlfile
