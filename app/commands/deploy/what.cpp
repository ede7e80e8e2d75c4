#include <app/commands/deploy/what.hpp>

#include <skillmeat/ops/collections/collection_files.hpp>

namespace skillmeat::app::commands {
namespace {

/// The one group of that name over all collections.
Result<const Group*> group_anywhere(const ops::CollectionFiles& files, const std::string& name) {
    const Group* found = nullptr;
    std::optional<Error> missing;
    for (const auto& collection : files.collections) {
        const auto position = ops::find_group(collection, name);
        if (!position) {
            missing = position.error();
            continue;
        }
        if (found != nullptr) {
            return fail(ErrorCode::ambiguous_reference,
                        "several collections have a group '" + name + "'",
                        "name its collection too, with --collection");
        }
        found = &collection.groups[*position];
    }
    if (found == nullptr) {
        return missing ? Result<const Group*>(fail(*missing))
                       : fail(ErrorCode::group_not_found, "no group '" + name + "'",
                              "list them with `skillmeat collection list`");
    }
    return found;
}

}  // namespace

Result<void> check_what(const std::vector<std::string>& artifacts, const std::string& collection,
                        const std::string& group) {
    if (artifacts.empty() && collection.empty() && group.empty()) {
        return fail(ErrorCode::invalid_usage, "nothing was named",
                    "name artifacts, or --collection or --group");
    }
    return {};
}

Result<std::vector<std::string>> members_of(ops::Services& services, const ops::Scope& scope,
                                            const std::string& collection,
                                            const std::string& group) {
    if (collection.empty() && group.empty()) {
        return std::vector<std::string>{};
    }
    SKILLMEAT_ASSIGN(const auto workspace, ops::load_workspace(services, scope));
    SKILLMEAT_ASSIGN(const auto files, ops::load_collections(services, workspace));
    if (collection.empty()) {
        SKILLMEAT_ASSIGN(const auto* found, group_anywhere(files, group));
        return found->artifacts;
    }
    SKILLMEAT_ASSIGN(const auto* found, ops::find_collection(files, workspace.scope, collection));
    if (group.empty()) {
        return found->artifacts;
    }
    SKILLMEAT_ASSIGN(const auto position, ops::find_group(*found, group));
    return found->groups[position].artifacts;
}

}  // namespace skillmeat::app::commands
