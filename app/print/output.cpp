#include <app/print/output.hpp>

#include <skillmeat/base/unicode.hpp>
#include <skillmeat/report/json.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace skillmeat::app::print {
namespace {

using report::json_string;
using report::JsonObject;

std::string page_json(const Page& page) {
    JsonObject object;
    object.integer("total", static_cast<std::int64_t>(page.total));
    if (page.number > 0) {
        object.integer("page", static_cast<std::int64_t>(page.number));
        object.integer("page_size", static_cast<std::int64_t>(page.size));
        object.integer("pages", static_cast<std::int64_t>(page.pages()));
        return object.str();
    }
    if (page.limit) {
        object.integer("limit", static_cast<std::int64_t>(*page.limit));
    } else {
        object.null("limit");
    }
    object.text_or_null("next_cursor", page.next_cursor.value_or(""));
    return object.str();
}

std::string fields_text(const std::vector<Field>& fields, bool color) {
    std::size_t width = 0;
    for (const Field& field : fields) {
        width = std::max(width, display_width(field.label));
    }
    std::string text;
    for (const Field& field : fields) {
        text += paint(std::string(field.label) + ":", Style::bold, color);
        if (!field.value.text.empty()) {
            text.append(width - display_width(field.label) + 1, ' ');
            text += paint(terminal_safe(field.value.text), field.value.style, color);
        }
        text += '\n';
    }
    return text;
}

/// Text of someone else, line by line: ends of lines and tabs stay what they mean.
std::string safe_lines(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        for (auto tab = line.find('\t'); tab != line.npos; tab = line.find('\t')) {
            result += terminal_safe(line.substr(0, tab)) + "    ";
            line.remove_prefix(tab + 1);
        }
        result += terminal_safe(line) + "\n";
    }
    return result;
}

std::string item_plain(const Item& item) {
    std::string text;
    for (const Field& field : item.fields) {
        text += plain_row({Cell{std::string(field.label)}, field.value});
    }
    for (const Section& section : item.sections) {
        for (const Row& row : section.rows) {
            text += plain_row(row);
        }
    }
    if (!item.text.empty()) {
        text += plain_row({Cell{"text"}, Cell{item.text}});
    }
    return text;
}

}  // namespace

Output::Output(Streams& streams, const cli::Globals& globals, const sys::Environment& environment)
    : streams_(streams),
      globals_(globals),
      environment_(environment),
      color_(use_color(globals.color, environment, streams.out.facts().terminal)) {}

TableLayout Output::layout() const {
    TableLayout layout;
    if (streams_.out.facts().terminal) {
        layout.width = streams_.out.facts().width;
    }
    layout.color = color_;
    return layout;
}

/// One item per line, so that two documents can be compared with diff.
void Output::write_items(const ItemList& items) {
    streams_.out.write("[");
    for (std::size_t i = 0; i < items.count; ++i) {
        streams_.out.write(i == 0 ? "\n" : ",\n");
        streams_.out.write(items.json(i));
    }
    streams_.out.write(items.count == 0 ? "]" : "\n]");
}

/// A member of a document that is already open.
void Output::write_member(std::string_view name, std::string_view json) {
    streams_.out.write(", " + json_string(name) + ": ");
    streams_.out.write(json);
}

void Output::list_json(const List& list) {
    streams_.out.write("{\"schema\": " + json_string(list.schema) + ", \"items\": ");
    write_items({"items", list.count, list.json});
    write_member("page", page_json(list.page));
    for (const auto& [name, json] : list.extra) {
        write_member(name, json);
    }
    streams_.out.write("}\n");
}

void Output::item_json(const Item& item) {
    streams_.out.write("{\"schema\": " + json_string(item.schema) + ", \"item\": ");
    streams_.out.write(item.json);
    if (item.changed) {
        write_member("changed", *item.changed ? "true" : "false");
    }
    for (const auto& [name, json] : item.extra) {
        write_member(name, json);
    }
    for (const auto& items : item.lists) {
        write_member(items.name, "");
        write_items(items);
    }
    streams_.out.write("}\n");
}

void Output::list(const List& list) {
    switch (globals_.format) {
        case cli::Format::json:
            list_json(list);
            return;
        case cli::Format::jsonl:
            for (std::size_t i = 0; i < list.count && !list.streamed; ++i) {
                stream(list.json(i));
            }
            return;
        case cli::Format::plain:
            for (std::size_t i = 0; i < list.count; ++i) {
                streams_.out.write(plain_row(list.cells(i)));
            }
            return;
        case cli::Format::table:
            break;
    }
    if (list.count == 0) {
        note(list.empty_message);
        return;
    }
    std::vector<Row> rows;
    rows.reserve(list.count);
    for (std::size_t i = 0; i < list.count; ++i) {
        rows.push_back(list.cells(i));
    }
    human(render_table(list.columns, rows, layout()));
    if (list.page.next_cursor) {
        // Cursors are long, and nobody types one.
        note(
            streams_.out.facts().terminal
                ? fmt::format("{} of {} shown; raise --limit for more", list.count, list.page.total)
                : "more rows follow: --cursor " + *list.page.next_cursor);
    }
    if (list.page.number > 0 && list.page.number < list.page.pages()) {
        note("more rows follow: --page " + std::to_string(list.page.number + 1) + " of " +
             std::to_string(list.page.pages()));
    }
}

void Output::item(const Item& item) {
    switch (globals_.format) {
        case cli::Format::json:
            item_json(item);
            return;
        case cli::Format::jsonl:
            stream(item.json);
            return;
        case cli::Format::plain:
            streams_.out.write(item_plain(item));
            return;
        case cli::Format::table:
            break;
    }
    std::string text = fields_text(item.fields, color_);
    for (const Section& section : item.sections) {
        text += text.empty() ? "" : "\n";
        if (!section.title.empty()) {
            text += paint(section.title, Style::bold, color_) + "\n";
        }
        text += render_table(section.columns, section.rows, layout());
    }
    if (!item.text.empty()) {
        text += (text.empty() ? "" : "\n") + safe_lines(item.text);
    }
    human(text);
}

void Output::stream(std::string_view json) {
    if (globals_.format == cli::Format::jsonl) {
        streams_.out.write(json);
        streams_.out.write("\n");
        streams_.out.flush();
    }
}

void Output::raw(std::string_view text) {
    streams_.out.write(text);
}

void Output::line(std::string_view text) {
    if (globals_.format == cli::Format::table && !globals_.quiet) {
        streams_.out.write(terminal_safe(text) + "\n");
    }
}

void Output::note(std::string_view text) {
    if (!text.empty() && !globals_.quiet && !globals_.machine()) {
        streams_.err.write(terminal_safe(text) + "\n");
        streams_.err.flush();
    }
}

void Output::human(std::string_view text) {
    const StreamFacts& facts = streams_.out.facts();
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    if (facts.terminal && !globals_.no_pager && lines >= facts.height) {
        const auto pager = choose_pager(environment_, pager_setting_);
        streams_.out.flush();
        if (pager && run_pager(*pager, environment_, text)) {
            return;
        }
    }
    streams_.out.write(text);
    if (facts.terminal) {
        streams_.out.flush();  // what is said about it comes below it
    }
}

}  // namespace skillmeat::app::print
