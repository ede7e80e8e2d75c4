#include <app/commands/cache/clean.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/units.hpp>

#include <app/commands/cache/cache_print.hpp>
#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat cache clean", "removes what no lock names"},
    cli::Example{"skillmeat cache clean --older-than 30d --dry-run",
                 "shows what has not been used for a month"},
    cli::Example{"skillmeat cache clean --all",
                 "removes everything; it is fetched again on demand"},
};
constexpr std::array options{
    cli::OptionSpec{.name = "expired", .help = "only what is older than the setting `cache_ttl`"},
    cli::OptionSpec{.name = "source",
                    .kind = cli::Kind::text,
                    .value_name = "SRC",
                    .help = "only the repository of this source or URL",
                    .completion = cli::Completion::source},
    cli::OptionSpec{.name = "older-than",
                    .kind = cli::Kind::text,
                    .value_name = "D",
                    .help = "only what has not changed for so long: 90s, 5m, 2h, 30d"},
    cli::OptionSpec{.name = "all", .help = "also what a lock names"},
    dry_run_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.cache.clean/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::lock_damaged,
                                 ErrorCode::lock_conflicted, ErrorCode::lock_newer};

std::string result_word(ops::CacheResult result, bool dry_run) {
    const bool would = dry_run && result == ops::CacheResult::removed;
    return would ? "would_remove" : std::string(to_string(result));
}

print::List as_list(const ops::CacheCleaned& cleaned, bool dry_run) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "CACHED", .shrink = 1, .min_width = 16},
                    {.header = "RESULT"},
                    {.header = "SIZE", .align = print::Align::right},
                    {.header = "LAST CHANGE"},
                    {.header = "KIND"}};
    list.count = cleaned.items.size();
    list.cells = [&cleaned, dry_run](std::size_t i) {
        const auto& [item, result] = cleaned.items[i];
        return print::Row{{cache_label(item), print::Style::bold},
                          {result_word(result, dry_run)},
                          {size_text(item.bytes)},
                          {to_string(item.changed_at)},
                          {std::string(to_string(item.kind))}};
    };
    list.json = [&cleaned, dry_run](std::size_t i) {
        const auto& [item, result] = cleaned.items[i];
        return cache_json(item).text("result", result_word(result, dry_run)).str();
    };
    list.page.total = cleaned.items.size();
    list.empty_message = "nothing to clean";
    return list;
}

}  // namespace

Result<ops::CacheCleaning> bind_cache_clean(const cli::Values& values) {
    ops::CacheCleaning cleaning;
    cleaning.expired = values.flag("expired");
    cleaning.source = values.text("source").value_or("");
    cleaning.all = values.flag("all");
    cleaning.dry_run = values.flag("dry-run");
    if (values.given("source") && cleaning.source.empty()) {
        return fail(ErrorCode::invalid_value, "--source is empty",
                    "name a source, or leave it out");
    }
    if (const auto age = values.text("older-than")) {
        cleaning.older_than = parse_duration(*age);
        if (!cleaning.older_than) {
            return fail(ErrorCode::invalid_value,
                        fmt::format("option '--older-than': expected a duration such as 30d, "
                                    "found {}",
                                    quote(*age)),
                        "write a number with s, m, h or d");
        }
    }
    return cleaning;
}

Result<Outcome> run_cache_clean(const ops::CacheCleaning& cleaning, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto cleaned, ops::clean_cache(world, scope_request(context), cleaning));
    const auto count = [&cleaned](ops::CacheResult result) {
        return std::count_if(cleaned.items.begin(), cleaned.items.end(),
                             [result](const auto& item) { return item.result == result; });
    };
    const auto removed = count(ops::CacheResult::removed);
    auto list = as_list(cleaned, cleaning.dry_run);
    list.extra = {{"changed", removed != 0 && !cleaning.dry_run ? "true" : "false"},
                  {"freed_bytes", std::to_string(cleaned.freed)}};
    context.output().list(list);
    context.output().note(
        fmt::format("{} {}", cleaning.dry_run ? "would free" : "freed", size_text(cleaned.freed)));
    if (const auto kept = count(ops::CacheResult::kept); kept != 0) {
        context.output().note(
            fmt::format("kept {} that a lock names; --all removes them too", kept));
    }
    if (const auto used = count(ops::CacheResult::in_use); used != 0) {
        context.diagnostics.report({Severity::warning,
                                    fmt::format("left {} that another skillmeat is using", used),
                                    {},
                                    "run `skillmeat cache clean` again later"});
    }
    return Outcome{};
}

constinit const cli::CommandSpec cache_clean_spec{
    .noun = "cache",
    .verb = "clean",
    .summary = "remove cached repositories, indexes and answers",
    .description =
        "What a lock of yours, of a registered project or of this one names is kept unless --all "
        "is given, and so is what was read over APIs while a lock names a repository that is here "
        "in no other way. Several choices must all hold. The cache is disposable: what is missing "
        "is "
        "fetched again when it is needed.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_cache_clean, run_cache_clean>,
};

}  // namespace skillmeat::app::commands
