#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <skillmeat/base/timestamp.hpp>

namespace skillmeat::tomlfile {

struct Value;
using Array = std::vector<Value>;

/// Keys in the order of the file.
struct Table {
    std::vector<std::pair<std::string, Value>> members;

    [[nodiscard]] const Value* find(std::string_view key) const;
    [[nodiscard]] Value* find(std::string_view key);
    Value& set(std::string key, Value value);  ///< replaces, or appends
};

/// A TOML date or time that is not a moment in UTC (local date, local time, ...), as text.
struct LocalTime {
    std::string text;
    bool operator==(const LocalTime&) const = default;
};

/// One TOML value. Positions are where it stood in the text it was parsed from, 0 when built in
/// memory; equality looks at meaning alone: positions and the order of keys do not count.
struct Value {
    std::variant<std::string, std::int64_t, double, bool, Timestamp, LocalTime, Array, Table> data;
    int line = 0;
    int column = 0;    ///< in code points
    int key_line = 0;  ///< of the key it belongs to
    int key_column = 0;

    Value() = default;
    template <class T>
    Value(T content) : data(std::move(content)) {}  // NOLINT: implicit by intent
    Value(const char* text) : data(std::string(text)) {}
    Value(std::string_view text) : data(std::string(text)) {}
    Value(int number) : data(std::int64_t{number}) {}

    [[nodiscard]] const std::string* string() const { return std::get_if<std::string>(&data); }
    [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
    [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&data); }
    [[nodiscard]] const Timestamp* timestamp() const { return std::get_if<Timestamp>(&data); }
    [[nodiscard]] const Array* array() const { return std::get_if<Array>(&data); }
    [[nodiscard]] const Table* table() const { return std::get_if<Table>(&data); }
    [[nodiscard]] Table* table() { return std::get_if<Table>(&data); }
    [[nodiscard]] Array* array() { return std::get_if<Array>(&data); }

    /// "a string", "an array", ...; for messages.
    [[nodiscard]] std::string_view kind() const;
};

[[nodiscard]] bool operator==(const Value& a, const Value& b);
[[nodiscard]] bool operator==(const Table& a, const Table& b);

}  // namespace skillmeat::tomlfile
