#include <app/commands/group/shared.hpp>

#include <app/commands/collection/shared.hpp>

namespace skillmeat::app::commands {

ops::GroupName group_name_of(const cli::Values& values) {
    return {values.positional("COLLECTION"), values.positional("GROUP")};
}

std::optional<std::size_t> position_of(const cli::Values& values) {
    const auto position = values.integer("position");
    return position ? std::optional(static_cast<std::size_t>(*position)) : std::nullopt;
}

std::vector<print::Field> group_fields(const ops::CollectionView& view, const Group& group,
                                       std::size_t position) {
    std::vector<print::Field> fields;
    fields.push_back({"name", {group.name, print::Style::bold}});
    fields.push_back({"id", {group.id}});
    fields.push_back({"collection", {view.collection.name}});
    if (!view.project_name.empty()) {
        fields.push_back({"project", {view.project_name}});
    }
    fields.push_back({"position", {std::to_string(position)}});
    if (!group.description.empty()) {
        fields.push_back({"description", {group.description}});
    }
    fields.push_back({"artifacts", {std::to_string(group.artifacts.size())}});
    if (group.created_at) {
        fields.push_back({"created", {to_string(*group.created_at)}});
    }
    if (group.updated_at) {
        fields.push_back({"updated", {to_string(*group.updated_at)}});
    }
    return fields;
}

void print_group(Context& context, std::string_view schema, const ops::GroupChange& change,
                 bool with_artifacts) {
    if (context.globals.format == cli::Format::table) {
        return;
    }
    print::Item item;
    item.schema = schema;
    item.json = report::group_json(facts_of(change.view), change.group, change.position);
    item.changed = change.changed;
    if (with_artifacts) {
        item.lists.push_back(artifact_changes(change.artifacts));
    }
    item.fields = group_fields(change.view, change.group, change.position);
    context.output().item(item);
}

}  // namespace skillmeat::app::commands
