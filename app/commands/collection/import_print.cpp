#include <app/commands/collection/import_print.hpp>

#include <fmt/format.h>

#include <app/context.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

namespace skillmeat::app::commands {
namespace {

std::string_view why(ops::Absence reason) {
    switch (reason) {
        case ops::Absence::no_source:
            return "that source is not here";
        case ops::Absence::not_scanned:
            return "that source is not scanned here";
        case ops::Absence::no_artifact:
            return "that source does not offer them now";
    }
    return "";
}

}  // namespace

std::string_view result_of(const ops::ImportedCollection& collection) {
    if (collection.created) {
        return "created";
    }
    return collection.changed ? "updated" : "unchanged";
}

std::string imported_json(const ops::ImportedCollection& imported) {
    report::JsonObject object;
    object.text("id", imported.view.collection.id);
    object.text("name", imported.view.collection.name);
    object.text("result", result_of(imported));
    object.integer("artifacts_added", static_cast<std::int64_t>(imported.artifacts_added));
    object.integer("groups_added", static_cast<std::int64_t>(imported.groups_added));
    return object.str();
}

std::string missing_json(const std::vector<ops::MissingArtifacts>& missing) {
    report::JsonArray array;
    for (const auto& row : missing) {
        report::JsonObject object;
        object.text("source_id", row.source_id);
        object.text_or_null("url", without_credentials(row.url));
        object.text("reason", to_string(row.reason));
        object.raw("artifacts", report::strings_json(row.artifacts));
        object.text_or_null("command", row.command);
        array.raw(object.str());
    }
    return array.str();
}

void warn_missing(Context& context, const std::vector<ops::MissingArtifacts>& missing) {
    constexpr std::size_t most = 10;
    for (const auto& row : missing) {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < row.artifacts.size() && i < most; ++i) {
            names.push_back(quote(row.artifacts[i]));
        }
        if (row.artifacts.size() > most) {
            names.push_back(fmt::format("and {} more", row.artifacts.size() - most));
        }
        context.diagnostics.report(
            {Severity::warning,
             fmt::format("{} of {} missing, since {}: {}",
                         counted(row.artifacts.size(), "artifact"), quote(row.source_id),
                         why(row.reason), join(names, ", ")),
             {},
             row.command.empty() ? std::string("the file does not say where that source is")
                                 : fmt::format("run `{}`", row.command)});
    }
}

}  // namespace skillmeat::app::commands
