#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::ops {

inline constexpr std::size_t max_readme = std::size_t{50} << 10;  ///< bytes kept

/// Index in tree.files() of the repository's README: of the root, else of `.github/`, else of
/// `docs/`; in one directory README.md before .rst, .txt and none, any case (bytewise first of
/// several). Links and submodules are none. Nothing when there is no README.
[[nodiscard]] std::optional<std::size_t> find_readme(const tree::SourceTree& tree);

/// The text that is kept: at most max_readme bytes, cut on a character boundary. `invalid_value`
/// when the bytes are not UTF-8.
[[nodiscard]] Result<std::string> readme_text(std::string_view bytes);

/// Digest of a kept text, as readme_hash in the lock.
[[nodiscard]] std::string readme_hash(std::string_view text);

}  // namespace skillmeat::ops
