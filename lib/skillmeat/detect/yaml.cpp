#include <skillmeat/detect/front_matter.hpp>

#include <yaml.h>

#include <map>
#include <optional>

namespace skillmeat::detect {
namespace {

struct Node {
    Field::Kind kind = Field::Kind::null;
    std::string text;
    std::vector<Node> children;  ///< of a map: keys and values in turn
};

class Reader {
  public:
    explicit Reader(std::string_view yaml) {
        yaml_parser_initialize(&parser_);
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(yaml.data()),
                                     yaml.size());
        yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    }
    ~Reader() {
        release();
        yaml_parser_delete(&parser_);
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// The only document's root.
    std::optional<Node> document() {
        if (!next() || event_.type != YAML_STREAM_START_EVENT || !next() ||
            event_.type != YAML_DOCUMENT_START_EVENT || !next()) {
            return std::nullopt;
        }
        auto root = node(0);
        if (!root || !next() || event_.type != YAML_DOCUMENT_END_EVENT || !next() ||
            event_.type != YAML_STREAM_END_EVENT) {
            return std::nullopt;
        }
        return root;
    }

  private:
    void release() {
        if (holds_event_) {
            yaml_event_delete(&event_);
            holds_event_ = false;
        }
    }

    bool next() {
        release();
        holds_event_ = yaml_parser_parse(&parser_, &event_) != 0;
        return holds_event_;
    }

    static std::string name(const yaml_char_t* text) {
        return text == nullptr ? std::string{} : reinterpret_cast<const char*>(text);
    }

    static std::size_t count(const Node& node) {
        std::size_t sum = 1;
        for (const auto& child : node.children) {
            sum += count(child);
        }
        return sum;
    }

    std::optional<Node> scalar() {
        const auto& data = event_.data.scalar;
        Node result;
        result.text.assign(reinterpret_cast<const char*>(data.value), data.length);
        const bool plain = data.style == YAML_PLAIN_SCALAR_STYLE;
        result.kind = plain && is_yaml_null(result.text) ? Field::Kind::null : Field::Kind::text;
        if (result.kind == Field::Kind::null) {
            result.text.clear();
        }
        remember(name(data.anchor), result);
        return result;
    }

    std::optional<Node> collection(Field::Kind kind, yaml_event_type_t end, std::size_t depth,
                                   const std::string& anchor) {
        Node result;
        result.kind = kind;
        while (next() && event_.type != end) {
            auto child = node(depth + 1);
            if (!child) {
                return std::nullopt;
            }
            result.children.push_back(std::move(*child));
        }
        if (!holds_event_) {
            return std::nullopt;
        }
        remember(anchor, result);
        return result;
    }

    std::optional<Node> alias() {
        const auto found = anchors_.find(name(event_.data.alias.anchor));
        if (found == anchors_.end()) {
            return std::nullopt;
        }
        expanded_ += count(found->second);
        return expanded_ > max_yaml_nodes ? std::nullopt : std::optional<Node>(found->second);
    }

    std::optional<Node> node(std::size_t depth) {
        if (depth > max_yaml_depth) {
            return std::nullopt;
        }
        switch (event_.type) {
            case YAML_SCALAR_EVENT:
                return scalar();
            case YAML_ALIAS_EVENT:
                return alias();
            case YAML_SEQUENCE_START_EVENT:
                return collection(Field::Kind::list, YAML_SEQUENCE_END_EVENT, depth,
                                  name(event_.data.sequence_start.anchor));
            case YAML_MAPPING_START_EVENT:
                return collection(Field::Kind::map, YAML_MAPPING_END_EVENT, depth,
                                  name(event_.data.mapping_start.anchor));
            default:
                return std::nullopt;
        }
    }

    void remember(const std::string& anchor, const Node& node) {
        if (!anchor.empty()) {
            anchors_[anchor] = node;
        }
    }

    yaml_parser_t parser_{};
    yaml_event_t event_{};
    bool holds_event_ = false;
    std::map<std::string, Node> anchors_;
    std::size_t expanded_ = 0;
};

void flatten(const Node& map, const std::string& prefix, std::vector<Field>& fields) {
    for (std::size_t i = 0; i + 1 < map.children.size(); i += 2) {
        const auto& value = map.children[i + 1];
        Field field;
        field.key = prefix + map.children[i].text;
        field.kind = value.kind;
        field.text = value.text;
        if (value.kind == Field::Kind::list) {
            for (const auto& item : value.children) {
                if (item.kind == Field::Kind::text) {
                    field.items.push_back(item.text);
                }
            }
        }
        const auto key = field.key;
        fields.push_back(std::move(field));
        if (value.kind == Field::Kind::map && prefix.empty()) {
            flatten(value, key + '.', fields);
        }
    }
}

}  // namespace

bool parse_yaml_map(std::string_view yaml, std::vector<Field>& fields) {
    fields.clear();
    const auto root = Reader(yaml).document();
    if (!root || root->kind != Field::Kind::map) {
        return false;
    }
    flatten(*root, {}, fields);
    return true;
}

}  // namespace skillmeat::detect
