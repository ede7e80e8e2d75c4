#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/discover/reference.hpp>

#include <nlohmann/json_fwd.hpp>

namespace skillmeat::discover {

/// Goes through the entries of an index's array `member`: what all of them have is read here, the
/// rest by `read_source`. Entries that are no objects or have no name are left out with a warning;
/// so are those beyond max_entries.
[[nodiscard]] std::vector<Reference> read_entries(
    const nlohmann::json& root, const char* member, const std::string& file, DiagnosticSink& sink,
    const std::function<void(const nlohmann::json& entry, Reference& reference)>& read_source);

}  // namespace skillmeat::discover
