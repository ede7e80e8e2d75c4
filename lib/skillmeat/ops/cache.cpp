#include <skillmeat/ops/cache.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/git/cached_repository.hpp>
#include <skillmeat/lock/lock.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/cache_answers.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/network.hpp>
#include <skillmeat/ops/project_registry.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {
namespace {

constexpr std::string_view repository_suffix = ".git";
constexpr std::string_view removing_suffix =
    ".removing";  // renamed, then removed: never half there

/// What is known of cached repositories by the name of their directory.
struct Reference {
    std::string url;
    std::set<std::string> sources;
};
using References = std::map<std::string, Reference>;

Result<sys::Path> git_cache(const Services& services) {
    SKILLMEAT_ASSIGN(const auto cache,
                     require(user_paths(services.environment).cache, "cache", "XDG_CACHE_HOME"));
    return cache / "git";
}

/// For naming and locking repositories; nothing is started with it.
git::Git cache_access(Services& services, const sys::Path& cache) {
    return git::Git{
        {}, cache, services.processes, services.files, services.environment, services.diagnostics};
}

/// The directories that may cache a URL: one per object format. None for local paths.
std::vector<std::string> names_of(const git::Git& git, std::string_view url) {
    std::vector<std::string> names;
    const auto parsed = parse_git_url(url);
    if (parsed && parsed->kind != GitUrl::Kind::path) {
        for (const auto hash : {HashKind::sha1, HashKind::sha256}) {
            names.push_back(git::cached_repository(git, *parsed, hash).filename().string());
        }
    }
    return names;
}

/// The scopes whose locks protect what they name. A scope that has no place, or a project that is
/// gone, protects nothing.
Result<std::vector<Scope>> protecting_scopes(Services& services, const ScopeRequest& request) {
    std::map<std::string, Scope> scopes;
    const auto add = [&](Scope scope) { scopes.emplace(scope.root.string(), std::move(scope)); };
    if (auto user = user_scope(user_paths(services.environment))) {
        add(*std::move(user));
    }
    SKILLMEAT_ASSIGN(const auto projects, list_projects(services));
    for (const auto& project : projects) {
        if (project.status != ProjectStatus::missing) {
            add(project_scope(project.project.root));
        }
    }
    auto here = request;
    if (here.choice == ScopeChoice::all) {
        here.choice = ScopeChoice::automatic;
    }
    if (auto current = resolve_scope(services, here)) {
        add(*std::move(current));
    } else if (!here.project.empty()) {
        return fail(std::move(current).error());
    }
    std::vector<Scope> result;
    for (auto& [root, scope] : scopes) {
        result.push_back(std::move(scope));
    }
    return result;
}

Result<void> add_references(const Services& services, const git::Git& git, const sys::Path& path,
                            References& references) {
    SKILLMEAT_ASSIGN(const auto text, services.files.read(path));
    if (!text) {
        return {};
    }
    SKILLMEAT_ASSIGN(const auto file, lock::read(*text, path.string()));
    for (const auto& row : file.rows) {
        for (const auto& name : names_of(git, row.url)) {
            auto& reference = references[name];
            reference.url = without_credentials(row.url);
            reference.sources.insert(row.id);
        }
    }
    return {};
}

/// Locks that cannot be read are errors when `strict`, else warnings.
Result<References> read_references(Services& services, const git::Git& git,
                                   const ScopeRequest& request, bool strict) {
    SKILLMEAT_ASSIGN(const auto scopes, protecting_scopes(services, request));
    References references;
    for (const auto& scope : scopes) {
        for (const auto& path : {scope.lock, scope.local_lock}) {
            auto added = add_references(services, git, path, references);
            if (!added && strict) {
                auto error = std::move(added).error();
                error.context.emplace_back("while looking for what locks name");
                return fail(std::move(error));
            }
            if (!added) {
                services.diagnostics.report({Severity::warning, added.error().message,
                                             added.error().origin, added.error().hint});
            }
        }
    }
    return references;
}

/// Adds up sizes and finds the last change. Links are counted, never followed; what vanishes
/// meanwhile does not count.
Result<void> measure(const Services& services, const sys::Path& directory, CacheItem& item) {
    constexpr std::int64_t ns_per_second = 1'000'000'000;
    SKILLMEAT_ASSIGN(const auto entries, services.files.list(directory));
    for (const auto& entry : entries) {
        const auto path = directory / entry.name;
        if (entry.kind == sys::FileKind::directory) {
            SKILLMEAT_TRY(measure(services, path, item));
            continue;
        }
        SKILLMEAT_ASSIGN(const auto stat, services.files.lstat(path));
        if (stat) {
            ++item.files;
            item.bytes += stat->size;
            item.changed_at = std::max(item.changed_at, Timestamp{stat->mtime_ns / ns_per_second});
        }
    }
    return {};
}

/// Whether a lock names a repository that is not there for git, but on a host with an API: then it
/// was read over that.
Result<bool> api_in_use(Services& services, const sys::Path& cache, const References& references) {
    SKILLMEAT_ASSIGN(const auto hosts, github_hosts(services));
    std::set<std::string> named;
    std::set<std::string> there;
    for (const auto& [name, reference] : references) {
        const auto url = parse_git_url(reference.url);
        if (!url || !github::repository_of(*url, hosts)) {
            continue;
        }
        named.insert(reference.url);
        SKILLMEAT_ASSIGN(const auto stat, services.files.lstat(cache / name));
        if (stat) {
            there.insert(reference.url);
        }
    }
    return named != there;
}

Result<CacheItem> make_item(const Services& services, const sys::Path& cache,
                            const std::string& name, const References& references) {
    CacheItem item;
    item.name = name;
    item.path = cache / name;
    SKILLMEAT_TRY(measure(services, item.path, item));
    if (const auto found = references.find(name); found != references.end()) {
        item.url = found->second.url;
        item.sources.assign(found->second.sources.begin(), found->second.sources.end());
        item.in_lock = true;
    }
    return item;
}

/// `<slug>-<digest>.git`; the git module keeps helpers of its own beside the repositories.
bool is_repository(std::string_view name) {
    return name.ends_with(repository_suffix) && name.find('-') != std::string_view::npos;
}

Result<std::vector<CacheItem>> read_items(const Services& services, const sys::Path& cache,
                                          const References& references) {
    SKILLMEAT_ASSIGN(const auto entries, services.files.list(cache));
    std::vector<CacheItem> items;
    for (const auto& entry : entries) {
        if (entry.kind == sys::FileKind::directory && is_repository(entry.name)) {
            SKILLMEAT_ASSIGN(auto item, make_item(services, cache, entry.name, references));
            items.push_back(std::move(item));
        }
    }
    return items;
}

/// Names of the repositories SRC means: a source of the scope, else what the text says as a URL.
Result<std::vector<std::string>> names_of_source(Services& services, const git::Git& git,
                                                 const ScopeRequest& request,
                                                 const std::string& source) {
    SKILLMEAT_ASSIGN(const auto scope, resolve_scope(services, request));
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
    auto record = find_source(workspace, source);
    if (record) {
        return names_of(git, (*record)->source.url);
    }
    const auto argument = parse_repo_argument(source);
    if (record.error().code != ErrorCode::source_not_found || !argument) {
        return fail(std::move(record).error());
    }
    return names_of(git, argument->url.text);
}

/// Whether an item is what the user chose, whatever locks say.
struct Choice {
    std::optional<std::vector<std::string>> names;
    std::int64_t changed_before = INT64_MAX;  ///< seconds since the epoch

