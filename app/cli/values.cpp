#include <app/cli/values.hpp>

#include <charconv>
#include <utility>

namespace skillmeat::app::cli {

bool Values::given(std::string_view name) const {
    return values_.find(name) != values_.end() || flags_.find(name) != flags_.end();
}

bool Values::flag(std::string_view name) const {
    return toggle(name).value_or(false);
}

std::optional<bool> Values::toggle(std::string_view name) const {
    const auto found = flags_.find(name);
    return found == flags_.end() ? std::nullopt : std::optional<bool>(found->second);
}

std::optional<std::string> Values::text(std::string_view name) const {
    const auto& all = list(name);
    return all.empty() ? std::nullopt : std::optional<std::string>(all.back());
}

std::optional<std::int64_t> Values::integer(std::string_view name) const {
    const auto digits = text(name);
    std::int64_t number = 0;
    if (!digits || std::from_chars(digits->data(), digits->data() + digits->size(), number).ec !=
                       std::errc{}) {
        return std::nullopt;
    }
    return number;
}

const std::vector<std::string>& Values::list(std::string_view name) const {
    static const std::vector<std::string> none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
}

std::string Values::positional(std::string_view name) const {
    return text(name).value_or("");
}

void Values::add(std::string_view name, std::string value) {
    values_[std::string(name)].push_back(std::move(value));
}

void Values::set_flag(std::string_view name, bool value) {
    flags_[std::string(name)] = value;
}

}  // namespace skillmeat::app::cli
