#include <app/print/prompt.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/sys/interrupt.hpp>

#include <app/context.hpp>

namespace skillmeat::app::print {

Result<void> confirm(Context& context, std::string_view question) {
    if (context.globals.yes) {
        return {};
    }
    const bool can_ask = context.streams.in_terminal && context.streams.err.facts().terminal &&
                         !context.globals.no_input &&
                         !context.environment.get("SKILLMEAT_PROMPT_DISABLED");
    if (!can_ask) {
        return fail(ErrorCode::confirmation_required,
                    "confirmation needed: " + std::string(question), "add --yes to go on");
    }
    context.progress.clear();
    context.streams.err.write(terminal_safe(question) + " [y/N] ");
    context.streams.err.flush();
    const auto answer = context.streams.in->read_line();
    SKILLMEAT_TRY(sys::check_interrupted());
    if (answer &&
        (equals_ignoring_case(trim(*answer), "y") || equals_ignoring_case(trim(*answer), "yes"))) {
        return {};
    }
    return fail(ErrorCode::confirmation_required, "not confirmed; nothing was changed",
                "answer y, or add --yes");
}

}  // namespace skillmeat::app::print
