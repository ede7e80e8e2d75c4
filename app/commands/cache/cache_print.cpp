#include <app/commands/cache/cache_print.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/report/source_json.hpp>

namespace skillmeat::app::commands {

std::string size_text(std::uint64_t bytes) {
    constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB"};
    constexpr double step = 1024;
    auto amount = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (amount >= step && unit + 1 < units.size()) {
        amount /= step;
        ++unit;
    }
    return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", amount, units[unit]);
}

std::string cache_label(const ops::CacheItem& item) {
    switch (item.kind) {
        case ops::CacheKind::http:
            return "answers of APIs";
        case ops::CacheKind::blobs:
            return "contents read over APIs";
        case ops::CacheKind::git:
        case ops::CacheKind::index:
            break;
    }
    return item.url.empty() ? item.name : item.url;
}

report::JsonObject cache_json(const ops::CacheItem& item) {
    report::JsonObject object;
    object.text("kind", to_string(item.kind));
    object.text("name", item.name);
    object.text("path", item.path.string());
    object.text_or_null("url", item.url);
    object.raw("sources", report::strings_json(item.sources));
    object.integer("bytes", static_cast<std::int64_t>(item.bytes));
    object.integer("files", static_cast<std::int64_t>(item.files));
    object.text("changed_at", to_string(item.changed_at));
    object.boolean("in_lock", item.in_lock);
    return object;
}

}  // namespace skillmeat::app::commands
