#pragma once

#include <cstddef>
#include <string>

#include <skillmeat/base/result.hpp>
#include <skillmeat/toml/document.hpp>

namespace skillmeat::tomlfile {

// The operations of Document on values alone: what an edit is meant to mean. Errors carry the
// position of the value that is in the way; `file` names it.

/// `source[2].tags`, for messages.
[[nodiscard]] std::string path_text(const KeyPath& path);

/// Null when there is nothing at the path.
[[nodiscard]] const Value* find_value(const Value& root, const KeyPath& path);
[[nodiscard]] Value* find_value(Value& root, const KeyPath& path);

[[nodiscard]] Result<void> set_value(Value& root, const KeyPath& path, const Value& value,
                                     const std::string& file);
/// index == size appends; a missing array is made.
[[nodiscard]] Result<void> insert_value(Value& root, const KeyPath& array, std::size_t index,
                                        const Value& value, const std::string& file);
/// The path leads to a value.
void erase_value(Value& root, const KeyPath& path);

}  // namespace skillmeat::tomlfile
