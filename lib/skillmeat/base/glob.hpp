#pragma once

#include <string_view>

namespace skillmeat {

/// Whether `path` fits `pattern`, bytewise on the whole path: `*` and `?` within a segment, `**`
/// as a whole segment for any number of segments (none included). No character classes, no
/// escapes. Linear in the product of both lengths.
[[nodiscard]] bool glob_match(std::string_view pattern, std::string_view path);

}  // namespace skillmeat
