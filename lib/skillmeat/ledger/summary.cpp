#include <skillmeat/ledger/summary.hpp>

#include <skillmeat/ledger/fields.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/toml/collect_rows.hpp>
#include <skillmeat/toml/rows.hpp>

#include <algorithm>
#include <numeric>
#include <optional>

namespace skillmeat::ledger {
namespace {

using tomlfile::Row;

/// What a summary takes of a row.
struct Standing {
    std::string artifact;
    DeploymentStatus status = DeploymentStatus::pending;
};

int badness(DeploymentStatus status) {
    switch (status) {
        case DeploymentStatus::error:
            return 3;
        case DeploymentStatus::pending:
            return 2;
        case DeploymentStatus::active:
            return 1;
        case DeploymentStatus::inactive:
            return 0;
    }
    return 0;
}

template <class Record>
bool is_field(tomlfile::Fields<Record> fields, std::string_view key) {
    return std::any_of(fields.begin(), fields.end(),
                       [key](const auto& field) { return field.key == key; });
}

/// Collects standings; every function says whether the text is one that write() made as far as it
/// was looked at.
class StandingCollector {
  public:
    bool begin(std::string_view header) {
        in_row_ = header == row_table;
        in_files_ = header == files_table;
        if (!in_row_) {
            return !standings_.empty() && (in_files_ || header == merged_table);
        }
        if (!version_ || !is_whole()) {
            return false;
        }
        standings_.emplace_back();
        has_artifact_ = false;
        has_status_ = false;
        return true;
    }

    bool member(const Row& row) {
        if (standings_.empty()) {
            const bool first = !version_;
            version_ = true;
            return first && row.name == "version" &&
                   tomlfile::decode_integer(row.raw) == current_version;
        }
        if (!in_row_) {
            return in_files_ ? is_field(file_fields(), row.name)
                             : is_field(merged_fields(), row.name);
        }
        if (row.name == "artifact") {
            auto artifact = tomlfile::decode_string(row.raw);
            const bool good = artifact && !has_artifact_;
            has_artifact_ = true;
            standings_.back().artifact = std::move(artifact).value_or("");
            return good;
        }
        if (row.name == "status") {
            const auto word = tomlfile::plain_string(row.raw).value_or(std::string_view());
            const auto status = parse_deployment_status(word);
            const bool good = status && !has_status_;
            has_status_ = true;
            standings_.back().status = status.value_or(DeploymentStatus::pending);
            return good;
        }
        return row.name == error_key || is_field(row_fields(), row.name);
    }

    [[nodiscard]] bool is_whole() const {
        return version_ && (standings_.empty() || (has_artifact_ && has_status_));
    }

    [[nodiscard]] const std::vector<Standing>& standings() const { return standings_; }

  private:
    std::vector<Standing> standings_;
    bool version_ = false;
    bool in_row_ = false;
    bool in_files_ = false;
    bool has_artifact_ = false;
    bool has_status_ = false;
};

std::optional<std::vector<Standing>> read_standings(std::string_view text) {
    StandingCollector collector;
    return tomlfile::collect_rows(text, collector) && collector.is_whole()
               ? std::optional(collector.standings())
               : std::nullopt;
}

}  // namespace

std::size_t StatusCounts::total() const {
    return std::accumulate(values.begin(), values.end(), std::size_t{0});
}

void Summary::add(std::string_view artifact, DeploymentStatus status) {
    ++by_status_[status];
    const auto [place, added] = places_.emplace(artifact_id_key(artifact), artifacts_.size());
    if (added) {
        artifacts_.push_back({std::string(artifact), 0, status});
    }
    auto& standing = artifacts_[place->second];
    ++standing.count;
    if (badness(status) > badness(standing.worst)) {
        standing.worst = status;
    }
}

std::vector<ArtifactStanding> Summary::by_artifact() const {
    auto sorted = artifacts_;
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return a.count != b.count ? a.count > b.count : a.artifact < b.artifact;
    });
    return sorted;
}

Result<StatusCounts> count_rows(std::string_view text, const std::string& path, Summary& summary) {
    StatusCounts counts;
    const auto add = [&](std::string_view artifact, DeploymentStatus status) {
        ++counts[status];
        summary.add(artifact, status);
    };
    if (const auto standings = read_standings(text)) {
        for (const auto& standing : *standings) {
            add(standing.artifact, standing.status);
        }
        return counts;
    }
    SKILLMEAT_ASSIGN(const auto ledger, read(text, path));
    for (const auto& row : ledger.rows) {
        add(row.artifact, row.status);
    }
    return counts;
}

}  // namespace skillmeat::ledger
