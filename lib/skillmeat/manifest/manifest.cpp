#include <skillmeat/manifest/manifest.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/manifest/checks.hpp>
#include <skillmeat/manifest/key_names.hpp>
#include <skillmeat/manifest/read_index.hpp>
#include <skillmeat/manifest/read_source.hpp>
#include <skillmeat/model/source_id.hpp>
#include <skillmeat/toml/parse.hpp>
#include <skillmeat/toml/schema_number.hpp>
#include <skillmeat/toml/section.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace skillmeat::manifest {
namespace {

using tomlfile::Section;

Result<int> read_schema(const tomlfile::Table& root, const std::string& path) {
    SKILLMEAT_ASSIGN(const auto number,
                     tomlfile::read_schema_number(root, path, 0, current_schema));
    return number ? *number : guess_schema(root);
}

Diagnostic stray_key_fault(const StrayKey& stray, int schema, bool declared,
                           const std::string& path) {
    const auto other = renamed(stray.name, schema);
    const auto why = declared ? fmt::format("is of schema {}", schema)
                              : std::string("has key names of schema 0");
    auto hint = other.empty() ? std::string("run `skillmeat migrate` without the key, then add it")
                              : fmt::format("write {} instead", quote(other));
    return {Severity::error,
            fmt::format("key {} belongs to schema {}, but this file {}", quote(stray.name),
                        1 - schema, why),
            {path, stray.value->key_line, stray.value->key_column},
            std::move(hint)};
}

/// Ids ignoring case, and (url, ref, root), both with the line of the first.
void check_unique(const std::vector<ReadSource>& sources, DiagnosticSink& sink) {
    std::unordered_map<std::string, const ReadSource*> ids;
    std::unordered_map<std::string, const ReadSource*> contents;
    for (const auto& item : sources) {
        if (item.id_origin.line > 0) {
            const auto [twin, added] = ids.emplace(ascii_lower(item.source.id), &item);
            if (!added) {
                sink.report(
                    {Severity::error,
                     fmt::format("source id {} is taken by {} at line {}", quote(item.source.id),
                                 quote(twin->second->source.id), twin->second->id_origin.line),
                     item.id_origin, "choose another id, or take one of the two out"});
            }
        }
        const auto key = item.url_origin.line > 0
                             ? content_key(item.source.url, item.source.ref, item.source.root)
                             : std::string();
        if (!key.empty()) {
            const auto [twin, added] = contents.emplace(key, &item);
            if (!added) {
                sink.report({Severity::error,
                             fmt::format("url, ref and root of source {} are those of {} at line "
                                         "{}",
                                         quote(item.source.id), quote(twin->second->source.id),
                                         twin->second->url_origin.line),
                             item.url_origin, "take one of the two out"});
            }
        }
    }
}

void read_sources(Section& top, const ReadOptions& options, Manifest& manifest) {
    const auto* value = top.any("source");
    if (value == nullptr) {
        return;
    }
    if (value->array() == nullptr) {
        top.fault(*value, fmt::format("expected tables [[source]], found {}", value->kind()),
                  "write [[source]] with two brackets");
        return;
    }
    std::vector<ReadSource> sources;
    for (const auto& element : *value->array()) {
        if (element.table() == nullptr) {
            top.fault(element,
                      fmt::format("expected a table [[source]], found {}", element.kind()));
            continue;
        }
        sources.push_back(read_source(element, top.path(), manifest.schema, options, top.sink()));
        sources.back().source.index = sources.size() - 1;
    }
    check_unique(sources, top.sink());
    for (auto& item : sources) {
        manifest.sources.push_back(std::move(item.source));
    }
}

void read_project(Section& top, Manifest& manifest) {
    const auto* value = top.table("project");
    if (value == nullptr) {
        return;
    }
    Section project(*value->table(), top.path(), "[project]", top.sink());
    if (const auto* name = project.string("name")) {
        if (trim(*name->string()).empty()) {
            project.fault(*name, "expected a name for the project, found an empty one",
                          "leave the key out for the directory's name");
        } else if (const auto checked = check_length("project's name", *name->string(), 255);
                   !checked) {
            project.fault(*name, checked.error());
        }
        manifest.project_name = *name->string();
    }
    project.warn_unknown();
}

void read_top(const tomlfile::Table& root, const std::string& path, const ReadOptions& options,
              Manifest& manifest, DiagnosticSink& sink) {
    Section top(root, path,
                options.role == Role::local ? "the file of private sources" : "the manifest", sink);
    static_cast<void>(top.any("schema"));
    read_sources(top, options, manifest);
    if (options.role == Role::local) {
        top.refuse_unknown("'schema' and [[source]] alone");
        return;
    }
    read_project(top, manifest);
    manifest.indexes = read_indexes(top);
    if (const auto* settings = top.table("settings")) {
        manifest.settings = *settings->table();
    }
    top.warn_unknown();
}

Result<void> check_tags(const std::vector<std::string>& tags) {
    std::set<std::string> seen;
    for (const auto& tag : tags) {
        SKILLMEAT_TRY(check_tag(tag));
        if (!seen.insert(ascii_lower(tag)).second) {
            return fail(ErrorCode::invalid_value,
                        fmt::format("tag {} is given twice (case does not count)", quote(tag)),
                        "give it once");
        }
    }
    if (tags.size() > max_tags) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("expected at most {} tags, found {}", max_tags, tags.size()));
    }
    return {};
}

}  // namespace

