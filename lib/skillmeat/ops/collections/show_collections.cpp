#include <skillmeat/ops/collections/show_collections.hpp>

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/collections/read.hpp>
#include <skillmeat/ops/collections/collection_members.hpp>

namespace skillmeat::ops {
namespace {

template <class Item>
bool has_text(const Item& item, const std::string& folded) {
    return folded.empty() || contains_folded(fold_case(item.name), folded) ||
           contains_folded(fold_case(item.description), folded);
}

/// A collection with the workspace that it stands in.
struct Found {
    Workspace workspace;
    Collection collection;
};

Error several(const std::string& name, const std::vector<Found>& found) {
    std::vector<std::string> places;
    for (const auto& one : found) {
        places.push_back(scope_text(one.workspace.scope));
    }
    Error error;
    error.code = ErrorCode::ambiguous_reference;
    error.message = fmt::format("{} is a collection of {}", quote(name), join(places, ", "));
    error.hint = "choose one with `--project DIR` or `--scope user`";
    return error;
}

Result<Found> find_in_scopes(Services& services, const std::vector<Scope>& scopes,
                             const std::string& name) {
    std::vector<Found> found;
    std::optional<Error> not_found;
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(auto workspace, load_workspace(services, scope));
        SKILLMEAT_ASSIGN(const auto files, load_collections(services, workspace));
        auto collection = find_collection(files, workspace.scope, name);
        if (collection) {
            found.push_back({std::move(workspace), **collection});
        } else if (collection.error().code != ErrorCode::collection_not_found) {
            return fail(std::move(collection).error());
        } else {
            not_found = std::move(collection).error();
        }
    }
    if (found.size() > 1) {
        return fail(several(name, found));
    }
    if (found.empty()) {
        if (scopes.size() > 1) {
            return fail(ErrorCode::collection_not_found,
                        fmt::format("no collection {} in the user scope or a registered project",
                                    quote(name)),
                        "list them with `skillmeat collection list --scope all`");
        }
        return fail(*std::move(not_found));
    }
    return std::move(found.front());
}

}  // namespace

Result<CollectionList> list_collections(Services& services, const std::vector<Scope>& scopes,
                                        const CollectionListRequest& request) {
    const auto folded = fold_case(request.search);
    std::vector<std::pair<std::string, CollectionView>> fitting;
    for (const auto& scope : scopes) {
        LoadOptions options;
        options.locks = false;
        SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope, options));
        SKILLMEAT_ASSIGN(auto files, load_collections(services, workspace));
        for (auto& collection : files.collections) {
            if (has_text(collection, folded)) {
                auto key = collections::name_key(collection.name);
                fitting.emplace_back(std::move(key), view_of(workspace, std::move(collection)));
            }
        }
    }
    std::sort(fitting.begin(), fitting.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first, a.second.project_id, a.second.collection.id) <
               std::tie(b.first, b.second.project_id, b.second.collection.id);
    });
    CollectionList list;
    list.total = fitting.size();
    const auto pages_before = request.page - 1;
    const auto first = pages_before > fitting.size() / request.page_size
                           ? fitting.size()
                           : pages_before * request.page_size;
    for (auto i = first; i < fitting.size() && i - first < request.page_size; ++i) {
        list.rows.push_back(std::move(fitting[i].second));
    }
    return list;
}

Result<CollectionDetails> show_collection(Services& services, const std::vector<Scope>& scopes,
                                          const std::string& name) {
    SKILLMEAT_ASSIGN(auto found, find_in_scopes(services, scopes, name));
    CollectionDetails details;
    SKILLMEAT_ASSIGN(details.members,
                     members_of(services, found.workspace, found.collection.artifacts));
    details.view = view_of(found.workspace, std::move(found.collection));
    return details;
}

Result<GroupList> list_groups(Services& services, const std::vector<Scope>& scopes,
                              const std::string& collection, const std::string& search) {
    SKILLMEAT_ASSIGN(auto found, find_in_scopes(services, scopes, collection));
    const auto folded = fold_case(search);
    GroupList list;
    list.view = view_of(found.workspace, std::move(found.collection));
    const auto& groups = list.view.collection.groups;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (has_text(groups[i], folded)) {
            list.positions.push_back(i);
        }
    }
    return list;
}

Result<GroupDetails> show_group(Services& services, const std::vector<Scope>& scopes,
                                const GroupName& name) {
    SKILLMEAT_ASSIGN(auto found, find_in_scopes(services, scopes, name.collection));
    GroupDetails details;
    SKILLMEAT_ASSIGN(details.position, find_group(found.collection, name.group));
    SKILLMEAT_ASSIGN(
        details.members,
        members_of(services, found.workspace, found.collection.groups[details.position].artifacts));
    details.view = view_of(found.workspace, std::move(found.collection));
    return details;
}

}  // namespace skillmeat::ops