    [[nodiscard]] bool takes(const CacheItem& item) const {
        return item.changed_at.seconds < changed_before &&
               (!names || std::find(names->begin(), names->end(), item.name) != names->end());
    }
};

Result<Choice> make_choice(Services& services, const git::Git& git, const ScopeRequest& request,
                           const CacheCleaning& cleaning) {
    Choice choice;
    const auto now = services.clock.now().seconds;
    if (!cleaning.source.empty()) {
        SKILLMEAT_ASSIGN(choice.names, names_of_source(services, git, request, cleaning.source));
    }
    if (cleaning.older_than) {
        choice.changed_before = now - *cleaning.older_than;
    }
    if (cleaning.expired) {
        SKILLMEAT_ASSIGN(const auto settings, user_settings(services));
        choice.changed_before =
            std::min(choice.changed_before, now - settings.seconds("cache_ttl"));
    }
    return choice;
}

/// Removes a repository under its lock; the lock file itself is permanent, since others may wait on
/// it.
Result<CacheResult> remove_item(Services& services, const git::Git& git, const CacheItem& item) {
    const auto held = git::lock_repository(git, item.path, 0);
    if (!held && held.error().code == ErrorCode::lock_timeout) {
        return CacheResult::in_use;
    }
    if (!held) {
        return fail(held.error());
    }
    const sys::Path aside = item.path.string() + std::string(removing_suffix);
    SKILLMEAT_TRY(services.files.remove_tree(aside));
    SKILLMEAT_TRY(services.files.rename(item.path, aside));
    SKILLMEAT_TRY(services.files.remove_tree(aside));
    return CacheResult::removed;
}

/// What a killed cleaning left renamed.
Result<void> remove_leftovers(Services& services, const git::Git& git) {
    SKILLMEAT_ASSIGN(const auto entries, services.files.list(git.cache));
    for (const auto& entry : entries) {
        if (entry.kind == sys::FileKind::directory && entry.name.ends_with(removing_suffix)) {
            const auto repository =
                entry.name.substr(0, entry.name.size() - removing_suffix.size());
            if (const auto held = git::lock_repository(git, git.cache / repository, 0)) {
                SKILLMEAT_TRY(services.files.remove_tree(git.cache / entry.name));
            }
        }
    }
    return {};
}

Result<void> clean_answers(Services& services, const sys::Path& cache, bool in_use,
                           std::int64_t changed_before, const CacheCleaning& cleaning,
                           CacheCleaned& result) {
    const AnswerChoice choice{changed_before, !cleaning.dry_run, cleaning.all};
    SKILLMEAT_ASSIGN(auto items, answer_items(services, cache, in_use, choice));
    for (auto& item : items) {
        const bool kept = item.in_lock && !cleaning.all;
        result.freed += kept ? 0 : item.bytes;
        result.items.push_back({std::move(item), kept ? CacheResult::kept : CacheResult::removed});
    }
    return {};
}

}  // namespace

