#include <skillmeat/ops/entries/explain.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/detect/detector.hpp>
#include <skillmeat/model/artifact_ref.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/entries/find_entry.hpp>
#include <skillmeat/ops/sources/counts.hpp>
#include <skillmeat/ops/sources/open_source.hpp>

namespace skillmeat::ops {
namespace {

/// People also type a path without `./`; a word with a slash is one.
ArtifactRef as_path(ArtifactRef reference) {
    if (!reference.is_path && !reference.is_glob && reference.name.find('/') != std::string::npos) {
        reference.path = std::exchange(reference.name, "");
        reference.is_path = true;
    }
    return reference;
}

bool names_entry_file(const ArtifactRef& reference, const DetectedArtifact& artifact) {
    return reference.is_path && reference.path == artifact.entry &&
           (!reference.type || *reference.type == artifact.type);
}

std::string_view last_segment(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

Result<Explanation> explain_source(Services& services, const Workspace& workspace,
                                   const SourceRecord& record, const ArtifactRef& reference) {
    SKILLMEAT_ASSIGN(const auto settings, effective_settings(services, workspace));
    auto options = read_options(settings);
    options.fetch.offline = true;
    const auto reader = make_reader(services, options, record.source.transport);
    SKILLMEAT_ASSIGN(const auto resolved, resolve_source(reader, workspace.scope, record.lock->url,
                                                         record.lock->commit));
    SKILLMEAT_ASSIGN(const auto tree, open_tree(reader, resolved));
    observe::Span span(services.observer, "detect");
    span.set("source_id", record.source.id);
    SKILLMEAT_ASSIGN(auto detected,
                     span.watch(detect::detect(*tree, {record.source.root, record.source.map})));
    span.set("artifacts", static_cast<std::int64_t>(detected.items.size()));
    Explanation explanation;
    explanation.source_id = record.source.id;
    explanation.project_id = workspace.scope.project_id;
    explanation.commit = record.lock->commit;
    for (auto& item : detected.items) {
        if (matches(reference, item.type, item.name, item.path) ||
            names_entry_file(reference, item)) {
            explanation.accepted.push_back(std::move(item));
        }
    }
    for (auto& item : detected.rejected) {
        if (matches(reference, item.type, last_segment(item.path), item.path)) {
            explanation.rejected.push_back(std::move(item));
        }
    }
    return explanation;
}

Result<bool> catalog_knows(Services& services, const Workspace& workspace,
                           const SourceRecord& record, const ArtifactRef& reference) {
    SKILLMEAT_ASSIGN(const auto text, read_catalog_text(services.files, workspace.scope, record));
    if (text.completeness != Completeness::complete) {
        return false;
    }
    SKILLMEAT_ASSIGN(const auto entries, entries_matching(text, reference));
    return !entries.empty();
}

/// The scanned sources to ask, those whose catalog knows the reference before the others.
Result<std::vector<const SourceRecord*>> sources_to_ask(Services& services,
                                                        const Workspace& workspace,
                                                        const ArtifactRef& reference) {
    std::vector<const SourceRecord*> knowing;
    std::vector<const SourceRecord*> scanned;
    for (const auto& record : workspace.records) {
        const bool wanted = reference.source_id.empty() || reference.source_id == record.source.id;
        if (!wanted || !record.lock) {
            continue;
        }
        scanned.push_back(&record);
        SKILLMEAT_ASSIGN(const bool knows, catalog_knows(services, workspace, record, reference));
        if (knows) {
            knowing.push_back(&record);
        }
    }
    return knowing.empty() ? scanned : knowing;
}

Result<std::vector<Explanation>> find(Services& services, const std::vector<Scope>& scopes,
                                      const std::string& reference) {
    std::vector<Explanation> explanations;
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
        std::vector<std::string> ids;
        for (const auto& record : workspace.records) {
            ids.push_back(record.source.id);
        }
        SKILLMEAT_ASSIGN(auto parsed, parse_artifact_ref(reference, ids));
        parsed = as_path(std::move(parsed));
        SKILLMEAT_ASSIGN(const auto asked, sources_to_ask(services, workspace, parsed));
        for (const auto* record : asked) {
            SKILLMEAT_ASSIGN(auto explanation,
                             explain_source(services, workspace, *record, parsed));
            if (!explanation.accepted.empty() || !explanation.rejected.empty()) {
                explanations.push_back(std::move(explanation));
            }
        }
    }
    if (explanations.empty()) {
        return fail(ErrorCode::artifact_not_found,
                    fmt::format("detection considered nothing that fits {}", quote(reference)),
                    "give a path as `./dir/file`; `skillmeat detect --all --explain` lists every "
                    "candidate");
    }
    return explanations;
}

}  // namespace

Result<std::vector<Explanation>> explain(Services& services, const std::vector<Scope>& scopes,
                                         const std::string& reference) {
    observe::Span span(services.observer, "catalog.explain");
    span.set("reference", reference);
    return span.watch(find(services, scopes, reference));
}

}  // namespace skillmeat::ops
