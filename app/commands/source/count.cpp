#include <app/commands/source/count.hpp>

#include <array>

#include <app/commands/common/count_print.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat source count", "what all sources offer, by type"},
    cli::Example{"skillmeat source count acme/tools --by status",
                 "new, updated, unchanged, removed and excluded entries of one source"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "SRC",
                                                 .help = "sources to count; none: all",
                                                 .minimum = 0,
                                                 .maximum = cli::many,
                                                 .completion = cli::Completion::source}};
constexpr std::array options{by_option};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.source.count/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::not_scanned};

}  // namespace

Result<SourceCountOptions> bind_source_count(const cli::Values& values) {
    return SourceCountOptions{values.positionals("SRC"), count_by_of(values)};
}

Result<Outcome> run_source_count(const SourceCountOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    catalog::Filter filter;
    filter.sources = given.sources;
    SKILLMEAT_ASSIGN(const auto counts, ops::count_entries(world, scopes, filter, given.by));
    return print_counts(context, schemas[0], given.by, counts);
}

constinit const cli::CommandSpec source_count_spec{
    .noun = "source",
    .verb = "count",
    .summary = "count what sources offer",
    .description =
        "By type, tag or source the entries that are listed by default; by status or "
        "tier all entries. An entry counts under each of its tags, but once in the "
        "total.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_source_count, run_source_count>,
};

}  // namespace skillmeat::app::commands
