#pragma once

#include <string>
#include <string_view>

#include <skillmeat/sys/environment.hpp>

#include <app/cli/globals.hpp>

namespace skillmeat::app::print {

enum class Style { none, bold, dim, red, green, yellow, blue, magenta, cyan };

/// Whether one stream gets colour (rule U2): flag, NO_COLOR, CLICOLOR_FORCE, CLICOLOR, and last
/// whether it is a terminal that is not `dumb`.
[[nodiscard]] bool use_color(cli::ColorChoice choice, const sys::Environment& environment,
                             bool terminal);

/// The text between the codes of a style; the text alone when colour is off.
[[nodiscard]] std::string paint(std::string_view text, Style style, bool color);

}  // namespace skillmeat::app::print
