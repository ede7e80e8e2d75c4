#include "sample_commands.hpp"

#include <array>
#include <stdexcept>

#include <app/context.hpp>

namespace skillmeat::app::testing {
namespace {

struct NoOptions {};

Result<NoOptions> bind_none(const cli::Values&) {
    return NoOptions{};
}

Result<Outcome> run_line(const NoOptions&, Context& context) {
    context.output().line("done");
    return Outcome{};
}

Result<Outcome> run_break(const NoOptions&, Context&) {
    throw std::runtime_error("no such gear");
}

Result<Outcome> run_drift(const NoOptions&, Context& context) {
    context.output().line("drifted");
    return Outcome{3};
}

Result<Outcome> run_fail(const NoOptions&, Context&) {
    return fail(ErrorCode::source_not_found, "no source 'x'", "run 'skillmeat source list'",
                {"skillmeat.toml", 3, 5});
}

struct ListOptions {
    std::vector<std::string> types;
};

Result<ListOptions> bind_list(const cli::Values& values) {
    if (values.flag("all") && values.given("type")) {
        return fail(ErrorCode::invalid_usage, "'--all' and '--type' exclude each other");
    }
    return ListOptions{values.list("type")};
}

Result<Outcome> run_list(const ListOptions& options, Context& context) {
    for (const std::string& type : options.types) {
        context.output().line(type);
    }
    return Outcome{};
}

constexpr std::array<std::string_view, 3> types{"skill", "agent", "command"};
constexpr std::array list_options{
    cli::OptionSpec{.name = "all", .help = "everything"},
    cli::OptionSpec{.name = "type",
                    .kind = cli::Kind::choice,
                    .value_name = "TYPE",
                    .help = "only this type",
                    .repeatable = true,
                    .allowed = types},
    cli::OptionSpec{.name = "tag",
                    .kind = cli::Kind::text,
                    .value_name = "TAG",
                    .help = "only with this tag",
                    .repeatable = true},
    cli::OptionSpec{
        .name = "ref", .kind = cli::Kind::text, .value_name = "REF", .help = "of this ref"},
    cli::OptionSpec{
        .name = "sort", .kind = cli::Kind::choice, .value_name = "KEY", .allowed = types},
    cli::OptionSpec{.name = "limit",
                    .kind = cli::Kind::integer,
                    .value_name = "N",
                    .help = "at most N rows",
                    .default_text = "none",
                    .minimum = 1,
                    .maximum = 100000},
    cli::OptionSpec{.name = "offset", .kind = cli::Kind::integer, .value_name = "N"},
    cli::OptionSpec{.name = "import-readme", .kind = cli::Kind::toggle, .help = "fetch it"},
    cli::OptionSpec{
        .name = "output", .kind = cli::Kind::text, .value_name = "FILE", .short_name = 'o'},
};

constexpr std::array<cli::ArgumentSpec, 1> many_words{
    cli::ArgumentSpec{.name = "WORD", .minimum = 0, .maximum = cli::many}};
constexpr std::array ref_words{cli::ArgumentSpec{.name = "SRC", .help = "a source"},
                               cli::ArgumentSpec{.name = "REF", .maximum = cli::many}};
constexpr std::array rate_words{cli::ArgumentSpec{.name = "REF"},
                                cli::ArgumentSpec{.name = "STARS"}};
constexpr std::array examples{cli::Example{"skillmeat item list --type skill", "lists skills"},
                              cli::Example{"skillmeat item list --json", "lists as JSON"}};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.item.list/1"};
constexpr std::array codes{ErrorCode::source_not_found};

constexpr auto line = cli::bind_run<bind_none, run_line>;

constexpr cli::CommandSpec init{.noun = "init", .summary = "make a project", .bind = line};
constexpr cli::CommandSpec list{.noun = "item",
                                .verb = "list",
                                .summary = "list items",
                                .description = "More about it.",
                                .examples = examples,
                                .arguments = many_words,
                                .options = list_options,
                                .output_schemas = schemas,
                                .error_codes = codes,
                                .bind = cli::bind_run<bind_list, run_list>};
constexpr cli::CommandSpec exclude{.noun = "item",
                                   .verb = "exclude",
                                   .summary = "exclude entries",
                                   .arguments = ref_words,
                                   .writes = true,
                                   .bind = line};
constexpr cli::CommandSpec tag_add{.noun = "item", .verb = "tag add", .bind = line};
constexpr cli::CommandSpec tag_set{.noun = "item", .verb = "tag set", .bind = line};
constexpr cli::CommandSpec rate{.noun = "rate", .arguments = rate_words, .bind = line};
constexpr cli::CommandSpec rate_list{.noun = "rate", .verb = "list", .bind = line};
constexpr cli::CommandSpec deploy{.noun = "deploy", .alias = "install", .bind = line};
constexpr cli::CommandSpec broken{.noun = "break", .bind = cli::bind_run<bind_none, run_break>};
constexpr cli::CommandSpec drift{.noun = "drift", .bind = cli::bind_run<bind_none, run_drift>};
constexpr cli::CommandSpec failing{.noun = "fail", .bind = cli::bind_run<bind_none, run_fail>};

constexpr std::array commands{&init,      &list,   &exclude, &tag_add, &tag_set, &rate,
                              &rate_list, &deploy, &broken,  &drift,   &failing};
constexpr std::array nouns{cli::NounSpec{"item", "work with items"}};
constexpr cli::Registry all{commands, nouns};

}  // namespace

const cli::Registry& sample_registry() {
    return all;
}

}  // namespace skillmeat::app::testing
