#pragma once

#include <string>
#include <string_view>

namespace skillmeat::test {

/// A cursor whose checksum and query are those of a true one, but with other bytes for its key:
/// checksums are no secret.
std::string forged_cursor(std::string_view cursor, std::string_view key_bytes);

/// A part of a key as cursors hold it: length in four bytes, then the text.
std::string cursor_part(std::string_view text);

}  // namespace skillmeat::test
