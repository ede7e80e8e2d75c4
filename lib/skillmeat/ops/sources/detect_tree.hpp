#pragma once

#include <string>

#include <skillmeat/model/detection.hpp>
#include <skillmeat/ops/services.hpp>

namespace skillmeat::ops {

struct DetectRequest {
    std::string place = ".";  ///< local path, or REPO
    std::string ref;
    DetectOptions options;
};

struct Detected {
    std::string source;  ///< what was read: path or URL
    std::string commit;  ///< empty when files of a directory were read
    DetectionResult result;
};

/// Detection without any manifest (detection.md): a local path is read as its working tree, or with
/// a ref (and for a bare repository) as that commit; anything else is a remote repository. A root
/// or mapped path that is not in the tree is `path_not_in_tree`.
[[nodiscard]] Result<Detected> detect_tree(Services& services, const DetectRequest& request);

}  // namespace skillmeat::ops
