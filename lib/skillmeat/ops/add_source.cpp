#include <skillmeat/ops/add_source.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/git/refs.hpp>
#include <skillmeat/manifest/edit.hpp>
#include <skillmeat/model/source_id.hpp>
#include <skillmeat/ops/effective_settings.hpp>

namespace skillmeat::ops {
namespace {

/// A GitHub page address names ref and path in one breath; the repository's refs tell them apart.
Result<void> split_page(Services& services, RepoArgument& argument) {
    if (argument.ref_and_path.empty()) {
        return {};
    }
    SKILLMEAT_ASSIGN(const auto git, make_git(services, services.diagnostics));
    SKILLMEAT_ASSIGN(const auto refs, git::list_remote(git, argument.url));
    SKILLMEAT_ASSIGN(auto parts, git::split_ref_and_path(refs, argument.ref_and_path));
    argument.ref = std::move(parts.ref);
    argument.subpath = std::move(parts.path);
    if (argument.is_blob) {
        const auto slash = argument.subpath.rfind('/');
        argument.subpath = slash == std::string::npos ? "" : argument.subpath.substr(0, slash);
    }
    return {};
}

/// `path` relative to `directory`, as `./x`; nothing when it is not inside.
std::optional<std::string> inside(const sys::Path& path, const sys::Path& directory) {
    const auto relative = path.lexically_relative(directory);
    if (relative.empty() || *relative.begin() == "..") {
        return std::nullopt;
    }
    return relative == "." ? std::string("./") : "./" + relative.string();
}

/// How a local path is written down, and whose business it is (formats.md, URL).
Result<void> place_local(Services& services, const Scope& scope, Source& source,
                         bool visibility_given) {
    SKILLMEAT_ASSIGN(const auto here, services.environment.current_directory());
    const bool from_home = source.url.front() == '~';
    SKILLMEAT_ASSIGN(const auto named, local_directory(services, scope, source.url));
    const auto wanted = sys::Path(source.url).is_absolute() || from_home
                            ? named
                            : (here / source.url).lexically_normal();
    SKILLMEAT_ASSIGN(const auto directory, services.files.canonical(wanted));
    const auto within = scope.is_project ? inside(directory, scope.root) : std::nullopt;
    if (within) {
        source.url = *within;
    } else if (!from_home) {
        source.url = directory.string();
    }
    if (!within && scope.is_project && !visibility_given) {
        source.visibility = Visibility::private_;
        services.diagnostics.report(
            {Severity::note,
             fmt::format("{} is outside the project, so the source is private to this machine",
                         quote(source.url)),
             {},
             "use `--visibility public` to put it into the committed manifest"});
    }
    return {};
}

std::string local_id(Services& services, const Scope& scope, const std::string& url) {
    const auto directory = local_directory(services, scope, url);
    auto name = directory ? directory->lexically_normal() : sys::Path(url);
    if (!name.has_filename()) {
        name = name.parent_path();
    }
    return slug_source_id(name.filename().string());
}

Result<Source> make_source(Services& services, const Scope& scope, const AddRequest& request) {
    SKILLMEAT_ASSIGN(auto argument, parse_repo_argument(request.repository));
    SKILLMEAT_TRY(split_page(services, argument));
    if (!request.ref.empty() && !argument.ref.empty() && request.ref != argument.ref) {
        return fail(ErrorCode::invalid_usage,
                    fmt::format("{} names ref {}, but --ref says {}", quote(request.repository),
                                quote(argument.ref), quote(request.ref)),
                    "give the ref once");
    }
    if (!request.root.empty() && !argument.subpath.empty() && request.root != argument.subpath) {
        return fail(
            ErrorCode::invalid_usage,
            fmt::format("{} names directory {}, but --root says {}", quote(request.repository),
                        quote(argument.subpath), quote(request.root)),
            "give the directory once");
    }
    Source source;
    source.url = argument.url.text;
    source.ref = request.ref.empty() ? argument.ref : request.ref;
    source.root = request.root.empty() ? argument.subpath : request.root;
    source.map = request.map;
    source.tags = request.tags;
    source.trust = request.trust;
    source.visibility = request.visibility.value_or(Visibility::public_);
    source.description = request.description;
    source.min_confidence = request.min_confidence.value_or(default_min_confidence);
    if (argument.url.kind == GitUrl::Kind::path) {
        SKILLMEAT_TRY(place_local(services, scope, source, request.visibility.has_value()));
    }
    source.id = request.id;
    if (source.id.empty()) {
        source.id = argument.url.kind == GitUrl::Kind::path
                        ? local_id(services, scope, source.url)
                        : default_source_id(argument.url, source.root);
    }
    SKILLMEAT_TRY(manifest::check_source(source));
    return source;
}

Result<void> check_new(const Workspace& workspace, const Source& source) {
    if (const auto* other = workspace.find(source.id)) {
        return fail(ErrorCode::already_exists,
                    fmt::format("source {} is there already, with url {}", quote(other->source.id),
                                quote(other->source.url)),
                    fmt::format("change it with `skillmeat source update {}`, or choose another "
                                "name with `--id`",
                                other->source.id),
                    other->source.origin);
    }
    SKILLMEAT_ASSIGN(const auto url, parse_git_url(source.url));
    const auto key = comparison_key(url);
    for (const auto& record : workspace.records) {
        const auto other = parse_git_url(record.source.url);
        if (other && comparison_key(*other) == key && record.source.ref == source.ref &&
            record.source.root == source.root) {
            return fail(
                ErrorCode::already_exists,
                fmt::format("{} is there already, as source {}", quote(source.url),
                            quote(record.source.id)),
                fmt::format("change it with `skillmeat source update {}`", record.source.id),
                record.source.origin);
        }
    }
    return {};
}

}  // namespace

Result<Added> add_source(Services& services, const Scope& scope, const AddRequest& request) {
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
    SKILLMEAT_TRY(require_current_schema(workspace));
    SKILLMEAT_ASSIGN(const auto settings, effective_settings(services, workspace));
    Added added;
    SKILLMEAT_ASSIGN(added.source, make_source(services, scope, request));
    SKILLMEAT_TRY(check_new(workspace, added.source));
    std::optional<ScannedSource> scanned;
    if (request.scan) {
        ScanFlags flags;
        flags.force = true;
        flags.strict_paths = true;
        SKILLMEAT_ASSIGN(scanned,
                         scan_source(services, workspace.scope, SourceRecord{added.source, {}, {}},
                                     flags, read_limits(settings)));
    }
    EditOptions options;
    options.dry_run = request.dry_run;
    SKILLMEAT_TRY(edit_scope(services, scope, options, [&](ScopeEdit& edit) -> Result<void> {
        SKILLMEAT_TRY(check_new(edit.workspace, added.source));
        SKILLMEAT_TRY(manifest::add_source(edit.document_of(added.source), added.source));
        if (scanned) {
            SKILLMEAT_ASSIGN(added.scan, apply_scan(services, edit, *scanned, false, true));
        }
        return {};
    }));
    if (!request.dry_run) {
        SKILLMEAT_ASSIGN(added.view, view_now(services, scope, added.source.id));
    }
    return added;
}

}  // namespace skillmeat::ops
