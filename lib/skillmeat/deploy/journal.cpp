#include <skillmeat/deploy/journal.hpp>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/toml/rows.hpp>

namespace skillmeat::deploy {
namespace {

using tomlfile::Row;
using tomlfile::RowReader;
using tomlfile::RowWriter;

constexpr int current_version = 1;
constexpr std::string_view change_table = "change";
constexpr std::string_view operation_table = "change.operation";
constexpr std::string_view value_table = "change.operation.value";

void write_optional(RowWriter& out, std::string_view key, const std::string& value) {
    if (!value.empty()) {
        out.string(key, value);
    }
}

void write_operation(RowWriter& out, const Operation& operation) {
    out.header(operation_table);
    out.string("kind", to_string(operation.kind));
    out.string("path", operation.path);
    write_optional(out, "staged", operation.staged);
    write_optional(out, "aside", operation.aside);
    write_optional(out, "before", operation.before);
    write_optional(out, "text", operation.text);
    if (operation.value) {
        out.header(value_table);
        out.string("file", operation.value->file);
        out.strings("key", operation.value->key);
        out.string("value", operation.value->value);
        out.boolean("element", operation.value->element);
    }
}

template <class T>
bool take(T& target, std::optional<T> decoded) {
    if (decoded) {
        target = *std::move(decoded);
    }
    return decoded.has_value();
}

bool read_change(Change& change, const Row& row) {
    for (const auto& [key, member] :
         {std::pair{"id", &Change::id}, std::pair{"rows", &Change::rows},
          std::pair{"private_rows", &Change::private_rows}}) {
        if (row.name == key) {
            return take(change.*member, tomlfile::decode_string(row.raw));
        }
    }
    return row.name == "has_row" && take(change.has_row, tomlfile::decode_boolean(row.raw));
}

bool read_operation(Operation& operation, const Row& row) {
    if (row.name == "kind") {
        const auto text = tomlfile::decode_string(row.raw);
        return text && take(operation.kind, parse_operation_kind(*text));
    }
    for (const auto& [key, member] :
         {std::pair{"path", &Operation::path}, std::pair{"staged", &Operation::staged},
          std::pair{"aside", &Operation::aside}, std::pair{"before", &Operation::before},
          std::pair{"text", &Operation::text}}) {
        if (row.name == key) {
            return take(operation.*member, tomlfile::decode_string(row.raw));
        }
    }
    return false;
}

bool read_value(MergedValue& value, const Row& row) {
    if (row.name == "file") {
        return take(value.file, tomlfile::decode_string(row.raw));
    }
    if (row.name == "key") {
        return take(value.key, tomlfile::decode_strings(row.raw)) && !value.key.empty();
    }
    if (row.name == "value") {
        return take(value.value, tomlfile::decode_string(row.raw));
    }
    return row.name == "element" && take(value.element, tomlfile::decode_boolean(row.raw));
}

/// Goes through the rows and keeps the table it is in.
class Reader {
  public:
    /// False at a row that is none of ours.
    bool read(const Row& row) {
        if (row.kind == Row::Kind::header) {
            return open(row.name);
        }
        switch (table_) {
            case Table::top:
                return read_top(row);
            case Table::change:
                return read_change(journal.changes.back(), row);
            case Table::operation:
                return read_operation(journal.changes.back().operations.back(), row);
            case Table::value:
                return read_value(*journal.changes.back().operations.back().value, row);
        }
        return false;
    }

    Journal journal;
    int version = 0;

  private:
    enum class Table { top, change, operation, value };

    bool open(std::string_view name) {
        if (name == change_table) {
            journal.changes.emplace_back();
            table_ = Table::change;
            return true;
        }
        if (name == operation_table && !journal.changes.empty()) {
            journal.changes.back().operations.emplace_back();
            table_ = Table::operation;
            return true;
        }
        if (name == value_table && (table_ == Table::operation)) {
            journal.changes.back().operations.back().value.emplace();
            table_ = Table::value;
            return true;
        }
        return false;
    }

    bool read_top(const Row& row) {
        if (row.name == "version") {
            version = static_cast<int>(tomlfile::decode_integer(row.raw).value_or(0));
            return version > 0;
        }
        const auto phase = tomlfile::decode_string(row.raw);
        journal.phase =
            phase == "committing" ? Journal::Phase::committing : Journal::Phase::staging;
        return row.name == "phase" && (phase == "committing" || phase == "staging");
    }

    Table table_ = Table::top;
};

}  // namespace

std::string write_journal(const Journal& journal) {
    RowWriter out;
    out.comment("written by skillmeat while it installs; the next command finishes what it says");
    out.integer("version", current_version);
    out.string("phase", journal.phase == Journal::Phase::staging ? "staging" : "committing");
    for (const auto& change : journal.changes) {
        out.header(change_table);
        out.string("id", change.id);
        write_optional(out, "rows", change.rows);
        write_optional(out, "private_rows", change.private_rows);
        out.boolean("has_row", change.has_row);
        for (const auto& operation : change.operations) {
            write_operation(out, operation);
        }
    }
    out.comment(fmt::format("{} changes", journal.changes.size()));
    return out.take();
}

Result<Journal> read_journal(std::string_view text, const std::string& path) {
    RowReader rows(text);
    Reader reader;
    for (auto row = rows.next(); row.kind != Row::Kind::end; row = rows.next()) {
        const bool good = row.kind != Row::Kind::fault && reader.read(row);
        if (reader.version > current_version) {
            return fail(ErrorCode::newer_format,
                        fmt::format("{} is of version {}; this skillmeat knows version {}",
                                    quote(path), reader.version, current_version),
                        "run the skillmeat that began to install", {path, 0, 0});
        }
        if (!good) {
            return fail(ErrorCode::ledger_damaged,
                        fmt::format("{} cannot be read: it tells what an interrupted run was doing",
                                    quote(path)),
                        "look at what it names, then remove it",
                        {path, static_cast<int>(row.line), 0});
        }
    }
    const auto ending = fmt::format("# {} changes\n", reader.journal.changes.size());
    if (reader.version == 0 || !text.ends_with(ending)) {
        return fail(ErrorCode::ledger_damaged, fmt::format("{} is cut short", quote(path)),
                    "look at what it names, then remove it", {path, 0, 0});
    }
    return std::move(reader.journal);
}

}  // namespace skillmeat::deploy
