#include <skillmeat/ops/workspace.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat::ops {
namespace {

struct ManifestFile {
    bool exists = false;
    std::string text;
    manifest::Manifest manifest;
};

Result<ManifestFile> read_manifest(Services& services, const sys::Path& path,
                                   const manifest::ReadOptions& options) {
    ManifestFile file;
    SKILLMEAT_ASSIGN(auto text, services.files.read(path));
    if (!text) {
        return file;
    }
    file.exists = true;
    file.text = *std::move(text);
    SKILLMEAT_ASSIGN(file.manifest,
                     manifest::read(file.text, path.string(), options, services.diagnostics));
    return file;
}

struct LockText {
    bool exists = false;
    lock::LockFile file;
};

Result<LockText> read_lock(const Services& services, const sys::Path& path) {
    LockText result;
    SKILLMEAT_ASSIGN(const auto text, services.files.read(path));
    if (text) {
        result.exists = true;
        SKILLMEAT_ASSIGN(result.file, lock::read(*text, path.string()));
    }
    return result;
}

Result<ledger::Ledger> read_ledger(const Services& services, const sys::Path& path) {
    SKILLMEAT_ASSIGN(const auto text, services.files.read(path));
    if (!text) {
        return ledger::Ledger{};
    }
    return ledger::read(*text, path.string());
}

SourceRecord make_record(const Source& source, const lock::LockFile& lock,
                         const state::StateFile& state) {
    SourceRecord record;
    record.source = source;
    if (const auto* row = lock.find(source.id)) {
        record.lock = *row;
    }
    if (const auto* row = state.find(source.id)) {
        record.state = *row;
    }
    return record;
}

void join_records(Workspace& workspace, DiagnosticSink& sink) {
    for (const auto& source : workspace.local.sources) {
        workspace.records.push_back(make_record(source, workspace.local_lock, workspace.state));
    }
    for (const auto& source : workspace.shared.sources) {
        const auto same_id = [&](const Source& other) {
            return equals_ignoring_case(other.id, source.id);
        };
        const auto& locals = workspace.local.sources;
        const auto twin = std::find_if(locals.begin(), locals.end(), same_id);
        if (twin == locals.end()) {
            workspace.records.push_back(
                make_record(source, workspace.shared_lock, workspace.state));
            continue;
        }
        sink.report({Severity::warning,
                     fmt::format("source {} stands in two files; the private one at {}:{} is used",
                                 quote(source.id), twin->origin.path, twin->origin.line),
                     source.origin,
                     fmt::format("remove one of them, or run `skillmeat source update {} "
                                 "--visibility private`",
                                 source.id)});
    }
    std::sort(workspace.records.begin(), workspace.records.end(),
              [](const auto& a, const auto& b) { return a.source.id < b.source.id; });
}

}  // namespace

const SourceRecord* Workspace::find(std::string_view id) const {
    // Nearly always the spelling is the same: then no walk over all records is needed.
    const auto same = std::lower_bound(records.begin(), records.end(), id,
                                       [](const SourceRecord& record, std::string_view wanted) {
                                           return record.source.id < wanted;
                                       });
    if (same != records.end() && same->source.id == id) {
        return &*same;
    }
    const auto found = std::find_if(records.begin(), records.end(), [&](const auto& record) {
        return equals_ignoring_case(record.source.id, id);
    });
    return found == records.end() ? nullptr : &*found;
}

