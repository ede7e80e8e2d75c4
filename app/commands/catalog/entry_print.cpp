#include <app/commands/catalog/entry_print.hpp>

#include <string>
#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/rating_json.hpp>

namespace skillmeat::app::commands {

print::Cell status_cell(EntryStatus status) {
    switch (status) {
        case EntryStatus::fresh:
            return {"new", print::Style::green};
        case EntryStatus::updated:
            return {"updated", print::Style::cyan};
        case EntryStatus::unchanged:
            return {"unchanged"};
        case EntryStatus::removed:
            return {"removed", print::Style::red};
        case EntryStatus::excluded:
            return {"excluded", print::Style::dim};
    }
    return {};
}

report::EntryFacts facts_of(const catalog::EntryRow& row) {
    report::EntryFacts facts;
    facts.entry = row.entry;
    facts.exclusion = row.exclusion;
    facts.source_id = row.source->id;
    facts.source_url = row.source->url;
    facts.project_id = row.project_id;
    facts.project_name = row.project_name;
    return facts;
}

report::EntryFacts with_records(report::EntryFacts facts, const EntryRecords& records) {
    const auto& deployments = records.deployments;
    facts.imported_at = deployments.imported_at(facts.project_id, facts.source_id, *facts.entry);
    facts.hash = deployments.hash(facts.project_id, facts.source_id, *facts.entry);
    if (!records.votes.empty()) {
        const auto votes = records.votes.votes(
            artifact_id(facts.entry->type, facts.entry->path, facts.source_id), facts.source_url);
        facts.rating_count = votes.count;
        facts.rating_hundredths = ratings::average_hundredths(votes);
    }
    return facts;
}

Result<EntryRecords> entry_records(Context& context, ops::Services& services,
                                   const std::vector<ops::Scope>& scopes) {
    EntryRecords records;
    if (context.globals.machine()) {
        SKILLMEAT_ASSIGN(records.deployments, ops::EntryDeployments::load(services, scopes));
        SKILLMEAT_ASSIGN(records.votes, ops::load_votes(services));
    }
    return records;
}

print::List entry_list(std::size_t count, bool with_project,
                       std::function<report::EntryFacts(std::size_t)> facts) {
    print::List list;
    list.columns = {{.header = "TYPE"},
                    {.header = "NAME", .shrink = 1, .min_width = 16},
                    {.header = "SOURCE", .shrink = 2, .min_width = 12},
                    {.header = "STATUS"},
                    {.header = "PATH", .shrink = 3, .min_width = 12},
                    {.header = "DESCRIPTION", .shrink = 4, .min_width = 16}};
    if (with_project) {
        list.columns.push_back({.header = "PROJECT", .shrink = 2});
    }
    list.count = count;
    list.cells = [facts, with_project](std::size_t i) {
        const auto row_facts = facts(i);
        const auto& entry = *row_facts.entry;
        print::Row row{{std::string(to_string(entry.type))},
                       {entry.name, print::Style::bold},
                       {std::string(row_facts.source_id)},
                       status_cell(shown_status(entry.status, row_facts.exclusion != nullptr)),
                       {entry.path},
                       {entry.description}};
        if (with_project) {
            row.push_back(
                {row_facts.project_name.empty() ? "(user)" : std::string(row_facts.project_name)});
        }
        return row;
    };
    list.json = [facts = std::move(facts)](std::size_t i) { return report::entry_json(facts(i)); };
    return list;
}

namespace {

void add(std::vector<print::Field>& fields, std::string_view label, std::string text) {
    if (!text.empty()) {
        fields.push_back({label, {std::move(text)}});
    }
}

}  // namespace

std::string rating_text(const report::EntryFacts& facts) {
    return report::hundredths_text(facts.rating_hundredths) + " of 5 by " +
           counted(static_cast<std::size_t>(facts.rating_count), "user");
}

std::vector<print::Field> entry_fields(const report::EntryFacts& facts) {
    const auto& entry = *facts.entry;
    std::vector<print::Field> fields;
    fields.push_back(
        {"id", {artifact_id(entry.type, entry.path, facts.source_id), print::Style::bold}});
    add(fields, "name", entry.name);
    add(fields, "type", std::string(to_string(entry.type)));
    add(fields, "source", std::string(facts.source_id));
    add(fields, "project", std::string(facts.project_name));
    add(fields, "path", entry.path);
    add(fields, "description", entry.description);
    add(fields, "version", entry.version);
    add(fields, "plugin", entry.plugin);
    add(fields, "category", entry.category);
    add(fields, "tags", join(entry.tags, ", "));
    add(fields, "upstream", entry.upstream_url);
    fields.push_back(
        {"status", status_cell(shown_status(entry.status, facts.exclusion != nullptr))});
    add(fields, "tier", std::string(to_string(entry.tier)));
    add(fields, "confidence", std::to_string(entry.confidence));
    add(fields, "sha", entry.sha);
    add(fields, "first seen", to_string(entry.detected_at));
    add(fields, "changed", to_string(entry.changed_at));
    add(fields, "deployed", facts.imported_at ? to_string(*facts.imported_at) : "");
    add(fields, "hash", std::string(facts.hash));
    add(fields, "rating", facts.rating_count == 0 ? "" : rating_text(facts));
    add(fields, "notes", join(entry.notes, ", "));
    if (facts.exclusion != nullptr) {
        add(fields, "excluded by", facts.exclusion->artifact);
        add(fields, "excluded at", facts.exclusion->at ? to_string(*facts.exclusion->at) : "");
        add(fields, "reason", facts.exclusion->reason);
    }
    return fields;
}

}  // namespace skillmeat::app::commands
