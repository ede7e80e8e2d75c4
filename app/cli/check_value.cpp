#include <app/cli/check_value.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <charconv>

#include <app/cli/suggest.hpp>

namespace skillmeat::app::cli {
namespace {

Result<void> check_choice(const OptionSpec& spec, std::string_view value) {
    const std::vector<std::string_view> allowed(spec.allowed.begin(), spec.allowed.end());
    if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) {
        return {};
    }
    std::string listed;
    for (std::size_t i = 0; i < allowed.size(); ++i) {
        listed += i == 0 ? "" : i + 1 == allowed.size() ? " or " : ", ";
        listed += allowed[i];
    }
    const std::string name = "--" + std::string(spec.name);
    return fail(ErrorCode::invalid_value,
                "option '" + name + "': expected " + listed + ", found " + quote(value),
                did_you_mean(value, allowed, name + " ", "choose one of the values listed"));
}

Result<void> check_integer(const OptionSpec& spec, std::string_view value) {
    std::int64_t number = 0;
    const char* const end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, number);
    if (read.ec == std::errc{} && read.ptr == end && number >= spec.minimum &&
        number <= spec.maximum) {
        return {};
    }
    std::string expected = "a whole number";
    if (spec.maximum != INT64_MAX) {
        expected += " from " + std::to_string(spec.minimum) + " to " + std::to_string(spec.maximum);
    } else {
        expected += ", " + std::to_string(spec.minimum) + " or more";
    }
    const std::string name = "--" + std::string(spec.name);
    return fail(ErrorCode::invalid_value,
                "option '" + name + "': expected " + expected + ", found " + quote(value),
                "give " + expected);
}

}  // namespace

Result<std::vector<std::string>> check_value(const OptionSpec& spec, std::string_view value) {
    std::vector<std::string> values;
    if (spec.kind == Kind::choice && spec.repeatable) {
        for (const auto piece : split(value, ',')) {
            SKILLMEAT_TRY(check_choice(spec, piece));
            values.emplace_back(piece);
        }
        return values;
    }
    if (spec.kind == Kind::choice) {
        SKILLMEAT_TRY(check_choice(spec, value));
    } else if (spec.kind == Kind::integer) {
        SKILLMEAT_TRY(check_integer(spec, value));
    }
    values.emplace_back(value);
    return values;
}

}  // namespace skillmeat::app::cli
