#include <app/commands/source/discover.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/units.hpp>
#include <skillmeat/discover/select.hpp>
#include <skillmeat/ops/discover/saved_indexes.hpp>

#include <app/commands/common/options.hpp>
#include <app/commands/common/progress.hpp>
#include <app/commands/common/session.hpp>
#include <app/commands/source/discover_print.hpp>
#include <app/commands/source/shared.hpp>
#include <app/commands/source/shared_options.hpp>

namespace skillmeat::app::commands {
namespace {

using Action = SourceDiscoverOptions::Action;

constexpr std::array examples{
    cli::Example{"skillmeat source discover anthropics/claude-plugins-official",
                 "lists the plugins a marketplace points to, with their pins"},
    cli::Example{"skillmeat source discover acme/market --add audit --add docs --tag acme",
                 "adds two of them as sources, at the commits the marketplace names"},
    cli::Example{"skillmeat source discover https://skills.example.org --save --ttl 1h",
                 "lists what a site offers, and keeps it as an index"},
    cli::Example{"skillmeat source discover skills.example.org --refresh --json",
                 "asks a saved index again, for a script"},
};
constexpr std::array arguments{
    cli::ArgumentSpec{.name = "REPO",
                      .help = "repository, https address of a site, or id of a saved index",
                      .minimum = 0},
    cli::ArgumentSpec{.name = "NAME",
                      .help = "only these entries; with --add: add these, too",
                      .minimum = 0,
                      .maximum = cli::many},
};
constexpr std::array<std::string_view, 2> kinds{"repo", "site"};
constexpr std::array options{
    cli::OptionSpec{.name = "as",
                    .kind = cli::Kind::choice,
                    .value_name = "KIND",
                    .help = "what an https address is, when the rule above says otherwise",
                    .allowed = kinds,
                    .completion = cli::Completion::allowed},
    ref_option,
    cli::OptionSpec{.name = "add",
                    .kind = cli::Kind::text,
                    .value_name = "NAME",
                    .help = "add this entry as a source; more names may follow",
                    .repeatable = true},
    cli::OptionSpec{.name = "all", .help = "add all that can be added and are no sources yet"},
    new_tag_option,
    no_scan_option,
    dry_run_option,
    cli::OptionSpec{.name = "verify",
                    .help = "read the skill files of a site and compare their digests"},
    cli::OptionSpec{.name = "refresh", .help = "ask, however young the copy of the index is"},
    cli::OptionSpec{.name = "offline", .help = "no network: the copy of the index, of any age"},
    cli::OptionSpec{.name = "save", .help = "keep the index in the manifest, as [[index]]"},
    cli::OptionSpec{.name = "id",
                    .kind = cli::Kind::text,
                    .value_name = "ID",
                    .help = "id of the saved index; default: owner/repo, or host and path"},
    cli::OptionSpec{.name = "ttl",
                    .kind = cli::Kind::text,
                    .value_name = "D",
                    .help = "how long its copy is believed: 90s, 5m, 2h, 30d",
                    .default_text = "the setting cache_ttl"},
    cli::OptionSpec{.name = "list", .help = "list the saved indexes"},
    cli::OptionSpec{.name = "forget",
                    .kind = cli::Kind::text,
                    .value_name = "ID",
                    .help = "take a saved index out of the manifest"},
};
constexpr std::array<std::string_view, 2> schemas{"skillmeat.source.discover/1",
                                                  "skillmeat.source.discover.saved/1"};
constexpr std::array error_codes{ErrorCode::index_not_found,       ErrorCode::artifact_not_found,
                                 ErrorCode::ambiguous_reference,   ErrorCode::already_exists,
                                 ErrorCode::repository_not_found,  ErrorCode::ref_not_found,
                                 ErrorCode::authentication_failed, ErrorCode::network_error,
                                 ErrorCode::rate_limited,          ErrorCode::objects_missing,
                                 ErrorCode::integrity_failed,      ErrorCode::too_large,
                                 ErrorCode::git_missing,           ErrorCode::some_failed};

tl::unexpected<Error> refuse(std::string message, std::string hint = {}) {
    return fail(ErrorCode::invalid_usage, std::move(message), std::move(hint));
}

/// Options that mean something only beside others, or not beside them.
Result<void> check_together(const cli::Values& values) {
    struct Needs {
        const char* option;
        std::vector<const char*> one_of;
    };
    const std::vector<Needs> all_needs{
        {"tag", {"add", "all"}},
        {"no-scan", {"add", "all"}},
        {"dry-run", {"add", "all", "save", "forget"}},
        {"id", {"save"}},
        {"ttl", {"save"}},
    };
    for (const auto& [option, one_of] : all_needs) {
        const bool met = std::any_of(one_of.begin(), one_of.end(),
                                     [&](const char* other) { return values.given(other); });
        if (values.given(option) && !met) {
            return refuse(fmt::format("--{} does nothing without --{}", option, one_of.front()));
        }
    }
    const std::vector<std::pair<const char*, const char*>> conflicts{
        {"add", "all"},    {"refresh", "offline"}, {"verify", "offline"}, {"list", "forget"},
        {"list", "add"},   {"list", "all"},        {"list", "save"},      {"forget", "add"},
        {"forget", "all"}, {"forget", "save"}};
    for (const auto& [one, other] : conflicts) {
        if (values.given(one) && values.given(other)) {
            return refuse(fmt::format("--{} and --{} cannot stand together", one, other),
                          "leave one of them out");
        }
    }
    return {};
}

Result<void> check_words(const cli::Values& values) {
    const bool needs_place = !values.flag("list") && !values.given("forget");
    if (needs_place == values.positional("REPO").empty()) {
        return needs_place ? refuse("expected REPO, URL or the id of a saved index",
                                    "--list shows the saved ones")
                           : refuse("--list and --forget take no REPO", "leave it out");
    }
    if (values.flag("all") && !values.positionals("NAME").empty()) {
        return refuse("--all takes no names", "leave it out, or write --add before the names");
    }
    const bool adds = values.given("add") || values.flag("all");
    if (adds && values.flag("offline") && !values.flag("no-scan")) {
        return refuse("sources cannot be scanned offline", "add --no-scan, or leave --offline out");
    }
    for (const auto* name : {"ref", "id", "forget"}) {
        if (values.text(name) == "") {  // an unset variable of a script, more often than not
            return fail(ErrorCode::invalid_value, fmt::format("--{} is empty", name),
                        "name something, or leave it out");
        }
    }
    return {};
}

Result<std::optional<std::int64_t>> ttl_of(const cli::Values& values) {
    const auto text = values.text("ttl");
    if (!text) {
        return std::nullopt;
    }
    const auto seconds = parse_duration(*text);
    if (!seconds || *seconds > max_index_ttl) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("option '--ttl': expected a duration such as 1h, at most 365d, "
                                "found {}",
                                quote(*text)),
                    "write a number with s, m, h or d");
    }
    return seconds;
}

