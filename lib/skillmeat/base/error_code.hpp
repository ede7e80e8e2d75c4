#pragma once

#include <span>
#include <string_view>

namespace skillmeat {

/// The closed list of reasons a command fails. Each has a stable snake_case name (printed as
/// `error.code` under --json) and an exit code; both stand in one table, error_code_table().
enum class ErrorCode {
    internal,
    io_error,
    output_failed,
    git_missing,
    git_failed,
    dubious_ownership,
    not_a_repository,
    repository_not_found,
    empty_repository,
    ref_not_found,
    source_not_found,
    artifact_not_found,
    project_not_found,
    collection_not_found,
    group_not_found,
    exclusion_not_found,
    covered_by_glob,
    deployment_not_found,
    setting_not_found,
    index_not_found,
    topic_not_found,
    already_exists,
    not_deployable,
    locally_modified,
    too_large,
    migration_loss,
    invalid_usage,
    invalid_value,
    invalid_manifest,
    invalid_cursor,
    path_not_in_tree,
    ambiguous_reference,
    confirmation_required,
    migration_needed,
    newer_format,
    lock_outdated,
    lock_damaged,
    lock_conflicted,
    lock_newer,
    ledger_damaged,
    ledger_conflicted,
    ledger_newer,
    drift_found,
    not_reproducible,
    not_scanned,
    objects_missing,
    authentication_failed,
    network_error,
    rate_limited,
    integrity_failed,
    ref_moved,
    trust_refused,
    unsafe_path,
    flagged_content,
    lock_timeout,
    concurrent_change,
    some_failed,
    interrupted,
    terminated,
};

struct ErrorCodeInfo {
    ErrorCode code;
    std::string_view name;  ///< stable, snake_case
    int exit_code;          ///< see exit_code_table()
    std::string_view meaning;
};

/// One row per ErrorCode, in the order of the enumeration.
[[nodiscard]] std::span<const ErrorCodeInfo> error_code_table();
[[nodiscard]] const ErrorCodeInfo& info(ErrorCode code);

struct ExitCodeInfo {
    int code;
    std::string_view meaning;
};

/// Every exit code of the program with its meaning, ascending.
[[nodiscard]] std::span<const ExitCodeInfo> exit_code_table();

}  // namespace skillmeat
