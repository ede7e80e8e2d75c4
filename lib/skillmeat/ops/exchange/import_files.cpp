#include <skillmeat/ops/exchange/import_files.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/collections/exchange.hpp>
#include <skillmeat/collections/read.hpp>
#include <skillmeat/manifest/manifest.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/exchange/import_members.hpp>
#include <skillmeat/toml/parse.hpp>

namespace skillmeat::ops {
namespace {

using interop::ForeignFile;
using interop::Format;

Result<std::vector<ForeignFile>> read_files(Services& services,
                                            const std::vector<sys::Path>& paths) {
    std::vector<ForeignFile> files;
    for (const auto& path : paths) {
        SKILLMEAT_ASSIGN(auto text, services.files.read(path, std::uint64_t{16} << 20U));
        if (!text) {
            return fail(ErrorCode::io_error, fmt::format("no file {}", quote(path.string())),
                        "name a file that is there");
        }
        files.push_back({path.string(), path.parent_path().string(), *std::move(text)});
    }
    return files;
}

/// Whether a text is an export of ours: TOML with sources or collections.
bool is_export(const ForeignFile& file) {
    const auto root = tomlfile::parse(file.text, file.path);
    return root && (root->find("source") != nullptr || root->find("collection") != nullptr ||
                    root->find("schema") != nullptr);
}

AddRequest request_of(const Source& source) {
    AddRequest add;
    add.repository = source.url;
    add.id = source.id;
    add.ref = source.ref;
    add.root = source.root;
    add.map = source.map;
    add.tags = source.tags;
    add.trust = source.trust;
    add.description = source.description;
    add.import_description = source.import_description;
    add.import_readme = source.import_readme;
    add.transport = source.transport;
    add.min_confidence = source.min_confidence;
    add.exclude = source.exclude;
    return add;
}

/// Warnings about the other half of the file are none of the user's business.
template <class T>
Result<T> report_errors(Services& services, const DiagnosticList& found, Result<T> result) {
    for (const auto& item : found.items) {
        if (item.severity == Severity::error) {
            services.diagnostics.report(item);
        }
    }
    return result;
}

Result<std::vector<Source>> read_sources(Services& services, const ForeignFile& file) {
    DiagnosticList found;
    auto read = manifest::read(file.text, file.path, {manifest::Role::shared, false}, found);
    SKILLMEAT_ASSIGN(auto manifest, report_errors(services, found, std::move(read)));
    return std::move(manifest.sources);
}

Result<collections::Exchange> read_exchange(Services& services, const ForeignFile& file) {
    SKILLMEAT_ASSIGN(const auto root, tomlfile::parse(file.text, file.path));
    DiagnosticList found;
    return report_errors(services, found, collections::read_exchange(root, file.path, found));
}

Result<ImportedFiles> import_export(Services& services, const Scope& scope,
                                    const ImportFilesRequest& request, const ForeignFile& file) {
    ImportedFiles imported;
    imported.format = "skillmeat";
    SKILLMEAT_ASSIGN(const auto sources, read_sources(services, file));
    SKILLMEAT_ASSIGN(const auto exchange, read_exchange(services, file));
    std::vector<WantedSource> wanted;
    for (const auto& source : sources) {
        if (is_local_path(source.url)) {
            imported.remarks.push_back({"source." + source.id,
                                        "it is a directory of the machine that it was exported on",
                                        false});
            continue;
        }
        wanted.push_back({source.id, request_of(source)});
        wanted.back().add.scan = request.scan;
    }
    SKILLMEAT_ASSIGN(imported.sources, import_sources(services, scope, wanted, request.dry_run));
    SKILLMEAT_ASSIGN(imported.collections, import_exchange(services, scope, exchange,
                                                           request.is_private, request.dry_run));
    return imported;
}

Result<ImportedFiles> import_foreign(Services& services, const Scope& scope,
                                     const ImportFilesRequest& request, Format format,
                                     const std::vector<ForeignFile>& files) {
    SKILLMEAT_ASSIGN(auto foreign, interop::read(format, files));
    if (!request.collection.empty()) {
        for (auto& collection : foreign.collections) {
            collection.name = request.collection;
        }
    }
    ImportedFiles imported;
    imported.format = to_string(format);
    imported.remarks = std::move(foreign.remarks);
    std::vector<WantedSource> wanted;
    for (const auto& source : foreign.sources) {
        wanted.push_back({source.repository, {}});
        wanted.back().add.repository = source.repository;
        wanted.back().add.ref = source.ref;
        wanted.back().add.scan = request.scan;
    }
    SKILLMEAT_ASSIGN(imported.sources, import_sources(services, scope, wanted, request.dry_run));
    collections::Exchange exchange;
    SKILLMEAT_ASSIGN(exchange.collections,
                     import_members(services, scope, foreign, imported.sources, request.is_private,
                                    imported.remarks));
    for (const auto& source : imported.sources) {
        Source here;
        here.id = source.id;
        here.url = source.url;
        here.ref = source.ref;
        exchange.sources.push_back(std::move(here));
    }
    SKILLMEAT_ASSIGN(imported.collections, import_exchange(services, scope, exchange,
                                                           request.is_private, request.dry_run));
    return imported;
}

/// Candidates by format: in a project, or for the user.
Result<std::vector<sys::Path>> candidates(const Services& services, const Scope& scope,
                                          Format format) {
    const auto& environment = services.environment;
    const auto home = environment.get("HOME").value_or("");
    switch (format) {
        case Format::skills_lock:
            return std::vector<sys::Path>{scope.root / "skills-lock.json"};
        case Format::apm:
            return std::vector<sys::Path>{scope.root / "apm.yml"};
        case Format::skill_lock: {
            const auto state = environment.get("XDG_STATE_HOME").value_or("");
            return std::vector<sys::Path>{state.empty()
                                              ? sys::Path(home) / ".agents/.skill-lock.json"
                                              : sys::Path(state) / "skills/.skill-lock.json",
                                          sys::Path(home) / ".agents/.skill-lock.json"};
        }
        case Format::claude:
            break;
    }
    const auto moved = environment.get("CLAUDE_CONFIG_DIR").value_or("");
    const auto config = moved.empty() ? sys::Path(home) / ".claude" : sys::Path(moved);
    const auto known = config / "plugins/known_marketplaces.json";
    if (scope.is_project) {
        return std::vector<sys::Path>{scope.root / ".claude/settings.json",
                                      scope.root / ".claude/settings.local.json", known};
    }
    return std::vector<sys::Path>{config / "settings.json", known};
}

}  // namespace

Result<std::vector<sys::Path>> usual_files(Services& services, const Scope& scope,
                                           interop::Format format) {
    SKILLMEAT_ASSIGN(const auto paths, candidates(services, scope, format));
    std::vector<sys::Path> found;
    for (const auto& path : paths) {
        SKILLMEAT_ASSIGN(const auto stat, services.files.stat(path));
        if (stat && stat->kind == sys::FileKind::regular &&
            std::find(found.begin(), found.end(), path) == found.end()) {
            found.push_back(path);
        }
    }
    // Marketplaces that are known say nothing by themselves of what a project uses.
    const bool settings =
        format != Format::claude || std::any_of(found.begin(), found.end(), [](const auto& path) {
            return path.filename() != "known_marketplaces.json";
        });
    if (found.empty() || !settings) {
        return fail(ErrorCode::invalid_usage,
                    fmt::format("no {} is there", quote(paths.front().string())),
                    "name the file to import");
    }
    if (format == Format::skill_lock) {
        found.resize(1);
    }
    return found;
}

Result<ImportedFiles> import_files(Services& services, const Scope& scope,
                                   const ImportFilesRequest& request) {
    auto paths = request.files;
    if (paths.empty()) {
        if (!request.format) {
            return fail(ErrorCode::invalid_usage, "expected a file, or `--from FORMAT`");
        }
        SKILLMEAT_ASSIGN(paths, usual_files(services, scope, *request.format));
    }
    SKILLMEAT_ASSIGN(const auto files, read_files(services, paths));
    auto format = request.format;
    ImportedFiles imported;
    if (!format && files.size() == 1 && is_export(files.front())) {
        SKILLMEAT_ASSIGN(imported, import_export(services, scope, request, files.front()));
    } else {
        if (!format) {
            SKILLMEAT_ASSIGN(format, interop::recognise(files.front()));
        }
        SKILLMEAT_ASSIGN(imported, import_foreign(services, scope, request, *format, files));
    }
    imported.files = std::move(paths);
    imported.changed =
        !request.dry_run &&
        (imported.collections.changed ||
         std::any_of(imported.sources.begin(), imported.sources.end(),
                     [](const auto& source) { return source.result == SourceImport::added; }));
    return imported;
}

}  // namespace skillmeat::ops
