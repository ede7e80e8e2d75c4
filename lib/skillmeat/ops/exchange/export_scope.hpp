#pragma once

#include <cstddef>
#include <string>

#include <skillmeat/ops/scope.hpp>

namespace skillmeat::ops {

/// Sources and collections of a scope as one text.
struct ExportedScope {
    std::string text;
    std::size_t sources = 0;
    std::size_t collections = 0;
    std::size_t left_out = 0;  ///< private sources and collections, and members of private sources
};

/// What import_files() takes in: a manifest's sources, with exclusions and without credentials, and
/// behind them the collections. What is private is left out unless `include_private`.
[[nodiscard]] Result<ExportedScope> export_scope(Services& services, const Scope& scope,
                                                 bool include_private);

}  // namespace skillmeat::ops
