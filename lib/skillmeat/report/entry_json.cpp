#include <skillmeat/report/entry_json.hpp>

#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

namespace skillmeat::report {

EntryStatus shown_status(const CatalogEntry& entry, const Exclusion* exclusion) {
    return exclusion != nullptr && entry.status != EntryStatus::removed ? EntryStatus::excluded
                                                                        : entry.status;
}

std::string entry_json(const EntryFacts& facts) {
    const auto& entry = *facts.entry;
    JsonObject object;
    object.text("id", artifact_id(entry.type, entry.path, facts.source_id));
    object.text("source_id", facts.source_id);
    object.raw("project_id", text_or_null(facts.project_id));
    object.raw("project_name", text_or_null(facts.project_name));
    object.text("type", to_string(entry.type));
    object.text("name", entry.name);
    object.text("path", entry.path);
    object.raw("description", text_or_null(entry.description));
    object.raw("upstream_url", text_or_null(entry.upstream_url));
    object.text("sha", entry.sha);
    object.raw("version", text_or_null(entry.version));
    object.text("detected_at", to_string(entry.detected_at));
    object.text("changed_at", to_string(entry.changed_at));
    object.integer("confidence", entry.confidence);
    object.text("tier", to_string(entry.tier));
    object.text("status", to_string(shown_status(entry, facts.exclusion)));
    object.raw("plugin", text_or_null(entry.plugin));
    object.raw("category", text_or_null(entry.category));
    object.raw("tags", strings_json(entry.tags));
    object.raw("notes", strings_json(entry.notes));
    const auto* exclusion = facts.exclusion;
    object.raw("excluded_at", exclusion != nullptr ? time_or_null(exclusion->at) : "null");
    object.raw("excluded_reason", text_or_null(exclusion != nullptr ? exclusion->reason : ""));
    object.null("imported_at");
    object.null("hash");
    object.null("rating_average");
    object.integer("rating_count", 0);
    return object.str();
}

std::string detected_json(const DetectedArtifact& artifact) {
    JsonArray evidence;
    for (const auto& item : artifact.evidence) {
        JsonObject object;
        object.text("code", item.code);
        object.integer("points", item.points);
        object.raw("detail", text_or_null(item.detail));
        evidence.raw(object.str());
    }
    JsonObject object;
    object.text("type", to_string(artifact.type));
    object.text("name", artifact.name);
    object.text("path", artifact.path);
    object.raw("entry", text_or_null(artifact.entry));
    object.text("tier", to_string(artifact.tier));
    object.integer("confidence", artifact.confidence);
    object.raw("description", text_or_null(artifact.description));
    object.raw("version", text_or_null(artifact.version));
    object.raw("plugin", text_or_null(artifact.plugin));
    object.raw("category", text_or_null(artifact.category));
    object.raw("tags", strings_json(artifact.tags));
    object.raw("evidence", evidence.str());
    object.raw("notes", strings_json(artifact.notes));
    return object.str();
}

std::string rejected_json(const RejectedCandidate& candidate) {
    JsonObject object;
    object.text("type", to_string(candidate.type));
    object.text("path", candidate.path);
    object.text("reason", candidate.reason);
    object.raw("detail", text_or_null(candidate.detail));
    return object.str();
}

std::string reference_json(const MarketplaceReference& reference) {
    JsonObject object;
    object.text("name", reference.name);
    object.text("manifest", reference.manifest);
    object.text("kind", reference.kind);
    object.text("target", reference.target);
    object.raw("path", text_or_null(reference.path));
    object.raw("ref", text_or_null(reference.ref));
    object.raw("commit", text_or_null(reference.commit));
    return object.str();
}

}  // namespace skillmeat::report
