#pragma once

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <skillmeat/toml/rows.hpp>
#include <skillmeat/toml/value.hpp>

namespace skillmeat::tomlfile {

// Tables of files that only the tool writes (lock, ledger), described once as a list of fields:
// what writes them, what reads the rows write() made, and what reads any TOML and finds out what is
// wrong all go by that list.

/// A value that is text in the file and something else in the record, such as an enumeration.
template <class Record>
struct Word {
    std::string_view expected;                              ///< "one of ok, failed": for messages
    bool (*set)(Record&, std::string_view text) = nullptr;  ///< false: not one of these
    std::string_view (*get)(const Record&) = nullptr;       ///< empty: no value
};

/// Where a key's value is kept.
template <class Record>
using Member = std::variant<std::string Record::*, std::vector<std::string> Record::*,
                            bool Record::*, std::optional<bool> Record::*, std::int64_t Record::*,
                            Timestamp Record::*, std::optional<Timestamp> Record::*, Word<Record>>;

/// One key of a table. A key that is not required is left out when it has no value.
template <class Record>
struct Field {
    std::string_view key;
    Member<Record> member;
    bool required = false;
};

template <class Record, class T>
inline constexpr bool is_word = std::is_same_v<T, Word<Record>>;

template <class Record>
using Fields = std::span<const Field<Record>>;

/// Keys seen of one table, by their place in the list of fields.
using SeenFields = std::bitset<32>;

/// What is wrong in a text, and where.
struct RecordFault {
    int line = 0;
    int column = 0;
    std::string message;
};

/// Line of the first marker that git leaves after a merge; 0 when there is none.
[[nodiscard]] int find_merge_conflict(std::string_view text);

// Each kind of value: how it is written (what has no value is left out unless `always`), read as
// the rows have it, read from a parsed value, and called in messages. False: of another kind.

void write_value(RowWriter& out, std::string_view key, const std::string& value, bool always);
void write_value(RowWriter& out, std::string_view key, const std::vector<std::string>& value,
                 bool always);
void write_value(RowWriter& out, std::string_view key, bool value, bool always);
void write_value(RowWriter& out, std::string_view key, std::int64_t value, bool always);
void write_value(RowWriter& out, std::string_view key, Timestamp value, bool always);
[[nodiscard]] bool decode_value(std::string_view raw, std::string& target);
[[nodiscard]] bool decode_value(std::string_view raw, std::vector<std::string>& target);
[[nodiscard]] bool decode_value(std::string_view raw, bool& target);
[[nodiscard]] bool decode_value(std::string_view raw, std::int64_t& target);
[[nodiscard]] bool decode_value(std::string_view raw, Timestamp& target);
[[nodiscard]] bool take_value(const Value& value, std::string& target);
[[nodiscard]] bool take_value(const Value& value, std::vector<std::string>& target);
[[nodiscard]] bool take_value(const Value& value, bool& target);
[[nodiscard]] bool take_value(const Value& value, std::int64_t& target);
[[nodiscard]] bool take_value(const Value& value, Timestamp& target);
[[nodiscard]] std::string_view kind_of(const std::string& value);
[[nodiscard]] std::string_view kind_of(const std::vector<std::string>& value);
[[nodiscard]] std::string_view kind_of(bool value);
[[nodiscard]] std::string_view kind_of(std::int64_t value);
[[nodiscard]] std::string_view kind_of(Timestamp value);

template <class T>
void write_value(RowWriter& out, std::string_view key, const std::optional<T>& value, bool) {
    if (value) {
        write_value(out, key, *value, true);
    }
}
template <class T>
[[nodiscard]] bool decode_value(std::string_view raw, std::optional<T>& target) {
    return decode_value(raw, target.emplace());
}
template <class T>
[[nodiscard]] bool take_value(const Value& value, std::optional<T>& target) {
    return take_value(value, target.emplace());
}
template <class T>
[[nodiscard]] std::string_view kind_of(const std::optional<T>&) {
    return kind_of(T{});
}

/// A record's fields in their order.
template <class Record>
void write_fields(RowWriter& out, const Record& record, Fields<Record> fields) {
    for (const auto& field : fields) {
        std::visit(
            [&](auto member) {
                if constexpr (is_word<Record, decltype(member)>) {
                    write_value(out, field.key, std::string(member.get(record)), field.required);
                } else {
                    write_value(out, field.key, record.*member, field.required);
                }
            },
            field.member);
    }
}

/// Reads one row of a table as write_fields() made it; false when its key is unknown or there
/// twice, or its value of another kind.
template <class Record>
[[nodiscard]] bool store_row(Record& record, Fields<Record> fields, SeenFields& seen,
                             const Row& row) {
    std::size_t i = 0;
    while (i < fields.size() && fields[i].key != row.name) {
        ++i;
    }
    if (i == fields.size() || seen[i]) {
        return false;
    }
    seen.set(i);
    return std::visit(
        [&](auto member) {
            if constexpr (is_word<Record, decltype(member)>) {
                const auto text = plain_string(row.raw);
                return text && member.set(record, *text);
            } else {
                return decode_value(row.raw, record.*member);
            }
        },
        fields[i].member);
}

template <class Record>
[[nodiscard]] bool has_required(Fields<Record> fields, const SeenFields& seen) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].required && !seen[i]) {
            return false;
        }
    }
    return true;
}

// `expected X for 'key', found Y`; `unknown key 'key' in [[table]]`; `expected a key 'key' in
// [[table]], found none`.
[[nodiscard]] RecordFault kind_fault(std::string_view expected, std::string_view key,
                                     const Value& value);
[[nodiscard]] RecordFault unknown_key(std::string_view key, std::string_view table,
                                      const Value& value);
[[nodiscard]] RecordFault missing_key(std::string_view key, std::string_view table,
                                      const Value& element);

template <class Record>
[[nodiscard]] std::optional<RecordFault> store_value(Record& record, const Field<Record>& field,
                                                     const Value& value) {
    return std::visit(
        [&](auto member) -> std::optional<RecordFault> {
            if constexpr (is_word<Record, decltype(member)>) {
                if (value.string() == nullptr || !member.set(record, *value.string())) {
                    return kind_fault(member.expected, field.key, value);
                }
            } else if (!take_value(value, record.*member)) {
                return kind_fault(kind_of(record.*member), field.key, value);
            }
            return std::nullopt;
        },
        field.member);
}

/// Reads the table `element`, one of `[[name]]`. Keys that `is_other` knows are left to the caller.
template <class Record, class IsOther>
[[nodiscard]] std::optional<RecordFault> store_table(Record& record, Fields<Record> fields,
                                                     const Value& element, std::string_view name,
                                                     IsOther is_other) {
    const auto& table = *element.table();
    for (const auto& [key, value] : table.members) {
        const std::string_view wanted = key;
        const auto field = std::find_if(fields.begin(), fields.end(),
                                        [wanted](const auto& f) { return f.key == wanted; });
        if (field != fields.end()) {
            if (auto fault = store_value(record, *field, value)) {
                return fault;
            }
        } else if (!is_other(wanted)) {
            return unknown_key(wanted, name, value);
        }
    }
    for (const auto& field : fields) {
        if (field.required && table.find(field.key) == nullptr) {
            return missing_key(field.key, name, element);
        }
    }
    return std::nullopt;
}

/// The tables of `value`, the array `[[name]]`; `fault` says why there are none.
[[nodiscard]] std::vector<const Value*> tables_of(const Value& value, std::string_view name,
                                                  std::optional<RecordFault>& fault);

}  // namespace skillmeat::tomlfile
