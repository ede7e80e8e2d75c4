#include <skillmeat/deploy/json_merge.hpp>

#include <algorithm>
#include <optional>
#include <span>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/json_text.hpp>

namespace skillmeat::deploy {
namespace {

using Kind = JsonNode::Kind;

constexpr std::string_view usual_indentation = "  ";

/// How a text is laid out, as far as one can see.
struct Layout {
    std::string newline = "\n";
    std::string unit{usual_indentation};
    bool one_line = false;  ///< no line break anywhere, and something in it
};

/// White space between the start of the line and `at`; nothing when other text stands there.
std::optional<std::string_view> indentation_at(std::string_view text, std::size_t at) {
    const auto start = text.rfind('\n', at == 0 ? 0 : at - 1);
    const auto begin = start == std::string_view::npos ? 0 : start + 1;
    const auto before = text.substr(begin, at - begin);
    const bool blank = before.find_first_not_of(" \t") == std::string_view::npos;
    return blank && start != std::string_view::npos ? std::optional(before) : std::nullopt;
}

Layout layout_of(std::string_view text, const JsonNode& root) {
    Layout layout;
    const auto newline = text.find('\n');
    if (newline != std::string_view::npos && newline > 0 && text[newline - 1] == '\r') {
        layout.newline = "\r\n";
    }
    const auto inner = text.substr(root.begin, root.end - root.begin);
    layout.one_line = !root.members.empty() && inner.find('\n') == std::string_view::npos;
    if (!root.members.empty()) {
        const auto unit = indentation_at(text, root.members.front().begin);
        if (unit && !unit->empty() && unit->size() <= 8) {
            layout.unit = *unit;
        }
    }
    return layout;
}

std::string indented(std::string text, const Layout& layout, std::string_view indentation) {
    const auto line_end = layout.newline + std::string(indentation);
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) {
        text.replace(at, 1, line_end);
        at += line_end.size();
    }
    return text;
}

/// Places an item behind the last one of a container, or as its first.
struct Insertion {
    std::string_view text;
    const JsonNode& container;
    const Layout& layout;

    /// Behind the items that stand in bytes [first_begin, last_end).
    [[nodiscard]] std::string last(std::size_t first_begin, std::size_t last_end,
                                   std::string_view label, std::string_view value) const {
        const auto indentation = indentation_at(text, first_begin);
        std::string item = ",";
        if (indentation) {
            item += layout.newline;
            item += *indentation;
            item += label;
            item += indented(pretty_json(value, layout.unit), layout, *indentation);
        } else {
            item += ' ';
            item += label;
            item += value;
        }
        return spliced(last_end, last_end, item);
    }

    /// Into an empty container.
    [[nodiscard]] std::string first(std::string_view label, std::string_view value) const {
        const auto open = text.substr(container.begin, 1);
        const auto close = text.substr(container.end - 1, 1);
        std::string item(open);
        if (layout.one_line) {
            item += label;
            item += value;
        } else {
            const auto outer = own_indentation();
            const auto inner = outer + layout.unit;
            item += layout.newline + inner;
            item += label;
            item += indented(pretty_json(value, layout.unit), layout, inner);
            item += layout.newline + outer;
        }
        item += close;
        return spliced(container.begin, container.end, item);
    }

  private:
    /// Of the line on which the container begins.
    [[nodiscard]] std::string own_indentation() const {
        const auto start = text.rfind('\n', container.begin);
        const auto begin = start == std::string_view::npos ? 0 : start + 1;
        const auto line = text.substr(begin, container.begin - begin);
        const auto blank = std::min(line.find_first_not_of(" \t"), line.size());
        return start == std::string_view::npos ? std::string() : std::string(line.substr(0, blank));
    }

