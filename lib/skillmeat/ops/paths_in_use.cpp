#include <skillmeat/ops/paths_in_use.hpp>

#include <utility>

namespace skillmeat::ops {

Result<PathsInUse> paths_in_use(Services& services, const ScopeRequest& request) {
    PathsInUse result;
    result.user = user_paths(services.environment);
    auto scope = resolve_scope(services, request);
    const bool has_user_scope = result.user.config && result.user.state;
    if (scope) {
        result.scope = *std::move(scope);
    } else if (has_user_scope || scope.error().code != ErrorCode::io_error) {
        return fail(std::move(scope).error());
    }
    return result;
}

}  // namespace skillmeat::ops
