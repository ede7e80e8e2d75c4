#include <app/commands/search/search.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/rating_json.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/commands/catalog/entry_print.hpp>
#include <app/commands/catalog/filter_options.hpp>
#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {
namespace {

constexpr std::array examples{
    cli::Example{"skillmeat search review pull requests", "entries about these words, best first"},
    cli::Example{"skillmeat search '\"pull request\" git* -draft' --type agent",
                 "a phrase, the beginning of a word, and a word that must not be there"},
    cli::Example{"skillmeat search spreadsheets --remote",
                 "also what saved indexes offer (source discover --save)"},
};
constexpr std::array arguments{
    cli::ArgumentSpec{.name = "QUERY",
                      .help = "words, \"phrases\", beginnings* and -exclusions",
                      .maximum = cli::many}};
constexpr std::array<std::string_view, 4> sorts{"relevance", "name", "rating", "updated"};
constexpr auto own_options = std::array{
    cli::OptionSpec{.name = "remote",
                    .help = "also entries of saved indexes, from their copies here; not scanned"},
    cli::OptionSpec{.name = "sort",
                    .kind = cli::Kind::choice,
                    .value_name = "KEY",
                    .help = "order; rating weighs how many rated; updated is the last change",
                    .allowed = sorts,
                    .default_text = "relevance",
                    .completion = cli::Completion::allowed},
    limit_option,
    cursor_option,
};
/// All shared filters but the plain text search.
constexpr auto options = [] {
    std::array<cli::OptionSpec, filter_options.size() - 1 + own_options.size()> all{};
    std::size_t count = 0;
    for (const auto& option : filter_options) {
        if (option.name != "search") {
            all[count++] = option;
        }
    }
    for (const auto& option : own_options) {
        all[count++] = option;
    }
    return all;
}();
constexpr std::array<std::string_view, 1> schemas{"skillmeat.search/1"};
constexpr std::array error_codes{ErrorCode::invalid_value, ErrorCode::invalid_cursor,
                                 ErrorCode::source_not_found, ErrorCode::not_scanned};

/// What of an entry is searched and shown, by the names of its JSON members.
struct Field {
    std::string_view name;
    std::string_view text;
};

std::vector<Field> fields_of(const CatalogEntry& entry) {
    return {{"name", entry.name},
            {"path", entry.path},
            {"description", entry.description},
            {"plugin", entry.plugin},
            {"category", entry.category}};
}

/// Within longer words only where nothing else made it a hit.
index::Matcher matcher_of(const ops::FoundEntries& found, index::HitKind kind) {
    auto matcher = found.matcher;
    if (kind == index::HitKind::word) {
        matcher.inside.clear();
    }
    return matcher;
}

std::string hit_json(const ops::FoundEntries& all, const ops::FoundEntry& found,
                     const EntryRecords& records) {
    report::HitFacts facts;
    facts.entry = with_records(facts_of(found.row), records);
    facts.kind = index::to_string(found.kind);
    facts.score = found.score;
    facts.index = found.index;
    facts.add = found.add;
    const auto matcher = matcher_of(all, found.kind);
    for (const auto& field : fields_of(*found.row.entry)) {
        const auto ranges = index::match_ranges(field.text, matcher);
        for (const auto& range : index::in_characters(field.text, ranges)) {
            facts.matches.push_back({field.name, range.begin, range.end});
        }
    }
    return report::hit_json(facts);
}

/// A text with its matches marked; on a terminal one that is long begins shortly before the first.
print::Cell marked_cell(std::string_view text, const index::Matcher& matcher, print::Style style,
                        bool may_skip) {
    constexpr std::size_t longest_lead = 40;
    print::Cell cell{std::string(text), style, {}};
    for (const auto& range : index::match_ranges(text, matcher)) {
        cell.marks.push_back({range.begin, range.end});
    }
    if (!may_skip || cell.marks.empty() || cell.marks.front().begin <= longest_lead) {
        return cell;
    }
    const auto space = text.rfind(' ', cell.marks.front().begin - longest_lead / 2);
    if (space == std::string_view::npos) {
        return cell;
    }
    constexpr std::string_view ellipsis = "… ";
    const auto skipped = space + 1;
    cell.text = std::string(ellipsis) + cell.text.substr(skipped);
    for (auto& mark : cell.marks) {
        mark.begin += ellipsis.size() - skipped;
        mark.end += ellipsis.size() - skipped;
    }
    return cell;
}

std::string source_text(const ops::FoundEntry& found) {
    return found.index.empty() ? found.row.source->id : found.row.source->id + " (not scanned)";
}

/// "4.5 (2)": average and number of ratings.
std::string rating_cell(const report::EntryFacts& facts) {
    return facts.rating_count == 0
               ? ""
               : fmt::format("{} ({})", report::hundredths_text(facts.rating_hundredths),
                             facts.rating_count);
}

/// In a table only where there is something to show; plain rows always have the same columns.
bool shows_ratings(const Context& context, const ops::FoundEntries& found,
                   const EntryRecords& records) {
    return context.globals.format == cli::Format::plain ||
           std::any_of(found.rows.begin(), found.rows.end(), [&records](const auto& hit) {
               return with_records(facts_of(hit.row), records).rating_count > 0;
           });
}

print::List as_list(Context& context, const ops::FoundEntries& found, const EntryRecords& records) {
    const bool with_project = context.globals.scope == cli::Scope::all;
    const bool may_skip =
        context.globals.format == cli::Format::table && context.streams.out.facts().terminal;
    print::List list;
    list.schema = schemas[0];
    list.columns = {{.header = "TYPE"},
                    {.header = "NAME", .shrink = 1, .min_width = 16},
                    {.header = "SOURCE", .shrink = 2, .min_width = 12},
                    {.header = "PATH", .shrink = 4, .min_width = 12},
                    {.header = "DESCRIPTION", .shrink = 3, .min_width = 24}};
    if (with_project) {
        list.columns.push_back({.header = "PROJECT", .shrink = 2});
    }
    const bool with_rating = shows_ratings(context, found, records);
    if (with_rating) {
        list.columns.push_back({.header = "RATING"});
    }
    list.count = found.rows.size();
    list.cells = [&found, &records, with_project, with_rating, may_skip](std::size_t i) {
        const auto& row = found.rows[i].row;
        const auto& entry = *row.entry;
        const auto matcher = matcher_of(found, found.rows[i].kind);
        print::Row cells{{std::string(to_string(entry.type))},
                         marked_cell(entry.name, matcher, print::Style::bold, false),
                         {source_text(found.rows[i])},
                         marked_cell(entry.path, matcher, print::Style::none, false),
                         marked_cell(entry.description, matcher, print::Style::none, may_skip)};
        if (with_project) {
            cells.push_back({row.project_name.empty() ? "(user)" : std::string(row.project_name)});
        }
        if (with_rating) {
            cells.push_back({rating_cell(with_records(facts_of(row), records))});
        }
        return cells;
    };
    list.json = [&found, &records](std::size_t i) {
        return hit_json(found, found.rows[i], records);
    };
    list.page.total = found.total;
    list.empty_message = "no entries found";
    return list;
}

std::string corrections_json(const std::vector<index::Correction>& corrections) {
    report::JsonArray array;
    for (const auto& correction : corrections) {
        report::JsonObject object;
        object.text("from", correction.from);
        object.text("to", correction.to);
        array.raw(object.str());
    }
    return array.str();
}

/// What was not searched for as it was typed.
void tell_changes(Context& context, const ops::FoundEntries& found) {
    const auto note = [&context](std::string message) {
        context.diagnostics.report({Severity::note, std::move(message), {}, ""});
    };
    for (const auto& correction : found.corrections) {
        note("nothing has the word " + quote(correction.from) + ": searched for " +
             quote(correction.to));
    }
    for (const auto& word : found.unmatched) {
        note("nothing has the word " + quote(word));
    }
    for (const auto& index : found.missing_indexes) {
        note("no copy of the index " + quote(index) +
             " is here: `skillmeat source discover` fetches it");
    }
}

}  // namespace

