#include <skillmeat/ops/collections/change_groups.hpp>

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/collections/change.hpp>
#include <skillmeat/collections/order.hpp>
#include <skillmeat/collections/read.hpp>
#include <skillmeat/ops/collections/collection_members.hpp>

namespace skillmeat::ops {
namespace {

/// A group while a command works on it.
struct Work {
    const Workspace& workspace;
    CollectionFiles& files;
    const Collection& before;
    Collection after;
    std::size_t position;  ///< of the group, in `after`

    [[nodiscard]] Group& group() { return after.groups[position]; }
    [[nodiscard]] MemberHolder holder() const {
        const auto& name = after.groups[position].name;
        return {"group " + quote(name), fmt::format("skillmeat group show {} {}",
                                                    shell_word(after.name), shell_word(name))};
    }
};

/// Finds the group, has it changed, and writes what became of its collection.
Result<GroupChange> edit_group(Services& services, const Scope& scope, const GroupName& name,
                               const std::function<Result<void>(Work&, GroupChange&)>& edit) {
    GroupChange result;
    const auto change = [&](const Workspace& workspace, CollectionFiles& files) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto* before,
                         find_collection(files, workspace.scope, name.collection));
        SKILLMEAT_ASSIGN(const auto position, find_group(*before, name.group));
        Work work{workspace, files, *before, *before, position};
        SKILLMEAT_TRY(edit(work, result));
        SKILLMEAT_ASSIGN(result.changed,
                         put_collection(files, *before, work.after, services.clock.now()));
        result.position = work.position;
        result.group = work.group();
        result.view = view_of(workspace, std::move(work.after));
        return {};
    };
    SKILLMEAT_TRY(edit_collections(services, scope, false, change));
    return result;
}

/// One item at a position, the others as they stand.
Result<void> place_group(Work& work, std::size_t position) {
    auto& groups = work.after.groups;
    SKILLMEAT_TRY(collections::check_position(position, groups.size() - 1, "group"));
    auto group = std::move(groups[work.position]);
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(work.position));
    groups.insert(groups.begin() + static_cast<std::ptrdiff_t>(position), std::move(group));
    work.position = position;
    return {};
}

}  // namespace

Result<GroupChange> create_group(Services& services, const Scope& scope, const NewGroup& wanted) {
    SKILLMEAT_TRY(collections::check_name("group", wanted.name.group));
    SKILLMEAT_TRY(collections::check_description(wanted.description));
    GroupChange result;
    const auto create = [&](const Workspace& workspace, CollectionFiles& files) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto* before,
                         find_collection(files, workspace.scope, wanted.name.collection));
        SKILLMEAT_TRY(check_group_name_free(*before, wanted.name.group, ""));
        auto after = *before;
        result.position = wanted.position.value_or(after.groups.size());
        SKILLMEAT_TRY(collections::check_position(result.position, after.groups.size(), "group"));
        Group group;
        SKILLMEAT_ASSIGN(group.id, new_collection_id(services, files));
        group.name = wanted.name.group;
        group.description = wanted.description;
        group.created_at = services.clock.now();
        after.groups.insert(after.groups.begin() + static_cast<std::ptrdiff_t>(result.position),
                            std::move(group));
        SKILLMEAT_ASSIGN(result.changed,
                         put_collection(files, *before, after, services.clock.now()));
        result.group = after.groups[result.position];
        result.view = view_of(workspace, std::move(after));
        return {};
    };
    SKILLMEAT_TRY(edit_collections(services, scope, false, create));
    return result;
}

Result<GroupChange> update_group(Services& services, const Scope& scope,
                                 const GroupUpdate& wanted) {
    return edit_group(services, scope, wanted.name, [&](Work& work, GroupChange&) -> Result<void> {
        auto& group = work.group();
        group.name = wanted.new_name.value_or(group.name);
        group.description = wanted.description.value_or(group.description);
        SKILLMEAT_TRY(collections::check_name("group", group.name));
        SKILLMEAT_TRY(collections::check_description(group.description));
        SKILLMEAT_TRY(check_group_name_free(work.before, group.name, group.id));
        return wanted.position ? place_group(work, *wanted.position) : Result<void>{};
    });
}

