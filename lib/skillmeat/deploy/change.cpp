#include <skillmeat/deploy/change.hpp>

#include <array>
#include <utility>

namespace skillmeat::deploy {
namespace {

using Kind = Operation::Kind;

constexpr std::array<std::pair<Kind, std::string_view>, 9> kinds{
    std::pair{Kind::require, std::string_view("require")},
    std::pair{Kind::make_directory, std::string_view("make-directory")},
    std::pair{Kind::place, std::string_view("place")},
    std::pair{Kind::take_away, std::string_view("take-away")},
    std::pair{Kind::make_settings, std::string_view("make-settings")},
    std::pair{Kind::put_value, std::string_view("put-value")},
    std::pair{Kind::take_value, std::string_view("take-value")},
    std::pair{Kind::drop_settings, std::string_view("drop-settings")},
    std::pair{Kind::drop_directory, std::string_view("drop-directory")}};

}  // namespace

std::string_view to_string(Kind kind) {
    for (const auto& [known, name] : kinds) {
        if (known == kind) {
            return name;
        }
    }
    return {};
}

std::optional<Kind> parse_operation_kind(std::string_view text) {
    for (const auto& [known, name] : kinds) {
        if (name == text) {
            return known;
        }
    }
    return std::nullopt;
}

}  // namespace skillmeat::deploy
