#include <app/commands/deployment/deployment_print.hpp>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/deployment_json.hpp>

namespace skillmeat::app::commands {
namespace {

std::string time_text(const std::optional<Timestamp>& time) {
    return time ? to_string(*time) : "never";
}

std::string version_text(const Deployment& row) {
    return std::string(shown_version(row.version, row.commit));
}

/// Stands out where something else is offered.
print::Style version_style(const ops::DeploymentView& view) {
    const bool behind =
        !view.latest_version.empty() && view.latest_version != version_text(view.row);
    return behind ? print::Style::yellow : print::Style::none;
}

print::Section files_section(const Deployment& row) {
    print::Section section;
    section.title = "files";
    section.columns = {{.header = "MODE"}, {.header = "SHA-256", .shrink = 2}, {.header = "PATH"}};
    for (const auto& file : row.files) {
        section.rows.push_back({{file.mode}, {file.sha256}, {file.path}});
    }
    return section;
}

print::Section settings_section(const Deployment& row) {
    print::Section section;
    section.title = "values in settings files";
    section.columns = {
        {.header = "FILE"}, {.header = "KEY"}, {.header = "VALUE", .shrink = 1, .min_width = 16}};
    for (const auto& merged : row.merged) {
        section.rows.push_back({{merged.file},
                                {join(merged.key, " / ") + (merged.element ? " []" : "")},
                                {merged.value}});
    }
    return section;
}

}  // namespace

print::Cell deployment_status_cell(DeploymentStatus status) {
    auto style = print::Style::none;
    switch (status) {
        case DeploymentStatus::active:
            style = print::Style::green;
            break;
        case DeploymentStatus::pending:
            style = print::Style::yellow;
            break;
        case DeploymentStatus::error:
            style = print::Style::red;
            break;
        case DeploymentStatus::inactive:
            style = print::Style::dim;
            break;
    }
    return {std::string(to_string(status)), style};
}

std::string deployment_json_of(const ops::DeploymentView& view) {
    report::DeploymentFacts facts;
    facts.row = &view.row;
    facts.id = view.id;
    facts.latest_version = view.latest_version;
    facts.project_id = view.project_id;
    facts.project_name = view.project_name;
    return report::deployment_json(facts);
}

print::List deployment_list(const std::vector<ops::DeploymentView>& rows, bool with_project) {
    print::List list;
    list.columns = {{.header = "ID"},
                    {.header = "ARTIFACT", .shrink = 1, .min_width = 20},
                    {.header = "AGENT"},
                    {.header = "STATUS"},
                    {.header = "VERSION", .shrink = 3},
                    {.header = "TARGET", .shrink = 2, .min_width = 12}};
    if (with_project) {
        list.columns.push_back({.header = "PROJECT", .shrink = 2});
    }
    list.count = rows.size();
    list.cells = [&rows, with_project](std::size_t i) {
        const auto& view = rows[i];
        print::Row row{{view.id},
                       {view.row.artifact, print::Style::bold},
                       {view.row.agent},
                       deployment_status_cell(view.row.status),
                       {version_text(view.row), version_style(view)},
                       {view.row.target}};
        if (with_project) {
            row.push_back({view.project_name.empty() ? "(user)" : view.project_name});
        }
        return row;
    };
    list.json = [&rows](std::size_t i) { return deployment_json_of(rows[i]); };
    list.page.total = rows.size();
    return list;
}

print::Item deployment_item(const ops::DeploymentView& view) {
    const auto& row = view.row;
    print::Item item;
    item.json = deployment_json_of(view);
    item.fields = {{"id", {view.id}},
                   {"artifact", {row.artifact, print::Style::bold}},
                   {"project", {view.project_name}},
                   {"agent", {row.agent}},
                   {"status", deployment_status_cell(row.status)},
                   {"version", {version_text(row)}},
                   {"latest", {view.latest_version, version_style(view)}},
                   {"deployed", {time_text(row.deployed_at)}},
                   {"target", {row.target}},
                   {"mode", {row.mode ? std::string(to_string(*row.mode)) : ""}},
                   {"source", {row.url}},
                   {"commit", {row.commit}},
                   {"hash", {row.hash}}};
    if (row.error) {
        item.fields.push_back(
            {"error", {fmt::format("{} ({})", row.error->message, row.error->code)}});
    }
    if (!row.files.empty()) {
        item.sections.push_back(files_section(row));
    }
    if (!row.merged.empty()) {
        item.sections.push_back(settings_section(row));
    }
    return item;
}

std::optional<DeploymentStatus> deployment_status_of(const cli::Values& values) {
    const auto text = values.text("status");
    return text ? parse_deployment_status(*text) : std::nullopt;
}

}  // namespace skillmeat::app::commands
