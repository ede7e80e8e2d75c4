#include <skillmeat/report/collection_json.hpp>

#include <unordered_map>

#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

namespace skillmeat::report {
namespace {

std::int64_t number(std::size_t count) {
    return static_cast<std::int64_t>(count);
}

std::string member_json(const Member& member) {
    JsonObject object;
    object.text("id", member.id);
    object.text("source_id", member.parts.source_id);
    object.text("type", to_string(member.parts.type));
    object.text("name", member.name);
    object.text("path", member.parts.path);
    object.text_or_null("description", member.description);
    object.text("status", to_string(member.status));
    object.text_or_null("commit", member.commit);
    return object.str();
}

JsonObject collection_object(const CollectionFacts& facts) {
    const auto& collection = *facts.collection;
    JsonObject object;
    object.text("id", collection.id);
    object.text_or_null("project_id", facts.project_id);
    object.text_or_null("project_name", facts.project_name);
    object.text("name", collection.name);
    object.text_or_null("description", collection.description);
    object.text("visibility", collection.is_private ? "private" : "public");
    object.raw("created_at", time_or_null(collection.created_at));
    object.raw("updated_at", time_or_null(collection.updated_at));
    object.integer("group_count", number(collection.groups.size()));
    object.integer("artifact_count", number(collection.artifacts.size()));
    return object;
}

JsonObject group_object(const CollectionFacts& facts, const Group& group, std::size_t position) {
    JsonObject object;
    object.text("id", group.id);
    object.text("collection_id", facts.collection->id);
    object.text_or_null("project_id", facts.project_id);
    object.text_or_null("project_name", facts.project_name);
    object.text("name", group.name);
    object.text_or_null("description", group.description);
    object.integer("position", number(position));
    object.integer("artifact_count", number(group.artifacts.size()));
    object.raw("created_at", time_or_null(group.created_at));
    object.raw("updated_at", time_or_null(group.updated_at));
    return object;
}

}  // namespace

std::string collection_json(const CollectionFacts& facts) {
    return collection_object(facts).str();
}

std::string collection_details_json(const CollectionFacts& facts,
                                    const std::vector<Member>& members) {
    std::unordered_map<std::string, std::string> by_key;
    JsonArray artifacts;
    for (const auto& member : members) {
        auto json = member_json(member);
        artifacts.raw(json);
        by_key.emplace(artifact_id_key(member.id), std::move(json));
    }
    JsonArray groups;
    for (std::size_t i = 0; i < facts.collection->groups.size(); ++i) {
        const auto& group = facts.collection->groups[i];
        JsonArray in_group;
        for (const auto& artifact : group.artifacts) {
            in_group.raw(by_key.at(artifact_id_key(artifact)));
        }
        groups.raw(group_object(facts, group, i).raw("artifacts", in_group.str()).str());
    }
    return collection_object(facts)
        .raw("artifacts", artifacts.str())
        .raw("groups", groups.str())
        .str();
}

std::string group_json(const CollectionFacts& facts, const Group& group, std::size_t position) {
    return group_object(facts, group, position).str();
}

std::string group_details_json(const CollectionFacts& facts, const Group& group,
                               std::size_t position, const std::vector<Member>& members) {
    JsonArray artifacts;
    for (const auto& member : members) {
        artifacts.raw(member_json(member));
    }
    return group_object(facts, group, position).raw("artifacts", artifacts.str()).str();
}

}  // namespace skillmeat::report
