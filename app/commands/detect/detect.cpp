#include <app/commands/detect/detect.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/source.hpp>
#include <skillmeat/report/entry_json.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/commands/common/detection_print.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/source/shared_options.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat detect", "what the working tree here would offer"},
    cli::Example{"skillmeat detect anthropics/skills --all --explain",
                 "every candidate of a repository, with reasons"},
    cli::Example{"skillmeat detect ./tools.git --ref v2 --map prompts=command --json",
                 "a tag of a local repository, for a script"},
};
constexpr std::array arguments{
    cli::ArgumentSpec{.name = "REPO",
                      .help = "local path (default: here), owner/repo or URL",
                      .minimum = 0,
                      .completion = cli::Completion::directory}};
constexpr std::array options{
    ref_option,
    root_option,
    map_option,
    cli::OptionSpec{.name = "all", .help = "every tier and confidence"},
    cli::OptionSpec{.name = "explain", .help = "evidence, and rejected candidates with reasons"},
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.detect/1"};
constexpr std::array error_codes{ErrorCode::repository_not_found,  ErrorCode::not_a_repository,
                                 ErrorCode::ref_not_found,         ErrorCode::empty_repository,
                                 ErrorCode::path_not_in_tree,      ErrorCode::network_error,
                                 ErrorCode::authentication_failed, ErrorCode::too_large};

std::vector<const DetectedArtifact*> shown(const ops::Detected& detected, bool all) {
    std::vector<const DetectedArtifact*> rows;
    for (const auto& item : detected.result.items) {
        if (all || (is_offered(item.tier) && item.confidence >= default_min_confidence)) {
            rows.push_back(&item);
        }
    }
    return rows;
}

void print_json(Context& context, const DetectCommandOptions& given, const ops::Detected& detected,
                const std::vector<const DetectedArtifact*>& rows) {
    report::JsonObject about;
    about.text("source", detected.source);
    about.text_or_null("commit", detected.commit);
    about.text_or_null("root", given.request.options.root);
    const auto& result = detected.result;
    print::Item item;
    item.schema = schemas[0];
    item.json = about.str();
    item.lists = {
        {"items", rows.size(), [&](std::size_t i) { return report::detected_json(*rows[i]); }},
        {"rejected", given.explain ? result.rejected.size() : 0,
         [&](std::size_t i) { return report::rejected_json(result.rejected[i]); }},
        {"references", result.references.size(),
         [&](std::size_t i) { return report::reference_json(result.references[i]); }}};
    context.output().item(item);
}

void print_rows(Context& context, const DetectCommandOptions& given,
                const std::vector<const DetectedArtifact*>& rows) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {
        {.header = "TYPE"},
        {.header = "NAME", .shrink = 1, .min_width = 16},
        {.header = "TIER"},
        {.header = "CONF", .align = print::Align::right},
        {.header = "PATH", .shrink = 2, .min_width = 16},
        {.header = given.explain ? "EVIDENCE" : "DESCRIPTION", .shrink = 3, .min_width = 16}};
    list.count = rows.size();
    list.cells = [&](std::size_t i) {
        const auto& row = *rows[i];
        return print::Row{{std::string(to_string(row.type))},
                          {row.name, print::Style::bold},
                          {std::string(to_string(row.tier))},
                          {std::to_string(row.confidence)},
                          {row.path},
                          {given.explain ? evidence_text(row) : row.description}};
    };
    list.json = [&](std::size_t i) { return report::detected_json(*rows[i]); };
    list.page.total = rows.size();
    list.empty_message = "nothing detected; --all shows what is not offered, --explain why";
    context.output().list(list);
}

std::string closing_line(const ops::Detected& detected, std::size_t shown_rows) {
    const auto& result = detected.result;
    auto text = counted(shown_rows, "artifact");
    if (const auto hidden = result.items.size() - shown_rows; hidden != 0) {
        text += fmt::format(", {} more with --all", hidden);
    }
    if (!result.references.empty()) {
        text += fmt::format("; {} to other repositories (see --json)",
                            counted(result.references.size(), "marketplace reference"));
    }
    return text;
}

}  // namespace

Result<DetectCommandOptions> bind_detect(const cli::Values& values) {
    DetectCommandOptions result;
    const auto place = values.positional("REPO");
    result.request.place = place.empty() ? "." : place;
    result.request.ref = values.text("ref").value_or("");
    result.request.options.root = normal_root(values.text("root").value_or(""));
    SKILLMEAT_ASSIGN(result.request.options.map, parse_map(values.list("map")));
    result.all = values.flag("all");
    result.explain = values.flag("explain");
    return result;
}

Result<Outcome> run_detect(const DetectCommandOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto detected, ops::detect_tree(world, given.request));
    const auto rows = shown(detected, given.all);
    if (context.globals.format == cli::Format::json) {
        print_json(context, given, detected, rows);
        return Outcome{};
    }
    print_rows(context, given, rows);
    if (given.explain && !context.globals.machine() && !detected.result.rejected.empty()) {
        print::Item item;
        item.sections.push_back(rejected_section(detected.result.rejected));
        context.output().item(item);
    }
    context.output().note(closing_line(detected, rows.size()));
    return Outcome{};
}

constinit const cli::CommandSpec detect_spec{
    .noun = "detect",
    .summary = "show what a repository offers, without any manifest",
    .description =
        "A local path is read as its working tree: tracked files and untracked ones that "
        "are not ignored; with --ref, or for a bare repository, as that commit.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_detect, run_detect>,
};

}  // namespace skillmeat::app::commands
