#include <skillmeat/toml/value.hpp>

#include <algorithm>
#include <cmath>

namespace skillmeat::tomlfile {

const Value* Table::find(std::string_view key) const {
    const auto found =
        std::ranges::find_if(members, [&](const auto& member) { return member.first == key; });
    return found == members.end() ? nullptr : &found->second;
}

Value* Table::find(std::string_view key) {
    const auto found =
        std::ranges::find_if(members, [&](const auto& member) { return member.first == key; });
    return found == members.end() ? nullptr : &found->second;
}

Value& Table::set(std::string key, Value value) {
    if (Value* old = find(key)) {
        *old = std::move(value);
        return *old;
    }
    return members.emplace_back(std::move(key), std::move(value)).second;
}

std::string_view Value::kind() const {
    // In the order of the alternatives of `data`.
    static constexpr std::string_view names[] = {"a string", "an integer", "a number", "a boolean",
                                                 "a date",   "a date",     "an array", "a table"};
    return names[data.index()];
}

bool operator==(const Value& a, const Value& b) {
    const auto* x = std::get_if<double>(&a.data);
    const auto* y = std::get_if<double>(&b.data);
    // A file that holds nan must equal itself, or it could never be edited.
    if (x != nullptr && y != nullptr && std::isnan(*x) && std::isnan(*y)) {
        return true;
    }
    return a.data == b.data;
}

bool operator==(const Table& a, const Table& b) {
    return a.members.size() == b.members.size() &&
           std::ranges::all_of(a.members, [&](const auto& member) {
               const Value* other = b.find(member.first);
               return other != nullptr && member.second == *other;
           });
}

}  // namespace skillmeat::tomlfile