Action action_of(const cli::Values& values) {
    if (values.flag("list")) {
        return Action::list_saved;
    }
    if (values.given("forget")) {
        return Action::forget;
    }
    return values.given("add") || values.flag("all") ? Action::add : Action::show;
}

}  // namespace

Result<SourceDiscoverOptions> bind_source_discover(const cli::Values& values) {
    SKILLMEAT_TRY(check_together(values));
    SKILLMEAT_TRY(check_words(values));
    SourceDiscoverOptions given;
    given.action = action_of(values);
    given.request.place = values.positional("REPO");
    if (const auto kind = values.text("as")) {
        given.request.kind = *kind == "site" ? IndexKind::site : IndexKind::repository;
    }
    given.request.ref = values.text("ref").value_or("");
    given.request.refresh = values.flag("refresh");
    given.request.offline = values.flag("offline");
    given.names = values.list("add");
    const auto& more = values.positionals("NAME");
    given.names.insert(given.names.end(), more.begin(), more.end());
    if (std::find(given.names.begin(), given.names.end(), "") != given.names.end()) {
        return fail(ErrorCode::invalid_value, "a name of an entry is empty", "leave it out");
    }
    given.verify = values.flag("verify");
    given.tags = values.list("tag");
    given.scan = !values.flag("no-scan");
    given.dry_run = values.flag("dry-run");
    given.save = values.flag("save");
    given.id = values.text(given.action == Action::forget ? "forget" : "id").value_or("");
    SKILLMEAT_ASSIGN(given.ttl, ttl_of(values));
    return given;
}

namespace {

/// The scope whose sources entries are compared with. Without a place for one there are none.
Result<std::optional<ops::Scope>> scope_of(Context& context, ops::Services& world, bool writes) {
    if (writes) {
        SKILLMEAT_ASSIGN(auto scope, write_scope(context, world));
        return scope;
    }
    auto scope = ops::resolve_scope(world, scope_request(context));
    if (!scope && scope.error().code == ErrorCode::io_error) {
        return std::nullopt;
    }
    SKILLMEAT_ASSIGN(auto found, std::move(scope));
    return found;
}

Result<Outcome> run_list(Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, ops::resolve_scope(world, scope_request(context)));
    SKILLMEAT_ASSIGN(const auto listings, ops::list_indexes(world, scope));
    context.output().list(indexes_list(listings, false));
    return Outcome{};
}