Result<Manifest> read(std::string_view text, const std::string& path, const ReadOptions& options,
                      DiagnosticSink& sink) {
    SKILLMEAT_ASSIGN(const auto root, tomlfile::parse(text, path));
    Manifest manifest;
    SKILLMEAT_ASSIGN(manifest.schema, read_schema(root, path));
    DiagnosticList found;
    if (const auto stray = find_stray_key(root, manifest.schema)) {
        found.report(
            stray_key_fault(*stray, manifest.schema, root.find("schema") != nullptr, path));
    } else {
        read_top(root, path, options, manifest, found);
    }
    SKILLMEAT_TRY(tomlfile::report_sorted(std::move(found), sink));
    return manifest;
}

void check_together(const Manifest& shared, const Manifest& local, DiagnosticSink& sink) {
    std::unordered_map<std::string, const Source*> contents;
    for (const auto& source : shared.sources) {
        contents.emplace(content_key(source.url, source.ref, source.root), &source);
    }
    for (const auto& source : local.sources) {
        const auto twin = contents.find(content_key(source.url, source.ref, source.root));
        if (twin == contents.end() || equals_ignoring_case(twin->second->id, source.id)) {
            continue;
        }
        const auto& other = *twin->second;
        sink.report(
            {Severity::error,
             fmt::format("url, ref and root of source {} are those of {} at {}:{}",
                         quote(source.id), quote(other.id), other.origin.path, other.origin.line),
             source.origin, "take one of the two out"});
    }
}

Result<void> check_source(const Source& source) {
    SKILLMEAT_TRY(check_source_id(source.id));
    SKILLMEAT_TRY(check_url(source.url));
    if (!source.ref.empty()) {
        SKILLMEAT_TRY(check_ref(source.ref));
    }
    if (!source.root.empty()) {
        SKILLMEAT_TRY(check_tree_path("root", source.root));
    }
    for (const auto& mapping : source.map) {
        SKILLMEAT_TRY(check_tree_path("mapped path", mapping.first));
    }
    SKILLMEAT_TRY(check_tags(source.tags));
    SKILLMEAT_TRY(check_length("description", source.description, max_description));
    SKILLMEAT_TRY(check_confidence(source.min_confidence));
    for (const auto& row : source.exclude) {
        SKILLMEAT_TRY(check_exclusion(row.artifact));
        SKILLMEAT_TRY(check_length("reason", row.reason, max_reason));
    }
    return {};
}

}  // namespace skillmeat::manifest
