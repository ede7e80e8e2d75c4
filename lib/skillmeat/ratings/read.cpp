#include <skillmeat/ratings/format.hpp>

#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/toml/collect_rows.hpp>
#include <skillmeat/toml/owned_file.hpp>
#include <skillmeat/toml/rows.hpp>

namespace skillmeat::ratings {
namespace {

using tomlfile::RecordFault;
using tomlfile::Row;
using tomlfile::Value;

constexpr tomlfile::OwnedFile ratings_file{"file of ratings",
                                           "mend the line, or restore the file from a copy",
                                           "take the rows of both sides, and take the markers out",
                                           ErrorCode::invalid_manifest,
                                           ErrorCode::invalid_manifest,
                                           ErrorCode::newer_format,
                                           current_version};

/// Collects the rows; every function says whether all is well.
class RowCollector {
  public:
    bool begin(std::string_view header) {
        if (!version_ || header != row_table || !finish_row()) {
            return false;
        }
        seen_.reset();
        ratings_.rows.emplace_back();
        return true;
    }

    bool member(const Row& row) {
        return ratings_.rows.empty()
                   ? read_version(row)
                   : tomlfile::store_row(ratings_.rows.back(), row_fields(), seen_, row);
    }

    std::optional<Ratings> finish() {
        if (!version_ || !finish_row()) {
            return std::nullopt;
        }
        return std::move(ratings_);
    }

  private:
    bool read_version(const Row& row) {
        const auto number = tomlfile::decode_integer(row.raw);
        if (version_ || row.name != "version" || number != current_version) {
            return false;
        }
        version_ = true;
        return true;
    }

    /// Whether the row before is whole, valid, and the only one of its user and artifact.
    bool finish_row() {
        if (ratings_.rows.empty()) {
            return true;
        }
        const auto& row = ratings_.rows.back();
        return tomlfile::has_required(row_fields(), seen_) && !check_row(row) &&
               keys_.insert(rating_key(row)).second;
    }

    Ratings ratings_;
    bool version_ = false;
    tomlfile::SeenFields seen_;
    std::unordered_set<std::string> keys_;
};

std::optional<RecordFault> read_row(Rating& row, const Value& element) {
    const auto no_other = [](std::string_view) { return false; };
    if (auto fault = tomlfile::store_table(row, row_fields(), element, row_table, no_other)) {
        return fault;
    }
    if (const auto fault = check_row(row)) {
        const auto* value = element.table()->find(fault->key);
        const auto& place = value != nullptr ? *value : element;
        return RecordFault{place.line, place.column, fault->message};
    }
    return std::nullopt;
}

std::optional<RecordFault> read_table(std::vector<Rating>& rows, const Value& value) {
    std::optional<RecordFault> fault;
    std::unordered_map<std::string, int> lines;
    for (const auto* element : tomlfile::tables_of(value, row_table, fault)) {
        auto& row = rows.emplace_back();
        if (auto found = read_row(row, *element)) {
            return found;
        }
        const auto [twin, added] = lines.emplace(rating_key(row), element->line);
        if (!added) {
            return RecordFault{element->line, element->column,
                               fmt::format("a second rating of {} by {}; the first is at line {}",
                                           quote(row.artifact), quote(row.user), twin->second)};
        }
    }
    return fault;
}

}  // namespace

std::optional<Ratings> read_rows(std::string_view text) {
    RowCollector collector;
    return tomlfile::collect_rows(text, collector) ? collector.finish() : std::nullopt;
}

Result<Ratings> read_general(std::string_view text, const std::string& path) {
    Ratings ratings;
    SKILLMEAT_ASSIGN(
        ratings.version,
        tomlfile::read_owned(ratings_file, text, path, row_table,
                             [&](const auto& value) { return read_table(ratings.rows, value); }));
    return ratings;
}

Result<Ratings> read(std::string_view text, const std::string& path) {
    auto ratings = read_rows(text);
    if (!ratings) {
        SKILLMEAT_ASSIGN(ratings, read_general(text, path));
    }
    sort_rows(ratings->rows);
    return *std::move(ratings);
}

}  // namespace skillmeat::ratings
