#include <app/commands/source/add.hpp>

#include <array>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/json.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/progress.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/source/shared.hpp>
#include <app/commands/source/shared_options.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat source add anthropics/skills --tag official",
                 "adds a GitHub repository, scans it and records what it offers"},
    cli::Example{"skillmeat source add acme/tools@v2 --root plugins",
                 "a tag of a repository, and only one of its directories"},
    cli::Example{"skillmeat source add acme/tools --import-description --import-readme",
                 "with what its host and its README say of it; see `skillmeat source details`"},
    cli::Example{"skillmeat source add git@git.example.org:team/agents.git ./our-skills",
                 "any git host with your own credentials, and a local directory"},
};

constexpr std::array arguments{
    cli::ArgumentSpec{.name = "REPO",
                      .help = "owner/repo[/dir][@ref], a git or GitHub page URL, or ./directory",
                      .maximum = cli::many,
                      .completion = cli::Completion::directory}};

constexpr std::array options{
    cli::OptionSpec{.name = "id",
                    .kind = cli::Kind::text,
                    .value_name = "ID",
                    .help = "name of the source; default: owner/repo, host/path or directory name"},
    ref_option,
    root_option,
    map_option,
    new_tag_option,
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

constexpr std::array<std::string_view, 1> schemas{"skillmeat.source.add/1"};
constexpr std::array error_codes{
    ErrorCode::already_exists,        ErrorCode::repository_not_found, ErrorCode::ref_not_found,
    ErrorCode::empty_repository,      ErrorCode::not_a_repository,     ErrorCode::path_not_in_tree,
    ErrorCode::authentication_failed, ErrorCode::network_error,        ErrorCode::rate_limited,
    ErrorCode::integrity_failed,      ErrorCode::trust_refused,        ErrorCode::too_large,
    ErrorCode::git_missing,           ErrorCode::some_failed};

/// For a dry run nothing is on disk, so the source is shown as it would be written.
ops::SourceView planned_view(const ops::Added& added) {
    ops::SourceView view;
    view.record.source = added.source;
    if (added.scan) {
        view.counts = added.scan->counts;
    }
    return view;
}

print::List as_list(const std::vector<ops::Added>& added) {
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "ID"}, {.header = "COMMIT"}, {.header = "ARTIFACTS", .shrink = 1}};
    list.count = added.size();
    list.cells = [&added](std::size_t i) {
        const auto& scan = added[i].scan;
        return print::Row{{added[i].source.id, print::Style::bold},
                          {scan ? short_commit(scan->new_commit) : ""},
                          {scan ? counts_text(scan->counts) : "not scanned"}};
    };
    list.json = [&added](std::size_t i) {
        const auto view = added[i].view ? *added[i].view : planned_view(added[i]);
        return report::source_json(facts_of(view), true);
    };
    list.page.total = added.size();
    return list;
}

}  // namespace

Result<SourceAddOptions> bind_source_add(const cli::Values& values) {
    SourceAddOptions result;
    result.repositories = values.positionals("REPO");
    auto& request = result.common;
    for (const auto* name : {"id", "root", "map"}) {
        if (values.given(name) && result.repositories.size() > 1) {
            return fail(ErrorCode::invalid_usage,
                        fmt::format("--{} takes exactly one REPO, and {} were given", name,
                                    result.repositories.size()),
                        "add them one by one");
        }
    }
    request.id = values.text("id").value_or("");
    for (const auto* name : {"id", "ref"}) {
        if (values.text(name) == "") {  // an unset variable of a script, more often than not
            return fail(ErrorCode::invalid_value, fmt::format("--{} is empty", name),
                        "leave it out for the default");
        }
    }
    request.ref = values.text("ref").value_or("");
    request.root = normal_root(values.text("root").value_or(""));
    SKILLMEAT_ASSIGN(request.map, parse_map(values.list("map")));
    request.tags = values.list("tag");
    request.trust = trust_of(values).value_or(Trust::unsigned_);
    request.visibility = visibility_of(values);
    request.description = values.text("description").value_or("");
    request.import_description = values.flag("import-description");
    request.import_readme = values.flag("import-readme");
    request.transport = transport_of(values);
    if (const auto confidence = values.integer("min-confidence")) {
        request.min_confidence = static_cast<int>(*confidence);
    }
    request.scan = !values.flag("no-scan");
    request.dry_run = values.flag("dry-run");
    return result;
}

Result<Outcome> run_source_add(const SourceAddOptions& given, Context& context) {
    auto world = services(context);
    ScanProgressLine progress(context);
    world.progress = &progress;
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    std::vector<ops::Added> added;
    std::vector<Error> failures;
    for (const auto& repository : given.repositories) {
        auto request = given.common;
        request.repository = repository;
        auto result = ops::add_source(world, scope, request);
        progress.end();
        if (!result && given.repositories.size() == 1) {
            return fail(std::move(result).error());
        }
        if (!result) {
            context.diagnostics.error(result.error());
            failures.push_back(std::move(result).error());
            continue;
        }
        context.output().note((request.dry_run ? "dry run: " : "") + added_text(*result));
        added.push_back(*std::move(result));
    }
    if (context.globals.format != cli::Format::table) {
        context.output().list(as_list(added));
    }
    return Outcome{print::combined_exit_code(failures)};
}

constinit const cli::CommandSpec source_add_spec{
    .noun = "source",
    .verb = "add",
    .summary = "add repositories as sources and scan them",
    .description =
        "Each repository commits by itself; nothing of one is written when any step of it fails. "
        "A local directory outside the project makes a private source unless --visibility public "
        "is given.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_source_add, run_source_add>,
};

}  // namespace skillmeat::app::commands
