#include <skillmeat/deploy/settings_merge.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/json_merge.hpp>
#include <skillmeat/deploy/json_text.hpp>
#include <skillmeat/deploy/toml_merge.hpp>
#include <skillmeat/toml/parse.hpp>

namespace skillmeat::deploy {
namespace {

bool is_toml(std::string_view file) {
    return file.ends_with(".toml");
}

/// An object without members but `version`, or an array without elements, at any depth.
bool is_hollow(std::string_view text, const JsonNode& node) {
    const auto hollow = [text](const JsonNode& inner) { return is_hollow(text, inner); };
    if (node.kind == JsonNode::Kind::array) {
        return node.elements.empty();
    }
    return node.kind == JsonNode::Kind::object &&
           std::all_of(node.members.begin(), node.members.end(), [&](const auto& member) {
               const auto first = text[member.value.begin];
               const bool number = first >= '0' && first <= '9';
               return hollow(member.value) || (member.key == "version" && number);
           });
}

}  // namespace

Result<Presence> look_for(std::string_view text, const MergedValue& value) {
    return is_toml(value.file) ? look_in_toml(text, value) : look_in_json(text, value);
}

Result<std::vector<MergedValue>> steps_to_add(std::string_view text, const MergedValue& wanted) {
    SKILLMEAT_ASSIGN(const auto presence, look_for(text, wanted));
    const auto where = quote(join(wanted.key, "."));
    if (presence == Presence::other || (presence == Presence::same && !wanted.element)) {
        return fail(ErrorCode::already_exists,
                    fmt::format("{} has {} of its own", quote(wanted.file), where),
                    "rename or remove it there, then run the command again", {wanted.file, 0, 0});
    }
    if (presence == Presence::same) {
        return fail(ErrorCode::already_exists,
                    fmt::format("{} has the same in {} already", quote(wanted.file), where),
                    "remove it there, then run the command again", {wanted.file, 0, 0});
    }
    std::vector<MergedValue> steps;
    // TOML makes the tables on the way by itself, as headers.
    const auto parents = is_toml(wanted.file) ? 0 : wanted.key.size() - (wanted.element ? 0 : 1);
    for (std::size_t depth = 1; depth <= parents; ++depth) {
        MergedValue parent;
        parent.file = wanted.file;
        parent.key.assign(wanted.key.begin(),
                          wanted.key.begin() + static_cast<std::ptrdiff_t>(depth));
        parent.value = wanted.element && depth == wanted.key.size() ? "[]" : "{}";
        SKILLMEAT_ASSIGN(const auto there, look_for(text, parent));
        if (there == Presence::absent) {
            steps.push_back(std::move(parent));
        }
    }
    steps.push_back(wanted);
    return steps;
}

Result<std::string> add_value(std::string_view text, const MergedValue& step) {
    return is_toml(step.file) ? add_to_toml(text, step) : add_to_json(text, step);
}

Result<std::string> remove_value(std::string_view text, const MergedValue& step) {
    return is_toml(step.file) ? remove_from_toml(text, step) : remove_from_json(text, step);
}

bool is_container(const MergedValue& step) {
    return !step.element && (step.value == "{}" || step.value == "[]");
}

bool holds_nothing(std::string_view text, std::string_view file) {
    if (is_toml(file)) {
        const auto table = tomlfile::parse(text, std::string(file));
        return table && table->members.empty() && text.find('#') == std::string_view::npos;
    }
    const auto root = parse_json(text, std::string(file));
    return root && is_hollow(text, *root);
}

}  // namespace skillmeat::deploy
