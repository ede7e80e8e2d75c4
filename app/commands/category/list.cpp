#include <app/commands/category/list.hpp>

#include <array>
#include <string>

#include <skillmeat/report/json.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/session.hpp>
#include <app/print/output.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat category list", "what there is to choose from"},
    cli::Example{"skillmeat category list --type agent --source acme/agents",
                 "how a source sorts its agents"},
};
constexpr std::array options{
    cli::OptionSpec{.name = "source",
                    .kind = cli::Kind::text,
                    .value_name = "SRC",
                    .help = "only entries of this source; several are alternatives",
                    .repeatable = true,
                    .completion = cli::Completion::source},
    type_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.category.list/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::not_scanned};

print::List as_list(const ops::EntryCounts& counts) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "CATEGORY", .shrink = 1, .min_width = 16},
                    {.header = "COUNT", .align = print::Align::right}};
    list.count = counts.rows.size();
    list.cells = [&counts](std::size_t i) {
        return print::Row{{counts.rows[i].key, print::Style::bold},
                          {std::to_string(counts.rows[i].count)}};
    };
    list.json = [&counts](std::size_t i) {
        report::JsonObject object;
        object.text("category", counts.rows[i].key);
        object.integer("count", static_cast<std::int64_t>(counts.rows[i].count));
        return object.str();
    };
    list.page.total = counts.rows.size();
    list.extra = {{"incomplete", incomplete_json(counts.incomplete)}};
    list.empty_message = "no entry has a category";
    return list;
}

}  // namespace

Result<CategoryListOptions> bind_category_list(const cli::Values& values) {
    CategoryListOptions result;
    result.filter.sources = values.list("source");
    result.filter.types = types_of(values);
    return result;
}

Result<Outcome> run_category_list(const CategoryListOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto counts,
                     ops::count_entries(world, scopes, given.filter, ops::CountBy::category));
    context.output().list(as_list(counts));
    return outcome_of(context, counts.incomplete);
}

constinit const cli::CommandSpec category_list_spec{
    .noun = "category",
    .verb = "list",
    .summary = "list categories with how many entries have each",
    .description =
        "Counts the entries that `catalog list` shows. A category is what an artifact says of "
        "itself, else what its plugin is listed under, else the directory of a catalog it was "
        "sorted into: `categories/03-infrastructure` and `agents/infrastructure` give "
        "infrastructure. They are compared in lower case, with hyphens between words; entries "
        "without one are not counted.",
    .examples = examples,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_category_list, run_category_list>,
};

}  // namespace skillmeat::app::commands
