#include <app/commands/cache/list.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/cache/cache_print.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat cache list", "what is kept of which repository, and how much"},
    cli::Example{"skillmeat cache list --json | jq .total_bytes", "the size of all of it"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.cache.list/1"};
constexpr std::array error_codes{ErrorCode::invalid_manifest};

print::List as_list(const std::vector<ops::CacheItem>& items) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "CACHED", .shrink = 1, .min_width = 16},
                    {.header = "SIZE", .align = print::Align::right},
                    {.header = "LAST CHANGE"},
                    {.header = "IN LOCK"},
                    {.header = "SOURCES", .shrink = 2},
                    {.header = "KIND"}};
    list.count = items.size();
    list.cells = [&items](std::size_t i) {
        const auto& item = items[i];
        return print::Row{{cache_label(item), print::Style::bold},
                          {size_text(item.bytes)},
                          {to_string(item.changed_at)},
                          {item.in_lock ? "yes" : "no"},
                          {join(item.sources, ", ")},
                          {std::string(to_string(item.kind))}};
    };
    list.json = [&items](std::size_t i) { return cache_json(items[i]).str(); };
    list.page.total = items.size();
    list.empty_message = "the cache is empty";
    return list;
}

}  // namespace

Result<CacheListOptions> bind_cache_list(const cli::Values&) {
    return CacheListOptions{};
}

Result<Outcome> run_cache_list(const CacheListOptions&, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto items, ops::list_cache(world, scope_request(context)));
    std::uint64_t total = 0;
    for (const auto& item : items) {
        total += item.bytes;
    }
    auto list = as_list(items);
    list.extra = {{"total_bytes", std::to_string(total)}};
    context.output().list(list);
    if (!items.empty()) {
        context.output().note(
            fmt::format("{} in {}", size_text(total), counted(items.size(), "item")));
    }
    return Outcome{};
}

constinit const cli::CommandSpec cache_list_spec{
    .noun = "cache",
    .verb = "list",
    .summary = "list what is cached, with sizes and ages",
    .description =
        "IN LOCK says whether a lock of yours, of a registered project or of this one names the "
        "repository: then `cache clean` keeps it. Copies of indexes are listed one by one, answers "
        "and contents of APIs together.",
    .examples = examples,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_cache_list, run_cache_list>,
};

}  // namespace skillmeat::app::commands