    [[nodiscard]] std::string spliced(std::size_t begin, std::size_t end,
                                      std::string_view item) const {
        std::string result(text.substr(0, begin));
        result += item;
        result += text.substr(end);
        return result;
    }
};

/// Bytes of an item and the comma that goes with it, given its neighbours.
struct Cut {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::string without(std::string_view text, const Cut& cut) {
    std::string result(text.substr(0, cut.begin));
    result += text.substr(cut.end);
    return result;
}

/// What goes when item `index` of `count` goes: from the item before, or up to the next one; all
/// between the brackets when it is alone.
template <class Begin, class End>
Cut cut_of(const JsonNode& container, std::size_t index, std::size_t count, Begin begin, End end) {
    if (count == 1) {
        return {container.begin + 1, container.end - 1};
    }
    return index == 0 ? Cut{begin(0), begin(1)} : Cut{end(index - 1), end(index)};
}

/// The container a step works on; nothing when it, or something on the way, is missing.
Result<const JsonNode*> container_of(const JsonNode& root, const MergedValue& value) {
    const JsonNode* node = &root;
    const auto way = std::span(value.key).first(value.key.size() - (value.element ? 0 : 1));
    for (std::size_t i = 0; i <= way.size(); ++i) {
        const bool wants_array = value.element && i == way.size();
        if (node->kind != (wants_array ? Kind::array : Kind::object)) {
            const std::vector<std::string> keys(way.begin(),
                                                way.begin() + static_cast<std::ptrdiff_t>(i));
            return fail(ErrorCode::invalid_value,
                        fmt::format("expected {} at {} in {}, found another value",
                                    wants_array ? "an array" : "an object",
                                    keys.empty() ? std::string("the top") : quote(join(keys, ".")),
                                    quote(value.file)),
                        "correct the file, then run the command again", {value.file, 0, 0});
        }
        if (i == way.size()) {
            break;
        }
        const auto* member = node->find(way[i]);
        if (member == nullptr) {
            return nullptr;
        }
        node = &member->value;
    }
    return node;
}

std::string_view bytes_of(std::string_view text, const JsonNode& node) {
    return text.substr(node.begin, node.end - node.begin);
}

/// Position of the last element equal to the value; the number of elements when there is none.
std::size_t equal_element(std::string_view text, const JsonNode& array, const MergedValue& value) {
    for (std::size_t i = array.elements.size(); i-- > 0;) {
        if (same_json(bytes_of(text, array.elements[i]), value.value)) {
            return i;
        }
    }
    return array.elements.size();
}

Presence look_in(std::string_view text, const JsonNode& container, const MergedValue& value) {
    if (value.element) {
        const bool found = equal_element(text, container, value) != container.elements.size();
        return found ? Presence::same : Presence::absent;
    }
    const auto* member = container.find(value.key.back());
    if (member == nullptr) {
        return Presence::absent;
    }
    return same_json(bytes_of(text, member->value), value.value) ? Presence::same : Presence::other;
}

std::string label_of(const MergedValue& step) {
    return step.element ? std::string() : json_quoted(step.key.back()) + ": ";
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

Result<Presence> look_in_json(std::string_view text, const MergedValue& value) {
    if (is_blank(text)) {
        return Presence::absent;
    }
    SKILLMEAT_ASSIGN(const auto root, parse_json(text, value.file));
    SKILLMEAT_ASSIGN(const auto* container, container_of(root, value));
    return container == nullptr ? Presence::absent : look_in(text, *container, value);
}

Result<std::string> add_to_json(std::string_view text, const MergedValue& step) {
    const std::string_view whole = is_blank(text) ? "{}\n" : text;
    SKILLMEAT_ASSIGN(const auto root, parse_json(whole, step.file));
    SKILLMEAT_ASSIGN(const auto* container, container_of(root, step));
    if (container == nullptr) {
        return fail(ErrorCode::invalid_value, fmt::format("{} has nothing at {}", quote(step.file),
                                                          quote(join(step.key, "."))));
    }
    if (look_in(whole, *container, step) != Presence::absent) {
        return std::string(text);
    }
    const auto layout = layout_of(whole, root);
    const Insertion insertion{whole, *container, layout};
    if (step.element) {
        const auto& items = container->elements;
        return items.empty()
                   ? insertion.first("", step.value)
                   : insertion.last(items.front().begin, items.back().end, "", step.value);
    }
    const auto label = label_of(step);
    const auto& items = container->members;
    return items.empty()
               ? insertion.first(label, step.value)
               : insertion.last(items.front().begin, items.back().value.end, label, step.value);
}

Result<std::string> remove_from_json(std::string_view text, const MergedValue& step) {
    if (is_blank(text)) {
        return std::string(text);
    }
    SKILLMEAT_ASSIGN(const auto root, parse_json(text, step.file));
    SKILLMEAT_ASSIGN(const auto* container, container_of(root, step));
    if (container == nullptr || look_in(text, *container, step) != Presence::same) {
        return std::string(text);
    }
    if (step.element) {
        const auto& items = container->elements;
        return without(text, cut_of(
                                 *container, equal_element(text, *container, step), items.size(),
                                 [&](std::size_t i) { return items[i].begin; },
                                 [&](std::size_t i) { return items[i].end; }));
    }
    const auto& items = container->members;
    const auto index = static_cast<std::size_t>(container->find(step.key.back()) - items.data());
    return without(
        text, cut_of(
                  *container, index, items.size(), [&](std::size_t i) { return items[i].begin; },
                  [&](std::size_t i) { return items[i].value.end; }));
}

}  // namespace skillmeat::deploy
