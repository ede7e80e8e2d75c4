#include <skillmeat/ops/network.hpp>

#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/effective_settings.hpp>
#include <skillmeat/ops/paths.hpp>
#include <skillmeat/ops/services.hpp>

namespace skillmeat::ops {
namespace {

github::Hosts hosts_of(const settings::Settings& settings, const sys::Environment& environment) {
    github::Hosts hosts;
    hosts.api_url = settings.text("github.api_url");
    const auto& named = settings.text("github.hosts");
    for (const auto host : split(named, ',')) {
        if (!host.empty()) {
            hosts.enterprise.emplace_back(host);
        }
    }
    if (const auto host = environment.get("GH_HOST"); host && *host != "github.com") {
        hosts.enterprise.push_back(ascii_lower(*host));
    }
    return hosts;
}

}  // namespace

Result<void> Network::make_tokens(Services& services) {
    if (!tokens_) {
        SKILLMEAT_ASSIGN(const auto settings, user_settings(services));
        SKILLMEAT_ASSIGN(auto variables, settings::token_variables(settings));
        tokens_ = std::make_unique<github::Tokens>(services.environment, services.processes,
                                                   std::move(variables), redactor_);
    }
    return {};
}

Result<github::Tokens*> Network::tokens(Services& services) {
    const std::lock_guard guard(mutex_);
    SKILLMEAT_TRY(make_tokens(services));
    return tokens_.get();
}

Result<github::Api*> Network::github(Services& services) {
    const std::lock_guard guard(mutex_);
    if (!api_) {
        SKILLMEAT_TRY(make_tokens(services));
        SKILLMEAT_ASSIGN(const auto settings, user_settings(services));
        github::ApiOptions options;
        options.hosts = hosts_of(settings, services.environment);
        options.cache = user_paths(services.environment).cache.value_or(sys::Path{});
        options.jobs = static_cast<std::size_t>(settings.integer("jobs"));
        api_ = std::make_unique<github::Api>(http_, services.files, services.clock, *tokens_,
                                             std::move(options));
    }
    return api_.get();
}

Result<github::Api*> github_api(Services& services) {
    if (services.network == nullptr) {
        return fail(ErrorCode::internal, "this command was given no network");
    }
    return services.network->github(services);
}

Result<github::Hosts> github_hosts(Services& services) {
    SKILLMEAT_ASSIGN(const auto settings, user_settings(services));
    return hosts_of(settings, services.environment);
}

}  // namespace skillmeat::ops
