#include <skillmeat/ops/open_source.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

namespace skillmeat::ops {

ReadLimits read_limits(const settings::Settings& settings) {
    ReadLimits limits;
    limits.fetch.max_bytes = static_cast<std::uint64_t>(settings.integer("limits.fetch_size"));
    limits.fetch.max_files = static_cast<std::size_t>(settings.integer("limits.repository_files"));
    limits.fetch.lock_timeout_ms = settings.seconds("lock_timeout") * 1000;
    return limits;
}

Result<git::Git> make_git(Services& services, DiagnosticSink& sink) {
    SKILLMEAT_ASSIGN(auto program, git::find_git(services.environment));
    const auto paths = user_paths(services.environment);
    return git::Git{std::move(program),   paths.cache ? *paths.cache / "git" : sys::Path{},
                    services.processes,   services.files,
                    services.environment, sink};
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

Result<ResolvedSource> resolve_place(Services& services, const git::Git& git, const Scope& scope,
                                     ResolvedSource source, std::string_view ref) {
    SKILLMEAT_ASSIGN(const auto directory, local_directory(services, scope, source.url.text));
    SKILLMEAT_ASSIGN(auto place, git::look_at(services.files, directory));
    // A directory inside a repository is not the repository: its files are what was named.
    source.is_plain_directory =
        place.kind == git::LocalKind::directory ||
        (place.kind == git::LocalKind::working_tree && place.directory != place.top);
    source.place = std::move(place);
    if (!source.is_plain_directory) {
        SKILLMEAT_ASSIGN(source.ref, git::resolve_local(git, *source.place, ref));
    } else if (!ref.empty()) {
        return fail(ErrorCode::not_a_repository,
                    fmt::format("{} is a plain directory, so it has no ref {}",
                                quote(source.url.text), quote(ref)),
                    "leave the ref out, or name the top of a git repository");
    }
    return source;
}

}  // namespace

Result<ResolvedSource> resolve_source(Services& services, const git::Git& git, const Scope& scope,
                                      std::string_view url, std::string_view ref) {
    ResolvedSource source;
    SKILLMEAT_ASSIGN(source.url, parse_git_url(url));
    if (source.url.kind == GitUrl::Kind::path) {
        return resolve_place(services, git, scope, std::move(source), ref);
    }
    SKILLMEAT_TRY(require(git.cache.empty() ? std::nullopt : std::optional(git.cache),
                          "cache of git objects", "XDG_CACHE_HOME"));
    SKILLMEAT_ASSIGN(source.ref, git::resolve_remote(git, source.url, ref));
    return source;
}

Result<std::unique_ptr<tree::SourceTree>> open_tree(const git::Git& git,
                                                    const ResolvedSource& source,
                                                    const ReadLimits& limits) {
    if (source.is_plain_directory) {
        SKILLMEAT_ASSIGN(auto tree, git::open_files(git, *source.place, limits.fetch.max_files));
        SKILLMEAT_TRY(tree->ensure_ids());
        return tree;
    }
    if (source.place) {
        SKILLMEAT_ASSIGN(auto tree,
                         git::open_commit(git, *source.place, source.ref, limits.fetch.max_files));
        return tree;
    }
    SKILLMEAT_ASSIGN(auto tree, git::fetch_tree(git, source.url, source.ref, limits.fetch));
    return tree;
}

}  // namespace skillmeat::ops
