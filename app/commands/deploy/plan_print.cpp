#include <app/commands/deploy/plan_print.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/report/deploy_json.hpp>

#include <app/print/diagnostics.hpp>
#include <app/print/prompt.hpp>

namespace skillmeat::app::commands {
namespace {

using ops::DeployAction;

std::string_view action_of(const ops::DeployItem& item) {
    return item.is_skipped ? "skipped" : to_string(item.change.action);
}

/// What a person is told: what will be done, or was.
std::string_view told_action(const ops::DeployItem& item, bool dry_run) {
    if (dry_run || item.is_skipped) {
        return action_of(item);
    }
    switch (item.change.action) {
        case DeployAction::install:
            return "installed";
        case DeployAction::update:
            return "updated";
        case DeployAction::remove:
            return "removed";
        case DeployAction::unchanged:
        case DeployAction::refused:
            break;
    }
    return action_of(item);
}

print::Style style_of(const ops::DeployItem& item) {
    if (item.is_skipped) {
        return print::Style::none;
    }
    switch (item.change.action) {
        case DeployAction::install:
        case DeployAction::update:
            return print::Style::green;
        case DeployAction::refused:
            return print::Style::red;
        case DeployAction::remove:
        case DeployAction::unchanged:
            break;
    }
    return print::Style::none;
}

report::DeployFacts facts_of(const ops::DeployItem& item, const ops::Scope& scope) {
    report::DeployFacts facts;
    facts.row = &item.change.row;
    facts.action = action_of(item);
    for (const auto& line : item.commands) {
        facts.commands.emplace_back(line.when, line.command);
    }
    facts.notes = item.notes;
    facts.error = item.change.error ? &*item.change.error : nullptr;
    facts.project_id = scope.project_id;
    facts.project_name = scope.project_name;
    return facts;
}

print::Row row_of(const ops::DeployItem& item, bool dry_run) {
    const auto& row = item.change.row;
    const auto files = row.files.size();
    return {{std::string(told_action(item, dry_run)), style_of(item)},
            {row.agent},
            {row.target},
            {std::string(shown_version(row.version, row.commit))},
            {files == 0 ? std::string() : std::to_string(files)},
            {row.artifact, print::Style::bold}};
}

bool writes(const ops::DeployItem& item) {
    return item.change.action == DeployAction::install ||
           item.change.action == DeployAction::update;
}

}  // namespace

print::List deploy_list(const std::vector<ops::DeployItem>& items, const ops::Scope& scope,
                        std::string_view schema, bool dry_run) {
    print::List list;
    list.schema = schema;
    list.columns = {{.header = dry_run ? "ACTION" : "RESULT"},
                    {.header = "AGENT"},
                    {.header = "TARGET", .shrink = 1, .min_width = 20},
                    {.header = "VERSION"},
                    {.header = "FILES", .align = print::Align::right},
                    {.header = "ARTIFACT", .shrink = 2, .min_width = 20}};
    list.count = items.size();
    list.cells = [&items, dry_run](std::size_t i) { return row_of(items[i], dry_run); };
    list.json = [&items, &scope](std::size_t i) {
        return report::deploy_json(facts_of(items[i], scope));
    };
    list.page.total = items.size();
    const bool changed = std::any_of(items.begin(), items.end(), [](const auto& item) {
        return writes(item) || item.change.action == DeployAction::remove;
    });
    list.extra = {{"changed", changed ? "true" : "false"}, {"dry_run", dry_run ? "true" : "false"}};
    list.empty_message = "nothing to do";
    return list;
}

void tell_items(Context& context, const std::vector<ops::DeployItem>& items) {
    std::set<std::string> said;
    for (const auto& item : items) {
        const auto& row = item.change.row;
        for (const auto& note : item.notes) {
            auto line = fmt::format("{}: {}", row.artifact, note);
            if (item.change.action != DeployAction::refused && said.insert(line).second) {
                context.output().note(line);
            }
        }
        if (item.change.error && item.is_skipped) {
            context.output().note(
                fmt::format("not for {}: {}", row.agent, item.change.error->message));
        } else if (item.change.error) {
            auto error = *item.change.error;
            if (!row.agent.empty()) {
                error.context.push_back(fmt::format("{} for {}", row.artifact, row.agent));
            }
            context.diagnostics.error(error);
        }
    }
}

Outcome deploy_outcome(const std::vector<ops::DeployItem>& items) {
    std::vector<Error> failures;
    for (const auto& item : items) {
        if (item.change.error && !item.is_skipped) {
            failures.push_back(*item.change.error);
        }
    }
    return Outcome{print::combined_exit_code(failures)};
}

Result<void> confirm_commands(Context& context, const std::vector<ops::DeployItem>& items) {
    std::size_t count = 0;
    std::string text;
    for (const auto& item : items) {
        if (!writes(item) || item.commands.empty()) {
            continue;
        }
        text += terminal_safe(fmt::format("{} lets {} run:", item.change.row.artifact,
                                          item.change.row.agent)) +
                "\n";
        for (const auto& line : item.commands) {
            text += "  " + terminal_safe(line.when) + "\n    " + terminal_safe(line.command) + "\n";
            ++count;
        }
    }
    if (count == 0) {
        return {};
    }
    context.progress.clear();
    if (context.globals.format == cli::Format::table ||
        context.globals.format == cli::Format::plain) {
        context.streams.err.write(text);
    }
    return print::confirm(context, fmt::format("install what runs {}?", counted(count, "command")));
}

}  // namespace skillmeat::app::commands
