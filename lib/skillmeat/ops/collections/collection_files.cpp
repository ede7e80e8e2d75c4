#include <skillmeat/ops/collections/collection_files.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/collections/read.hpp>
#include <skillmeat/model/artifact_id.hpp>

namespace skillmeat::ops {
namespace {

using tomlfile::Document;

struct File {
    Document document;
    std::vector<Collection> collections;
};

Result<File> read_file(Services& services, const sys::Path& path, bool is_private) {
    SKILLMEAT_ASSIGN(auto text, services.files.read(path));
    SKILLMEAT_ASSIGN(
        auto document,
        Document::parse(text ? *std::move(text) : collections::new_file(), path.string()));
    SKILLMEAT_ASSIGN(auto read,
                     collections::read(document.root(), path.string(), services.diagnostics));
    for (auto& collection : read) {
        collection.is_private = is_private;
    }
    return File{std::move(document), std::move(read)};
}

void warn_of_twin(Services& services, const Collection& shared, const Collection& local) {
    services.diagnostics.report(
        {Severity::warning,
         fmt::format("collection id {} stands in two files; the private one at {}:{} is used",
                     quote(shared.id), local.origin.path, local.origin.line),
         shared.origin, "take one of the two out"});
}

/// A committed file must not name what is nobody else's business.
void warn_of_private_members(Services& services, const Workspace& workspace,
                             const std::vector<Collection>& shared) {
    if (workspace.local.sources.empty()) {
        return;
    }
    std::set<std::string> private_ids;
    for (const auto& source : workspace.local.sources) {
        private_ids.insert(ascii_lower(source.id));
    }
    for (const auto& collection : shared) {
        const auto found = std::find_if(
            collection.artifacts.begin(), collection.artifacts.end(), [&](const auto& artifact) {
                return private_ids.contains(ascii_lower(artifact.substr(artifact.rfind('@') + 1)));
            });
        if (found != collection.artifacts.end()) {
            services.diagnostics.report(
                {Severity::warning,
                 fmt::format("public collection {} holds {}, whose source is private",
                             quote(collection.name), quote(*found)),
                 collection.origin,
                 fmt::format("take it out with `skillmeat collection remove {} {}`", collection.id,
                             *found)});
        }
    }
}

std::string hint_for(std::string_view text, const std::vector<std::string_view>& names,
                     std::string otherwise) {
    const auto near = closest(text, names);
    return near ? fmt::format("did you mean {}?", quote(*near)) : std::move(otherwise);
}

tl::unexpected<Error> taken(std::string_view what, std::string_view name, std::string_view id) {
    return fail(ErrorCode::already_exists,
                fmt::format("there is a {} {} already ({})", what, quote(name), id),
                "choose another name");
}

}  // namespace

std::string scope_text(const Scope& scope) {
    return scope.is_project ? "project " + quote(scope.project_name) : "the user scope";
}

Result<CollectionFiles> load_collections(Services& services, const Workspace& workspace) {
    const auto& scope = workspace.scope;
    SKILLMEAT_ASSIGN(auto shared, read_file(services, scope.collections, false));
    SKILLMEAT_ASSIGN(auto local, read_file(services, scope.local_collections, true));
    warn_of_private_members(services, workspace, shared.collections);
    auto collections = std::move(local.collections);
    const auto private_count = static_cast<std::ptrdiff_t>(collections.size());
    for (auto& collection : shared.collections) {
        const auto end = collections.begin() + private_count;
        const auto twin = std::find_if(
            collections.begin(), end, [&](const auto& other) { return other.id == collection.id; });
        if (twin == end) {
            collections.push_back(std::move(collection));
        } else {
            warn_of_twin(services, collection, *twin);
        }
    }
    std::sort(collections.begin(), collections.end(), [](const auto& a, const auto& b) {
        const auto key_a = collections::name_key(a.name);
        const auto key_b = collections::name_key(b.name);
        return std::tie(key_a, a.id) < std::tie(key_b, b.id);
    });
    auto shared_before = shared.document.text();
    auto local_before = local.document.text();
    return CollectionFiles{std::move(shared.document), std::move(local.document),
                           std::move(shared_before), std::move(local_before),
                           std::move(collections)};
}

Result<void> check_collections(const CollectionFiles& files, const Scope& scope) {
    DiagnosticList unused;
    SKILLMEAT_TRY(collections::read(files.shared.root(), scope.collections.string(), unused));
    SKILLMEAT_TRY(collections::read(files.local.root(), scope.local_collections.string(), unused));
    return {};
}

Result<const Collection*> find_collection(const CollectionFiles& files, const Scope& scope,
                                          std::string_view text) {
    std::vector<const Collection*> found;
    std::vector<std::string_view> names;
    for (const auto& collection : files.collections) {
        if (collection.id == text) {
            return &collection;
        }
        if (collections::name_key(collection.name) == collections::name_key(text)) {
            found.push_back(&collection);
        }
        names.push_back(collection.name);
    }
    if (found.size() == 1) {
        return found.front();
    }
    if (found.size() > 1) {
        return fail(ErrorCode::ambiguous_reference,
                    fmt::format("{} is the name of a public and of a private collection: {} and {}",
                                quote(text), found[0]->id, found[1]->id),
                    "name one of them by its id");
    }
    return fail(ErrorCode::collection_not_found,
                fmt::format("no collection {} in {}", quote(text), scope_text(scope)),
                hint_for(text, names, "list them with `skillmeat collection list`"));
}

Result<std::size_t> find_group(const Collection& collection, std::string_view text) {
    const auto& groups = collection.groups;
    std::vector<std::string_view> names;
    for (const auto& group : groups) {
        names.push_back(group.name);
    }
    auto found = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& group) { return group.id == text; });
    if (found == groups.end()) {
        const auto key = collections::name_key(text);
        found = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
            return collections::name_key(group.name) == key;
        });
    }
    if (found != groups.end()) {
        return static_cast<std::size_t>(found - groups.begin());
    }
    return fail(ErrorCode::group_not_found,
                fmt::format("no group {} in collection {}", quote(text), quote(collection.name)),
                hint_for(text, names,
                         fmt::format("list them with `skillmeat group list {}`",
                                     shell_word(collection.name))));
}

Result<void> check_name_free(const CollectionFiles& files, std::string_view name,
                             std::string_view id) {
    for (const auto& other : files.collections) {
        if (other.id != id && collections::name_key(other.name) == collections::name_key(name)) {
            return taken("collection", other.name, other.id);
        }
    }
    return {};
}

Result<void> check_group_name_free(const Collection& collection, std::string_view name,
                                   std::string_view id) {
    for (const auto& other : collection.groups) {
        if (other.id != id && collections::name_key(other.name) == collections::name_key(name)) {
            return taken("group", other.name, other.id);
        }
    }
    return {};
}

Result<std::string> new_collection_id(const Services& services, const CollectionFiles& files) {
    std::set<std::string> known;
    for (const auto& collection : files.collections) {
        known.insert(collection.id);
        for (const auto& group : collection.groups) {
            known.insert(group.id);
        }
    }
    constexpr std::size_t bytes = 6;
    while (true) {
        SKILLMEAT_ASSIGN(const auto random, services.random.bytes(bytes));
        auto id = to_hex(random);
        if (!known.contains(id)) {
            return id;
        }
    }
}

}  // namespace skillmeat::ops
