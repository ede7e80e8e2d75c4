#pragma once

#include <string>
#include <vector>

#include <skillmeat/interop/foreign.hpp>
#include <skillmeat/model/collection.hpp>
#include <skillmeat/ops/exchange/import_sources.hpp>

namespace skillmeat::ops {

/// The collections of a foreign file with artifacts of the sources here. `sources` are those of the
/// file, as they were imported. A member is what the catalog of its source offers at its path or by
/// its name; one whose type and path are known is a member without a catalog too. What cannot be
/// told is a remark, and so are artifacts of private sources unless the collections are to be
/// private, too.
[[nodiscard]] Result<std::vector<Collection>> import_members(
    Services& services, const Scope& scope, const interop::Foreign& foreign,
    const std::vector<ImportedSource>& sources, bool is_private,
    std::vector<interop::Remark>& remarks);

}  // namespace skillmeat::ops
