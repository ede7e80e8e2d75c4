#include <skillmeat/ops/sources/detect_tree.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/detect/detector.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/sources/open_source.hpp>
#include <skillmeat/ops/sources/source_address.hpp>

namespace skillmeat::ops {
namespace {

struct Opened {
    std::unique_ptr<tree::SourceTree> tree;
    std::string source;
    std::string commit;
};

Result<Opened> open_local(Services& services, const Reader& reader, const RepoArgument& argument,
                          const std::string& ref) {
    SKILLMEAT_ASSIGN(const auto* git, require_git(reader));
    const auto max_files = reader.options.fetch.max_files;
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
        SKILLMEAT_ASSIGN(const auto resolved, git::resolve_local(*git, place, ref));
        if (!resolved.note.empty()) {
            services.diagnostics.report({Severity::note, resolved.note, {}, ""});
        }
        SKILLMEAT_ASSIGN(opened.tree, git::open_commit(*git, place, resolved, max_files));
        opened.commit = resolved.commit;
        return opened;
    }
    SKILLMEAT_ASSIGN(opened.tree, git::open_files(*git, place, max_files));
    return opened;
}

Result<Opened> open_remote(Services& services, const Reader& reader, const RepoArgument& argument,
                           const std::string& ref) {
    SKILLMEAT_ASSIGN(const auto resolved, resolve_source(reader, Scope{}, argument.url.text,
                                                         ref.empty() ? argument.ref : ref));
    if (!resolved.ref.note.empty()) {
        services.diagnostics.report({Severity::note, resolved.ref.note, {}, ""});
    }
    Opened opened;
    opened.source = argument.url.text;
    opened.commit = resolved.ref.commit;
    SKILLMEAT_ASSIGN(opened.tree, open_tree(reader, resolved));
    return opened;
}

}  // namespace

Result<Detected> detect_tree(Services& services, const DetectRequest& request) {
    SKILLMEAT_ASSIGN(const auto settings, user_settings(services));
    const auto reader = make_reader(services, read_options(settings));
    SKILLMEAT_ASSIGN(const auto argument, read_address(services, request.place));
    SKILLMEAT_ASSIGN(auto opened, argument.url.kind == GitUrl::Kind::path
                                      ? open_local(services, reader, argument, request.ref)
                                      : open_remote(services, reader, argument, request.ref));
    auto options = request.options;
    if (options.root.empty()) {
        options.root = argument.subpath;
    }
    Detected detected;
    detected.source = std::move(opened.source);
    detected.commit = std::move(opened.commit);
    observe::Span span(services.observer, "detect");
    span.set("vcs.repository.url.full", without_credentials(detected.source));
    span.set("vcs.ref.head.revision", detected.commit);
    SKILLMEAT_ASSIGN(detected.result, span.watch(detect::detect(*opened.tree, options)));
    span.set("files", static_cast<std::int64_t>(opened.tree->files().size()));
    span.set("artifacts", static_cast<std::int64_t>(detected.result.items.size()));
    if (!detected.result.warnings.empty()) {
        return fail(ErrorCode::path_not_in_tree, detected.result.warnings.front(),
                    "check the spelling; paths are relative to the repository's root");
    }
    return detected;
}

}  // namespace skillmeat::ops
