#include <skillmeat/report/deploy_json.hpp>

#include <skillmeat/report/deployment_json.hpp>
#include <skillmeat/report/json.hpp>

namespace skillmeat::report {
namespace {

std::string error_json(const Error& error) {
    JsonObject object;
    object.text("code", info(error.code).name);
    object.text("message", error.message);
    object.text_or_null("hint", error.hint);
    return object.str();
}

}  // namespace

std::string deploy_json(const DeployFacts& facts) {
    const auto& row = *facts.row;
    JsonObject object;
    object.text("id", deployment_id(row));
    object.text("artifact_id", row.artifact);
    object.text_or_null("project_id", facts.project_id);
    object.text_or_null("project_name", facts.project_name);
    object.text("action", facts.action);
    object.text("status", to_string(row.status));
    object.text_or_null("agent", row.agent);
    object.text_or_null("mode", row.mode ? to_string(*row.mode) : "");
    object.text_or_null("target", row.target);
    object.text_or_null("deployed_version", shown_version(row.version, row.commit));
    object.text_or_null("commit", row.commit);
    object.text_or_null("hash", row.hash);
    object.text_or_null("deployed_at", row.deployed_at ? to_string(*row.deployed_at) : "");
    object.raw("files", deployed_files_json(row));
    object.raw("settings", deployed_settings_json(row));
    JsonArray commands;
    for (const auto& [when, command] : facts.commands) {
        JsonObject line;
        line.text("when", when).text("command", command);
        commands.raw(line.str());
    }
    object.raw("commands", commands.str());
    JsonArray notes;
    for (const auto& note : facts.notes) {
        notes.text(note);
    }
    object.raw("notes", notes.str());
    object.raw("error", facts.error == nullptr ? "null" : error_json(*facts.error));
    return object.str();
}

}  // namespace skillmeat::report
