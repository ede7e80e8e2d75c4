#include <skillmeat/report/source_json.hpp>

#include <skillmeat/model/git_url.hpp>
#include <skillmeat/report/json.hpp>

namespace skillmeat::report {

std::string time_or_null(const std::optional<Timestamp>& time) {
    return time ? json_string(to_string(*time)) : "null";
}

std::string strings_json(const std::vector<std::string>& values) {
    JsonArray array;
    for (const auto& value : values) {
        array.text(value);
    }
    return array.str();
}

std::string counts_json(const TypeCounts& counts) {
    JsonObject object;
    for (const auto type : artifact_types) {
        object.integer(to_string(type), counts[type]);
    }
    return object.str();
}

std::string incomplete_json(std::string_view project_id, std::string_view source_id) {
    JsonObject object;
    object.text_or_null("project_id", project_id);
    object.text("source_id", source_id);
    return object.str();
}

namespace {

std::string map_json(const Source& source) {
    JsonObject object;
    for (const auto& [path, type] : source.map) {
        object.entry(path, to_string(type));
    }
    return object.str();
}

std::string last_error_json(const SourceState* state) {
    if (state == nullptr || !state->last_error) {
        return "null";
    }
    JsonObject object;
    object.text("code", state->last_error->code);
    object.text("message", state->last_error->message);
    object.text("at", to_string(state->last_error->at));
    return object.str();
}

std::string exclusions_json(const Source& source) {
    JsonArray array;
    for (const auto& row : source.exclude) {
        JsonObject object;
        object.text("artifact", row.artifact);
        object.text_or_null("reason", row.reason);
        object.raw("at", time_or_null(row.at));
        array.raw(object.str());
    }
    return array.str();
}

void add_found(JsonObject& object, const LockRow* lock) {
    object.text_or_null("repo_description", lock != nullptr ? lock->repo_description : "");
    object.raw("description_status",
               lock != nullptr ? json_string(lock->description_status) : "null");
    object.raw("readme_status", lock != nullptr ? json_string(lock->readme_status) : "null");
}

/// What the host says of the commit's signature: beside trust_level, never part of it.
std::string host_verification_json(const LockRow* lock) {
    if (lock == nullptr || !lock->host_verified) {
        return "null";
    }
    JsonObject object;
    object.boolean("verified", *lock->host_verified);
    object.text_or_null("reason", lock->host_verification_reason);
    return object.str();
}

void add_wanted(JsonObject& object, const Source& source, const LockRow* lock) {
    object.raw("tags", strings_json(source.tags));
    object.text("trust", to_string(source.trust));
    object.raw("trust_level", lock != nullptr ? json_string(lock->trust_level) : "null");
    object.raw("trust_reason", lock != nullptr ? json_string(lock->trust_reason) : "null");
    object.raw("host_verification", host_verification_json(lock));
    object.text("visibility", to_string(source.visibility));
    object.boolean("import_repo_description", source.import_description);
    object.boolean("import_repo_readme", source.import_readme);
    object.integer("min_confidence", source.min_confidence);
}

}  // namespace

std::string source_json(const SourceFacts& facts, bool full) {
    const auto& source = *facts.source;
    const auto* lock = facts.lock;
    JsonObject object;
    object.text("id", source.id);
    object.text_or_null("project_id", facts.project_id);
    object.text_or_null("project_name", facts.project_name);
    object.text("url", without_credentials(source.url));
    object.text_or_null("ref", source.ref);
    object.text_or_null("root", source.root);
    object.raw("map", map_json(source));
    object.text_or_null("commit", lock != nullptr ? lock->commit : "");
    object.text_or_null("description", source.description);
    add_found(object, lock);
    add_wanted(object, source, lock);
    object.raw("counts_by_type", facts.counts ? counts_json(*facts.counts) : "null");
    object.raw("last_sync", facts.state != nullptr ? time_or_null(facts.state->last_sync) : "null");
    object.raw("last_error", last_error_json(facts.state));
    object.raw("fetch_timestamp", lock != nullptr ? time_or_null(lock->fetch_timestamp) : "null");
    object.raw("created_at", lock != nullptr ? time_or_null(lock->added_at) : "null");
    object.raw("updated_at", lock != nullptr ? time_or_null(lock->updated_at) : "null");
    if (full) {
        object.text_or_null("tree", lock != nullptr ? lock->tree : "");
        object.raw("transport",
                   source.transport ? json_string(to_string(*source.transport)) : "null");
        object.raw("exclude", exclusions_json(source));
    }
    return object.str();
}

std::string source_details_json(const SourceFacts& facts,
                                const std::optional<std::string>& readme) {
    const auto& source = *facts.source;
    const auto* lock = facts.lock;
    JsonObject object;
    object.text("id", source.id);
    object.text_or_null("project_id", facts.project_id);
    object.text_or_null("project_name", facts.project_name);
    object.text_or_null("description", source.description);
    add_found(object, lock);
    object.raw("repo_readme", readme ? json_string(*readme) : "null");
    object.raw("fetch_timestamp", lock != nullptr ? time_or_null(lock->fetch_timestamp) : "null");
    return object.str();
}

}  // namespace skillmeat::report
