#include <skillmeat/ops/discover/saved_indexes.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/manifest/edit.hpp>
#include <skillmeat/ops/discover/repository_index.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/scope_edit.hpp>

namespace skillmeat::ops {
namespace {

Result<Workspace> manifests_of(Services& services, const Scope& scope) {
    LoadOptions options;
    options.locks = false;
    return load_workspace(services, scope, options);
}

/// A directory inside the project, relative to its root; a committed manifest is no place for
/// others, and the private one holds no indexes.
Result<std::string> place_directory(const Scope& scope, const std::string& address) {
    if (!scope.is_project) {
        return address;
    }
    const auto relative = sys::Path(address).lexically_relative(scope.root);
    if (relative.empty() || *relative.begin() == "..") {
        return fail(ErrorCode::invalid_usage,
                    fmt::format("{} is outside the project, and a committed manifest is no place "
                                "for it",
                                quote(address)),
                    "save it for yourself with `--scope user`");
    }
    return relative == "." ? std::string("./") : "./" + relative.string();
}

Result<SavedIndex> make_index(const Scope& scope, const SaveRequest& request) {
    if (request.address.empty()) {
        return fail(ErrorCode::invalid_usage, "a directory at a ref of its own cannot be saved",
                    "leave --ref out");
    }
    SavedIndex index;
    index.url = request.address;
    SKILLMEAT_ASSIGN(const auto address, parse_index_address(index.url));
    if (address.kind != request.kind) {
        return fail(ErrorCode::invalid_usage,
                    fmt::format("{} would be read as the address of a {} when it is read again",
                                quote(index.url), to_string(address.kind)),
                    request.kind == IndexKind::repository
                        ? "name the repository with `.git` at its end"
                        : "name the index file itself, which ends in `.json`");
    }
    index.id = request.id.empty() ? default_index_id(address) : request.id;
    if (is_local_path(index.url)) {
        SKILLMEAT_ASSIGN(index.url, place_directory(scope, index.url));
    }
    index.ttl = request.ttl;
    SKILLMEAT_TRY(manifest::check_index(index));
    return index;
}

Result<void> apply_save(ScopeEdit& edit, SavedChange& change) {
    auto& index = change.index;
    const auto* old = find_saved(edit.workspace.shared, index.id);
    if (old != nullptr && old->url != index.url) {
        return fail(
            ErrorCode::already_exists,
            fmt::format("index {} is there already, with url {}", quote(old->id), quote(old->url)),
            "choose another name with --id, or forget that one with `skillmeat source "
            "discover --forget`",
            old->origin);
    }
    if (old != nullptr && !index.ttl) {
        index.ttl = old->ttl;
    }
    index.id = old != nullptr ? old->id : index.id;
    change.changed = old == nullptr || !(*old == index);
    return manifest::save_index(edit.manifest, index);
}

/// When the host of an index was last asked; nothing when no copy is kept.
Result<std::optional<Timestamp>> fetched_at(const IndexCopies& copies, const IndexTokens& tokens,
                                            const IndexAddress& address) {
    std::vector<net::CacheKey> keys;
    if (address.kind == IndexKind::site) {
        SKILLMEAT_ASSIGN(keys, site_keys(tokens, address.url));
    } else if (is_remote(address.repository.url)) {
        keys.push_back(repository_key(address.repository, ""));
    }
    for (const auto& key : keys) {
        if (const auto copy = copies.find(key)) {
            return copy->stored_at;
        }
    }
    return std::nullopt;
}

}  // namespace

const SavedIndex* find_saved(const manifest::Manifest& manifest, std::string_view id) {
    const auto found =
        std::find_if(manifest.indexes.begin(), manifest.indexes.end(),
                     [&](const auto& index) { return equals_ignoring_case(index.id, id); });
    return found == manifest.indexes.end() ? nullptr : &*found;
}

std::string saved_address(const IndexAddress& address, const std::string& text,
                          const std::string& ref) {
    if (address.kind == IndexKind::site) {
        return address.url;
    }
    const auto& argument = address.repository;
    const auto& wanted = ref.empty() ? argument.ref : ref;
    if (argument.url.kind == GitUrl::Kind::path) {
        return wanted.empty() ? argument.url.text : std::string();
    }
    if (!argument.ref_and_path.empty()) {
        return text;  // a page, which says both
    }
    if (!argument.subpath.empty()) {  // only GitHub's short form has one
        return fmt::format("{}/tree/{}/{}", argument.url.text, wanted.empty() ? "HEAD" : wanted,
                           argument.subpath);
    }
    return wanted.empty() ? argument.url.text : fmt::format("{}#{}", argument.url.text, wanted);
}

Result<std::vector<IndexListing>> list_indexes(Services& services, const Scope& scope) {
    SKILLMEAT_ASSIGN(const auto workspace, manifests_of(services, scope));
    SKILLMEAT_ASSIGN(const auto settings, effective_settings(services, workspace));
    SKILLMEAT_ASSIGN(const auto tokens, index_tokens(services, settings));
    const IndexCopies copies(services,
                             user_paths(services.environment).cache.value_or(sys::Path{}));
    std::vector<IndexListing> listings;
    for (const auto& index : workspace.shared.indexes) {
        SKILLMEAT_ASSIGN(const auto address, parse_index_address(index.url));
        SKILLMEAT_ASSIGN(const auto time, fetched_at(copies, tokens, address));
        listings.push_back({index, address.kind, time});
    }
    return listings;
}

Result<SavedChange> save_index(Services& services, const Scope& scope, const SaveRequest& request) {
    SavedChange change;
    SKILLMEAT_ASSIGN(change.index, make_index(scope, request));
    EditOptions options;
    options.dry_run = request.dry_run;
    SKILLMEAT_TRY(edit_scope(services, scope, options,
                             [&](ScopeEdit& edit) { return apply_save(edit, change); }));
    return change;
}

Result<SavedIndex> forget_index(Services& services, const Scope& scope, std::string_view id,
                                bool dry_run) {
    SavedIndex forgotten;
    EditOptions options;
    options.dry_run = dry_run;
    SKILLMEAT_TRY(edit_scope(services, scope, options, [&](ScopeEdit& edit) -> Result<void> {
        const auto* index = find_saved(edit.workspace.shared, id);
        if (index == nullptr) {
            std::vector<std::string_view> ids;
            for (const auto& one : edit.workspace.shared.indexes) {
                ids.push_back(one.id);
            }
            const auto near = closest(id, ids);
            return fail(ErrorCode::index_not_found, fmt::format("no saved index {}", quote(id)),
                        near ? fmt::format("did you mean {}?", quote(*near))
                             : std::string("list them with `skillmeat source discover --list`"));
        }
        forgotten = *index;
        return manifest::remove_index(edit.manifest, id);
    }));
    return forgotten;
}

}  // namespace skillmeat::ops
