#include <skillmeat/telemetry/session.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/net/url.hpp>
#include <skillmeat/telemetry/export.hpp>
#include <skillmeat/telemetry/otlp_json.hpp>

#include <utility>

#include <fmt/format.h>

namespace skillmeat::telemetry {
namespace {

using observe::Level;

constexpr std::string_view program_name = "skillmeat";

std::vector<std::string> words_of(const Program& program) {
    std::vector<std::string> words{std::string(program_name)};
    words.insert(words.end(), program.command.begin(), program.command.end());
    return words;
}

RecorderOptions options_for(const Program& program, const Configuration& configuration) {
    RecorderOptions options;
    options.command = join(words_of(program), " ");
    options.log_level = configuration.asked.log_level;
    options.log_format = configuration.asked.log_format;
    options.keeps_spans = configuration.collector || !configuration.asked.trace_file.empty();
    options.parent = configuration.parent;
    return options;
}

Level level_of(Severity severity) {
    switch (severity) {
        case Severity::note:
            return Level::info;
        case Severity::warning:
            return Level::warn;
        case Severity::error:
            break;
    }
    return Level::error;
}

/// The whole value of a header, and what stands behind the scheme in it.
void tell_secrets(const std::vector<net::Header>& headers, observe::Redactor& redactor) {
    for (const auto& header : headers) {
        redactor.add(header.value);
        if (const auto blank = header.value.find(' '); blank != std::string::npos) {
            redactor.add(header.value.substr(blank + 1));
        }
    }
}

}  // namespace

Session::Session(World world, Program program, Configuration configuration)
    : world_(std::move(world)),
      program_(std::move(program)),
      configuration_(std::move(configuration)),
      recorder_(world_.clock, world_.redactor, world_.random, world_.write_line,
                options_for(program_, configuration_)),
      files_(world_.files, recorder_),
      processes_(world_.processes, recorder_),
      http_(world_.http, recorder_),
      diagnostics_(world_.diagnostics, recorder_) {
    if (configuration_.collector) {
        tell_secrets(configuration_.collector->headers, world_.redactor);
    }
    for (const auto& remark : configuration_.remarks) {
        recorder_.log(Level::debug, remark, {});
    }
}

void Session::LoggedDiagnostics::report(Diagnostic diagnostic) {
    observe::Attributes attributes;
    if (!diagnostic.origin.path.empty()) {
        attributes.emplace_back("path", diagnostic.origin.path);
    }
    if (diagnostic.origin.line > 0) {
        attributes.emplace_back("line", std::int64_t{diagnostic.origin.line});
    }
    recorder_.log(level_of(diagnostic.severity), diagnostic.message, std::move(attributes));
    inner_.report(std::move(diagnostic));
}

void Session::finish(int exit_code, const Error* error) {
    observe::Attributes attributes{{"process.executable.name", std::string(program_name)},
                                   {"process.command_args", words_of(program_)},
                                   {"process.pid", program_.process_id},
                                   {"process.exit.code", std::int64_t{exit_code}}};
    if (exit_code != 0 && error == nullptr) {
        attributes.emplace_back("error.type", std::to_string(exit_code));
    }
    const auto trace = recorder_.finish(std::move(attributes), exit_code != 0, error);
    if (!trace.spans.empty()) {
        export_trace(trace);
    }
}

void Session::export_trace(const Trace& trace) {
    const auto json = to_otlp_json(configuration_.resource, trace, program_.version);
    const auto& file = configuration_.asked.trace_file;
    if (!file.empty()) {
        if (auto written = append_trace(world_.files, file, json); !written) {
            diagnostics_.report({Severity::warning,
                                 "no trace was written: " + written.error().message,
                                 written.error().origin, written.error().hint});
        }
    }
    if (!configuration_.collector) {
        return;
    }
    const auto url = net::shown_url(configuration_.collector->url);
    const auto sent = send_trace(world_.http, *configuration_.collector, json);
    recorder_.log(
        Level::debug,
        sent ? fmt::format("sent {} to {}", counted(trace.spans.size(), "span"), quote(url))
             : "the trace was not sent: " + sent.error().message,
        {});
}

}  // namespace skillmeat::telemetry
