#include <skillmeat/lock/read_rows.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/lock/fields.hpp>
#include <skillmeat/toml/rows.hpp>

#include <bitset>
#include <type_traits>
#include <unordered_set>
#include <utility>

namespace skillmeat::lock {
namespace {

constexpr std::size_t max_fields = 32;

bool store(LockRow& row, const Member& member, std::string_view raw) {
    const auto take = [](auto& target, auto decoded) {
        if (!decoded) {
            return false;
        }
        target = *std::move(decoded);
        return true;
    };
    return std::visit(
        [&](auto pointer) {
            auto& target = row.*pointer;
            using Target = std::remove_reference_t<decltype(target)>;
            if constexpr (std::is_same_v<Target, std::string>) {
                return take(target, tomlfile::decode_string(raw));
            } else if constexpr (std::is_same_v<Target, std::vector<std::string>>) {
                return take(target, tomlfile::decode_strings(raw));
            } else if constexpr (std::is_same_v<Target, bool> ||
                                 std::is_same_v<Target, std::optional<bool>>) {
                return take(target, tomlfile::decode_boolean(raw));
            } else {
                return take(target, tomlfile::decode_timestamp(raw));
            }
        },
        member);
}

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

    bool member(std::string_view key, std::string_view raw) {
        if (file_.rows.empty()) {
            return read_version(key, raw);
        }
        const auto all = fields(file_.version);
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].key == key) {
                const bool repeated = seen_[i];
                seen_.set(i);
                return !repeated && store(file_.rows.back(), all[i].member, raw);
            }
        }
        return false;
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
        const auto all = fields(file_.version);
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].required && !seen_[i]) {
                return false;
            }
        }
        const auto& row = file_.rows.back();
        return !check_row(row) && ids_.insert(ascii_lower(row.id)).second;
    }

    LockFile file_;
    bool version_ = false;
    std::bitset<max_fields> seen_;
    std::unordered_set<std::string> ids_;
};

}  // namespace

std::optional<LockFile> read_rows(std::string_view text) {
    tomlfile::RowReader reader(text);
    RowCollector collector;
    while (true) {
        const auto row = reader.next();
        switch (row.kind) {
            case tomlfile::Row::Kind::header:
                if (!collector.begin(row.name)) {
                    return std::nullopt;
                }
                break;
            case tomlfile::Row::Kind::member:
                if (!collector.member(row.name, row.raw)) {
                    return std::nullopt;
                }
                break;
            case tomlfile::Row::Kind::end:
                return collector.finish();
            case tomlfile::Row::Kind::fault:
                return std::nullopt;
        }
    }
}

}  // namespace skillmeat::lock
