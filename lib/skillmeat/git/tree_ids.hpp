#pragma once

#include <span>
#include <string>
#include <vector>

#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::git {

/// The directories files lie in, as git knows them: sorted bytewise, the root (an empty path)
/// first, none that is empty. `files` sorted by path; the views point into their paths. No ids.
[[nodiscard]] std::vector<tree::Entry> directories_of(std::span<const tree::Entry> files);

/// The tree ids git would give `directories`, in their order. Files without an id are left out.
[[nodiscard]] std::vector<std::string> tree_ids(std::span<const tree::Entry> files,
                                                std::span<const tree::Entry> directories,
                                                HashKind hash);

}  // namespace skillmeat::git
