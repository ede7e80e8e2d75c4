#include <app/commands/source/update.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/progress.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/source/changed.hpp>
#include <app/commands/source/shared.hpp>
#include <app/commands/source/shared_options.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat source update acme/tools --ref v3", "moves a source to another tag"},
    cli::Example{"skillmeat source update acme/tools --visibility private",
                 "takes it out of the committed files"},
    cli::Example{"skillmeat source update acme/tools --description '' --clear-tags",
                 "an empty value clears; what is not named stays"},
};
constexpr std::array arguments{cli::ArgumentSpec{.name = "SRC",
                                                 .help = "id, owner/repo or URL of a source",
                                                 .completion = cli::Completion::source}};
constexpr std::array options{
    cli::OptionSpec{.name = "url",
                    .kind = cli::Kind::text,
                    .value_name = "REPO",
                    .help = "where the repository is now"},
    ref_option,
    root_option,
    map_option,
    cli::OptionSpec{.name = "clear-map", .help = "forget the manual map"},
    new_tag_option,
    cli::OptionSpec{.name = "clear-tags", .help = "take all tags away"},
    trust_option,
    visibility_option,
    description_option,
    import_description_option,
    import_readme_option,
    min_confidence_option,
    transport_option,
    no_scan_option,
    dry_run_option,
};
constexpr std::array<std::string_view, 1> schemas{"skillmeat.source.update/1"};
constexpr std::array error_codes{
    ErrorCode::source_not_found,  ErrorCode::repository_not_found,  ErrorCode::ref_not_found,
    ErrorCode::path_not_in_tree,  ErrorCode::authentication_failed, ErrorCode::network_error,
    ErrorCode::rate_limited,      ErrorCode::integrity_failed,      ErrorCode::trust_refused,
    ErrorCode::concurrent_change, ErrorCode::confirmation_required};

Result<void> check_combinations(const cli::Values& values) {
    if (values.given("tag") && values.flag("clear-tags")) {
        return fail(ErrorCode::invalid_usage, "--tag and --clear-tags exclude each other",
                    "--tag replaces all tags already");
    }
    if (values.given("map") && values.flag("clear-map")) {
        return fail(ErrorCode::invalid_usage, "--map and --clear-map exclude each other",
                    "--map replaces the whole map already");
    }
    const auto is_change = [&](const cli::OptionSpec& option) {
        return option.name != "no-scan" && option.name != "dry-run" && values.given(option.name);
    };
    if (std::none_of(options.begin(), options.end(), is_change)) {
        return fail(ErrorCode::invalid_usage, "nothing to update: no value was given",
                    "`skillmeat source update --help` lists what can be changed");
    }
    return {};
}

}  // namespace

Result<ops::UpdateRequest> bind_source_update(const cli::Values& values) {
    SKILLMEAT_TRY(check_combinations(values));
    ops::UpdateRequest request;
    request.source = values.positional("SRC");
    request.url = values.text("url");
    request.ref = values.text("ref");
    if (const auto root = values.text("root")) {
        request.root = normal_root(*root);
    }
    if (values.given("map") || values.flag("clear-map")) {
        SKILLMEAT_ASSIGN(request.map, parse_map(values.list("map")));
    }
    if (values.given("tag") || values.flag("clear-tags")) {
        request.tags = values.list("tag");
    }
    request.trust = trust_of(values);
    request.visibility = visibility_of(values);
    request.description = values.text("description");
    request.import_description = values.toggle("import-description");
    request.import_readme = values.toggle("import-readme");
    request.transport = transport_of(values);
    if (const auto confidence = values.integer("min-confidence")) {
        request.min_confidence = static_cast<int>(*confidence);
    }
    request.scan = !values.flag("no-scan");
    request.dry_run = values.flag("dry-run");
    return request;
}

Result<Outcome> run_source_update(const ops::UpdateRequest& request, Context& context) {
    auto world = services(context);
    ScanProgressLine progress(context);
    world.progress = &progress;
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    auto confirmed = request;
    confirmed.leave_collections = context.globals.yes;
    auto result = ops::update_source(world, scope, confirmed);
    progress.end();
    if (!result) {
        return fail(std::move(result).error());
    }
    print_changed(context, schemas[0], *result, request.dry_run ? "would update" : "updated");
    return Outcome{};
}

constinit const cli::CommandSpec source_update_spec{
    .noun = "source",
    .verb = "update",
    .summary = "change what a source is, or how it is read",
    .description =
        "A new url, ref, root or map is scanned at once; when that fails, nothing is "
        "written. Details that are turned on are fetched at once; a failed fetch is a warning, and "
        "the next scan tries again. Those turned off are cleared. A source whose artifacts stand "
        "in "
        "public collections becomes private only with --yes, which takes them out.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_source_update, run_source_update>,
};

}  // namespace skillmeat::app::commands
