#pragma once

#include <vector>

#include <skillmeat/manifest/manifest.hpp>

namespace skillmeat::manifest {

/// A source as read, with the places that messages about several sources need.
struct ReadSource {
    Source source;
    Origin id_origin;   ///< line 0 when there is no valid id
    Origin url_origin;  ///< line 0 when there is no valid url
};

/// Reads one `[[source]]` of the given schema. Faults go to `sink`; values that have one keep their
/// default.
[[nodiscard]] ReadSource read_source(const tomlfile::Value& element, const std::string& path,
                                     int schema, const ReadOptions& options, DiagnosticSink& sink);

}  // namespace skillmeat::manifest
