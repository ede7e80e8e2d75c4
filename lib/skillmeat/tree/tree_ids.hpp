#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::tree {

/// The directories files lie in, as git knows them: sorted bytewise, the root (an empty path)
/// first, none that is empty. `files` sorted by path; the views point into their paths. No ids.
[[nodiscard]] std::vector<Entry> directories_of(std::span<const Entry> files);

/// The tree ids git would give `directories`, in their order. Files without an id are left out.
[[nodiscard]] std::vector<std::string> tree_ids(std::span<const Entry> files,
                                                std::span<const Entry> directories, HashKind hash);

/// The first directory whose id is not the one git gives what is listed in it: something was left
/// out, added or changed. Nothing when all ids are right, and with them, from the root's on, the
/// whole listing. `directories` with ids, sorted, the root first.
[[nodiscard]] std::optional<std::size_t> find_false_tree_id(std::span<const Entry> files,
                                                            std::span<const Entry> directories,
                                                            HashKind hash);

}  // namespace skillmeat::tree
