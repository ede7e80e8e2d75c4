#include <skillmeat/ops/migrate.hpp>

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/lock/lock.hpp>
#include <skillmeat/manifest/manifest.hpp>
#include <skillmeat/manifest/migrate.hpp>
#include <skillmeat/ops/scope_edit.hpp>

namespace skillmeat::ops {
namespace {

static_assert(manifest::current_schema == newest_format && lock::current_version == newest_format);

constexpr std::uint32_t private_directory = 0700;
constexpr std::uint32_t private_file = 0600;

/// A file with its texts before and after.
struct Plan {
    MigratedFile file;
    std::string name;  ///< below the backup's directory: "local/skillmeat.toml"
    bool is_local = false;
    std::string before;
    std::string after;
};

Result<void> plan_manifest(Plan& plan, int to, DiagnosticSink& sink) {
    const auto path = plan.file.path.string();
    SKILLMEAT_ASSIGN(auto migration, manifest::migrate(plan.before, path, to));
    plan.file.from = migration.from;
    plan.file.to = migration.to;
    plan.file.steps = std::move(migration.steps);
    plan.file.losses = std::move(migration.losses);
    plan.after = std::move(migration.text);
    // What the next command would refuse is refused now.
    const manifest::ReadOptions options{
        plan.is_local ? manifest::Role::local : manifest::Role::shared, true};
    SKILLMEAT_TRY(manifest::read(plan.after, path, options, sink));
    return {};
}

Result<void> plan_lock(Plan& plan, int to) {
    const auto path = plan.file.path.string();
    SKILLMEAT_ASSIGN(auto migration, lock::migrate(plan.before, path, to));
    plan.file.from = migration.from;
    plan.file.to = migration.to;
    plan.file.losses = std::move(migration.losses);
    plan.after = std::move(migration.text);
    if (plan.file.changed()) {
        plan.file.steps.push_back(fmt::format("wrote version = {}", to));
        SKILLMEAT_TRY(lock::read(plan.after, path));
    }
    return {};
}

Result<std::vector<Plan>> make_plans(const sys::FileReader& files, const Scope& scope, int to,
                                     DiagnosticSink& sink) {
    struct Candidate {
        sys::Path path;
        const char* name;
        bool is_lock;
        bool is_local;
    };
    const std::vector<Candidate> candidates{
        {scope.manifest, "skillmeat.toml", false, false},
        {scope.local_manifest, "local/skillmeat.toml", false, true},
        {scope.lock, "skillmeat.lock", true, false},
        {scope.local_lock, "local/skillmeat.lock", true, true}};
    std::vector<Plan> plans;
    for (const auto& candidate : candidates) {
        SKILLMEAT_ASSIGN(auto text, files.read(candidate.path));
        if (!text) {
            continue;
        }
        Plan plan;
        plan.file.path = candidate.path;
        plan.file.is_lock = candidate.is_lock;
        plan.name = candidate.name;
        plan.is_local = candidate.is_local;
        plan.before = *std::move(text);
        if (candidate.is_lock) {
            SKILLMEAT_TRY(plan_lock(plan, to));
        } else {
            SKILLMEAT_TRY(plan_manifest(plan, to, sink));
        }
        plans.push_back(std::move(plan));
    }
    return plans;
}

/// `20261120T100000Z`; a second migration within a second takes the name with `-2`.
Result<sys::Path> backup_directory(const Services& services, const Scope& scope) {
    auto name = to_string(services.clock.now());
    std::erase_if(name, [](char c) { return c == '-' || c == ':'; });
    const auto parent = scope.state_directory / "backup";
    for (int number = 1;; ++number) {
        auto path = parent / (number == 1 ? name : fmt::format("{}-{}", name, number));
        SKILLMEAT_ASSIGN(const auto taken, services.files.lstat(path));
        if (!taken) {
            return path;
        }
    }
}

Result<void> back_up(Services& services, const Scope& scope, std::vector<Plan>& plans) {
    SKILLMEAT_ASSIGN(const auto directory, backup_directory(services, scope));
    for (auto& plan : plans) {
        if (!plan.file.changed()) {
            continue;
        }
        const auto path = directory / plan.name;
        SKILLMEAT_TRY(services.files.create_directories(path.parent_path(), private_directory));
        SKILLMEAT_TRY(services.files.write(path, plan.before, private_file));
        plan.file.backup = path;
    }
    return {};
}

Result<void> replace_files(Services& services, const std::vector<Plan>& plans) {
    for (const auto& plan : plans) {
        if (plan.file.changed()) {
            SKILLMEAT_TRY(services.files.write(plan.file.path, plan.after));
        }
    }
    return {};
}

bool any_change(const std::vector<Plan>& plans) {
    return std::any_of(plans.begin(), plans.end(),
                       [](const Plan& plan) { return plan.file.changed(); });
}

bool is_refused(const std::vector<Plan>& plans, const MigrateRequest& request) {
    return !request.drop && std::any_of(plans.begin(), plans.end(),
                                        [](const Plan& plan) { return !plan.file.losses.empty(); });
}

Result<MigrateReport> migrate_files(Services& services, const Scope& scope,
                                    const MigrateRequest& request) {
    SKILLMEAT_ASSIGN(auto plans,
                     make_plans(services.files, scope, request.to, services.diagnostics));
    MigrateReport report;
    report.refused = is_refused(plans, request);
    if (!request.dry_run && !report.refused && any_change(plans)) {
        SKILLMEAT_TRY(prepare_directories(services, scope, false));
        SKILLMEAT_ASSIGN(const auto held, lock_scope(services, scope));
        // What was read without the lock may be old; warnings were given already.
        DiagnosticList unused;
        SKILLMEAT_ASSIGN(plans, make_plans(services.files, scope, request.to, unused));
        report.refused = is_refused(plans, request);
        if (!report.refused) {
            SKILLMEAT_TRY(back_up(services, scope, plans));
            SKILLMEAT_TRY(replace_files(services, plans));
        }
    }
    for (auto& plan : plans) {
        report.files.push_back(std::move(plan.file));
    }
    return report;
}

}  // namespace

Result<MigrateReport> migrate_scope(Services& services, const Scope& scope,
                                    const MigrateRequest& request) {
    observe::Span span(services.observer, "migrate");
    span.set("to", std::int64_t{request.to});
    return span.watch(migrate_files(services, scope, request));
}

Error loss_error(const MigrateReport& report) {
    std::size_t losses = 0;
    int to = 0;
    for (const auto& file : report.files) {
        losses += file.losses.size();
        to = file.to;
    }
    return Error{ErrorCode::migration_loss,
                 fmt::format("going back to format {} would lose {}; nothing was written", to,
                             counted(losses, "thing")),
                 {},
                 {},
                 "add `--drop` to go back all the same"};
}

}  // namespace skillmeat::ops
