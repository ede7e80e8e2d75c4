#include <skillmeat/detect/front_matter.hpp>

#include <skillmeat/yaml/yaml.hpp>

namespace skillmeat::detect {
namespace {

Field::Kind kind_of(yaml::Node::Kind kind) {
    switch (kind) {
        case yaml::Node::Kind::null:
            return Field::Kind::null;
        case yaml::Node::Kind::text:
            return Field::Kind::text;
        case yaml::Node::Kind::list:
            return Field::Kind::list;
        case yaml::Node::Kind::map:
            return Field::Kind::map;
    }
    return Field::Kind::null;
}

void flatten(const yaml::Node& map, const std::string& prefix, std::vector<Field>& fields) {
    for (std::size_t i = 0; i + 1 < map.children.size(); i += 2) {
        const auto& value = map.children[i + 1];
        Field field;
        field.key = prefix + map.children[i].text;
        field.kind = kind_of(value.kind);
        field.text = value.text;
        if (field.kind == Field::Kind::list) {
            for (const auto& item : value.children) {
                if (item.kind == yaml::Node::Kind::text) {
                    field.items.push_back(item.text);
                }
            }
        }
        const auto key = field.key;
        fields.push_back(std::move(field));
        if (value.kind == yaml::Node::Kind::map && prefix.empty()) {
            flatten(value, key + '.', fields);
        }
    }
}

}  // namespace

bool parse_yaml_map(std::string_view yaml, std::vector<Field>& fields) {
    fields.clear();
    const auto root = yaml::parse(yaml, "", {max_yaml_depth, max_yaml_nodes});
    if (!root || root->kind != yaml::Node::Kind::map) {
        return false;
    }
    flatten(*root, {}, fields);
    return true;
}

}  // namespace skillmeat::detect
