#include <skillmeat/interop/node.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace skillmeat::interop {
namespace {

using nlohmann::json;

/// Builds the nodes as the parser meets them, so that neither depth nor number can grow beyond the
/// limits.
class Builder {
  public:
    bool null() { return add({}); }
    bool boolean(bool value) {
        return add({Node::Kind::boolean, value ? "true" : "false", {}, {}});
    }
    bool number_integer(json::number_integer_t value) { return add_text(std::to_string(value)); }
    bool number_unsigned(json::number_unsigned_t value) { return add_text(std::to_string(value)); }
    bool number_float(json::number_float_t, const json::string_t& text) { return add_text(text); }
    bool string(json::string_t& value) { return add_text(std::move(value)); }
    bool binary(json::binary_t&) { return false; }
    bool start_object(std::size_t) { return begin(Node::Kind::map); }
    bool start_array(std::size_t) { return begin(Node::Kind::list); }
    bool end_object() { return end(); }
    bool end_array() { return end(); }
    bool key(json::string_t& name) {
        open_.back()->members.push_back({std::move(name), Node{}});
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const json::exception&) {
        fault_ = "not valid";
        position_ = position;
        return false;
    }

    [[nodiscard]] std::string_view fault() const { return fault_; }
    [[nodiscard]] std::size_t position() const { return position_; }  ///< from 1; 0: unknown
    [[nodiscard]] Node take() { return std::move(root_); }

  private:
    bool add_text(std::string value) { return add({Node::Kind::text, std::move(value), {}, {}}); }

    /// Where the next value goes: the parser has given its key before.
    Node& place() {
        if (open_.empty()) {
            return root_;
        }
        auto& above = *open_.back();
        return above.is_map() ? above.members.back().value : above.items.emplace_back();
    }

    bool add(Node node) {
        if (++count_ > max_nodes) {
            fault_ = "too many values";
            return false;
        }
        place() = std::move(node);
        return true;
    }

    bool begin(Node::Kind kind) {
        if (open_.size() >= max_depth) {
            fault_ = "nested too deeply";
            return false;
        }
        if (++count_ > max_nodes) {
            fault_ = "too many values";
            return false;
        }
        auto& node = place();
        node.kind = kind;
        open_.push_back(&node);  // stays where it is: what is above only grows when it is closed
        return true;
    }

    bool end() {
        open_.pop_back();
        return true;
    }

    Node root_;
    std::vector<Node*> open_;
    std::size_t count_ = 0;
    std::size_t position_ = 0;
    std::string_view fault_ = "not valid";
};

Origin origin_of(std::string_view text, const std::string& path, std::size_t position) {
    if (position == 0) {
        return {path, 0, 0};
    }
    const auto before = text.substr(0, std::min(position - 1, text.size()));
    const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    return {path, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
            static_cast<int>(before.size() - line_start) + 1};
}

}  // namespace

Result<Node> read_json(std::string_view text, const std::string& path) {
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    Builder builder;
    if (!json::sax_parse(text, &builder, json::input_format_t::json, true, true)) {
        return fail(ErrorCode::invalid_value,
                    "no JSON that is read here: " + std::string(builder.fault()), "",
                    origin_of(text, path, builder.position()));
    }
    return builder.take();
}

}  // namespace skillmeat::interop
