#include <skillmeat/interop/node.hpp>

#include <algorithm>
#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/yaml/yaml.hpp>

namespace skillmeat::interop {
namespace {

/// YAML 1.2, core schema.
bool is_boolean(std::string_view text) {
    return equals_ignoring_case(text, "true") || equals_ignoring_case(text, "false");
}

Node from_yaml(yaml::Node&& found) {
    Node node;
    switch (found.kind) {
        case yaml::Node::Kind::null:
            break;
        case yaml::Node::Kind::text:
            node.kind = is_boolean(found.text) ? Node::Kind::boolean : Node::Kind::text;
            node.text =
                node.kind == Node::Kind::boolean ? ascii_lower(found.text) : std::move(found.text);
            break;
        case yaml::Node::Kind::list:
            node.kind = Node::Kind::list;
            for (auto& item : found.children) {
                node.items.push_back(from_yaml(std::move(item)));
            }
            break;
        case yaml::Node::Kind::map:
            node.kind = Node::Kind::map;
            for (std::size_t i = 0; i + 1 < found.children.size(); i += 2) {
                node.members.push_back({std::move(found.children[i].text),
                                        from_yaml(std::move(found.children[i + 1]))});
            }
            break;
    }
    return node;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
    const auto found = std::ranges::find(members, key, &Member::name);
    return found == members.end() ? nullptr : &found->value;
}

std::string Node::string(std::string_view key) const {
    const auto* found = find(key);
    return found != nullptr && found->kind == Kind::text ? std::string(trim(found->text))
                                                         : std::string();
}

std::string_view Node::kind_name() const {
    switch (kind) {
        case Kind::null:
            return "nothing";
        case Kind::boolean:
            return "a boolean";
        case Kind::text:
            return "text";
        case Kind::list:
            return "a list";
        case Kind::map:
            return "a map";
    }
    return {};
}

Result<Node> read_yaml(std::string_view text, const std::string& path) {
    SKILLMEAT_ASSIGN(auto root, yaml::parse(text, path, {max_depth, max_nodes}));
    return from_yaml(std::move(root));
}

}  // namespace skillmeat::interop
