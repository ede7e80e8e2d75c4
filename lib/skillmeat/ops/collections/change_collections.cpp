#include <skillmeat/ops/collections/change_collections.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/collections/change.hpp>
#include <skillmeat/collections/edit.hpp>
#include <skillmeat/collections/read.hpp>
#include <skillmeat/ops/collections/collection_members.hpp>

namespace skillmeat::ops {
namespace {

MemberHolder holder(const Collection& collection) {
    return {"collection " + quote(collection.name),
            "skillmeat collection show " + shell_word(collection.name)};
}

/// What references mean, in full.
Result<std::vector<std::string>> spelled(Services& services, const Workspace& workspace,
                                         const Collection& collection,
                                         const std::vector<std::string>& references) {
    SKILLMEAT_ASSIGN(const auto found, find_members(services, workspace, collection.artifacts,
                                                    references, holder(collection)));
    std::vector<std::string> ids;
    for (const auto& match : found) {
        ids.push_back(match.id);
    }
    return ids;
}

}  // namespace

Result<CollectionChange> create_collection(Services& services, const Scope& scope,
                                           const NewCollection& wanted) {
    SKILLMEAT_TRY(collections::check_name("collection", wanted.name));
    SKILLMEAT_TRY(collections::check_description(wanted.description));
    CollectionChange result;
    const auto create = [&](const Workspace& workspace, CollectionFiles& files) -> Result<void> {
        SKILLMEAT_TRY(check_name_free(files, wanted.name, ""));
        Collection collection;
        SKILLMEAT_ASSIGN(collection.id, new_collection_id(services, files));
        collection.name = wanted.name;
        collection.description = wanted.description;
        collection.is_private = wanted.is_private;
        collection.created_at = services.clock.now();
        collection.updated_at = collection.created_at;
        SKILLMEAT_TRY(collections::add_collection(files.document_of(collection), collection));
        result = {true, view_of(workspace, std::move(collection)), {}};
        return {};
    };
    SKILLMEAT_TRY(edit_collections(services, scope, false, create));
    return result;
}

Result<CollectionChange> update_collection(Services& services, const Scope& scope,
                                           const CollectionUpdate& wanted) {
    CollectionChange result;
    const auto update = [&](const Workspace& workspace, CollectionFiles& files) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto* before,
                         find_collection(files, workspace.scope, wanted.collection));
        auto after = *before;
        after.name = wanted.name.value_or(after.name);
        after.description = wanted.description.value_or(after.description);
        SKILLMEAT_TRY(collections::check_name("collection", after.name));
        SKILLMEAT_TRY(collections::check_description(after.description));
        SKILLMEAT_TRY(check_name_free(files, after.name, after.id));
        SKILLMEAT_ASSIGN(result.changed,
                         put_collection(files, *before, after, services.clock.now()));
        result.view = view_of(workspace, std::move(after));
        return {};
    };
    SKILLMEAT_TRY(edit_collections(services, scope, false, update));
    return result;
}

Result<CollectionChange> delete_collection(Services& services, const Scope& scope,
                                           const std::string& collection, bool dry_run) {
    CollectionChange result;
    const auto remove = [&](const Workspace& workspace, CollectionFiles& files) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto* before, find_collection(files, workspace.scope, collection));
        SKILLMEAT_TRY(collections::remove_collection(files.document_of(*before), before->id));
        result = {!dry_run, view_of(workspace, *before), {}};
        return {};
    };
    SKILLMEAT_TRY(edit_collections(services, scope, dry_run, remove));
    return result;
}

Result<CollectionChange> add_to_collection(Services& services, const Scope& scope,
                                           const std::string& collection,
                                           const std::vector<std::string>& references) {
    CollectionChange result;
    const auto add = [&](const Workspace& workspace, CollectionFiles& files) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto* before, find_collection(files, workspace.scope, collection));
        SKILLMEAT_ASSIGN(const auto ids,
                         find_artifacts(services, workspace, before->artifacts, references));
        SKILLMEAT_TRY(check_members_public(workspace, *before, ids));
        auto after = *before;
        result.artifacts = with_flags(ids, collections::add_artifacts(after, ids));
        SKILLMEAT_ASSIGN(result.changed,
                         put_collection(files, *before, after, services.clock.now()));
        result.view = view_of(workspace, std::move(after));
        return {};
    };
    SKILLMEAT_TRY(edit_collections(services, scope, false, add));
    return result;
}

Result<CollectionChange> remove_from_collection(Services& services, const Scope& scope,
                                                const std::string& collection,
                                                const std::vector<std::string>& references) {
    CollectionChange result;
    const auto remove = [&](const Workspace& workspace, CollectionFiles& files) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto* before, find_collection(files, workspace.scope, collection));
        SKILLMEAT_ASSIGN(const auto ids, spelled(services, workspace, *before, references));
        auto after = *before;
        result.artifacts = with_flags(ids, collections::remove_artifacts(after, ids));
        SKILLMEAT_ASSIGN(result.changed,
                         put_collection(files, *before, after, services.clock.now()));
        result.view = view_of(workspace, std::move(after));
        return {};
    };
    SKILLMEAT_TRY(edit_collections(services, scope, false, remove));
    return result;
}

Result<TransferChange> transfer(Services& services, const Scope& scope, const Transfer& wanted) {
    TransferChange result;
    const auto move = [&](const Workspace& workspace, CollectionFiles& files) -> Result<void> {
        SKILLMEAT_ASSIGN(const auto* from, find_collection(files, workspace.scope, wanted.from));
        SKILLMEAT_ASSIGN(const auto* to, find_collection(files, workspace.scope, wanted.to));
        SKILLMEAT_ASSIGN(const auto positions, require_members(services, workspace, from->artifacts,
                                                               wanted.references, holder(*from)));
        std::vector<std::string> ids;
        for (const auto position : positions) {
            ids.push_back(from->artifacts[position]);
        }
        SKILLMEAT_TRY(check_members_public(workspace, *to, ids));
        auto left = *from;
        auto received = *to;
        result.artifacts = with_flags(ids, collections::add_artifacts(received, ids));
        if (!wanted.keep && from->id != to->id) {
            static_cast<void>(collections::remove_artifacts(left, ids));
        }
        const auto now = services.clock.now();
        SKILLMEAT_ASSIGN(const bool gave, put_collection(files, *from, left, now));
        SKILLMEAT_ASSIGN(const bool took, put_collection(files, *to, received, now));
        result.changed = gave || took;
        result.from = view_of(workspace, std::move(left));
        result.to = view_of(workspace, std::move(received));
        return {};
    };
    SKILLMEAT_TRY(edit_collections(services, scope, false, move));
    return result;
}

}  // namespace skillmeat::ops
