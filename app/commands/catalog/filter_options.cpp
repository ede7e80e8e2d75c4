#include <app/commands/catalog/filter_options.hpp>

namespace skillmeat::app::commands {

catalog::Filter filter_of(const cli::Values& values) {
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
    filter.search = values.text("search").value_or("");
    filter.include_excluded = values.flag("include-excluded");
    filter.all = values.flag("all");
    return filter;
}

}  // namespace skillmeat::app::commands
