#pragma once

#include <string>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/model/collection.hpp>
#include <skillmeat/model/source.hpp>
#include <skillmeat/toml/value.hpp>

namespace skillmeat::collections {

/// What `collection export` hands to a colleague (schemas/collections-export.schema.json): the
/// collections, and where their artifacts come from.
struct Exchange {
    std::vector<Source> sources;  ///< only id, url, ref, root and map count
    std::vector<Collection> collections;
};

/// The same text for the same content: sources by id, collections by name as given; without times.
[[nodiscard]] std::string write_exchange(const Exchange& exchange);

/// Reads what was exported, perhaps by a stranger: every value is checked as in the files it comes
/// from. Faults as for read().
[[nodiscard]] Result<Exchange> read_exchange(const tomlfile::Table& root, const std::string& path,
                                             DiagnosticSink& sink);

}  // namespace skillmeat::collections
