#include <skillmeat/ledger/read.hpp>

#include <skillmeat/ledger/fields.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/toml/collect_rows.hpp>
#include <skillmeat/toml/rows.hpp>

#include <unordered_set>
#include <utility>

namespace skillmeat::ledger {
namespace {

using tomlfile::Row;

bool read_error(Deployment& row, std::string_view raw) {
    const auto members = tomlfile::decode_inline_table(raw);
    if (!members || row.error) {
        return false;
    }
    row.error.emplace();
    tomlfile::SeenFields seen;
    for (const auto& member : *members) {
        if (!tomlfile::store_row(*row.error, error_fields(), seen, member)) {
            return false;
        }
    }
    return tomlfile::has_required(error_fields(), seen);
}

/// Collects the rows; every function says whether all is well.
class RowCollector {
  public:
    bool begin(std::string_view header) {
        if (!version_ || !finish_table()) {
            return false;
        }
        seen_.reset();
        if (header == row_table) {
            if (!finish_row()) {
                return false;
            }
            ledger_.rows.emplace_back();
            table_ = Table::row;
            return true;
        }
        if (ledger_.rows.empty()) {
            return false;
        }
        if (header == files_table) {
            ledger_.rows.back().files.emplace_back();
            table_ = Table::file;
            return true;
        }
        ledger_.rows.back().merged.emplace_back();
        table_ = Table::merged;
        return header == merged_table;
    }

    bool member(const Row& row) {
        if (ledger_.rows.empty()) {
            return read_version(row);
        }
        auto& deployment = ledger_.rows.back();
        switch (table_) {
            case Table::row:
                return row.name == error_key
                           ? read_error(deployment, row.raw)
                           : tomlfile::store_row(deployment, row_fields(), seen_, row);
            case Table::file:
                return tomlfile::store_row(deployment.files.back(), file_fields(), seen_, row);
            case Table::merged:
                return tomlfile::store_row(deployment.merged.back(), merged_fields(), seen_, row);
        }
        return false;
    }

    std::optional<Ledger> finish() {
        if (!version_ || !finish_table() || !finish_row()) {
            return std::nullopt;
        }
        return std::move(ledger_);
    }

  private:
    enum class Table { row, file, merged };

    bool read_version(const Row& row) {
        const auto number = tomlfile::decode_integer(row.raw);
        if (version_ || row.name != "version" || number != current_version) {
            return false;
        }
        version_ = true;
        return true;
    }

    /// Whether the table before is whole and valid.
    bool finish_table() {
        if (ledger_.rows.empty()) {
            return true;
        }
        const auto& row = ledger_.rows.back();
        switch (table_) {
            case Table::row:
                return tomlfile::has_required(row_fields(), seen_) && !check_own(row);
            case Table::file:
                return tomlfile::has_required(file_fields(), seen_) &&
                       !check_file(row.files.back());
            case Table::merged:
                return tomlfile::has_required(merged_fields(), seen_) &&
                       !check_merged(row.merged.back());
        }
        return false;
    }

    /// Whether the row before is the only one of its artifact, agent and target.
    bool finish_row() {
        return ledger_.rows.empty() || keys_.insert(row_key(ledger_.rows.back())).second;
    }

    Ledger ledger_;
    bool version_ = false;
    Table table_ = Table::row;
    tomlfile::SeenFields seen_;
    std::unordered_set<std::string> keys_;
};

}  // namespace

std::optional<Ledger> read_rows(std::string_view text) {
    RowCollector collector;
    return tomlfile::collect_rows(text, collector) ? collector.finish() : std::nullopt;
}

}  // namespace skillmeat::ledger
