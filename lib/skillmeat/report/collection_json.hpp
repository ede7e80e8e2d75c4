#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/model/collection.hpp>

namespace skillmeat::report {

/// A collection with the scope it stands in.
struct CollectionFacts {
    const Collection* collection = nullptr;
    std::string_view project_id;  ///< empty for the user scope
    std::string_view project_name;
};

/// A collection as lists show it (schemas/output/collection.list.json, items).
[[nodiscard]] std::string collection_json(const CollectionFacts& facts);

/// The same with `artifacts` and with `groups` and theirs; `members` are those of the collection,
/// in its order.
[[nodiscard]] std::string collection_details_json(const CollectionFacts& facts,
                                                  const std::vector<Member>& members);

/// The group at a position of its collection (schemas/output/group.list.json, items).
[[nodiscard]] std::string group_json(const CollectionFacts& facts, const Group& group,
                                     std::size_t position);

/// The same with `artifacts`; `members` are those of the group, in its order.
[[nodiscard]] std::string group_details_json(const CollectionFacts& facts, const Group& group,
                                             std::size_t position,
                                             const std::vector<Member>& members);

}  // namespace skillmeat::report