Result<ops::EntrySearch> bind_search(const cli::Values& values) {
    ops::EntrySearch search;
    search.query = join(values.positionals("QUERY"), " ");
    SKILLMEAT_ASSIGN(search.filter, filter_of(values));
    const auto sort = values.text("sort").value_or("relevance");
    search.order = static_cast<index::SearchOrder>(std::find(sorts.begin(), sorts.end(), sort) -
                                                   sorts.begin());
    search.limit = limit_of(values);
    search.remote = values.flag("remote");
    SKILLMEAT_ASSIGN(search.cursor, cursor_of(values));
    return search;
}

Result<Outcome> run_search(const ops::EntrySearch& search, Context& context) {
    auto world = services(context);
    SKILLMEAT_ASSIGN(const auto scopes, read_scopes(context, world));
    SKILLMEAT_ASSIGN(const auto found, ops::search_entries(world, scopes, search));
    tell_changes(context, found);
    SKILLMEAT_ASSIGN(auto records, entry_records(context, world, scopes));
    if (!context.globals.machine()) {
        SKILLMEAT_ASSIGN(records.votes, ops::load_votes(world));
    }
    auto list = as_list(context, found, records);
    list.page.limit = search.limit;
    if (!found.next_cursor.empty()) {
        list.page.next_cursor = found.next_cursor;
    }
    list.extra = {{"query", report::json_string(search.query)},
                  {"corrections", corrections_json(found.corrections)},
                  {"unmatched", report::strings_json(found.unmatched)},
                  {"incomplete", incomplete_json(found.incomplete)}};
    context.output().list(list);
    return outcome_of(context, found.incomplete);
}

constinit const cli::CommandSpec search_spec{
    .noun = "search",
    .summary = "search the entries of all sources, best first",
    .description =
        "Searches names, tags, descriptions, categories, plugins and paths, and what "
        "sources say of themselves. Entries need not have every word; rare words count "
        "most, and other forms of a word (reviews, reviewer) are found too. A \"phrase in "
        "quotes\" and a beginning* must be there, a -word must not. Hits within longer "
        "words come last. A word that stands nowhere is taken for the nearest one. Shown "
        "are the entries that `catalog list` shows.",
    .examples = examples,
    .arguments = arguments,
    .options = options,
    .output_schemas = schemas,
    .error_codes = error_codes,
    .bind = cli::bind_run<bind_search, run_search>,
};

}  // namespace skillmeat::app::commands
