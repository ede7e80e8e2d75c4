#include <skillmeat/tree/source_tree.hpp>

#include <algorithm>

namespace skillmeat::tree {

std::size_t find_file(const SourceTree& tree, std::string_view path) {
    const auto files = tree.files();
    const auto found = std::ranges::lower_bound(files, path, {}, &Entry::path);
    return found != files.end() && found->path == path
               ? static_cast<std::size_t>(found - files.begin())
               : npos;
}

}  // namespace skillmeat::tree
