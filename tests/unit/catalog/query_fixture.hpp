#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/catalog/query.hpp>

#include "random_catalog.hpp"

namespace skillmeat::test {

/// Entries over several sources and projects, as ops hands them to queries.
struct World {
    std::deque<CatalogEntry> entries;  ///< stay where they are while rows point to them
    std::deque<Source> sources;
    std::deque<Exclusion> exclusions;
    std::vector<catalog::EntryRow> rows;  ///< in no order
};

/// Values collide often, so that every filter and every tie in sorting is met.
void add_random_rows(World& world, Random& random, std::size_t count);
World random_world(Random& random, std::size_t count);

/// A filter with each condition given or not.
catalog::Filter random_filter(Random& random);

/// The conditions of a filter, written apart from the product: plain and slow.
bool naive_matches(const World& world, const catalog::EntryRow& row, const catalog::Filter& filter);

/// `project|source|type|path` of each row.
std::vector<std::string> row_names(const std::vector<catalog::EntryRow>& rows);

}  // namespace skillmeat::test