std::string_view to_string(CacheResult result) {
    switch (result) {
        case CacheResult::removed:
            return "removed";
        case CacheResult::kept:
            return "kept";
        case CacheResult::in_use:
            break;
    }
    return "in_use";
}

Result<std::vector<CacheItem>> list_cache(Services& services, const ScopeRequest& request) {
    SKILLMEAT_ASSIGN(const auto cache, git_cache(services));
    const auto git = cache_access(services, cache);
    SKILLMEAT_ASSIGN(const auto references, read_references(services, git, request, false));
    observe::Span span(services.observer, "cache.list");
    SKILLMEAT_ASSIGN(auto items, span.watch(read_items(services, cache, references)));
    SKILLMEAT_ASSIGN(const bool in_use, api_in_use(services, cache, references));
    SKILLMEAT_ASSIGN(auto answers, answer_items(services, cache.parent_path(), in_use, {}));
    std::move(answers.begin(), answers.end(), std::back_inserter(items));
    return items;
}

Result<CacheCleaned> clean_cache(Services& services, const ScopeRequest& request,
                                 const CacheCleaning& cleaning) {
    SKILLMEAT_ASSIGN(const auto cache, git_cache(services));
    const auto git = cache_access(services, cache);
    SKILLMEAT_ASSIGN(const auto choice, make_choice(services, git, request, cleaning));
    SKILLMEAT_ASSIGN(const auto references, read_references(services, git, request, !cleaning.all));
    SKILLMEAT_ASSIGN(auto items, read_items(services, cache, references));
    if (!cleaning.dry_run) {
        SKILLMEAT_TRY(remove_leftovers(services, git));
    }
    observe::Span span(services.observer, "cache.clean");
    CacheCleaned result;
    for (auto& item : items) {
        if (!choice.takes(item)) {
            continue;
        }
        CleanedItem cleaned{std::move(item), CacheResult::removed};
        if (cleaned.item.in_lock && !cleaning.all) {
            cleaned.result = CacheResult::kept;
        } else if (!cleaning.dry_run) {
            SKILLMEAT_ASSIGN(cleaned.result, span.watch(remove_item(services, git, cleaned.item)));
        }
        result.freed += cleaned.result == CacheResult::removed ? cleaned.item.bytes : 0;
        result.items.push_back(std::move(cleaned));
    }
    if (cleaning.source.empty()) {  // no source owns an index or an answer
        SKILLMEAT_ASSIGN(const bool in_use, api_in_use(services, cache, references));
        SKILLMEAT_TRY(clean_answers(services, cache.parent_path(), in_use, choice.changed_before,
                                    cleaning, result));
    }
    span.set("freed_bytes", static_cast<std::int64_t>(result.freed));
    return result;
}

}  // namespace skillmeat::ops
