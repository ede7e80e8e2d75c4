#include <app/commands/common/export_text.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

#include <app/print/output.hpp>

namespace skillmeat::app::commands {

Result<std::optional<std::string>> output_file(const cli::Values& values) {
    auto file = values.text("output");
    if (file && file->empty()) {
        return fail(ErrorCode::invalid_value, "expected a file for --output, found an empty name",
                    "leave it out for stdout");
    }
    return file;
}

Result<void> put_export(Context& context, const std::optional<std::string>& file,
                        const std::string& text, std::string_view content, std::size_t left_out,
                        std::string_view schema, std::string json) {
    auto& output = context.output();
    if (file) {
        SKILLMEAT_ASSIGN(const auto here, context.environment.current_directory());
        SKILLMEAT_TRY(context.files.write(here / *file, text));
        output.note(fmt::format("wrote {} to {}", content, quote(*file)));
    }
    if (left_out > 0) {
        output.note(fmt::format("left out {}; --include-private takes them along",
                                counted(left_out, "private item")));
    }
    if (context.globals.machine()) {
        print::Item item;
        item.schema = schema;
        item.json = std::move(json);
        output.item(item);
    } else if (!file) {
        output.raw(text);
    }
    return {};
}

}  // namespace skillmeat::app::commands
