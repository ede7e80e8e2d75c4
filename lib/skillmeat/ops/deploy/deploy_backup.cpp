#include <skillmeat/ops/deploy/deploy_backup.hpp>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/execute.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::uint32_t private_directory = 0700;
constexpr std::uint32_t private_file = 0600;

/// A folder of this run alone: of two within a second the later one has a number.
Result<std::string> make_folder(sys::Confined& state, const Timestamp& now) {
    SKILLMEAT_TRY(state.create_directory("backup", private_directory));
    const auto name = fmt::format("backup/deploy-{}", to_string(now));
    auto free = name;
    for (int number = 2;; ++number) {
        SKILLMEAT_ASSIGN(const bool made, state.create_directory(free, private_directory));
        if (made) {
            return free;
        }
        free = fmt::format("{}-{}", name, number);
    }
}

/// Without a temporary: what is copied is still there until the copy is on the disk.
Result<void> copy_into(sys::Confined& state, const std::string& folder, const std::string& path,
                       std::string_view bytes) {
    const auto copy = fmt::format("{}/{}", folder, path);
    for (const auto& parent : folders_above(copy)) {
        SKILLMEAT_TRY(state.create_directory(parent, private_directory));
    }
    return state.create_file(copy, bytes, private_file);
}

}  // namespace

Result<void> keep_backups(Services& services, const Scope& scope, const sys::Confined& disk,
                          const std::vector<PlannedChange>& changes) {
    std::unique_ptr<sys::Confined> state;
    std::string folder;
    for (const auto& change : changes) {
        for (const auto& path : change.backups) {
            const std::string inside(deploy::confined(path));
            SKILLMEAT_ASSIGN(const auto bytes, disk.read(inside));
            if (!bytes || change.action == DeployAction::refused) {
                continue;
            }
            if (folder.empty()) {
                SKILLMEAT_ASSIGN(state, services.files.confine(scope.state_directory));
                SKILLMEAT_ASSIGN(folder, make_folder(*state, services.clock.now()));
            }
            SKILLMEAT_TRY(copy_into(*state, folder, inside, *bytes));
            services.diagnostics.report(
                {Severity::note,
                 fmt::format("{} as it was is kept as {}", quote(path),
                             quote((scope.state_directory / folder / inside).string())),
                 {},
                 ""});
        }
    }
    if (!folder.empty()) {
        SKILLMEAT_TRY(state->sync_tree(folder));
        SKILLMEAT_TRY(state->sync_directory("backup"));
    }
    return {};
}

}  // namespace skillmeat::ops
