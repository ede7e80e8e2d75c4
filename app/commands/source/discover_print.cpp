#include <app/commands/source/discover_print.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/units.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/commands/source/shared.hpp>

namespace skillmeat::app::commands {
namespace {

using discover::Reference;
using discover::ReferenceKind;

std::string_view result_name(AddResult result) {
    switch (result) {
        case AddResult::added:
            return "added";
        case AddResult::would_add:
            return "would_add";
        case AddResult::failed:
            return "failed";
        case AddResult::none:
            break;
    }
    return {};
}

/// Where an entry leads, in few words: a repository as `owner/repo/dir` or `host/path/dir`, else
/// the URL, else what the index says.
std::string place_text(const Reference& reference) {
    const bool is_repository =
        reference.kind == ReferenceKind::repository || reference.kind == ReferenceKind::plugin;
    if (reference.url.empty() || !is_repository) {
        return reference.url.empty() ? reference.target : without_credentials(reference.url);
    }
    constexpr std::string_view github = "github.com/";
    const auto url = parse_git_url(reference.url);
    auto text = url ? comparison_key(*url) : reference.url;
    if (text.starts_with(github)) {
        text.erase(0, github.size());
    }
    return reference.path.empty() ? text : fmt::format("{}/{}", text, reference.path);
}

print::Cell status_of(const DiscoveredRow& row) {
    const auto& found = *row.found;
    if (row.result != AddResult::none) {
        return {std::string(result_name(row.result)),
                row.result == AddResult::failed ? print::Style::red : print::Style::green};
    }
    if (found.digest.result == ops::DigestCheck::differs) {
        return {"digest differs", print::Style::red};
    }
    if (!found.source_id.empty()) {
        return {"source", print::Style::green};
    }
    return found.reference.addable() ? print::Cell{"new", print::Style::none}
                                     : print::Cell{"not addable", print::Style::dim};
}

std::string places_json(const Reference& reference) {
    report::JsonArray array;
    for (const auto& place : reference.places) {
        report::JsonObject object;
        object.text("file", place.file);
        object.text("pointer", place.pointer);
        array.raw(object.str());
    }
    return array.str();
}

std::string row_json(const DiscoveredRow& row) {
    const auto& found = *row.found;
    const auto& reference = found.reference;
    report::JsonObject object;
    object.text("name", reference.name);
    object.text("kind", to_string(reference.kind));
    object.text_or_null("description", reference.description);
    object.text_or_null("version", reference.version);
    object.text("target", reference.target);
    object.text_or_null("url", without_credentials(reference.url));
    object.text_or_null("path", reference.path);
    object.text_or_null("ref", reference.ref);
    object.text_or_null("commit", reference.commit);
    object.text_or_null("digest", reference.digest);
    object.text("digest_check", to_string(found.digest.result));
    object.boolean("addable", reference.addable());
    object.text_or_null("reason", reference.reason);
    object.text_or_null("id", found.id);
    object.text_or_null("source_id", found.source_id);
    object.raw("notes", report::strings_json(reference.notes));
    object.raw("places", places_json(reference));
    object.text_or_null("result", result_name(row.result));
    return object.str();
}

std::string index_json(const ops::Discovered& discovered) {
    const auto& index = discovered.index;
    report::JsonObject object;
    object.text_or_null("id", discovered.saved_id);
    object.text("kind", to_string(discovered.kind));
    object.text("url", without_credentials(index.url));
    object.text_or_null("ref", index.ref);
    object.text_or_null("commit", index.commit);
    object.raw("fetched_at", report::time_or_null(index.fetched_at));
    object.boolean("from_cache", index.from_cache);
    object.boolean("expired", index.expired);
    return object.str();
}

std::string saved_json(const SavedIndex& index) {
    report::JsonObject object;
    object.text("id", index.id);
    object.text("url", without_credentials(index.url));
    object.raw("ttl", index.ttl ? std::to_string(*index.ttl) : "null");
    return object.str();
}

std::string listing_json(const ops::IndexListing& listing) {
    report::JsonObject object;
    object.text("id", listing.index.id);
    object.text("kind", to_string(listing.kind));
    object.text("url", without_credentials(listing.index.url));
    object.raw("ttl", listing.index.ttl ? std::to_string(*listing.index.ttl) : "null");
    object.raw("fetched_at", report::time_or_null(listing.fetched_at));
    return object.str();
}

}  // namespace

print::List discovered_list(const ops::Discovered& discovered,
                            const std::vector<DiscoveredRow>& rows,
                            const std::optional<ops::SavedChange>& saved) {
    print::List list;
    list.schema = "skillmeat.source.discover/1";
    list.columns = {{.header = "NAME", .shrink = 1, .min_width = 12},
                    {.header = "KIND"},
                    {.header = "STATUS"},
                    {.header = "PLACE", .shrink = 2, .min_width = 16},
                    {.header = "PIN", .shrink = 1, .min_width = 12},
                    {.header = "DESCRIPTION", .shrink = 3, .min_width = 12}};
    list.count = rows.size();
    list.cells = [&rows](std::size_t i) {
        const auto& reference = rows[i].found->reference;
        return print::Row{
            {reference.name, print::Style::bold},
            {std::string(to_string(reference.kind))},
            status_of(rows[i]),
            {place_text(reference)},
            {reference.commit.empty() ? reference.ref : short_commit(reference.commit)},
            {reference.addable() ? reference.description : reference.reason}};
    };
    list.json = [&rows](std::size_t i) { return row_json(rows[i]); };
    list.page.total = rows.size();
    list.extra = {{"index", index_json(discovered)},
                  {"saved", saved ? saved_json(saved->index) : "null"},
                  {"changed", saved && saved->changed ? "true" : "false"}};
    list.empty_message = "the index lists nothing";
    return list;
}

std::string discovered_text(const ops::Discovered& discovered) {
    const auto& all = discovered.references;
    const auto here = std::count_if(all.begin(), all.end(),
                                    [](const auto& row) { return !row.source_id.empty(); });
    const auto fresh = std::count_if(all.begin(), all.end(), [](const auto& row) {
        return row.source_id.empty() && row.reference.addable();
    });
    auto text = fmt::format("{}: {} here as sources, {} to add with --add NAME or --all",
                            all.size() == 1 ? "1 entry" : fmt::format("{} entries", all.size()),
                            here, fresh);
    if (discovered.index.from_cache && !discovered.index.expired && discovered.index.fetched_at) {
        text += fmt::format("; as of {}", to_string(*discovered.index.fetched_at));
    }
    return text;
}

print::List indexes_list(const std::vector<ops::IndexListing>& listings, bool changed) {
    print::List list;
    list.schema = "skillmeat.source.discover.saved/1";
    list.columns = {{.header = "ID"},
                    {.header = "KIND"},
                    {.header = "URL", .shrink = 1, .min_width = 16},
                    {.header = "TTL"},
                    {.header = "LAST ASKED"}};
    list.count = listings.size();
    list.cells = [&listings](std::size_t i) {
        const auto& [index, kind, fetched_at] = listings[i];
        return print::Row{{index.id, print::Style::bold},
                          {std::string(to_string(kind))},
                          {without_credentials(index.url)},
                          {index.ttl ? format_duration(*index.ttl) : ""},
                          {fetched_at ? to_string(*fetched_at) : ""}};
    };
    list.json = [&listings](std::size_t i) { return listing_json(listings[i]); };
    list.page.total = listings.size();
    list.extra = {{"changed", changed ? "true" : "false"}};
    list.empty_message = "no saved indexes; `skillmeat source discover REPO --save` keeps one";
    return list;
}

}  // namespace skillmeat::app::commands
