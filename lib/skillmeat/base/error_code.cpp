#include <skillmeat/base/error_code.hpp>

#include <array>
#include <cstddef>

namespace skillmeat {
namespace {

using enum ErrorCode;

constexpr std::array error_codes{
    ErrorCodeInfo{internal, "internal", 1, "something unforeseen; please report it"},
    ErrorCodeInfo{io_error, "io_error", 1, "a file could not be read or written"},
    ErrorCodeInfo{output_failed, "output_failed", 1, "standard output could not be written"},
    ErrorCodeInfo{git_missing, "git_missing", 1, "git is not installed or older than 2.30"},
    ErrorCodeInfo{git_failed, "git_failed", 1, "git failed for a reason of its own"},
    ErrorCodeInfo{dubious_ownership, "dubious_ownership", 1,
                  "git refuses a repository that another user owns"},
    ErrorCodeInfo{not_a_repository, "not_a_repository", 1, "the place named is no git repository"},
    ErrorCodeInfo{repository_not_found, "repository_not_found", 1,
                  "the repository does not exist or has vanished"},
    ErrorCodeInfo{empty_repository, "empty_repository", 1, "the repository has no commits"},
    ErrorCodeInfo{ref_not_found, "ref_not_found", 1, "no branch, tag or commit of that name"},
    ErrorCodeInfo{source_not_found, "source_not_found", 1, "no source of that name in the scope"},
    ErrorCodeInfo{artifact_not_found, "artifact_not_found", 1, "no artifact fits the reference"},
    ErrorCodeInfo{project_not_found, "project_not_found", 1, "no project there, or not registered"},
    ErrorCodeInfo{collection_not_found, "collection_not_found", 1,
                  "no collection of that name or id in the scope"},
    ErrorCodeInfo{group_not_found, "group_not_found", 1,
                  "no group of that name or id in the collection"},
    ErrorCodeInfo{exclusion_not_found, "exclusion_not_found", 1, "no exclusion of that text"},
    ErrorCodeInfo{covered_by_glob, "covered_by_glob", 1,
                  "the entry is excluded by a path glob, not by a row of its own"},
    ErrorCodeInfo{deployment_not_found, "deployment_not_found", 1,
                  "no deployment of that id in the scope"},
    ErrorCodeInfo{setting_not_found, "setting_not_found", 1, "no setting of that name"},
    ErrorCodeInfo{index_not_found, "index_not_found", 1,
                  "the repository or site offers no index of other repositories"},
    ErrorCodeInfo{topic_not_found, "topic_not_found", 1, "no help topic or schema of that name"},
    ErrorCodeInfo{already_exists, "already_exists", 1, "it is there already; nothing changed"},
    ErrorCodeInfo{not_deployable, "not_deployable", 1,
                  "the agent cannot take the artifact, or it is not offered any more"},
    ErrorCodeInfo{locally_modified, "locally_modified", 1,
                  "an installed file is not as it was written, and was left alone"},
    ErrorCodeInfo{too_large, "too_large", 1, "a limit of size or number was passed"},
    ErrorCodeInfo{migration_loss, "migration_loss", 1,
                  "the older format cannot hold everything; --drop accepts that"},
    ErrorCodeInfo{invalid_usage, "invalid_usage", 2, "the command line is wrong"},
    ErrorCodeInfo{invalid_value, "invalid_value", 2, "a value is outside what is allowed"},
    ErrorCodeInfo{invalid_manifest, "invalid_manifest", 2, "a file people edit has a fault"},
    ErrorCodeInfo{invalid_cursor, "invalid_cursor", 2, "the cursor is damaged or of another query"},
    ErrorCodeInfo{path_not_in_tree, "path_not_in_tree", 2,
                  "a root or mapped path is not in the repository"},
    ErrorCodeInfo{ambiguous_reference, "ambiguous_reference", 2,
                  "the reference fits several artifacts"},
    ErrorCodeInfo{confirmation_required, "confirmation_required", 2,
                  "needs --yes without a terminal"},
    ErrorCodeInfo{migration_needed, "migration_needed", 2,
                  "the file is of an older format; run `skillmeat migrate`"},
    ErrorCodeInfo{newer_format, "newer_format", 2, "the file was written by a newer skillmeat"},
    ErrorCodeInfo{lock_outdated, "lock_outdated", 3,
                  "the lock does not say what the manifest does"},
    ErrorCodeInfo{lock_damaged, "lock_damaged", 3, "the lock cannot be read; it was left alone"},
    ErrorCodeInfo{lock_conflicted, "lock_conflicted", 3, "the lock holds merge-conflict markers"},
    ErrorCodeInfo{lock_newer, "lock_newer", 3, "the lock was written by a newer skillmeat"},
    ErrorCodeInfo{ledger_damaged, "ledger_damaged", 3,
                  "the record of deployments cannot be read; it was left alone"},
    ErrorCodeInfo{ledger_conflicted, "ledger_conflicted", 3,
                  "the record of deployments holds merge-conflict markers"},
    ErrorCodeInfo{ledger_newer, "ledger_newer", 3,
                  "the record of deployments was written by a newer skillmeat"},
    ErrorCodeInfo{drift_found, "drift_found", 3,
                  "what is on disk is not what the record of deployments says"},
    ErrorCodeInfo{not_reproducible, "not_reproducible", 3,
                  "a deployment cannot be installed again as it is recorded"},
    ErrorCodeInfo{not_scanned, "not_scanned", 3, "a source has not been scanned on this machine"},
    ErrorCodeInfo{objects_missing, "objects_missing", 3,
                  "git objects are not in the cache, and cannot or may not be fetched"},
    ErrorCodeInfo{authentication_failed, "authentication_failed", 4,
                  "the host asks for credentials, or the repository does not exist"},
    ErrorCodeInfo{network_error, "network_error", 5, "the host could not be reached"},
    ErrorCodeInfo{rate_limited, "rate_limited", 5, "the host wants no more requests for a while"},
    ErrorCodeInfo{integrity_failed, "integrity_failed", 6,
                  "content does not have the digest that was promised"},
    ErrorCodeInfo{ref_moved, "ref_moved", 6, "a tag names another object than the lock says"},
    ErrorCodeInfo{trust_refused, "trust_refused", 6, "the required trust level was not reached"},
    ErrorCodeInfo{unsafe_path, "unsafe_path", 6,
                  "a path leads out of where it belongs, or through a symbolic link"},
    ErrorCodeInfo{flagged_content, "flagged_content", 6,
                  "the content holds characters that people cannot see"},
    ErrorCodeInfo{lock_timeout, "lock_timeout", 7, "another skillmeat held the lock too long"},
    ErrorCodeInfo{concurrent_change, "concurrent_change", 7,
                  "the files changed while the command worked"},
    ErrorCodeInfo{some_failed, "some_failed", 8, "some of several failed, for different reasons"},
    ErrorCodeInfo{interrupted, "interrupted", 130, "interrupted (SIGINT)"},
    ErrorCodeInfo{terminated, "terminated", 143, "terminated (SIGTERM)"},
};

constexpr std::array exit_codes{
    ExitCodeInfo{0, "success (an empty list or search too)"},
    ExitCodeInfo{1, "failed, not found, or already exists"},
    ExitCodeInfo{
        2,
        "usage, invalid value or manifest, ambiguous reference, or --yes missing without a "
        "terminal; nothing was written"},
    ExitCodeInfo{3,
                 "lock out of date, damaged, conflicted or newer; not scanned here; drift found"},
    ExitCodeInfo{4, "authentication or permission"},
    ExitCodeInfo{5, "network or rate limit"},
    ExitCodeInfo{6, "integrity or trust"},
    ExitCodeInfo{7, "lock timeout"},
    ExitCodeInfo{8, "some of several failed, with different codes"},
    ExitCodeInfo{130, "interrupted (SIGINT)"},
    ExitCodeInfo{143, "terminated (SIGTERM)"},
};

}  // namespace

std::span<const ErrorCodeInfo> error_code_table() {
    return error_codes;
}

const ErrorCodeInfo& info(ErrorCode code) {
    return error_codes[static_cast<std::size_t>(code)];
}

std::span<const ExitCodeInfo> exit_code_table() {
    return exit_codes;
}

}  // namespace skillmeat
