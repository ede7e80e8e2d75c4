#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace skillmeat::deploy {

/// Whether a name may stand for an artifact on disk (rule R29): `[a-z0-9][a-z0-9-]{0,63}`, and none
/// that Windows keeps for devices (`con`, `nul`, `com1`, ...).
[[nodiscard]] bool is_slug(std::string_view name);

/// The name an artifact is installed under: its own where that is a slug, else the last part of its
/// path, else its own in lower case with `-` for what a slug cannot hold. Nothing when no letter or
/// digit is left. The result always is a slug.
[[nodiscard]] std::optional<std::string> installed_name(std::string_view name,
                                                        std::string_view path);

/// The same for every part of `a:b`, joined by `separator`: commands in folders have such names.
[[nodiscard]] std::optional<std::string> installed_names(std::string_view name,
                                                         std::string_view path, char separator);

/// What is wrong with the name of a file or folder of an artifact, as words behind "its name";
/// empty when nothing is. Stricter than git: names that mean something else, or nothing, on another
/// system are refused everywhere, so that one artifact is the same on all.
[[nodiscard]] std::string_view fault_of_segment(std::string_view segment);

}  // namespace skillmeat::deploy
