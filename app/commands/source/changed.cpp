#include <app/commands/source/changed.hpp>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/commands/source/shared.hpp>

namespace skillmeat::app::commands {

void print_changed(Context& context, std::string_view schema, const ops::Changed& changed,
                   std::string_view verb) {
    auto& output = context.output();
    for (const auto& line : changed.said) {
        output.note(line);
    }
    const auto& id = changed.view.record.source.id;
    if (!changed.changed && !changed.scan) {
        output.note(fmt::format("{} is as it was", quote(id)));
    } else if (changed.scan) {
        output.note(fmt::format("{} {}: {}", verb, quote(id), summary_text(changed.scan->summary)));
    } else {
        output.note(fmt::format("{} {}", verb, quote(id)));
    }
    if (context.globals.format == cli::Format::table) {
        return;
    }
    print::Item item;
    item.schema = schema;
    item.json = report::source_json(facts_of(changed.view), true);
    item.changed = changed.changed || changed.scan.has_value();
    item.fields = source_fields(changed.view);
    output.item(item);
}

}  // namespace skillmeat::app::commands
