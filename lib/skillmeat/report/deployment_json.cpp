#include <skillmeat/report/deployment_json.hpp>

#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

namespace skillmeat::report {
namespace {

std::string error_json(const DeploymentError& error) {
    JsonObject object;
    object.text("code", error.code);
    object.text("message", error.message);
    return object.str();
}

}  // namespace

std::string deployed_files_json(const Deployment& row) {
    JsonArray files;
    for (const auto& file : row.files) {
        JsonObject object;
        object.text("path", file.path).text("mode", file.mode).text("sha256", file.sha256);
        files.raw(object.str());
    }
    return files.str();
}

std::string deployed_settings_json(const Deployment& row) {
    JsonArray settings;
    for (const auto& value : row.merged) {
        JsonObject object;
        object.text("file", value.file).raw("key", strings_json(value.key));
        object.text("value", value.value).boolean("element", value.element);
        settings.raw(object.str());
    }
    return settings.str();
}

std::string deployment_json(const DeploymentFacts& facts) {
    const auto& row = *facts.row;
    JsonObject object;
    object.text("id", facts.id);
    object.text("artifact_id", row.artifact);
    object.text_or_null("project_id", facts.project_id);
    object.text_or_null("project_name", facts.project_name);
    object.text_or_null("deployed_version", shown_version(row.version, row.commit));
    object.text_or_null("latest_version", facts.latest_version);
    object.text("status", to_string(row.status));
    object.raw("deployed_at", time_or_null(row.deployed_at));
    object.text_or_null("agent", row.agent);
    object.text_or_null("mode", row.mode ? to_string(*row.mode) : std::string_view());
    object.raw("files", deployed_files_json(row));
    object.text_or_null("target", row.target);
    object.text("url", row.url);
    object.text_or_null("commit", row.commit);
    object.text_or_null("sha", row.sha);
    object.text_or_null("hash", row.hash);
    object.raw("settings", deployed_settings_json(row));
    object.raw("error", row.error ? error_json(*row.error) : "null");
    return object.str();
}

}  // namespace skillmeat::report
