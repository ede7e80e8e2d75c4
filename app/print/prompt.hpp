#pragma once

#include <string_view>

#include <skillmeat/base/result.hpp>

namespace skillmeat::app {
struct Context;
}

namespace skillmeat::app::print {

/// Asks "QUESTION [y/N] " on stderr. Success with --yes or a yes; `confirmation_required` naming
/// --yes when nobody can be asked (stdin or stderr no terminal, --no-input,
/// SKILLMEAT_PROMPT_DISABLED) or the answer was no. Call before anything is written.
[[nodiscard]] Result<void> confirm(Context& context, std::string_view question);

}  // namespace skillmeat::app::print