Result<Outcome> run_forget(const SourceDiscoverOptions& given, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scope, write_scope(context, world));
    SKILLMEAT_ASSIGN(const auto index, ops::forget_index(world, scope, given.id, given.dry_run));
    context.output().note(
        fmt::format("{} index {}", given.dry_run ? "would forget" : "forgot", quote(index.id)));
    if (context.globals.format != cli::Format::table) {
        SKILLMEAT_ASSIGN(const auto address, parse_index_address(index.url));
        const std::vector<ops::IndexListing> gone{{index, address.kind, std::nullopt}};
        context.output().list(indexes_list(gone, !given.dry_run));
    }
    return Outcome{};
}

Result<std::optional<ops::SavedChange>> save(const SourceDiscoverOptions& given, Context& context,
                                             ops::Services& world, const ops::Scope& scope,
                                             const ops::Discovered& discovered) {
    if (!given.save) {
        return std::nullopt;
    }
    ops::SaveRequest request;
    request.address = discovered.address;
    request.kind = discovered.kind;
    request.id = given.id.empty() ? discovered.saved_id : given.id;
    request.ttl = given.ttl;
    request.dry_run = given.dry_run;
    SKILLMEAT_ASSIGN(auto change, ops::save_index(world, scope, request));
    const auto* what = !change.changed ? "there already:" : given.dry_run ? "would save" : "saved";
    context.output().note(fmt::format("{} index {}", what, quote(change.index.id)));
    return change;
}

/// Adds entries one by one, each by itself. Those that mean the same repository and directory are
/// one source.
class Adder {
  public:
    Adder(const SourceDiscoverOptions& given, Context& context, ops::Services& world,
          const ops::Scope& scope)
        : given_(given), context_(context), world_(world), scope_(scope), progress_(context) {
        world_.progress = &progress_;
    }

    AddResult add(ops::DiscoveredReference& row) {
        const auto request = request_of(row);
        // The same repository and directory have the same id, however they are written.
        const auto key =
            fmt::format("{}\n{}", row.id.empty() ? request.repository : row.id, request.ref);
        if (const auto twin = done_.find(key); twin != done_.end()) {
            row.source_id = twin->second;
            return given_.dry_run ? AddResult::would_add : AddResult::added;
        }
        auto added =
            row.digest.error ? fail(*row.digest.error) : ops::add_source(world_, scope_, request);
        progress_.end();
        if (!added) {
            failures.push_back(std::move(added).error());
            return AddResult::failed;
        }
        context_.output().note((given_.dry_run ? "dry run: " : "") + added_text(*added));
        row.source_id = added->source.id;
        done_.emplace(key, row.source_id);
        return given_.dry_run ? AddResult::would_add : AddResult::added;
    }

    std::vector<Error> failures;

  private:
    [[nodiscard]] ops::AddRequest request_of(const ops::DiscoveredReference& row) const {
        auto request = ops::add_request(row);
        request.tags = given_.tags;
        request.scan = given_.scan;
        request.dry_run = given_.dry_run;
        return request;
    }

    const SourceDiscoverOptions& given_;
    Context& context_;
    ops::Services& world_;
    const ops::Scope& scope_;
    ScanProgressLine progress_;
    std::map<std::string, std::string> done_;  // what was added -> id
};

void note_skipped(Context& context, const ops::Discovered& discovered) {
    std::size_t here = 0;
    std::size_t not_addable = 0;
    for (const auto& row : discovered.references) {
        here += row.source_id.empty() ? 0 : 1;
        not_addable += row.reference.addable() ? 0 : 1;
    }
    if (here + not_addable != 0) {
        context.output().note(
            fmt::format("left out: {} here already, {} that cannot be added", here, not_addable));
    }
}

