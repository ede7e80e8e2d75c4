#include <app/commands/catalog/filter_options.hpp>

#include <algorithm>
#include <string>

#include <skillmeat/base/text.hpp>

namespace skillmeat::app::commands {

namespace {

/// `4`, `3.5` or `4.25`, from 1 to 5, in hundredths.
Result<int> hundredths_of(const std::string& text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto dot = text.find('.');
    const auto decimals = dot == std::string::npos ? "" : text.substr(dot + 1);
    const auto whole = text.substr(0, dot);
    if (whole.size() == 1 && is_digit(whole[0]) && decimals.size() <= 2 &&
        (dot == std::string::npos || !decimals.empty()) &&
        std::all_of(decimals.begin(), decimals.end(), is_digit)) {
        const int value = std::stoi(whole + decimals + std::string(2 - decimals.size(), '0'));
        if (value >= 100 && value <= 500) {
            return value;
        }
    }
    return fail(ErrorCode::invalid_value,
                "expected a rating from 1 to 5 for --min-rating, found " + quote(text),
                "write it with at most two decimals, such as 4 or 3.5");
}

}  // namespace

Result<catalog::Filter> filter_of(const cli::Values& values) {
    catalog::Filter filter;
    filter.sources = values.list("source");
    filter.types = types_of(values);
    for (const auto& text : values.list("status")) {
        if (const auto status = parse_entry_status(text)) {
            filter.statuses.push_back(*status);
        }
    }
    for (const auto& text : values.list("tier")) {
        if (const auto tier = parse_tier(text)) {
            filter.tiers.push_back(*tier);
        }
    }
    filter.tags = values.list("tag");
    filter.categories = values.list("category");
    filter.plugins = values.list("plugin");
    if (const auto confidence = values.integer("min-confidence")) {
        filter.min_confidence = static_cast<int>(*confidence);
    }
    if (const auto rating = values.text("min-rating")) {
        SKILLMEAT_ASSIGN(filter.min_rating, hundredths_of(*rating));
    }
    filter.search = values.text("search").value_or("");
    filter.include_excluded = values.flag("include-excluded");
    filter.all = values.flag("all");
    return filter;
}

}  // namespace skillmeat::app::commands
