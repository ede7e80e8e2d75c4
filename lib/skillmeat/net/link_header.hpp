#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace skillmeat::net {

/// The target of the link whose `rel` has the word `relation`, as it stands between `<` and `>`
/// (RFC 8288, section 3); nothing when there is none or the header is malformed.
[[nodiscard]] std::optional<std::string> find_link(std::string_view header,
                                                   std::string_view relation);

}  // namespace skillmeat::net
