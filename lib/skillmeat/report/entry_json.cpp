#include <skillmeat/report/entry_json.hpp>

#include <skillmeat/report/json.hpp>
#include <skillmeat/report/rating_json.hpp>
#include <skillmeat/report/source_json.hpp>

namespace skillmeat::report {

namespace {

void add_entry(JsonObject& object, const EntryFacts& facts) {
    const auto& entry = *facts.entry;
    object.text("id", artifact_id(entry.type, entry.path, facts.source_id));
    object.text("source_id", facts.source_id);
    object.text_or_null("project_id", facts.project_id);
    object.text_or_null("project_name", facts.project_name);
    object.text("type", to_string(entry.type));
    object.text("name", entry.name);
    object.text("path", entry.path);
    object.text_or_null("description", entry.description);
    object.text_or_null("upstream_url", entry.upstream_url);
    object.text("sha", entry.sha);
    object.text_or_null("version", entry.version);
    object.text("detected_at", to_string(entry.detected_at));
    object.text("changed_at", to_string(entry.changed_at));
    object.integer("confidence", entry.confidence);
    object.text("tier", to_string(entry.tier));
    object.text("status", to_string(shown_status(entry.status, facts.exclusion != nullptr)));
    object.text_or_null("plugin", entry.plugin);
    object.text_or_null("category", entry.category);
    object.raw("tags", strings_json(entry.tags));
    object.raw("notes", strings_json(entry.notes));
    const auto* exclusion = facts.exclusion;
    object.raw("excluded_at", exclusion != nullptr ? time_or_null(exclusion->at) : "null");
    object.text_or_null("excluded_reason", exclusion != nullptr ? exclusion->reason : "");
    object.raw("imported_at", time_or_null(facts.imported_at));
    object.text_or_null("hash", facts.hash);
    add_average(object, facts.rating_count, facts.rating_hundredths);
}

}  // namespace

std::string entry_json(const EntryFacts& facts) {
    JsonObject object;
    add_entry(object, facts);
    return object.str();
}

std::string hit_json(const HitFacts& facts) {
    JsonObject object;
    add_entry(object, facts.entry);
    object.text("hit", facts.kind);
    object.integer("score", facts.score);
    JsonArray matches;
    for (const auto& match : facts.matches) {
        JsonObject range;
        range.text("field", match.field);
        range.integer("begin", static_cast<std::int64_t>(match.begin));
        range.integer("end", static_cast<std::int64_t>(match.end));
        matches.raw(range.str());
    }
    object.raw("matches", matches.str());
    object.boolean("scanned", facts.index.empty());
    object.text_or_null("index", facts.index);
    object.text_or_null("add", facts.add);
    return object.str();
}

std::string detected_json(const DetectedArtifact& artifact) {
    JsonArray evidence;
    for (const auto& item : artifact.evidence) {
        JsonObject object;
        object.text("code", item.code);
        object.integer("points", item.points);
        object.text_or_null("detail", item.detail);
        evidence.raw(object.str());
    }
    JsonObject object;
    object.text("type", to_string(artifact.type));
    object.text("name", artifact.name);
    object.text("path", artifact.path);
    object.text_or_null("entry", artifact.entry);
    object.text("tier", to_string(artifact.tier));
    object.integer("confidence", artifact.confidence);
    object.text_or_null("description", artifact.description);
    object.text_or_null("version", artifact.version);
    object.text_or_null("plugin", artifact.plugin);
    object.text_or_null("category", artifact.category);
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
    object.text_or_null("detail", candidate.detail);
    return object.str();
}

std::string reference_json(const MarketplaceReference& reference) {
    JsonObject object;
    object.text("name", reference.name);
    object.text("manifest", reference.manifest);
    object.text("kind", reference.kind);
    object.text("target", reference.target);
    object.text_or_null("path", reference.path);
    object.text_or_null("ref", reference.ref);
    object.text_or_null("commit", reference.commit);
    return object.str();
}

}  // namespace skillmeat::report
