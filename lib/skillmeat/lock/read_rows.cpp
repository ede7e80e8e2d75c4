#include <skillmeat/lock/read_rows.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/lock/fields.hpp>
#include <skillmeat/toml/collect_rows.hpp>
#include <skillmeat/toml/rows.hpp>

#include <unordered_set>
#include <utility>

namespace skillmeat::lock {
namespace {

/// Collects the rows; every function says whether all is well.
class RowCollector {
  public:
    bool begin(std::string_view header) {
        if (header != "source" || !version_ || !finish_row()) {
            return false;
        }
        file_.rows.emplace_back();
        seen_.reset();
        return true;
    }

    bool member(const tomlfile::Row& row) {
        return file_.rows.empty()
                   ? read_version(row.name, row.raw)
                   : tomlfile::store_row(file_.rows.back(), fields(file_.version), seen_, row);
    }

    std::optional<LockFile> finish() {
        if (!version_ || !finish_row()) {
            return std::nullopt;
        }
        return std::move(file_);
    }

  private:
    bool read_version(std::string_view key, std::string_view raw) {
        const auto number = tomlfile::decode_integer(raw);
        if (version_ || key != "version" || !number || *number < 0 || *number > current_version) {
            return false;
        }
        version_ = true;
        file_.version = static_cast<int>(*number);
        return true;
    }

    /// Whether the row before is whole, valid and the only one of its id.
    bool finish_row() {
        if (file_.rows.empty()) {
            return true;
        }
        const auto& row = file_.rows.back();
        return tomlfile::has_required(fields(file_.version), seen_) && !check_row(row) &&
               ids_.insert(ascii_lower(row.id)).second;
    }

    LockFile file_;
    bool version_ = false;
    tomlfile::SeenFields seen_;
    std::unordered_set<std::string> ids_;
};

}  // namespace

std::optional<LockFile> read_rows(std::string_view text) {
    RowCollector collector;
    return tomlfile::collect_rows(text, collector) ? collector.finish() : std::nullopt;
}

}  // namespace skillmeat::lock
