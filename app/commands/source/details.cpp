#include <app/commands/source/details.hpp>

#include <array>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/sources/source_details.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/commands/common/session.hpp>
#include <app/commands/source/shared.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat source details anthropics/skills",
                 "what the repository says of itself, to read before trusting it"},
    cli::Example{"skillmeat source details acme/tools --json | jq -r .item.repo_readme",
                 "its README alone"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "SRC",
                                                 .help = "id, owner/repo or URL of a source",
                                                 .completion = cli::Completion::source}};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.source.details/1"};
constexpr std::array error_codes{ErrorCode::source_not_found, ErrorCode::ambiguous_reference,
                                 ErrorCode::invalid_manifest, ErrorCode::lock_damaged};

/// A text, or why there is none.
print::Cell text_cell(const std::string& text, std::string_view status) {
    if (!text.empty()) {
        return {text};
    }
    return {status == "skipped" ? "(not imported)" : "(" + std::string(status) + ")",
            status == "failed" ? print::Style::yellow : print::Style::none};
}

std::vector<print::Field> fields_of(const ops::SourceView& view) {
    const auto& source = view.record.source;
    std::vector<print::Field> fields{{"id", {source.id, print::Style::bold}}};
    if (!source.description.empty()) {
        fields.push_back({"description", {source.description}});
    }
    if (const auto& lock = view.record.lock) {
        fields.push_back(
            {"upstream says", text_cell(lock->repo_description, lock->description_status)});
        fields.push_back({"README", {lock->readme_status}});
        if (lock->fetch_timestamp) {
            fields.push_back({"fetched", {to_string(*lock->fetch_timestamp)}});
        }
    }
    return fields;
}

std::string missing_text_note(const std::string& id) {
    return "the README is not on this machine; `skillmeat source scan --locked " + id +
           "` fetches it";
}

std::string no_details_note(const std::string& id) {
    return "nothing was imported; `skillmeat source update " + id +
           " --import-description --import-readme` does";
}

bool imports_nothing(const Source& source) {
    return !source.import_description && !source.import_readme;
}

}  // namespace

Result<SourceDetailsOptions> bind_source_details(const cli::Values& values) {
    return SourceDetailsOptions{values.positional("SRC")};
}

Result<Outcome> run_source_details(const SourceDetailsOptions& options, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto details, ops::source_details(world, scopes, options.source));
    const auto& source = details.view.record.source;
    print::Item item;
    item.schema = schemas[0];
    item.json = report::source_details_json(facts_of(details.view), details.readme);
    item.fields = fields_of(details.view);
    item.text = details.readme.value_or("");
    context.output().item(item);
    if (details.readme_missing) {
        context.output().note(missing_text_note(source.id));
    } else if (imports_nothing(source)) {
        context.output().note(no_details_note(source.id));
    }
    return Outcome{};
}

constinit const cli::CommandSpec source_details_spec{
    .noun = "source",
    .verb = "details",
    .summary = "show the description and README of a source",
    .description =
        "Shows what was imported with --import-description and --import-readme of `source add` or "
        "`source update`. Control characters in these texts are made visible.",
    .examples = examples,
    .arguments = arguments,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_source_details, run_source_details>,
};

}  // namespace skillmeat::app::commands
