#include <app/commands/lock/check.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/check_locks.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat lock check", "in CI: exit 3 when somebody forgot to scan"},
    cli::Example{"skillmeat lock check --scope all --json | jq -r '.items[].source_id'",
                 "sources of all projects whose lock is behind"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.lock.check/1"};
constexpr std::array error_codes{ErrorCode::lock_outdated,     ErrorCode::lock_damaged,
                                 ErrorCode::lock_conflicted,   ErrorCode::lock_newer,
                                 ErrorCode::invalid_manifest,  ErrorCode::some_failed,
                                 ErrorCode::project_not_found, ErrorCode::newer_format};

/// What stands in the manifest or lock, without secrets; a row is told by its URL.
std::string shown(const lock::Mismatch& mismatch, const std::string& value) {
    const bool is_url =
        mismatch.field == "url" || mismatch.field == "row" || mismatch.field == "source";
    return is_url ? without_credentials(value) : value;
}

std::string mismatch_json(const ops::LockMismatch& row) {
    const auto& mismatch = row.mismatch;
    report::JsonObject object;
    object.text_or_null("project_id", row.project_id);
    object.text_or_null("project_name", row.project_name);
    object.text("source_id", mismatch.source_id);
    object.text("field", mismatch.field);
    object.text_or_null("manifest", shown(mismatch, mismatch.manifest));
    object.text_or_null("lock", shown(mismatch, mismatch.lock));
    object.boolean("refused_when_locked", mismatch.refused_when_locked);
    return object.str();
}

std::string cell_text(const lock::Mismatch& mismatch, const std::string& value) {
    const auto text = shown(mismatch, value);
    return text.empty() ? "(none)" : text;
}

print::List as_list(const ops::LockCheck& check, bool all_scopes) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "SOURCE"},
                    {.header = "FIELD"},
                    {.header = "MANIFEST", .shrink = 1, .min_width = 12},
                    {.header = "LOCK", .shrink = 1, .min_width = 12}};
    if (all_scopes) {
        list.columns.push_back({.header = "PROJECT", .shrink = 2});
    }
    list.count = check.mismatches.size();
    list.cells = [&check, all_scopes](std::size_t i) {
        const auto& row = check.mismatches[i];
        print::Row cells{{row.mismatch.source_id, print::Style::bold},
                         {row.mismatch.field},
                         {cell_text(row.mismatch, row.mismatch.manifest)},
                         {cell_text(row.mismatch, row.mismatch.lock)}};
        if (all_scopes) {
            cells.push_back({row.project_name.empty() ? "(user)" : row.project_name});
        }
        return cells;
    };
    list.json = [&check](std::size_t i) { return mismatch_json(check.mismatches[i]); };
    list.page.total = check.mismatches.size();
    if (check.failures.empty()) {
        list.empty_message =
            fmt::format("the lock agrees with the manifest ({})", counted(check.sources, "source"));
    }
    return list;
}

}  // namespace

Result<LockCheckOptions> bind_lock_check(const cli::Values&) {
    return LockCheckOptions{};
}

Result<Outcome> run_lock_check(const LockCheckOptions&, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto check, ops::check_locks(world, scopes));
    context.output().list(as_list(check, context.globals.scope == cli::Scope::all));
    auto failures = check.failures;
    if (!check.mismatches.empty()) {
        failures.push_back(ops::outdated_error(check));
    }
    for (const auto& error : failures) {
        context.diagnostics.error(error);
    }
    return Outcome{print::combined_exit_code(failures)};
}

constinit const cli::CommandSpec lock_check_spec{
    .noun = "lock",
    .verb = "check",
    .summary = "compare the lock with the manifest",
    .description =
        "Reads both and looks nothing up. Every difference is listed, and exit 3 follows when "
        "there is one. `source scan --locked` refuses those with refused_when_locked.",
    .examples = examples,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_lock_check, run_lock_check>,
};

}  // namespace skillmeat::app::commands
