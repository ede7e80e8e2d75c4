#pragma once

#include <skillmeat/detect/words.hpp>
#include <skillmeat/tree/source_tree.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace skillmeat::detect {

inline constexpr std::uint32_t nowhere = 0xffffffff;

/// A directory of the tree with what its path says. Directories stand in the order of the listing,
/// parents before children.
struct Directory {
    std::string_view path;  ///< empty for the root
    std::uint32_t parent = nowhere;
    std::uint32_t begin = 0;  ///< files()[begin, end) stand below it
    std::uint32_t end = 0;
    std::uint32_t container_dir = nowhere;  ///< nearest one, itself included
    std::uint32_t vendor_dir = nowhere;     ///< first dot directory that is not inside a container
    std::uint32_t demoted_by = nowhere;     ///< topmost demoting segment
    std::uint32_t sampled_by = nowhere;     ///< topmost segment such as `example-plugin`
    bool retired = false;                   ///< a directory above is called deprecated or the like
    bool retires = false;                   ///< it is called so itself
    std::uint16_t depth = 0;                ///< 0 for the scanned root
    Container container = Container::none;
    bool ignored = false;
    bool unsafe = false;       ///< the path may not be handed out
    bool source_tree = false;  ///< below `src` and the like
    bool in_skill = false;     ///< a directory at or above it, other than the root, has a SKILL.md
    bool has_symlink = false;  ///< holds a link, at any depth
};

/// The tree's listing, indexed in one pass.
struct Listing {
    std::span<const tree::Entry> files;
    std::vector<Directory> directories;       ///< [0] is the root
    std::vector<std::uint32_t> directory_of;  ///< by index into files
    std::size_t code_files = 0;      ///< outside dot, sample, ignored and skill directories
    std::size_t markdown_files = 0;  ///< likewise
    std::uint32_t root = 0;          ///< directory that is scanned; nowhere: not there
    std::size_t begin = 0;           ///< the scanned part of files
    std::size_t end = 0;

    /// Index of a directory, or nowhere.
    [[nodiscard]] std::uint32_t find_directory(std::string_view path) const;
    /// Index of a file, link or submodule, or nowhere.
    [[nodiscard]] std::uint32_t find_file(std::string_view path) const;
    [[nodiscard]] std::string_view path(std::uint32_t directory) const {
        return directories[directory].path;
    }
};

/// `root` limits the scanned part; paths stay relative to the whole tree.
[[nodiscard]] Listing index_listing(std::span<const tree::Entry> files, std::string_view root);

[[nodiscard]] bool is_regular(const tree::Entry& entry);

}  // namespace skillmeat::detect
