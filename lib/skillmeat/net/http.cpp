#include <skillmeat/net/http.hpp>

#include <algorithm>

namespace skillmeat::net {

std::optional<std::string_view> HttpResponse::header(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [&](const Header& header) { return header.name == name; });
    return found == headers.end() ? std::nullopt : std::optional<std::string_view>(found->value);
}

bool is_broken_connection(const Error& error) {
    return error.code == ErrorCode::network_error && error.hint == broken_connection_hint;
}

}  // namespace skillmeat::net
