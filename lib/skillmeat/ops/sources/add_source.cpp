#include <skillmeat/ops/sources/add_source.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/manifest/edit.hpp>
#include <skillmeat/model/source_id.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/sources/source_address.hpp>

namespace skillmeat::ops {
namespace {

std::string local_id(Services& services, const Scope& scope, const std::string& url) {
    const auto directory = local_directory(services, scope, url);
    auto name = directory ? directory->lexically_normal() : sys::Path(url);
    if (!name.has_filename()) {
        name = name.parent_path();
    }
    return slug_source_id(name.filename().string());
}

Result<Source> make_source(Services& services, const Scope& scope, const AddRequest& request) {
    SKILLMEAT_ASSIGN(const auto argument,
                     read_address(services, request.repository, request.transport));
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
    source.import_description = request.import_description;
    source.import_readme = request.import_readme;
    source.transport = request.transport;
    source.description = request.description;
    source.exclude = request.exclude;
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
    SKILLMEAT_TRY(check_transport(services, source));
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
    return check_address_free(workspace, source);
}

}  // namespace

namespace {

Result<Added> add(Services& services, const Scope& scope, const AddRequest& request) {
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
                                     flags, read_options(settings)));
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

}  // namespace

Result<Added> add_source(Services& services, const Scope& scope, const AddRequest& request) {
    observe::Span span(services.observer, "source.add");
    auto added = span.watch(add(services, scope, request));
    if (span.on() && added) {
        span.set("source_id", added->source.id);
        span.set("tags", added->source.tags);
    }
    return added;
}

}  // namespace skillmeat::ops
