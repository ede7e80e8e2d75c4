#include <app/print/style.hpp>

namespace skillmeat::app::print {
namespace {

std::string_view code_of(Style style) {
    switch (style) {
        case Style::bold:
            return "1";
        case Style::dim:
            return "2";
        case Style::red:
            return "31";
        case Style::green:
            return "32";
        case Style::yellow:
            return "33";
        case Style::blue:
            return "34";
        case Style::magenta:
            return "35";
        case Style::cyan:
            return "36";
        case Style::none:
            break;
    }
    return "";
}

}  // namespace

bool use_color(cli::ColorChoice choice, const sys::Environment& environment, bool terminal) {
    if (choice != cli::ColorChoice::automatic) {
        return choice == cli::ColorChoice::always;
    }
    if (environment.get("NO_COLOR")) {
        return false;
    }
    const auto forced = environment.get("CLICOLOR_FORCE");
    if (forced && *forced != "0") {
        return true;
    }
    return environment.get("CLICOLOR") != "0" && terminal && environment.get("TERM") != "dumb";
}

std::string paint(std::string_view text, Style style, bool color) {
    if (!color || style == Style::none || text.empty()) {
        return std::string(text);
    }
    std::string painted = "\x1b[";
    painted += code_of(style);
    painted += 'm';
    painted += text;
    painted += "\x1b[0m";
    return painted;
}

}  // namespace skillmeat::app::print
