#include <skillmeat/ops/discover/discover.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/discover/select.hpp>
#include <skillmeat/ops/discover/repository_index.hpp>
#include <skillmeat/ops/discover/saved_indexes.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/network.hpp>

namespace skillmeat::ops {
namespace {

/// The surroundings of one run: the scope's files, if there is a scope, and the settings.
struct View {
    std::optional<Workspace> workspace;
    settings::Settings settings;
};

Result<View> open_view(Services& services, const Scope* scope) {
    View view;
    if (scope == nullptr) {
        SKILLMEAT_ASSIGN(view.settings, user_settings(services));
        return view;
    }
    LoadOptions options;
    options.locks = false;
    SKILLMEAT_ASSIGN(view.workspace, load_workspace(services, *scope, options));
    SKILLMEAT_ASSIGN(view.settings, effective_settings(services, *view.workspace));
    return view;
}

/// Where the index stands. A relative path starts at the working directory, one of a saved index at
/// the scope's root.
struct Place {
    IndexAddress address;
    std::string text;  ///< as typed, or as saved
    const SavedIndex* saved = nullptr;
};

Result<void> make_absolute(Services& services, const sys::Path& start, RepoArgument& argument) {
    if (argument.url.kind != GitUrl::Kind::path) {
        return {};
    }
    Scope relative_to;
    relative_to.root = start;
    SKILLMEAT_ASSIGN(const auto directory,
                     local_directory(services, relative_to, argument.url.text));
    SKILLMEAT_ASSIGN(const auto canonical, services.files.canonical(directory));
    SKILLMEAT_ASSIGN(argument.url, parse_git_url(canonical.string()));
    return {};
}

/// What a place means that is no saved index. A word that is no address either may be the name of
/// one that was mistyped.
Result<IndexAddress> parse_place(const View& view, const DiscoverRequest& request) {
    auto address = parse_index_address(request.place, request.kind);
    if (address || !view.workspace) {
        return address;
    }
    std::vector<std::string_view> ids;
    for (const auto& index : view.workspace->shared.indexes) {
        ids.push_back(index.id);
    }
    const auto near = closest(request.place, ids);
    return near ? fail(ErrorCode::index_not_found,
                       fmt::format("no saved index {}", quote(request.place)),
                       fmt::format("did you mean {}?", quote(*near)))
                : address;
}

Result<Place> find_place(Services& services, const View& view, const DiscoverRequest& request) {
    Place place;
    place.text = request.place;
    SKILLMEAT_ASSIGN(auto start, services.environment.current_directory());
    if (view.workspace && !request.kind) {
        place.saved = find_saved(view.workspace->shared, request.place);
    }
    if (place.saved != nullptr) {
        place.text = place.saved->url;
        start = view.workspace->scope.root;
        SKILLMEAT_ASSIGN(place.address, parse_index_address(place.text));
    } else {
        SKILLMEAT_ASSIGN(place.address, parse_place(view, request));
    }
    SKILLMEAT_TRY(make_absolute(services, start, place.address.repository));
    if (place.address.kind == IndexKind::site && !request.ref.empty()) {
        return fail(
            ErrorCode::invalid_usage,
            fmt::format("{} is a site, which has no ref {}", quote(place.text), quote(request.ref)),
            "leave --ref out, or add `--as repo`");
    }
    return place;
}

IndexFlags flags_of(const View& view, const Place& place, const DiscoverRequest& request) {
    IndexFlags flags;
    flags.refresh = request.refresh;
    flags.offline = request.offline;
    flags.ttl = place.saved != nullptr && place.saved->ttl ? *place.saved->ttl
                                                           : view.settings.seconds("cache_ttl");
    return flags;
}

/// What tells repositories apart; empty for what is none. Local paths are compared as places.
std::string place_key(Services& services, const sys::Path& start, std::string_view text) {
    auto url = parse_git_url(text);
    if (!url) {
        return {};
    }
    if (url->kind == GitUrl::Kind::path) {
        RepoArgument argument;
        argument.url = *url;
        if (!make_absolute(services, start, argument)) {
            return {};
        }
        url = argument.url;
    }
    return comparison_key(*url);
}

/// Whether a page such as `main/skills/pdf/SKILL.md` shows a file right in this directory. Which
/// part of it is the ref only the repository knows.
bool shows_file_of(std::string_view ref_and_path, const std::string& root) {
    const auto slash = ref_and_path.rfind('/');
    const auto directory = ref_and_path.substr(0, slash == std::string_view::npos ? 0 : slash);
    return root.empty() ? directory.find('/') == std::string_view::npos
                        : directory.ends_with('/' + root);
}

bool is_source(Services& services, const Workspace& workspace, const Source& source,
               const discover::Reference& reference) {
    const auto& start = workspace.scope.root;
    const auto key = place_key(services, start, source.url);
    if (key.empty()) {
        return false;
    }
    if (reference.kind == discover::ReferenceKind::skill) {
        const auto page = parse_repo_argument(reference.add);
        return page && comparison_key(page->url) == key &&
               shows_file_of(page->ref_and_path, source.root);
    }
    return source.root == reference.path && place_key(services, start, reference.url) == key;
}

std::string source_of(Services& services, const View& view, const discover::Reference& reference) {
    if (view.workspace && !reference.url.empty()) {
        for (const auto& record : view.workspace->records) {
            if (is_source(services, *view.workspace, record.source, reference)) {
                return record.source.id;
            }
        }
    }
    return {};
}

}  // namespace

Result<Discovered> discover_sources(Services& services, const Scope* scope,
                                    const DiscoverRequest& request) {
    SKILLMEAT_ASSIGN(const auto view, open_view(services, scope));
    SKILLMEAT_ASSIGN(const auto place, find_place(services, view, request));
    const auto flags = flags_of(view, place, request);
    IndexCopies copies(services, user_paths(services.environment).cache.value_or(sys::Path{}));
    SKILLMEAT_ASSIGN(const auto tokens, index_tokens(services, view.settings));
    Discovered found;
    found.kind = place.address.kind;
    found.saved_id = place.saved != nullptr ? place.saved->id : "";
    if (found.kind == IndexKind::site) {
        SKILLMEAT_ASSIGN(found.index,
                         read_site(services, copies, tokens, place.address.url, flags));
    } else {
        auto options = read_options(view.settings);
        options.fetch.offline = request.offline;
        const auto reader = make_reader(services, options);
        SKILLMEAT_ASSIGN(found.index, read_repository(reader, copies, place.address.repository,
                                                      request.ref, flags));
    }
    auto references = std::exchange(found.index.references, {});
    found.address = saved_address(place.address, place.text, request.ref);
    for (auto& reference : references) {
        DiscoveredReference row;
        row.id = discover::default_id(reference);
        row.source_id = source_of(services, view, reference);
        row.reference = std::move(reference);
        found.references.push_back(std::move(row));
    }
    return found;
}

Result<void> verify_digests(Services& services, Discovered& discovered,
                            const std::vector<std::size_t>& which) {
    SKILLMEAT_ASSIGN(const auto settings, user_settings(services));
    SKILLMEAT_ASSIGN(const auto tokens, index_tokens(services, settings));
    std::vector<discover::Reference> references;
    for (const auto i : which) {
        references.push_back(discovered.references[i].reference);
    }
    auto results = check_digests(services, tokens, references,
                                 static_cast<std::size_t>(settings.integer("jobs")));
    for (std::size_t at = 0; at < which.size(); ++at) {
        discovered.references[which[at]].digest = std::move(results[at]);
    }
    return {};
}

AddRequest add_request(const DiscoveredReference& row) {
    const auto& reference = row.reference;
    AddRequest request;
    request.repository = reference.add;
    request.id = row.id;
    request.ref = reference.commit.empty() ? reference.ref : reference.commit;
    request.root = reference.path;
    return request;
}

Result<std::vector<std::size_t>> choose_references(const Discovered& discovered,
                                                   const std::vector<std::string>& names) {
    std::vector<std::size_t> chosen;
    if (names.empty()) {
        for (std::size_t i = 0; i < discovered.references.size(); ++i) {
            const auto& row = discovered.references[i];
            if (row.reference.addable() && row.source_id.empty()) {
                chosen.push_back(i);
            }
        }
        return chosen;
    }
    std::vector<discover::Reference> references;
    for (const auto& row : discovered.references) {
        references.push_back(row.reference);
    }
    SKILLMEAT_ASSIGN(chosen, discover::select(references, names, discovered.index.url));
    for (const auto i : chosen) {
        if (!references[i].addable()) {
            return fail(ErrorCode::invalid_value,
                        fmt::format("{} cannot be added: {}", quote(references[i].name),
                                    references[i].reason),
                        "leave it out");
        }
    }
    return chosen;
}

}  // namespace skillmeat::ops
