#include <skillmeat/ops/deploy/plan_diff.hpp>

#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/line_diff.hpp>
#include <skillmeat/deploy/execute.hpp>
#include <skillmeat/deploy/settings_merge.hpp>
#include <skillmeat/ops/deploy/apply_changes.hpp>

namespace skillmeat::ops {
namespace {

using deploy::Operation;

/// Texts by path: nothing for a file that is not there.
using Texts = std::map<std::string, std::optional<std::string>>;

class PlanDiff {
  public:
    explicit PlanDiff(const sys::Confined& disk) : disk_(disk) {}

    /// Follows the operations of one change, as they would be done.
    Result<void> add(const PlannedChange& change) {
        for (const auto& operation : change.operations) {
            SKILLMEAT_TRY(follow(change, operation));
        }
        return {};
    }

    [[nodiscard]] Result<std::string> text() const {
        std::string result;
        for (const auto& [path, after] : after_) {
            SKILLMEAT_ASSIGN(const auto before, disk_.read(deploy::confined(path)));
            result += file_diff(path, before, after);
        }
        return result;
    }

  private:
    Result<void> follow(const PlannedChange& change, const Operation& operation) {
        switch (operation.kind) {
            case Operation::Kind::place:
                place(change, operation);
                return {};
            case Operation::Kind::take_away:
                after_[operation.path] = std::nullopt;
                return {};
            case Operation::Kind::make_settings:
                after_[operation.path] = operation.text;
                return {};
            case Operation::Kind::put_value:
            case Operation::Kind::take_value:
                return merge(operation);
            default:
                return {};
        }
    }

    void place(const PlannedChange& change, const Operation& operation) {
        for (const auto& staged : change.staged) {
            if (staged.staged != operation.staged || !staged.link.empty()) {
                continue;
            }
            for (const auto* file : staged.files) {
                after_[staged.directory ? operation.path + '/' + file->path : operation.path] =
                    file->bytes;
            }
        }
    }

    Result<void> merge(const Operation& operation) {
        const auto known = after_.find(operation.path);
        std::optional<std::string> text;
        if (known != after_.end()) {
            text = known->second;
        } else {
            SKILLMEAT_ASSIGN(text, disk_.read(deploy::confined(operation.path)));
        }
        const bool puts = operation.kind == Operation::Kind::put_value;
        SKILLMEAT_ASSIGN(text, puts ? deploy::add_value(text.value_or(""), *operation.value)
                                    : deploy::remove_value(text.value_or(""), *operation.value));
        after_[operation.path] = std::move(text);
        return {};
    }

    static std::string file_diff(const std::string& path, const std::optional<std::string>& before,
                                 const std::optional<std::string>& after) {
        if (before == after) {
            return {};
        }
        const auto from = before ? "a/" + path : std::string("/dev/null");
        const auto to = after ? "b/" + path : std::string("/dev/null");
        const bool binary = before.value_or("").find('\0') != std::string::npos ||
                            after.value_or("").find('\0') != std::string::npos;
        if (binary) {
            return fmt::format("Binary files {} and {} differ\n", from, to);
        }
        return unified_diff(before.value_or(""), after.value_or(""), {from, to});
    }

    const sys::Confined& disk_;
    Texts after_;
};

}  // namespace

Result<std::string> diff_of(Services& services, const Scope& scope, const DeployPlan& plan) {
    SKILLMEAT_ASSIGN(const auto disk, deploy_disk(services, scope));
    PlanDiff diff(*disk);
    for (const auto& item : plan.items) {
        SKILLMEAT_TRY(diff.add(item.change));
    }
    return diff.text();
}

}  // namespace skillmeat::ops
