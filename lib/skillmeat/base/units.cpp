#include <skillmeat/base/units.hpp>

#include <skillmeat/base/text.hpp>

#include <array>
#include <charconv>
#include <limits>
#include <span>
#include <system_error>

namespace skillmeat {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t value;
};

// Smallest first; the first is meant when no unit stands there.
constexpr std::array size_units{Unit{"B", 1}, Unit{"KiB", std::int64_t{1} << 10},
                                Unit{"MiB", std::int64_t{1} << 20},
                                Unit{"GiB", std::int64_t{1} << 30}};
constexpr std::array duration_units{Unit{"s", 1}, Unit{"m", 60}, Unit{"h", 3600}, Unit{"d", 86400}};

std::optional<std::int64_t> parse(std::string_view text, std::span<const Unit> units) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || number < 0 || text.front() == '-') {
        return std::nullopt;
    }
    const std::string_view name(rest, static_cast<std::size_t>(end - rest));
    for (const auto& unit : units) {
        if (equals_ignoring_case(name, unit.name) || (name.empty() && unit.value == 1)) {
            if (number > std::numeric_limits<std::int64_t>::max() / unit.value) {
                return std::nullopt;
            }
            return number * unit.value;
        }
    }
    return std::nullopt;
}

std::string format(std::int64_t value, std::span<const Unit> units) {
    const Unit* best = &units.front();
    for (const auto& unit : units) {
        if (value != 0 && value % unit.value == 0) {
            best = &unit;
        }
    }
    return std::to_string(value / best->value) + std::string(best->name);
}

}  // namespace

std::optional<std::int64_t> parse_size(std::string_view text) {
    return parse(text, size_units);
}

std::string format_size(std::int64_t bytes) {
    return format(bytes, size_units);
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
    return parse(text, duration_units);
}

std::string format_duration(std::int64_t seconds) {
    return format(seconds, duration_units);
}

}  // namespace skillmeat