Result<GroupChange> delete_group(Services& services, const Scope& scope, const GroupName& name,
                                 bool dry_run) {
    GroupChange result;
    const auto remove = [&](const Workspace& workspace, CollectionFiles& files) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto* before,
                         find_collection(files, workspace.scope, name.collection));
        SKILLMEAT_ASSIGN(result.position, find_group(*before, name.group));
        auto after = *before;
        result.group = before->groups[result.position];
        after.groups.erase(after.groups.begin() + static_cast<std::ptrdiff_t>(result.position));
        SKILLMEAT_TRY(put_collection(files, *before, after, services.clock.now()));
        result.changed = !dry_run;
        result.view = view_of(workspace, dry_run ? *before : std::move(after));
        return {};
    };
    SKILLMEAT_TRY(edit_collections(services, scope, dry_run, remove));
    return result;
}

Result<GroupChange> add_to_group(Services& services, const Scope& scope, const GroupName& name,
                                 const std::vector<std::string>& references,
                                 std::optional<std::size_t> position) {
    return edit_group(services, scope, name, [&](Work& work, GroupChange& result) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto ids, find_artifacts(services, work.workspace,
                                                        work.before.artifacts, references));
        SKILLMEAT_TRY(check_members_public(work.workspace, work.before, ids));
        SKILLMEAT_ASSIGN(const auto changed,
                         collections::add_to_group(work.after, work.position, ids, position));
        result.artifacts = with_flags(ids, changed);
        return {};
    });
}

Result<GroupChange> remove_from_group(Services& services, const Scope& scope, const GroupName& name,
                                      const std::vector<std::string>& references) {
    return edit_group(services, scope, name, [&](Work& work, GroupChange& result) -> Result<void> {
        auto& group = work.group();
        SKILLMEAT_ASSIGN(const auto found, find_members(services, work.workspace, group.artifacts,
                                                        references, work.holder()));
        std::vector<std::string> ids;
        for (const auto& match : found) {
            ids.push_back(match.id);
        }
        result.artifacts = with_flags(ids, collections::remove_from_group(group, ids));
        return {};
    });
}

Result<GroupChange> position_in_group(Services& services, const Scope& scope, const GroupName& name,
                                      const std::string& reference, std::size_t position) {
    return edit_group(services, scope, name, [&](Work& work, GroupChange& result) -> Result<void> {
        auto& list = work.group().artifacts;
        SKILLMEAT_ASSIGN(const auto found, require_members(services, work.workspace, list,
                                                           {reference}, work.holder()));
        SKILLMEAT_ASSIGN(const auto order, collections::placed_order({{found.front(), position}},
                                                                     {"artifact", list}));
        result.artifacts = {{list[found.front()], found.front() != position}};
        list = collections::in_order(list, order);
        return {};
    });
}

Result<ReorderChange> reorder_groups(Services& services, const Scope& scope,
                                     const std::string& collection,
                                     const std::vector<std::string>& words) {
    ReorderChange result;
    const auto reorder = [&](const Workspace& workspace, CollectionFiles& files) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto* before, find_collection(files, workspace.scope, collection));
        SKILLMEAT_ASSIGN(const auto read,
                         collections::read_order_words(words, [&](const std::string& word) {
                             return find_group(*before, word).has_value();
                         }));
        std::vector<std::size_t> items;
        for (const auto& name : read.names) {
            SKILLMEAT_ASSIGN(const auto item, find_group(*before, name));
            items.push_back(item);
        }
        collections::Ordered ordered{"group", {}};
        for (const auto& group : before->groups) {
            ordered.names.push_back(group.name);
        }
        SKILLMEAT_ASSIGN(const auto order, collections::order_of(read, items, ordered));
        auto after = *before;
        after.groups = collections::in_order(before->groups, order);
        SKILLMEAT_ASSIGN(result.changed,
                         put_collection(files, *before, after, services.clock.now()));
        result.view = view_of(workspace, std::move(after));
        return {};
    };
    SKILLMEAT_TRY(edit_collections(services, scope, false, reorder));
    return result;
}

Result<GroupChange> reorder_artifacts(Services& services, const Scope& scope, const GroupName& name,
                                      const std::vector<std::string>& words) {
    return edit_group(services, scope, name, [&](Work& work, GroupChange& result) -> Result<void> {
        auto& list = work.group().artifacts;
        const auto is_member = [&](const std::string& word) {
            return std::find(list.begin(), list.end(), word) != list.end();
        };
        SKILLMEAT_ASSIGN(const auto read, collections::read_order_words(words, is_member));
        SKILLMEAT_ASSIGN(const auto items, require_members(services, work.workspace, list,
                                                           read.names, work.holder()));
        SKILLMEAT_ASSIGN(const auto order, collections::order_of(read, items, {"artifact", list}));
        const auto now = collections::in_order(list, order);
        for (const auto item : items) {
            result.artifacts.push_back({list[item], now[item] != list[item]});
        }
        list = now;
        return {};
    });
}

}  // namespace skillmeat::ops
