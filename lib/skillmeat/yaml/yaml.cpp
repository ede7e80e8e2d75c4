#include <skillmeat/yaml/yaml.hpp>

#include <yaml.h>

#include <map>
#include <utility>

#include <skillmeat/base/text.hpp>

namespace skillmeat::yaml {
namespace {

class Reader {
  public:
    Reader(std::string_view text, const std::string& path, const Limits& limits)
        : path_(path), limits_(limits) {
        yaml_parser_initialize(&parser_);
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                     text.size());
        yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    }
    ~Reader() {
        release();
        yaml_parser_delete(&parser_);
    }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// The only document's root.
    Result<Node> document() {
        SKILLMEAT_TRY(expect(YAML_STREAM_START_EVENT));
        SKILLMEAT_TRY(expect(YAML_DOCUMENT_START_EVENT));
        SKILLMEAT_TRY(next());
        SKILLMEAT_ASSIGN(auto root, node(0));
        SKILLMEAT_TRY(expect(YAML_DOCUMENT_END_EVENT));
        SKILLMEAT_TRY(expect(YAML_STREAM_END_EVENT));
        return root;
    }

  private:
    void release() {
        if (holds_event_) {
            yaml_event_delete(&event_);
            holds_event_ = false;
        }
    }

    [[nodiscard]] tl::unexpected<Error> fault(std::string message, const yaml_mark_t& mark) const {
        return fail(ErrorCode::invalid_value, "no YAML that is read here: " + std::move(message),
                    "",
                    {path_, static_cast<int>(mark.line) + 1, static_cast<int>(mark.column) + 1});
    }

    Result<void> next() {
        release();
        holds_event_ = yaml_parser_parse(&parser_, &event_) != 0;
        if (!holds_event_) {
            return fault(parser_.problem == nullptr ? "unreadable" : parser_.problem,
                         parser_.problem_mark);
        }
        return {};
    }

    Result<void> expect(yaml_event_type_t type) {
        SKILLMEAT_TRY(next());
        if (event_.type != type) {
            return fault("expected one document", event_.start_mark);
        }
        return {};
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

    [[nodiscard]] Node empty_node(Node::Kind kind) const {
        Node result;
        result.kind = kind;
        result.line = static_cast<int>(event_.start_mark.line) + 1;
        return result;
    }

    Node scalar() {
        const auto& data = event_.data.scalar;
        auto result = empty_node(Node::Kind::text);
        result.text.assign(reinterpret_cast<const char*>(data.value), data.length);
        if (data.style == YAML_PLAIN_SCALAR_STYLE && is_null(result.text)) {
            result.kind = Node::Kind::null;
            result.text.clear();
        }
        remember(name(data.anchor), result);
        return result;
    }

    Result<Node> collection(Node::Kind kind, yaml_event_type_t end, std::size_t depth,
                            const std::string& anchor) {
        auto result = empty_node(kind);
        SKILLMEAT_TRY(next());
        while (event_.type != end) {
            SKILLMEAT_ASSIGN(auto child, node(depth + 1));
            result.children.push_back(std::move(child));
            SKILLMEAT_TRY(next());
        }
        remember(anchor, result);
        return result;
    }

    Result<Node> alias() {
        const auto found = anchors_.find(name(event_.data.alias.anchor));
        if (found == anchors_.end()) {
            return fault("an alias of nothing", event_.start_mark);
        }
        expanded_ += count(found->second);
        if (expanded_ > limits_.nodes) {
            return fault("aliases expand too far", event_.start_mark);
        }
        return found->second;
    }

    Result<Node> node(std::size_t depth) {
        if (depth > limits_.depth) {
            return fault("nested too deeply", event_.start_mark);
        }
        switch (event_.type) {
            case YAML_SCALAR_EVENT:
                return scalar();
            case YAML_ALIAS_EVENT:
                return alias();
            case YAML_SEQUENCE_START_EVENT:
                return collection(Node::Kind::list, YAML_SEQUENCE_END_EVENT, depth,
                                  name(event_.data.sequence_start.anchor));
            case YAML_MAPPING_START_EVENT:
                return collection(Node::Kind::map, YAML_MAPPING_END_EVENT, depth,
                                  name(event_.data.mapping_start.anchor));
            default:
                return fault("expected a value", event_.start_mark);
        }
    }

    void remember(const std::string& anchor, const Node& node) {
        if (!anchor.empty()) {
            anchors_[anchor] = node;
        }
    }

    const std::string& path_;
    const Limits& limits_;
    yaml_parser_t parser_{};
    yaml_event_t event_{};
    bool holds_event_ = false;
    std::map<std::string, Node> anchors_;
    std::size_t expanded_ = 0;
};

}  // namespace

Result<Node> parse(std::string_view text, const std::string& path, const Limits& limits) {
    return Reader(text, path, limits).document();
}

bool is_null(std::string_view plain) {
    return plain.empty() || plain == "~" || plain == "null" || plain == "Null" || plain == "NULL";
}

}  // namespace skillmeat::yaml
