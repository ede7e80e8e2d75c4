#pragma once

#include <optional>
#include <string>
#include <vector>

namespace skillmeat::github {

/// `GET /repos/{owner}/{repo}`
struct RepositoryFacts {
    std::string full_name;  ///< as the host calls it now
    std::string web_url;    ///< of its page; what `source update --url` would take after a renaming
    std::string default_branch;
    std::string description;  ///< empty when it has none
    std::vector<std::string> topics;
};

/// A ref of the exact name that was asked for.
struct Ref {
    std::string name;    ///< full: refs/heads/main
    std::string id;      ///< object it points to
    std::string peeled;  ///< commit behind an annotated tag; empty for other refs
};

/// The host's word on a commit's signature: it never decides trust_level (rule R46).
struct HostVerification {
    bool verified = false;
    std::string reason;  ///< "valid", "unsigned", ...
};

/// `GET /repos/{owner}/{repo}/git/commits/{sha}`
struct CommitFacts {
    std::string id;
    std::string tree;
    std::optional<HostVerification> verification;
};

}  // namespace skillmeat::github
