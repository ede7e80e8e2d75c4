#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <skillmeat/collections/exchange.hpp>
#include <skillmeat/ops/collections/edit_collections.hpp>

namespace skillmeat::ops {

struct ExportRequest {
    std::vector<std::string> collections;  ///< names or ids; none: all of the scope
    bool include_private = false;
};

/// Collections as one text, and what is in it.
struct Exported {
    std::string text;
    std::size_t collections = 0;
    std::size_t groups = 0;
    std::size_t artifacts = 0;         ///< memberships of collections
    std::size_t sources = 0;           ///< with an address in the text
    std::size_t left_out = 0;          ///< private collections, and members of private sources
    std::vector<std::string> unknown;  ///< ids of sources that have left, so no address is known
};

/// Collections of a scope with the addresses of their sources, without credentials. What is private
/// is left out unless `include_private`; a private collection that is named needs it
/// (`invalid_usage`).
[[nodiscard]] Result<Exported> export_collections(Services& services, const Scope& scope,
                                                  const ExportRequest& request);

struct ImportRequest {
    sys::Path file;
    bool is_private = false;  ///< collections that are made become private
    bool dry_run = false;
};

struct ImportedCollection {
    CollectionView view;  ///< as it stands now
    bool created = false;
    std::size_t artifacts_added = 0;
    std::size_t groups_added = 0;
    bool changed = false;
};

/// Why artifacts that were imported are not here.
enum class Absence {
    no_source,    ///< no source has that address
    not_scanned,  ///< the source is here, and its catalog is not
    no_artifact,  ///< the source is here and does not offer them
};
[[nodiscard]] std::string_view to_string(Absence absence);

/// Imported artifacts of one source that are not here.
struct MissingArtifacts {
    std::string source_id;  ///< as members spell it now
    std::string url;        ///< empty when the file tells none
    Absence reason = Absence::no_source;
    std::vector<std::string> artifacts;
    std::string command;  ///< would bring them, for a shell; empty when nothing is known
};

struct Imported {
    bool changed = false;
    std::vector<ImportedCollection> collections;  ///< in the order of the file
    std::vector<MissingArtifacts> missing;        ///< by source id
};

/// Takes in what export_collections() gave. A collection is the one here with its id, else with its
/// name, else a new one; groups likewise. What is here stays as it is, what is not is added at the
/// end, so that a second import changes nothing. Sources are told by their addresses: members are
/// written with the ids the sources have here. What cannot be found is a member all the same.
[[nodiscard]] Result<Imported> import_collections(Services& services, const Scope& scope,
                                                  const ImportRequest& request);

/// The same with what was read already. Collections without an id get one when they are made.
[[nodiscard]] Result<Imported> import_exchange(Services& services, const Scope& scope,
                                               const collections::Exchange& given, bool is_private,
                                               bool dry_run);

}  // namespace skillmeat::ops
