#include <app/telemetry.hpp>

#include <unistd.h>

#include <exception>
#include <utility>

#include <skillmeat/telemetry/session.hpp>

namespace skillmeat::app {
namespace {

telemetry::Program program_of(const cli::CommandSpec& command) {
    telemetry::Program program{{std::string(command.noun)}, SKILLMEAT_VERSION, ::getpid()};
    if (!command.verb.empty()) {
        program.command.emplace_back(command.verb);
    }
    return program;
}

}  // namespace

void begin_telemetry(Context& context, const cli::CommandSpec& command) {
    const cli::Globals& globals = context.globals;
    auto configuration = telemetry::configure(
        {globals.log_level, globals.log_format.value_or(telemetry::LogFormat::text),
         globals.trace_file},
        context.environment, SKILLMEAT_VERSION);
    if (!configuration.is_on()) {
        return;
    }
    context.telemetry = std::make_unique<telemetry::Session>(
        telemetry::World{
            context.clock, context.files, context.processes, context.http, context.diagnostics,
            context.redactor, context.random,
            [&context](std::string_view line) { context.progress.say(std::string(line) + "\n"); }},
        program_of(command), std::move(configuration));
}

void end_telemetry(Context& context, int exit_code, const Error* error) {
    if (!context.telemetry) {
        return;
    }
    try {
        context.telemetry->finish(exit_code, error);
    } catch (const std::exception& exception) {
        context.diagnostics.report(
            {Severity::warning, std::string("the trace was lost: ") + exception.what(), {}, ""});
    }
}

}  // namespace skillmeat::app
