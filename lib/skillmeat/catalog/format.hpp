#pragma once

#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/catalog_entry.hpp>

namespace skillmeat::catalog {

inline constexpr int current_version = 1;

/// Text of `.skillmeat/catalog/<source>.toml`: header keys, then `[[entry]]` rows; keys with an
/// empty value are left out; bytes that are not UTF-8 become `\xNN`. The last line is a comment
/// with the number of entries, by which read() sees that nothing is missing. The same bytes for the
/// same catalog.
[[nodiscard]] std::string write(const Catalog& catalog);

/// Purpose-built reader for what write() made; anything else is an error `not_scanned` with line
/// and the hint to scan again: a catalog is a cache.
[[nodiscard]] Result<Catalog> read(std::string_view text, const std::string& path);

/// Only the header, without touching the entries.
[[nodiscard]] Result<CatalogHeader> read_header(std::string_view text, const std::string& path);

}  // namespace skillmeat::catalog
