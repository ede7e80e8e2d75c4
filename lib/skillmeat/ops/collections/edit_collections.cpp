#include <skillmeat/ops/collections/edit_collections.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/collections/change.hpp>
#include <skillmeat/collections/edit.hpp>

namespace skillmeat::ops {
namespace {

/// Moves the times of what is not as it was.
void touch(const Collection& before, Collection& after, Timestamp now) {
    for (auto& group : after.groups) {
        const auto same_id = [&](const auto& other) { return other.id == group.id; };
        const auto old = std::find_if(before.groups.begin(), before.groups.end(), same_id);
        if (old == before.groups.end() || !(*old == group)) {
            group.updated_at = now;
        }
    }
    after.updated_at = now;
}

std::string_view source_of(std::string_view artifact) {
    return artifact.substr(artifact.rfind('@') + 1);
}

}  // namespace

std::vector<ArtifactChange> with_flags(const std::vector<std::string>& ids,
                                       const std::vector<bool>& changed) {
    std::vector<ArtifactChange> result;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        result.push_back({ids[i], changed[i]});
    }
    return result;
}

Result<void> edit_collections(
    Services& services, const Scope& scope, bool dry_run,
    const std::function<Result<void>(const Workspace&, CollectionFiles&)>& edit) {
    EditOptions options;
    options.dry_run = dry_run;
    return edit_scope(services, scope, options, [&](ScopeEdit& opened) -> Result<void> {
        SKILLMEAT_ASSIGN(opened.collections, load_collections(services, opened.workspace));
        return edit(opened.workspace, *opened.collections);
    });
}

Result<bool> put_collection(CollectionFiles& files, const Collection& before, Collection& after,
                            Timestamp now) {
    if (before == after) {
        return false;
    }
    touch(before, after, now);
    SKILLMEAT_TRY(collections::update_collection(files.document_of(after), after));
    return true;
}

Result<void> check_members_public(const Workspace& workspace, const Collection& collection,
                                  const std::vector<std::string>& artifacts) {
    if (collection.is_private || workspace.local.sources.empty()) {
        return {};
    }
    for (const auto& artifact : artifacts) {
        const auto* record = workspace.find(source_of(artifact));
        if (record != nullptr && record->source.visibility == Visibility::private_) {
            return fail(ErrorCode::invalid_value,
                        fmt::format("{} is of a private source, and collection {} is public",
                                    quote(artifact), quote(collection.name)),
                        "use a collection made with `--private`");
        }
    }
    return {};
}

CollectionView view_of(const Workspace& workspace, Collection collection) {
    return {std::move(collection), workspace.scope.project_id, workspace.scope.project_name};
}

Result<bool> take_out_of_public_collections(Services& services, ScopeEdit& edit,
                                            const std::string& source_id, bool allowed) {
    if (!edit.collections) {
        SKILLMEAT_ASSIGN(edit.collections, load_collections(services, edit.workspace));
    }
    auto& files = *edit.collections;
    bool taken_any = false;
    for (auto& collection : files.collections) {
        auto after = collection;
        const auto taken = collections::remove_if(after, [&](const std::string& artifact) {
            return !collection.is_private && equals_ignoring_case(source_of(artifact), source_id);
        });
        if (taken.empty()) {
            continue;
        }
        const auto what = counted(taken.size(), "artifact");
        if (!allowed) {
            return fail(ErrorCode::confirmation_required,
                        fmt::format("public collection {} holds {} of {}", quote(collection.name),
                                    what, quote(source_id)),
                        "add --yes to take them out of it");
        }
        SKILLMEAT_ASSIGN(const bool changed,
                         put_collection(files, collection, after, services.clock.now()));
        taken_any = taken_any || changed;
        services.diagnostics.report({Severity::note,
                                     fmt::format("took {} of {} out of public collection {}", what,
                                                 quote(source_id), quote(collection.name)),
                                     {},
                                     ""});
        collection = std::move(after);
    }
    return taken_any;
}

}  // namespace skillmeat::ops
