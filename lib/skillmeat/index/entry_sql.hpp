#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <skillmeat/index/entry_query.hpp>
#include <skillmeat/index/index.hpp>

namespace skillmeat::index {

// Questions about entries as SQL: pieces from which the statements of entry_query.cpp are put
// together. Entries go by the name `e`, their sources by `s`.

/// A piece of SQL with the values of its parameters, in order.
struct Sql {
    std::string text;
    std::vector<std::variant<std::int64_t, std::string>> values;

    Sql& add(std::string_view more) {
        text += more;
        return *this;
    }
    Sql& value(std::int64_t number) {
        values.emplace_back(number);
        return *this;
    }
    Sql& value(std::string bytes) {
        values.emplace_back(std::move(bytes));
        return *this;
    }
    /// ` AND column IN (?, ...)`, or `= ?` for a single value.
    template <class T>
    Sql& in(std::string_view column, const std::vector<T>& list) {
        text += column;
        text += list.size() == 1 ? " = ?" : " IN (" + placeholders(list.size()) + ")";
        for (const auto& item : list) {
            if constexpr (std::is_same_v<T, std::string>) {
                value(item);
            } else {
                value(static_cast<std::int64_t>(item));
            }
        }
        return *this;
    }
};

[[nodiscard]] Result<Statement> prepare(const Index& index, const Sql& sql);

/// Every question begins its conditions with this and takes its rows through it: sources of the
/// scopes, and of those named, whose catalogs can answer.
void add_bounds(Sql& sql, const Bounds& bounds);

/// Type, status, tier and confidence. The same in C++ is stands().
void add_standing(Sql& sql, const Conditions& conditions);

/// All the others.
void add_labels(Sql& sql, const Conditions& conditions);

/// Where the walk begins. Written out rather than left to the planner, which knows nothing of the
/// numbers: it takes what the question narrows most.
[[nodiscard]] std::string tables(const Conditions& conditions);

/// Bounds and conditions, for a walk through tables().
void add_where(Sql& sql, const Bounds& bounds, const Conditions& conditions);

}  // namespace skillmeat::index
