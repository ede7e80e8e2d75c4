#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/model/collection.hpp>
#include <skillmeat/toml/section.hpp>
#include <skillmeat/toml/value.hpp>

namespace skillmeat::collections {

inline constexpr int current_schema = 1;

/// Text of a file without collections.
[[nodiscard]] std::string new_file();

/// What collections.toml says (formats.md), parsed already. Every fault is reported to `sink` with
/// its position, all of them in one run, then the result is `invalid_manifest`. Unknown keys are
/// warnings. A newer schema is `newer_format`; an absent one is the first.
[[nodiscard]] Result<std::vector<Collection>> read(const tomlfile::Table& root,
                                                   const std::string& path, DiagnosticSink& sink);

/// Fails with `newer_format` or `invalid_manifest` unless the key `schema` is one we know.
[[nodiscard]] Result<void> check_schema(const tomlfile::Table& root, const std::string& path);

/// The `[[collection]]` tables below `top`, for files that hold more than these. Faults go to the
/// section's sink.
[[nodiscard]] std::vector<Collection> read_collections(tomlfile::Section& top);

// Single values, alike for the file and the command line; errors are `invalid_value`.

/// `what` is "collection" or "group".
[[nodiscard]] Result<void> check_name(std::string_view what, std::string_view name);
[[nodiscard]] Result<void> check_description(std::string_view description);
/// Equal for names that are the same ignoring case.
[[nodiscard]] std::string name_key(std::string_view name);

}  // namespace skillmeat::collections
