#pragma once

#include <string>
#include <vector>

#include <skillmeat/catalog/query.hpp>
#include <skillmeat/ops/services.hpp>
#include <skillmeat/ops/sources/list_sources.hpp>

namespace skillmeat::ops {

/// catalog::query, with a span that says what was asked.
[[nodiscard]] Result<catalog::Page> query_entries(Services& services,
                                                  std::vector<catalog::EntryRow> rows,
                                                  const catalog::Filter& filter,
                                                  const catalog::PageRequest& request);

/// The conditions of a filter as flags would say them, for spans: "type=skill", "all".
[[nodiscard]] std::vector<std::string> conditions(const catalog::Filter& filter);
[[nodiscard]] std::vector<std::string> conditions(const SourceFilter& filter);

}  // namespace skillmeat::ops
