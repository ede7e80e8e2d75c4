#include <skillmeat/net/connection_settings.hpp>

#include <initializer_list>
#include <string_view>

namespace skillmeat::net {
namespace {

struct Variable {
    std::string name;
    std::string value;
};

/// The first one that is set; empty when none is.
Variable first_set(const sys::Environment& environment,
                   std::initializer_list<std::string_view> names) {
    for (const auto name : names) {
        if (auto value = environment.get(name)) {
            return {std::string(name), *std::move(value)};
        }
    }
    return {};
}

Proxy first_proxy(const sys::Environment& environment,
                  std::initializer_list<std::string_view> names) {
    auto [name, value] = first_set(environment, names);
    return {std::move(value), std::move(name)};
}

}  // namespace

ConnectionSettings read_connection_settings(const sys::Environment& environment) {
    ConnectionSettings settings;
    settings.https =
        first_proxy(environment, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
    settings.http = first_proxy(environment, {"http_proxy", "all_proxy", "ALL_PROXY"});
    settings.no_proxy = first_set(environment, {"no_proxy", "NO_PROXY"}).value;
    const auto ca = first_set(environment, {"CURL_CA_BUNDLE", "SSL_CERT_FILE", "GIT_SSL_CAINFO"});
    settings.ca_file = ca.value;
    settings.ca_variable = ca.name;
    return settings;
}

}  // namespace skillmeat::net
