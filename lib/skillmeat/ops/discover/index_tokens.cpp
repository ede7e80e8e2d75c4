#include <skillmeat/ops/discover/index_tokens.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace skillmeat::ops {
namespace {

constexpr std::size_t longest_token = 4096;

/// As hosts stand in the setting: with the port when it is not that of https.
std::string host_key(const net::Origin& origin) {
    constexpr int https_port = 443;
    auto host =
        origin.host.find(':') == std::string::npos ? origin.host : fmt::format("[{}]", origin.host);
    return origin.port == https_port ? host : fmt::format("{}:{}", host, origin.port);
}

/// Anything but visible ASCII could end the header and begin another.
bool fits_header(const std::string& token) {
    return token.size() <= longest_token &&
           std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

IndexTokens::IndexTokens(const sys::Environment& environment,
                         std::map<std::string, std::string> variables, observe::Redactor* redactor)
    : environment_(environment), variables_(std::move(variables)), redactor_(redactor) {}

std::string IndexTokens::variable_of(const net::Origin& origin) const {
    if (origin.scheme != "https" && !net::is_loopback(origin.host)) {
        return {};
    }
    const auto found = variables_.find(host_key(origin));
    return found == variables_.end() ? std::string() : found->second;
}

Result<std::optional<std::string>> IndexTokens::token_of(const net::Origin& origin) const {
    const auto variable = variable_of(origin);
    auto token = variable.empty() ? std::nullopt : environment_.get(variable);
    if (!token) {
        return std::nullopt;
    }
    if (redactor_ != nullptr) {
        redactor_->add(*token);
    }
    if (!fits_header(*token)) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("the token from {} is too long, or holds a space or a character "
                                "that is not visible ASCII",
                                variable),
                    "set it anew, without white space or line ends");
    }
    return token;
}

net::Credentials IndexTokens::credentials() const {
    return [this](const net::Origin& origin) -> Result<std::optional<net::Header>> {
        SKILLMEAT_ASSIGN(const auto token, token_of(origin));
        if (!token) {
            return std::nullopt;
        }
        return net::Header{"Authorization", "Bearer " + *token};
    };
}

}  // namespace skillmeat::ops
