#include <skillmeat/ops/sources/source_address.hpp>

#include <optional>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/sources/open_source.hpp>

namespace skillmeat::ops {
namespace {

/// A GitHub page address names ref and path in one breath; the repository's refs tell them apart.
Result<void> split_ref_and_path(Services& services, RepoArgument& argument,
                                std::optional<Transport> transport) {
    if (argument.ref_and_path.empty()) {
        return {};
    }
    SKILLMEAT_ASSIGN(const auto settings, user_settings(services));
    const auto reader = make_reader(services, read_options(settings), transport);
    SKILLMEAT_ASSIGN(auto parts, split_page(reader, argument.url, argument.ref_and_path));
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

}  // namespace

Result<RepoArgument> read_address(Services& services, std::string_view text,
                                  std::optional<Transport> transport) {
    SKILLMEAT_ASSIGN(auto argument, parse_repo_argument(text));
    SKILLMEAT_TRY(split_ref_and_path(services, argument, transport));
    return argument;
}

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

Result<void> check_transport(Services& services, const Source& source) {
    if (source.transport != Transport::api) {
        return {};
    }
    SKILLMEAT_ASSIGN(const auto url, parse_git_url(source.url));
    SKILLMEAT_TRY(read_over_api(make_reader(services, ReadOptions{}, source.transport), url));
    return {};
}

std::string address_key(const Scope& scope, const std::string& url) {
    const auto parsed =
        parse_git_url(is_local_path(url) ? (scope.root / url).lexically_normal().string() : url);
    return parsed ? comparison_key(*parsed) : url;
}

Result<void> check_address_free(const Workspace& workspace, const Source& source) {
    SKILLMEAT_TRY(parse_git_url(source.url));
    const auto key = address_key(workspace.scope, source.url);
    for (const auto& record : workspace.records) {
        if (record.source.ref == source.ref && record.source.root == source.root &&
            address_key(workspace.scope, record.source.url) == key &&
            !equals_ignoring_case(record.source.id, source.id)) {
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

}  // namespace skillmeat::ops
