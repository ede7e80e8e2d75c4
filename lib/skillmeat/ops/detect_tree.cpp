#include <skillmeat/ops/detect_tree.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/detect/detector.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/open_source.hpp>

namespace skillmeat::ops {
namespace {

struct Opened {
    std::unique_ptr<tree::SourceTree> tree;
    std::string source;
    std::string commit;
};

Result<Opened> open_local(Services& services, const git::Git& git, const RepoArgument& argument,
                          const std::string& ref, const ReadLimits& limits) {
    SKILLMEAT_ASSIGN(const auto here, services.environment.current_directory());
    Scope relative_to;
    relative_to.root = here;
    SKILLMEAT_ASSIGN(const auto path, local_directory(services, relative_to, argument.url.text));
    SKILLMEAT_ASSIGN(const auto place, git::look_at(services.files, path));
    Opened opened;
    opened.source = argument.url.text;
    if (place.kind == git::LocalKind::directory && !ref.empty()) {
        return fail(ErrorCode::not_a_repository,
                    fmt::format("{} is a plain directory, so it has no ref {}",
                                quote(argument.url.text), quote(ref)),
                    "leave --ref out, or name a git repository");
    }
    if (place.kind == git::LocalKind::bare || !ref.empty()) {
        SKILLMEAT_ASSIGN(const auto resolved, git::resolve_local(git, place, ref));
        if (!resolved.note.empty()) {
            services.diagnostics.report({Severity::note, resolved.note, {}, ""});
        }
        SKILLMEAT_ASSIGN(opened.tree,
                         git::open_commit(git, place, resolved, limits.fetch.max_files));
        opened.commit = resolved.commit;
        return opened;
    }
    SKILLMEAT_ASSIGN(opened.tree, git::open_files(git, place, limits.fetch.max_files));
    return opened;
}

Result<Opened> open_remote(Services& services, const git::Git& git, RepoArgument& argument,
                           const std::string& ref, const ReadLimits& limits) {
    SKILLMEAT_TRY(require(git.cache.empty() ? std::nullopt : std::optional(git.cache),
                          "cache of git objects", "XDG_CACHE_HOME"));
    SKILLMEAT_ASSIGN(const auto refs, git::list_remote(git, argument.url));
    if (!argument.ref_and_path.empty()) {
        SKILLMEAT_ASSIGN(auto parts, git::split_ref_and_path(refs, argument.ref_and_path));
        argument.ref = std::move(parts.ref);
        argument.subpath = std::move(parts.path);
    }
    SKILLMEAT_ASSIGN(const auto resolved, git::resolve(refs, ref.empty() ? argument.ref : ref));
    if (!resolved.note.empty()) {
        services.diagnostics.report({Severity::note, resolved.note, {}, ""});
    }
    Opened opened;
    opened.source = argument.url.text;
    opened.commit = resolved.commit;
    SKILLMEAT_ASSIGN(opened.tree, git::fetch_tree(git, argument.url, resolved, limits.fetch));
    return opened;
}

}  // namespace

Result<Detected> detect_tree(Services& services, const DetectRequest& request) {
    SKILLMEAT_ASSIGN(const auto settings, user_settings(services));
    SKILLMEAT_ASSIGN(const auto git, make_git(services, services.diagnostics));
    const auto limits = read_limits(settings);
    SKILLMEAT_ASSIGN(auto argument, parse_repo_argument(request.place));
    SKILLMEAT_ASSIGN(auto opened, argument.url.kind == GitUrl::Kind::path
                                      ? open_local(services, git, argument, request.ref, limits)
                                      : open_remote(services, git, argument, request.ref, limits));
    auto options = request.options;
    if (options.root.empty()) {
        options.root = argument.subpath;
    }
    Detected detected;
    detected.source = std::move(opened.source);
    detected.commit = std::move(opened.commit);
    SKILLMEAT_ASSIGN(detected.result, detect::detect(*opened.tree, options));
    if (!detected.result.warnings.empty()) {
        return fail(ErrorCode::path_not_in_tree, detected.result.warnings.front(),
                    "check the spelling; paths are relative to the repository's root");
    }
    return detected;
}

}  // namespace skillmeat::ops