Result<Outcome> run_add(const SourceDiscoverOptions& given, Context& context, ops::Services& world,
                        const ops::Scope& scope, ops::Discovered& discovered) {
    SKILLMEAT_ASSIGN(const auto chosen, ops::choose_references(discovered, given.names));
    if (!given.request.offline) {
        SKILLMEAT_TRY(ops::verify_digests(world, discovered, chosen));
    }
    if (given.names.empty()) {
        note_skipped(context, discovered);
    }
    SKILLMEAT_ASSIGN(const auto saved, save(given, context, world, scope, discovered));
    Adder adder(given, context, world, scope);
    std::vector<DiscoveredRow> rows;
    for (const auto i : chosen) {
        auto& row = discovered.references[i];
        const auto result = adder.add(row);
        if (result == AddResult::failed && chosen.size() == 1) {
            return fail(std::move(adder.failures.front()));
        }
        if (result == AddResult::failed) {
            context.diagnostics.error(adder.failures.back());
        }
        rows.push_back({&row, result});
    }
    if (context.globals.format != cli::Format::table) {
        context.output().list(discovered_list(discovered, rows, saved));
    }
    return Outcome{print::combined_exit_code(adder.failures)};
}

/// Positions of the entries to show: those named, or all.
Result<std::vector<std::size_t>> shown_positions(const ops::Discovered& discovered,
                                                 const std::vector<std::string>& names) {
    std::vector<std::size_t> positions(discovered.references.size());
    std::iota(positions.begin(), positions.end(), std::size_t{0});
    if (names.empty()) {
        return positions;
    }
    std::vector<discover::Reference> references;
    for (const auto& row : discovered.references) {
        references.push_back(row.reference);
    }
    return discover::select(references, names, discovered.index.url);
}

Result<Outcome> run_show(const SourceDiscoverOptions& given, Context& context, ops::Services& world,
                         const std::optional<ops::Scope>& scope, ops::Discovered& discovered) {
    SKILLMEAT_ASSIGN(const auto positions, shown_positions(discovered, given.names));
    if (given.verify) {
        SKILLMEAT_TRY(ops::verify_digests(world, discovered, positions));
    }
    std::optional<ops::SavedChange> saved;
    if (scope) {
        SKILLMEAT_ASSIGN(saved, save(given, context, world, *scope, discovered));
    }
    std::vector<DiscoveredRow> rows;
    std::vector<Error> failures;
    for (const auto i : positions) {
        const auto& row = discovered.references[i];
        rows.push_back({&row, AddResult::none});
        if (row.digest.error) {
            failures.push_back(*row.digest.error);
        }
    }
    context.output().list(discovered_list(discovered, rows, saved));
    if (!discovered.references.empty()) {
        context.output().note(discovered_text(discovered));
    }
    for (const auto& failure : failures) {
        context.diagnostics.error(failure);
    }
    return Outcome{print::combined_exit_code(failures)};
}

}  // namespace

Result<Outcome> run_source_discover(const SourceDiscoverOptions& given, Context& context) {
    if (given.action == Action::list_saved) {
        return run_list(context);
    }
    if (given.action == Action::forget) {
        return run_forget(given, context);
    }
    auto world = services(context);
    const bool adds = given.action == Action::add;
    SKILLMEAT_ASSIGN(const auto scope, scope_of(context, world, adds || given.save));
    context.progress.update("reading " + given.request.place);
    auto discovered = ops::discover_sources(world, scope ? &*scope : nullptr, given.request);
    context.progress.finish();
    if (!discovered) {
        return fail(std::move(discovered).error());
    }
    return adds ? run_add(given, context, world, *scope, *discovered)
                : run_show(given, context, world, scope, *discovered);
}

constinit const cli::CommandSpec source_discover_spec{
    .noun = "source",
    .verb = "discover",
    .summary = "list what an index points to, and add from it",
    .description =
        "A repository is read for marketplace files of Claude Code, Copilot, Cursor and Codex; a "
        "site is asked for /.well-known/agent-skills/index.json, then /.well-known/skills/"
        "index.json, below the address given.\n\n"
        "Which of the two an https address is, its text says. A GitHub page, or a path that ends "
        "in "
        ".git, is a repository. A path that ends in .json or holds /.well-known/ is a site. Of the "
        "others, a path of two segments or more, such as /owner/repo, is a repository, and one of "
        "fewer a site. --as overrules that.\n\n"
        "What is added gets the commit the index names as its ref, else its ref, and its directory "
        "as root; each source commits by itself. Packages, archives and commands are listed, but "
        "never fetched or run. A copy of an index is believed for its ttl, and used beyond that "
        "only when its host cannot be reached. The token of a private site is read from the "
        "variable that the setting token_variables names for its host.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .writes = true,
    .bind = cli::bind_run<bind_source_discover, run_source_discover>,
};

}  // namespace skillmeat::app::commands
