#pragma once

#include <string>
#include <vector>

#include <skillmeat/model/detection.hpp>
#include <skillmeat/ops/sources/source_view.hpp>

namespace skillmeat::ops {

/// What detection says of a reference in one source.
struct Explanation {
    std::string source_id;
    std::string project_id;
    std::string commit;  ///< empty for a plain directory
    std::vector<DetectedArtifact> accepted;
    std::vector<RejectedCandidate> rejected;
};

/// Runs detection again on the locked commits, from the cache, and keeps what REF or PATH fits: an
/// artifact of any tier, or a rejected candidate. Sources where nothing fits are left out;
/// `artifact_not_found` when that is all of them. Without `@SOURCE` the sources whose catalogs know
/// the reference are tried, else all.
[[nodiscard]] Result<std::vector<Explanation>> explain(Services& services,
                                                       const std::vector<Scope>& scopes,
                                                       const std::string& reference);

}  // namespace skillmeat::ops
