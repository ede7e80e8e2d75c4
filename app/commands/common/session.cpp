#include <app/commands/common/session.hpp>

#include <skillmeat/base/error_code.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/report/json.hpp>
#include <skillmeat/report/source_json.hpp>
#include <skillmeat/telemetry/session.hpp>

namespace skillmeat::app::commands {

namespace {

bool environment_decides_color(const sys::Environment& environment) {
    return environment.get("NO_COLOR") || environment.get("CLICOLOR_FORCE") ||
           environment.get("CLICOLOR");
}

/// The settings `pager` and `color`, which only matter on a terminal. A manifest that cannot be
/// read is reported where it is needed, not here.
void apply_display_settings(Context& context) {
    if (!context.streams.out.facts().terminal && !context.streams.err.facts().terminal) {
        return;
    }
    DiagnosticList unused;
    ops::Services quiet{context.files,     context.clock, context.environment,
                        context.processes, unused,        nullptr};
    const auto settings = ops::user_settings(quiet);
    if (!settings) {
        return;
    }
    const auto& color = settings->text("color");
    if (context.globals.color == cli::ColorChoice::automatic && color != "auto" &&
        !environment_decides_color(context.environment)) {
        context.globals.color =
            color == "always" ? cli::ColorChoice::always : cli::ColorChoice::never;
    }
    context.output().set_pager(settings->text("pager"));
}

}  // namespace

ops::Services services(Context& context) {
    apply_display_settings(context);
    if (!context.telemetry) {
        return ops::Services{
            context.files,       context.clock, context.environment, context.processes,
            context.diagnostics, nullptr,       &context.network(),  nullptr,
            context.random};
    }
    auto& observed = *context.telemetry;
    return ops::Services{observed.files(),     context.clock,          context.environment,
                         observed.processes(), observed.diagnostics(), nullptr,
                         &context.network(),   &observed.observer(),   context.random};
}

ops::ScopeRequest scope_request(const Context& context) {
    ops::ScopeRequest request;
    request.project = context.globals.project.value_or("");
    if (context.globals.scope) {
        switch (*context.globals.scope) {
            case cli::Scope::user:
                request.choice = ops::ScopeChoice::user;
                break;
            case cli::Scope::project:
                request.choice = ops::ScopeChoice::project;
                break;
            case cli::Scope::all:
                request.choice = ops::ScopeChoice::all;
                break;
        }
    }
    return request;
}

Result<ops::Scope> write_scope(Context& context, ops::Services& services) {
    SKILLMEAT_ASSIGN(auto scope, ops::resolve_scope(services, scope_request(context)));
    if (scope.fell_back) {
        context.output().note("no project here: using the user scope (" + scope.manifest.string() +
                              ")");
    }
    return scope;
}

Result<std::vector<ops::Scope>> read_scopes(Context& context, ops::Services& services) {
    return ops::resolve_scopes(services, scope_request(context));
}

std::string incomplete_json(const std::vector<ops::IncompleteSource>& incomplete) {
    report::JsonArray array;
    for (const auto& source : incomplete) {
        array.raw(report::incomplete_json(source.project_id, source.source_id));
    }
    return array.str();
}

Result<Outcome> outcome_of(Context& context, const std::vector<ops::IncompleteSource>& incomplete) {
    if (incomplete.empty()) {
        return Outcome{};
    }
    const auto error = ops::incomplete_error(incomplete);
    context.diagnostics.error(error);
    return Outcome{info(error.code).exit_code};
}

}  // namespace skillmeat::app::commands
