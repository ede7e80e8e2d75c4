#include <skillmeat/ledger/read.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ledger/fields.hpp>
#include <skillmeat/toml/owned_file.hpp>

#include <fmt/format.h>

#include <unordered_map>
#include <utility>

namespace skillmeat::ledger {
namespace {

using tomlfile::RecordFault;
using tomlfile::Value;

constexpr tomlfile::OwnedFile ledger_file{
    "record of deployments",
    "restore it from version control, or mend the line; it says which files are ours",
    "take the rows of both sides, and take the markers out",
    ErrorCode::ledger_damaged,
    ErrorCode::ledger_conflicted,
    ErrorCode::ledger_newer,
    current_version};

bool no_other(std::string_view) {
    return false;
}

bool is_table_key(std::string_view key) {
    return key == files_key || key == merged_key || key == error_key;
}

/// Where a value that is out of its grammar stands.
RecordFault at(const Value& element, const RowFault& fault) {
    const auto* value = element.table()->find(fault.key);
    const auto& place = value != nullptr ? *value : element;
    return {place.line, place.column, fault.message};
}

std::optional<RecordFault> read_error(Deployment& row, const Value& value) {
    if (value.table() == nullptr) {
        return tomlfile::kind_fault("a table", error_key, value);
    }
    return tomlfile::store_table(row.error.emplace(), error_fields(), value, "deployment.error",
                                 no_other);
}

/// The tables below a row: files, or merged values.
template <class Record>
std::optional<RecordFault> read_tables(std::vector<Record>& records, const Value& value,
                                       std::string_view name, tomlfile::Fields<Record> fields,
                                       std::optional<RowFault> (*check)(const Record&)) {
    std::optional<RecordFault> fault;
    for (const auto* element : tomlfile::tables_of(value, name, fault)) {
        auto& record = records.emplace_back();
        if (auto found = tomlfile::store_table(record, fields, *element, name, no_other)) {
            return found;
        }
        if (const auto found = check(record)) {
            return at(*element, *found);
        }
    }
    return fault;
}

std::optional<RecordFault> read_row(Deployment& row, const Value& element) {
    if (auto fault = tomlfile::store_table(row, row_fields(), element, row_table, is_table_key)) {
        return fault;
    }
    const auto& table = *element.table();
    if (const auto* error = table.find(error_key)) {
        if (auto fault = read_error(row, *error)) {
            return fault;
        }
    }
    if (const auto fault = check_own(row)) {
        return at(element, *fault);
    }
    if (const auto* files = table.find(files_key)) {
        if (auto fault = read_tables(row.files, *files, files_table, file_fields(), check_file)) {
            return fault;
        }
    }
    if (const auto* merged = table.find(merged_key)) {
        return read_tables(row.merged, *merged, merged_table, merged_fields(), check_merged);
    }
    return std::nullopt;
}

std::optional<RecordFault> read_deployments(std::vector<Deployment>& rows, const Value& value) {
    std::optional<RecordFault> fault;
    std::unordered_map<std::string, int> lines;
    for (const auto* element : tomlfile::tables_of(value, row_table, fault)) {
        auto& row = rows.emplace_back();
        if (auto found = read_row(row, *element)) {
            return found;
        }
        const auto [twin, added] = lines.emplace(row_key(row), element->line);
        if (!added) {
            return RecordFault{element->line, element->column,
                               fmt::format("a second row for {} of agent {} at {}; the first is at "
                                           "line {}",
                                           quote(row.artifact), quote(row.agent), quote(row.target),
                                           twin->second)};
        }
    }
    return fault;
}

}  // namespace

Result<Ledger> read_general(std::string_view text, const std::string& path) {
    Ledger ledger;
    SKILLMEAT_ASSIGN(
        ledger.version,
        tomlfile::read_owned(ledger_file, text, path, row_table, [&](const auto& value) {
            return read_deployments(ledger.rows, value);
        }));
    return ledger;
}

}  // namespace skillmeat::ledger
