#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <skillmeat/lock/lock.hpp>
#include <skillmeat/ops/scope.hpp>

namespace skillmeat::ops {

struct LockMismatch {
    std::string project_id;  ///< empty for the user scope
    std::string project_name;
    lock::Mismatch mismatch;
};

struct LockCheck {
    std::size_t sources = 0;               ///< compared
    std::vector<LockMismatch> mismatches;  ///< by scope, then source id, then field
    std::vector<Error> failures;           ///< scopes that could not be read
};

/// Compares the locks of the scopes with their manifests. A scope that cannot be read (damaged,
/// conflicted or newer lock, broken manifest) is the error when it is the only one, else one of the
/// failures.
[[nodiscard]] Result<LockCheck> check_locks(Services& services, const std::vector<Scope>& scopes);

/// `lock_outdated`. Not to be called without mismatches.
[[nodiscard]] Error outdated_error(const LockCheck& check);

}  // namespace skillmeat::ops
