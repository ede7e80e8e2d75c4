#include <app/print/diagnostics.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/report/json.hpp>

#include <app/print/progress.hpp>
#include <app/print/style.hpp>

#include <algorithm>

namespace skillmeat::app::print {
namespace {

using report::JsonObject;

struct Label {
    std::string_view word;
    Style style;
};

Label label_of(Severity severity) {
    switch (severity) {
        case Severity::note:
            return {"note", Style::cyan};
        case Severity::warning:
            return {"warning", Style::yellow};
        case Severity::error:
            break;
    }
    return {"error", Style::red};
}

/// Lines of a text made safe one by one, the second and later ones indented.
std::string safe_lines(std::string_view text) {
    std::string out;
    for (const auto line : split(text, '\n')) {
        out += out.empty() ? "" : "\n  ";
        out += terminal_safe(line);
    }
    return out;
}

std::string place_of(const Origin& origin) {
    std::string place = terminal_safe(origin.path);
    if (origin.line > 0) {
        place += (place.empty() ? "line " : ":") + std::to_string(origin.line);
        if (origin.column > 0) {
            place += ":" + std::to_string(origin.column);
        }
    }
    return place;
}

std::string render(const Label& label, const Error& error, bool color) {
    std::string text = paint(std::string(label.word) + ":", label.style, color) + " " +
                       safe_lines(error.message) + "\n";
    const std::string place = place_of(error.origin);
    if (!place.empty()) {
        text += paint("  -->", Style::blue, color) + " " + place + "\n";
    }
    for (const std::string& line : error.context) {
        text += "  " + safe_lines(line) + "\n";
    }
    if (!error.hint.empty()) {
        text += paint("help:", Style::cyan, color) + " " + safe_lines(error.hint) + "\n";
    }
    return text;
}

Error as_error(const Diagnostic& diagnostic) {
    return Error{
        ErrorCode::invalid_manifest, diagnostic.message, diagnostic.origin, {}, diagnostic.hint};
}

JsonObject& add_number(JsonObject& object, std::string_view name, int number) {
    return number > 0 ? object.integer(name, number) : object.null(name);
}

/// The members that errors and warnings share.
void add_body(JsonObject& object, const Error& error) {
    std::string message = error.message;
    for (const std::string& line : error.context) {
        message += " (" + line + ")";
    }
    object.text("message", message);
    if (error.origin.path.empty()) {
        object.null("path");
    } else {
        object.text("path", error.origin.path);
    }
    add_number(object, "line", error.origin.line);
    add_number(object, "column", error.origin.column);
    if (error.hint.empty()) {
        object.null("hint");
    } else {
        object.text("hint", error.hint);
    }
}

std::string diagnostic_json(const Diagnostic& diagnostic) {
    JsonObject body;
    add_body(body, as_error(diagnostic));
    return JsonObject().raw(label_of(diagnostic.severity).word, body.str()).str();
}

}  // namespace

std::string render_error(const Error& error, bool color) {
    return render(label_of(Severity::error), error, color);
}

std::string render_diagnostic(const Diagnostic& diagnostic, bool color) {
    return render(label_of(diagnostic.severity), as_error(diagnostic), color);
}

std::string error_json(const Error& error) {
    JsonObject body;
    body.text("code", info(error.code).name);
    add_body(body, error);
    return JsonObject().raw("error", body.str()).str();
}

Diagnostics::Diagnostics(Streams& streams, const cli::Globals& globals,
                         const sys::Environment& environment, const observe::Redactor& redactor,
                         Progress& progress)
    : streams_(streams),
      globals_(globals),
      environment_(environment),
      redactor_(redactor),
      progress_(progress) {}

void Diagnostics::report(Diagnostic diagnostic) {
    if (diagnostic.severity == Severity::error) {
        error(as_error(diagnostic));
        if (diagnostic.origin.line > 0) {
            const std::lock_guard lock(mutex_);
            faults_.push_back(diagnostic.origin);
        }
    } else if (!globals_.quiet) {
        for (auto* text : {&diagnostic.message, &diagnostic.origin.path, &diagnostic.hint}) {
            *text = redactor_.clean(*text);
        }
        progress_.say(globals_.machine() ? diagnostic_json(diagnostic) + "\n"
                                         : render_diagnostic(diagnostic, color()));
    }
}

void Diagnostics::error(const Error& error) {
    {
        const std::lock_guard lock(mutex_);
        if (std::find(faults_.begin(), faults_.end(), error.origin) != faults_.end()) {
            return;
        }
    }
    const Error cleaned = redactor_.clean(error);
    progress_.say(globals_.machine() ? error_json(cleaned) + "\n" : render_error(cleaned, color()));
}

bool Diagnostics::color() const {
    return use_color(globals_.color, environment_, streams_.err.facts().terminal);
}

int combined_exit_code(const std::vector<Error>& failures) {
    int code = 0;
    for (const Error& failure : failures) {
        const int own = info(failure.code).exit_code;
        if (code != 0 && code != own) {
            return info(ErrorCode::some_failed).exit_code;
        }
        code = own;
    }
    return code;
}

}  // namespace skillmeat::app::print
