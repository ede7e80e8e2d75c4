#pragma once

#include <optional>
#include <string>

#include <skillmeat/github/facts.hpp>
#include <skillmeat/ops/sources/open_source.hpp>

namespace skillmeat::ops {

/// What is told about a source beside its artifacts: the description from its host, the README of
/// the repository, the host's word on the commit's signature.
struct Details {
    /// Of lock rows: "ok", "failed", "absent"; empty when nothing was asked, so that what the row
    /// says stays.
    std::string description_status;
    std::string description;  ///< when ok
    std::string readme_status;
    std::string readme;  ///< when ok
    std::optional<github::HostVerification> verification;
    /// Why something failed, to be warned of and kept as last_error: never a reason to stop.
    std::optional<Error> failure;
    /// Where the repository is now when its host says that it was renamed.
    std::string moved_to;
};

struct DetailsRequest {
    const SourceRecord& record;                 ///< source as wanted, lock row as it was
    const ResolvedSource& resolved;             ///< at the commit that was scanned
    tree::SourceTree* tree = nullptr;           ///< open already; null: opened when needed
    std::optional<std::string> readme_on_disk;  ///< hash of the text in details/, if there is one
    bool locked = false;  ///< only what a fresh clone lacks: the README the lock names
};

/// Fetches what the source wants and does not have: the description at every scan (one conditional
/// request), the README when the commit moved, it failed before, or its text is not here. Never
/// fails; the requests take 5 seconds at most together.
[[nodiscard]] Details fetch_details(const Reader& reader, const DetailsRequest& request);

/// Puts what was fetched into a lock row. fetch_timestamp moves when something changed; nothing
/// else of the row does. Texts of an earlier fetch stay beside the status `failed`.
void put_details(LockRow& row, const Details& details, Timestamp now);

/// What a lock row may still say once its source wants something else, or has moved to `commit`.
void drop_details(LockRow& row, const Source& source, const std::string& commit);

}  // namespace skillmeat::ops
