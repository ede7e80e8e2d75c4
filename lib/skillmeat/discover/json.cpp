#include <skillmeat/discover/json.hpp>

#include <skillmeat/base/text.hpp>

#include <nlohmann/json.hpp>

namespace skillmeat::discover {

std::optional<nlohmann::json> parse_json(std::string_view text) {
    constexpr int deepest = 64;
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) {
        text.remove_prefix(byte_order_mark.size());
    }
    bool too_deep = false;
    const auto guard = [&too_deep](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        too_deep = too_deep || depth > deepest;
        return !too_deep;  // from then on nothing is kept
    };
    auto value = nlohmann::json::parse(text, guard, false);
    return value.is_discarded() || too_deep ? std::nullopt : std::optional(std::move(value));
}

std::string text_of(const nlohmann::json& object, const char* key) {
    if (!object.is_object()) {
        return {};
    }
    const auto found = object.find(key);
    return found != object.end() && found->is_string()
               ? std::string(trim(found->get_ref<const std::string&>()))
               : std::string();
}

}  // namespace skillmeat::discover
