#include <app/commands/project/project.hpp>

#include <skillmeat/report/json.hpp>

namespace skillmeat::app::commands {
namespace {

print::Cell status_cell(ops::ProjectStatus status) {
    return {std::string(to_string(status)),
            status == ops::ProjectStatus::present ? print::Style::green : print::Style::yellow};
}

}  // namespace

std::string project_json(const ops::RegisteredProject& project) {
    report::JsonObject object;
    object.text("id", project.id);
    object.text("name", project.project.name);
    object.text("root", project.project.root);
    object.text("status", to_string(project.status));
    object.text("added_at", to_string(project.project.added_at));
    return object.str();
}

print::Row project_row(const ops::RegisteredProject& project) {
    return {{project.id},
            {project.project.name, print::Style::bold},
            status_cell(project.status),
            {project.project.root},
            {to_string(project.project.added_at)}};
}

print::Item project_item(const ops::RegisteredProject& project) {
    print::Item item;
    item.json = project_json(project);
    item.fields = {{"id", {project.id}},
                   {"name", {project.project.name, print::Style::bold}},
                   {"root", {project.project.root}},
                   {"status", status_cell(project.status)},
                   {"added", {to_string(project.project.added_at)}}};
    return item;
}

}  // namespace skillmeat::app::commands
