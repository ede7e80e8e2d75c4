#include <app/commands/catalog/prune.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/entries/entries.hpp>
#include <skillmeat/report/json.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat catalog prune", "forgets entries that left their sources"},
    cli::Example{"skillmeat catalog prune acme/tools --dry-run", "says how many those are"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "SRC",
                                                 .help = "sources to prune; none: all",
                                                 .minimum = 0,
                                                 .maximum = cli::many,
                                                 .completion = cli::Completion::source}};
constexpr std::array options{dry_run_option};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.catalog.prune/1"};
constexpr std::array error_codes{ErrorCode::source_not_found};

}  // namespace

Result<CatalogPruneOptions> bind_catalog_prune(const cli::Values& values) {
    return CatalogPruneOptions{values.positionals("SRC"), values.flag("dry-run")};
}

Result<Outcome> run_catalog_prune(const CatalogPruneOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto pruned,
                     ops::prune_catalogs(world, scope, given.sources, given.dry_run));
    context.output().note(fmt::format("{} {}", given.dry_run ? "would drop" : "dropped",
                                      counted(pruned, "removed artifact")));
    if (context.globals.format != cli::Format::table) {
        print::Item item;
        item.schema = schemas[0];
        item.json = report::JsonObject().integer("pruned", static_cast<std::int64_t>(pruned)).str();
        item.changed = pruned != 0 && !given.dry_run;
        item.fields = {{"pruned", {std::to_string(pruned)}}};
        context.output().item(item);
    }
    return Outcome{};
}

constinit const cli::CommandSpec catalog_prune_spec{
    .noun = "catalog",
    .verb = "prune",
    .summary = "drop entries that were removed from their sources",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_catalog_prune, run_catalog_prune>,
};

}  // namespace skillmeat::app::commands
