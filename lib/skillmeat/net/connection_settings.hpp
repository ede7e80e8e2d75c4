#pragma once

#include <string>

#include <skillmeat/sys/environment.hpp>

namespace skillmeat::net {

/// A proxy as a variable names it, and the variable; both empty when there is none. The address may
/// hold a password: messages show it by shown_url().
struct Proxy {
    std::string address;
    std::string variable;
};

/// What the environment says about how hosts are reached.
struct ConnectionSettings {
    Proxy https;           ///< https_proxy, HTTPS_PROXY, else all_proxy, ALL_PROXY
    Proxy http;            ///< http_proxy (HTTP_PROXY can be set by a web client), else as above
    std::string no_proxy;  ///< no_proxy, NO_PROXY: hosts reached without, in curl's form
    std::string ca_file;   ///< CURL_CA_BUNDLE, SSL_CERT_FILE, GIT_SSL_CAINFO; empty: the system's
    std::string ca_variable;  ///< that named it
};

[[nodiscard]] ConnectionSettings read_connection_settings(const sys::Environment& environment);

}  // namespace skillmeat::net
