#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <skillmeat/ops/collections/change_groups.hpp>
#include <skillmeat/ops/collections/edit_collections.hpp>

namespace skillmeat::ops {

inline constexpr std::size_t default_page_size = 50;
inline constexpr std::size_t largest_page_size = 100;

struct CollectionListRequest {
    std::string search;    ///< case-insensitive substring of name or description
    std::size_t page = 1;  ///< from 1
    std::size_t page_size = default_page_size;
};

struct CollectionList {
    std::vector<CollectionView> rows;  ///< of the page; none past the last one
    std::size_t total = 0;             ///< over all pages
};

/// Collections of the scopes by name ignoring case, then by project.
[[nodiscard]] Result<CollectionList> list_collections(Services& services,
                                                      const std::vector<Scope>& scopes,
                                                      const CollectionListRequest& request);

struct CollectionDetails {
    CollectionView view;
    std::vector<Member> members;  ///< as `view.collection.artifacts`
};

/// The collection NAME means over all scopes. `collection_not_found`; when it is in several of them
/// `ambiguous_reference`.
[[nodiscard]] Result<CollectionDetails> show_collection(Services& services,
                                                        const std::vector<Scope>& scopes,
                                                        const std::string& name);

struct GroupList {
    CollectionView view;
    std::vector<std::size_t> positions;  ///< of the groups that fit, ascending
};

/// `search` as in CollectionListRequest.
[[nodiscard]] Result<GroupList> list_groups(Services& services, const std::vector<Scope>& scopes,
                                            const std::string& collection,
                                            const std::string& search);

struct GroupDetails {
    CollectionView view;
    std::size_t position = 0;
    std::vector<Member> members;  ///< of the group, in its order

    [[nodiscard]] const Group& group() const { return view.collection.groups[position]; }
};

[[nodiscard]] Result<GroupDetails> show_group(Services& services, const std::vector<Scope>& scopes,
                                              const GroupName& name);

}  // namespace skillmeat::ops