Result<Workspace> load_workspace(Services& services, const Scope& scope,
                                 const LoadOptions& options) {
    Workspace workspace;
    workspace.scope = scope;
    SKILLMEAT_ASSIGN(auto shared,
                     read_manifest(services, scope.manifest,
                                   {manifest::Role::shared, options.allow_private_in_shared}));
    SKILLMEAT_ASSIGN(auto local,
                     read_manifest(services, scope.local_manifest, {manifest::Role::local, false}));
    workspace.has_manifest = shared.exists;
    workspace.manifest_text = std::move(shared.text);
    workspace.local_manifest_text = std::move(local.text);
    workspace.shared = std::move(shared.manifest);
    workspace.local = std::move(local.manifest);
    if (!workspace.shared.project_name.empty()) {
        workspace.scope.project_name = workspace.shared.project_name;
    }
    DiagnosticList together;
    manifest::check_together(workspace.shared, workspace.local, together);
    for (auto& item : together.items) {
        services.diagnostics.report(item);
    }
    if (together.has_errors()) {
        return fail(ErrorCode::invalid_manifest, together.items.front().message, "",
                    together.items.front().origin);
    }
    if (options.locks) {
        SKILLMEAT_ASSIGN(auto shared_lock, read_lock(services, scope.lock));
        SKILLMEAT_ASSIGN(auto local_lock, read_lock(services, scope.local_lock));
        workspace.has_shared_lock = shared_lock.exists;
        workspace.has_local_lock = local_lock.exists;
        workspace.shared_lock = std::move(shared_lock.file);
        workspace.local_lock = std::move(local_lock.file);
        SKILLMEAT_ASSIGN(const auto text, services.files.read(scope.state_file));
        if (text) {
            workspace.state = state::read(*text).value_or(state::StateFile{});
        }
    }
    if (options.ledger) {
        SKILLMEAT_ASSIGN(workspace.shared_ledger, read_ledger(services, scope.ledger));
        SKILLMEAT_ASSIGN(workspace.local_ledger, read_ledger(services, scope.local_ledger));
    }
    join_records(workspace, services.diagnostics);
    return workspace;
}

Result<const SourceRecord*> find_source(const Workspace& workspace, std::string_view text) {
    if (const auto* record = workspace.find(text)) {
        return record;
    }
    std::vector<const SourceRecord*> same_url;
    if (const auto argument = parse_repo_argument(text)) {
        const auto key = comparison_key(argument->url);
        for (const auto& record : workspace.records) {
            const auto url = parse_git_url(record.source.url);
            if (url && comparison_key(*url) == key) {
                same_url.push_back(&record);
            }
        }
    }
    if (same_url.size() == 1) {
        return same_url.front();
    }
    if (same_url.size() > 1) {
        std::vector<std::string> ids;
        for (const auto* record : same_url) {
            ids.push_back(quote(record->source.id));
        }
        return fail(ErrorCode::ambiguous_reference,
                    fmt::format("{} is the repository of several sources: {}", quote(text),
                                join(ids, ", ")),
                    "name one of them by its id");
    }
    std::vector<std::string_view> ids;
    for (const auto& record : workspace.records) {
        ids.push_back(record.source.id);
    }
    const auto near = closest(text, ids);
    return fail(
        ErrorCode::source_not_found,
        fmt::format("no source {} in {}", quote(text),
                    workspace.scope.is_project ? "project " + quote(workspace.scope.project_name)
                                               : std::string("the user scope")),
        near ? fmt::format("did you mean {}?", quote(*near))
             : std::string("list them with `skillmeat source list`"));
}

Result<void> require_current_schema(const Workspace& workspace) {
    const auto check = [](const manifest::Manifest& manifest, const sys::Path& path, bool exists) {
        if (!exists || manifest.schema >= manifest::current_schema) {
            return Result<void>{};
        }
        return Result<void>(
            fail(ErrorCode::migration_needed,
                 fmt::format("{} is of schema {}; this command writes schema {}",
                             quote(path.string()), manifest.schema, manifest::current_schema),
                 "run `skillmeat migrate`"));
    };
    SKILLMEAT_TRY(check(workspace.shared, workspace.scope.manifest, workspace.has_manifest));
    return check(workspace.local, workspace.scope.local_manifest,
                 !workspace.local_manifest_text.empty());
}

}  // namespace skillmeat::ops
