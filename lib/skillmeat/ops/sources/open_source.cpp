#include <skillmeat/ops/sources/open_source.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/network.hpp>
#include <skillmeat/ops/sources/api_source.hpp>

namespace skillmeat::ops {

ReadOptions read_options(const settings::Settings& settings) {
    ReadOptions options;
    options.fetch.max_bytes = static_cast<std::uint64_t>(settings.integer("limits.fetch_size"));
    options.fetch.max_files = static_cast<std::size_t>(settings.integer("limits.repository_files"));
    options.fetch.lock_timeout_ms = settings.seconds("lock_timeout") * 1000;
    options.transport = parse_transport(settings.text("transport")).value_or(Transport::automatic);
    return options;
}

Reader make_reader(Services& services, const ReadOptions& options,
                   std::optional<Transport> transport) {
    Reader reader{services, std::nullopt, options, transport};
    if (auto program = git::find_git(services.environment)) {
        const auto paths = user_paths(services.environment);
        reader.git.emplace(git::Git{
            *std::move(program), paths.cache ? *paths.cache / "git" : sys::Path{},
            services.processes, services.files, services.environment, services.diagnostics});
    }
    return reader;
}

Result<const git::Git*> require_git(const Reader& reader) {
    if (!reader.git) {
        SKILLMEAT_TRY(git::find_git(reader.services.environment));
    }
    return &*reader.git;
}

Result<std::optional<github::Repository>> read_over_api(const Reader& reader, const GitUrl& url) {
    const auto wanted = reader.transport.value_or(reader.options.transport);
    if (wanted == Transport::git || (wanted == Transport::automatic && reader.git)) {
        return std::nullopt;
    }
    SKILLMEAT_ASSIGN(const auto hosts, github_hosts(reader.services));
    auto repository = github::repository_of(url, hosts);
    if (!repository && reader.transport == Transport::api) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("transport 'api' is asked for, but {} is not on a host known to "
                                "have GitHub's API",
                                quote(without_credentials(url.text))),
                    "use `--transport git`, or name the host in the setting `github.hosts`");
    }
    return repository;
}

Result<sys::Path> local_directory(const Services& services, const Scope& scope,
                                  std::string_view url) {
    if (url == "~" || url.substr(0, 2) == "~/") {
        const auto home = services.environment.get("HOME");
        if (!home) {
            return fail(ErrorCode::io_error,
                        fmt::format("{} needs HOME, which is not set", quote(url)),
                        "set HOME, or give the full path");
        }
        return sys::Path(*home) / std::string(url.substr(url.size() > 1 ? 2 : 1));
    }
    const sys::Path path{std::string(url)};
    return path.is_absolute() ? path : (scope.root / path).lexically_normal();
}

namespace {

Result<ResolvedSource> resolve_place(const Reader& reader, const Scope& scope,
                                     ResolvedSource source, std::string_view ref) {
    SKILLMEAT_ASSIGN(const auto* git, require_git(reader));
    SKILLMEAT_ASSIGN(const auto directory,
                     local_directory(reader.services, scope, source.url.text));
    SKILLMEAT_ASSIGN(auto place, git::look_at(reader.services.files, directory));
    // A directory inside a repository is not the repository: its files are what was named.
    source.is_plain_directory =
        place.kind == git::LocalKind::directory ||
        (place.kind == git::LocalKind::working_tree && place.directory != place.top);
    source.place = std::move(place);
    if (!source.is_plain_directory) {
        SKILLMEAT_ASSIGN(source.ref, git::resolve_local(*git, *source.place, ref));
    } else if (!ref.empty()) {
        return fail(ErrorCode::not_a_repository,
                    fmt::format("{} is a plain directory, so it has no ref {}",
                                quote(source.url.text), quote(ref)),
                    "leave the ref out, or name the top of a git repository");
    }
    return source;
}

/// The reader's git with a cache to fetch into.
Result<const git::Git*> require_git_cache(const Reader& reader) {
    SKILLMEAT_ASSIGN(const auto* git, require_git(reader));
    SKILLMEAT_TRY(require(git->cache.empty() ? std::nullopt : std::optional(git->cache),
                          "cache of git objects", "XDG_CACHE_HOME"));
    return git;
}

}  // namespace

Result<ResolvedSource> resolve_source(const Reader& reader, const Scope& scope,
                                      std::string_view url, std::string_view ref) {
    ResolvedSource source;
    SKILLMEAT_ASSIGN(source.url, parse_git_url(url));
    if (source.url.kind == GitUrl::Kind::path) {
        return resolve_place(reader, scope, std::move(source), ref);
    }
    SKILLMEAT_ASSIGN(source.api, read_over_api(reader, source.url));
    if (source.api) {
        SKILLMEAT_ASSIGN(source.ref, resolve_over_api(reader, *source.api, ref));
        return source;
    }
    SKILLMEAT_ASSIGN(const auto* git, require_git_cache(reader));
    SKILLMEAT_ASSIGN(source.ref, git::resolve_remote(*git, source.url, ref));
    return source;
}

Result<git::RefAndPath> split_page(const Reader& reader, const GitUrl& url,
                                   std::string_view ref_and_path) {
    SKILLMEAT_ASSIGN(const auto api, read_over_api(reader, url));
    if (api) {
        return split_page_over_api(reader, *api, ref_and_path);
    }
    SKILLMEAT_ASSIGN(const auto* git, require_git(reader));
    SKILLMEAT_ASSIGN(const auto refs, git::list_remote(*git, url));
    return git::split_ref_and_path(refs, ref_and_path);
}

Result<std::unique_ptr<tree::SourceTree>> open_tree(const Reader& reader,
                                                    const ResolvedSource& source) {
    if (source.api) {
        return open_over_api(reader, *source.api, source.ref.commit);
    }
    const auto& limits = reader.options.fetch;
    SKILLMEAT_ASSIGN(const auto* git, require_git(reader));
    if (source.is_plain_directory) {
        SKILLMEAT_ASSIGN(auto tree, git::open_files(*git, *source.place, limits.max_files));
        SKILLMEAT_TRY(tree->ensure_ids());
        return tree;
    }
    if (source.place) {
        SKILLMEAT_ASSIGN(auto tree,
                         git::open_commit(*git, *source.place, source.ref, limits.max_files));
        return tree;
    }
    SKILLMEAT_ASSIGN(auto tree, git::fetch_tree(*git, source.url, source.ref, limits));
    return tree;
}

}  // namespace skillmeat::ops
