#include <app/commands/common/count_print.hpp>

#include <string>

#include <skillmeat/base/text.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/commands/common/session.hpp>

namespace skillmeat::app::commands {

ops::CountBy count_by_of(const cli::Values& values) {
    const auto text = values.text("by").value_or("type");
    for (std::size_t i = 0; i < count_keys.size(); ++i) {
        if (count_keys[i] == text) {
            return static_cast<ops::CountBy>(i);
        }
    }
    return ops::CountBy::type;
}

Result<Outcome> print_counts(Context& context, std::string_view schema, ops::CountBy by,
                             const ops::EntryCounts& counts) {
    const auto key = std::string(count_keys[static_cast<std::size_t>(by)]);
    std::string header = key;
    for (auto& c : header) {
        c = static_cast<char>(c - 'a' + 'A');
    }
    print::List list;
    list.schema = schema;
    list.columns = {{.header = header}, {.header = "COUNT", .align = print::Align::right}};
    // The total is a row for people; in JSON it is a member of its own.
    const bool table = context.globals.format == cli::Format::table;
    list.count = counts.rows.size() + (table ? 1 : 0);
    list.cells = [&counts](std::size_t i) {
        if (i == counts.rows.size()) {
            return print::Row{{"total", print::Style::bold},
                              {std::to_string(counts.total), print::Style::bold}};
        }
        return print::Row{{counts.rows[i].key}, {std::to_string(counts.rows[i].count)}};
    };
    list.json = [&counts, &key, by](std::size_t i) {
        const auto& row = counts.rows[i];
        report::JsonObject object;
        object.text(key, row.key);
        if (by == ops::CountBy::source) {
            object.text_or_null("project_id", row.project_id);
        }
        object.integer("count", static_cast<std::int64_t>(row.count));
        return object.str();
    };
    list.page.total = counts.rows.size();
    list.extra = {{"by", report::json_string(key)},
                  {"total", std::to_string(counts.total)},
                  {"incomplete", incomplete_json(counts.incomplete)}};
    context.output().list(list);
    return outcome_of(context, counts.incomplete);
}

}  // namespace skillmeat::app::commands
