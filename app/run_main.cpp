#include <app/run_main.hpp>

#include <cerrno>
#include <exception>
#include <string>
#include <vector>

#include <skillmeat/sys/system_error.hpp>

#include <app/cli/parse.hpp>
#include <app/commands/help/help.hpp>
#include <app/telemetry.hpp>

namespace skillmeat::app {
namespace {

constexpr std::string_view version_line = "skillmeat " SKILLMEAT_VERSION "\n";

Result<Outcome> run_request(const cli::Parsed& parsed, Context& context) {
    if (std::holds_alternative<cli::VersionRequest>(parsed.request)) {
        context.streams.out.write(version_line);
        return Outcome{};
    }
    if (const auto* help = std::get_if<cli::HelpRequest>(&parsed.request)) {
        return commands::show_help(*help, context);
    }
    SKILLMEAT_TRY(cli::apply_environment(context.globals, context.environment));
    const auto& invocation = std::get<cli::Invocation>(parsed.request);
    begin_telemetry(context, *invocation.spec);
    SKILLMEAT_ASSIGN(const cli::Run run, invocation.spec->bind(invocation.values));
    return run(context);
}

Result<Outcome> run_words(const std::vector<std::string>& words, Context& context) {
    context.globals.format = cli::early_format(words);
    SKILLMEAT_ASSIGN(const cli::Parsed parsed, cli::parse(words, context.registry));
    context.globals = parsed.globals;
    return run_request(parsed, context);
}

Error unforeseen(std::string_view what) {
    return Error{
        ErrorCode::internal,
        "something unforeseen happened: " + std::string(what),
        {},
        {},
        "please report this, with the command line and the output of 'skillmeat --version'"};
}

/// Lets no exception out: what reaches this place is a fault of ours.
Result<Outcome> run_guarded(const std::vector<std::string>& words, Context& context) {
    try {
        return run_words(words, context);
    } catch (const std::exception& exception) {
        return fail(unforeseen(exception.what()));
    } catch (...) {
        return fail(unforeseen("an exception without a name"));
    }
}

/// Everything is committed by now, so a reader that went away changes nothing.
int finish(int code, Context& context) {
    context.progress.finish();
    context.streams.out.flush();
    const int error = context.streams.out.error();
    if (error == 0 || error == EPIPE) {
        return code;
    }
    const Error failure{ErrorCode::output_failed,
                        "cannot write to standard output: " + sys::system_message(error),
                        {},
                        {},
                        "check where the output goes; what was changed stays changed"};
    context.diagnostics.error(failure);
    return code == 0 ? info(failure.code).exit_code : code;
}

}  // namespace

int run_main(int argc, const char* const* argv, Context& context) {
    if (argc == 2 && std::string_view(argv[1]) == "--version") {
        context.streams.out.write(version_line);
        return finish(0, context);
    }
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    const Result<Outcome> outcome = run_guarded(words, context);
    const Error* const error = outcome ? nullptr : &outcome.error();
    if (error != nullptr) {
        context.diagnostics.error(*error);
    }
    const int code =
        finish(error != nullptr ? info(error->code).exit_code : outcome->exit_code, context);
    end_telemetry(context, code, error);
    return code;
}

}  // namespace skillmeat::app
