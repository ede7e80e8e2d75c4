#pragma once

#include <memory>
#include <string>
#include <vector>

#include <skillmeat/tree/source_tree.hpp>

namespace skillmeat::tree {

struct FileContent {
    std::string path;
    std::string bytes;  ///< the target for a symbolic link, the commit id for a submodule
    std::uint32_t mode = mode_file;
};

/// A tree of files held in memory, with the object ids git would give. Paths must be unique.
[[nodiscard]] std::unique_ptr<SourceTree> make_memory_tree(std::vector<FileContent> files,
                                                           HashKind hash = HashKind::sha1);

}  // namespace skillmeat::tree
