#include <app/commands/collection/shared.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/json.hpp>

namespace skillmeat::app::commands {
namespace {

void add_text(std::vector<print::Field>& fields, std::string_view label, const std::string& text) {
    if (!text.empty()) {
        fields.push_back({label, {text}});
    }
}

void add_time(std::vector<print::Field>& fields, std::string_view label,
              const std::optional<Timestamp>& time) {
    if (time) {
        fields.push_back({label, {to_string(*time)}});
    }
}

}  // namespace

report::CollectionFacts facts_of(const ops::CollectionView& view) {
    return {&view.collection, view.project_id, view.project_name};
}

std::vector<print::Field> collection_fields(const ops::CollectionView& view) {
    const auto& collection = view.collection;
    std::vector<print::Field> fields;
    fields.push_back({"name", {collection.name, print::Style::bold}});
    fields.push_back({"id", {collection.id}});
    add_text(fields, "project", view.project_name);
    add_text(fields, "description", collection.description);
    fields.push_back({"visibility", {collection.is_private ? "private" : "public"}});
    fields.push_back({"artifacts", {std::to_string(collection.artifacts.size())}});
    fields.push_back({"groups", {std::to_string(collection.groups.size())}});
    add_time(fields, "created", collection.created_at);
    add_time(fields, "updated", collection.updated_at);
    return fields;
}

print::Cell status_cell(const Member& member) {
    const std::string text(to_string(member.status));
    switch (member.status) {
        case MemberStatus::missing:
            return {text, print::Style::red};
        case MemberStatus::excluded:
        case MemberStatus::not_scanned:
            return {text, print::Style::yellow};
        case MemberStatus::fresh:
        case MemberStatus::updated:
        case MemberStatus::unchanged:
            return {text, print::Style::green};
    }
    return {text};
}

print::ItemList artifact_changes(const std::vector<ops::ArtifactChange>& artifacts) {
    return {"artifacts", artifacts.size(), [&artifacts](std::size_t i) {
                return report::JsonObject()
                    .text("id", artifacts[i].id)
                    .boolean("changed", artifacts[i].changed)
                    .str();
            }};
}

std::size_t count_changed(const std::vector<ops::ArtifactChange>& artifacts) {
    return static_cast<std::size_t>(std::count_if(artifacts.begin(), artifacts.end(),
                                                  [](const auto& one) { return one.changed; }));
}

void note_unchanged(Context& context, const std::vector<ops::ArtifactChange>& artifacts,
                    std::string_view text) {
    for (const auto& artifact : artifacts) {
        if (!artifact.changed) {
            context.output().note(fmt::format("{} {}", quote(artifact.id), text));
        }
    }
}

void print_collection(Context& context, std::string_view schema, const ops::CollectionView& view,
                      bool changed, const std::vector<ops::ArtifactChange>* artifacts) {
    if (context.globals.format == cli::Format::table) {
        return;
    }
    print::Item item;
    item.schema = schema;
    item.json = report::collection_json(facts_of(view));
    item.changed = changed;
    if (artifacts != nullptr) {
        item.lists.push_back(artifact_changes(*artifacts));
    }
    item.fields = collection_fields(view);
    context.output().item(item);
}

}  // namespace skillmeat::app::commands
