#include <app/commands/catalog/explain.hpp>

#include <array>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/ops/entries/explain.hpp>
#include <skillmeat/report/entry_json.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/commands/common/detection_print.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat catalog explain skill:pdf", "the evidence for one entry, with points"},
    cli::Example{"skillmeat catalog explain ./docs/agents/README.md@acme/tools",
                 "why a file is no artifact"},
};
constexpr std::array arguments{
    cli::ArgumentSpec{.name = "REF|PATH",
                      .help = "[TYPE:]NAME[@SRC], or the path of any file as ./PATH[@SRC]",
                      .completion = cli::Completion::artifact}};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.catalog.explain/1"};
constexpr std::array error_codes{ErrorCode::artifact_not_found, ErrorCode::objects_missing,
                                 ErrorCode::source_not_found};

std::string explanation_json(const ops::Explanation& explanation) {
    report::JsonArray accepted;
    for (const auto& artifact : explanation.accepted) {
        accepted.raw(report::detected_json(artifact));
    }
    report::JsonArray rejected;
    for (const auto& candidate : explanation.rejected) {
        rejected.raw(report::rejected_json(candidate));
    }
    report::JsonObject object;
    object.text("source_id", explanation.source_id);
    object.text_or_null("project_id", explanation.project_id);
    object.text_or_null("commit", explanation.commit);
    object.raw("accepted", accepted.str());
    object.raw("rejected", rejected.str());
    return object.str();
}

/// One item for people: an artifact with its evidence.
print::Item accepted_item(const ops::Explanation& explanation, const DetectedArtifact& artifact) {
    print::Item item;
    item.fields = {
        {"artifact",
         {artifact_id(artifact.type, artifact.path, explanation.source_id), print::Style::bold}},
        {"decided by", {artifact.entry}},
        {"tier", {std::string(to_string(artifact.tier))}},
        {"notes", {join(artifact.notes, ", ")}}};
    item.sections.push_back(evidence_section(artifact));
    return item;
}

void print_for_people(Context& context, const std::vector<ops::Explanation>& explanations) {
    for (const auto& explanation : explanations) {
        for (const auto& artifact : explanation.accepted) {
            context.output().item(accepted_item(explanation, artifact));
        }
        if (!explanation.rejected.empty()) {
            print::Item item;
            item.fields = {{"source", {explanation.source_id, print::Style::bold}}};
            item.sections.push_back(rejected_section(explanation.rejected));
            context.output().item(item);
        }
    }
}

}  // namespace

Result<CatalogExplainOptions> bind_catalog_explain(const cli::Values& values) {
    return CatalogExplainOptions{values.positional("REF|PATH")};
}

Result<Outcome> run_catalog_explain(const CatalogExplainOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto explanations, ops::explain(world, scopes, given.reference));
    if (!context.globals.machine()) {
        print_for_people(context, explanations);
        return Outcome{};
    }
    print::List list;
    list.schema = schemas[0];
    list.count = explanations.size();
    list.json = [&](std::size_t i) { return explanation_json(explanations[i]); };
    list.page.total = explanations.size();
    context.output().list(list);
    return Outcome{};
}

constinit const cli::CommandSpec catalog_explain_spec{
    .noun = "catalog",
    .verb = "explain",
    .summary = "say why something is an entry, or is none",
    .description =
        "Runs detection again on the locked commit, from the cache, and shows the "
        "evidence with its points, or the reason why a candidate was rejected.",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_catalog_explain, run_catalog_explain>,
};

}  // namespace skillmeat::app::commands
