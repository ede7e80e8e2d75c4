#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/collections/collection_files.hpp>
#include <skillmeat/ops/workspace.hpp>
#include <skillmeat/toml/document.hpp>

namespace skillmeat::ops {

/// In which order a commit replaces files, so that a kill between leaves something that the next
/// command understands (formats.md, Who is right).
enum class CommitOrder {
    additive,    ///< catalog, lock, manifest, collections, ledger, state
    removal,     ///< manifest, lock, collections, ledger, then catalog, details, state
    to_private,  ///< private lock, ledger and manifest first, collections, then the public ones
    to_public,   ///< the other way round
};

struct CatalogWrite {
    std::string source_id;
    std::string text;
};

struct DetailsWrite {
    std::string source_id;
    std::string text;  ///< of the README
};

/// The files of a scope, read again under its lock, open for editing. What is left unchanged is not
/// written.
struct ScopeEdit {
    Workspace workspace;                    ///< edit the locks, ledgers and `state` in here
    tomlfile::Document manifest;            ///< of skillmeat.toml
    tomlfile::Document local_manifest;      ///< of the private twin
    std::vector<CatalogWrite> catalogs;     ///< to write
    std::vector<DetailsWrite> details;      ///< to write
    std::vector<std::string> drop_details;  ///< ids whose details go away
    std::vector<std::string> forget;        ///< ids whose catalog, details and state go away
    std::vector<std::string> recount;       ///< ids whose counts are stored anew
    CommitOrder order = CommitOrder::additive;
    std::function<Result<void>()> after_commit;  ///< done when all is written, the lock still held
    std::optional<CollectionFiles> collections;  ///< when an edit opened them

    /// The document a source stands in, by its visibility.
    [[nodiscard]] tomlfile::Document& document_of(const Source& source);
    [[nodiscard]] lock::LockFile& lock_of(const Source& source);
    [[nodiscard]] ledger::Ledger& ledger_of(const Source& source);
};

struct EditOptions {
    bool dry_run = false;                  ///< edits in memory, writes nothing
    bool allow_private_in_shared = false;  ///< see LoadOptions
    bool create = false;                   ///< `init`: the manifest does not exist yet
    bool ledger = false;                   ///< reads the ledgers too, so that they can be edited
};

/// Takes the scope's lock, removes temporaries that killed runs left, finishes what an interrupted
/// deployment had begun, reads the files again,
/// applies `edit` to them and commits the result: every file is wholly old or wholly new, and an
/// edit that fails writes nothing. A project is registered afterwards; failing to do so fails
/// nothing.
[[nodiscard]] Result<void> edit_scope(Services& services, const Scope& scope,
                                      const EditOptions& options,
                                      const std::function<Result<void>(ScopeEdit&)>& edit);

/// Takes the scope's lock, waiting as long as the setting `lock_timeout` says. The directories must
/// be there.
[[nodiscard]] Result<std::unique_ptr<sys::HeldLock>> lock_scope(Services& services,
                                                                const Scope& scope);

/// Makes the scope's directories and the .gitignore files that belong in them.
[[nodiscard]] Result<void> prepare_directories(Services& services, const Scope& scope,
                                               bool with_local);

}  // namespace skillmeat::ops
