#include <skillmeat/git/tree_ids.hpp>

#include <algorithm>
#include <string_view>

namespace skillmeat::git {
namespace {

struct Child {
    std::string_view name;
    std::uint32_t mode = 0;
    std::string raw_id;
};

std::string_view parent_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == path.npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

// Git sorts a directory as if its name ended in a slash.
bool git_order(const Child& a, const Child& b) {
    const auto common = std::min(a.name.size(), b.name.size());
    if (const int order = a.name.substr(0, common).compare(b.name.substr(0, common)); order != 0) {
        return order < 0;
    }
    const auto next = [common](const Child& child) -> unsigned char {
        if (child.name.size() > common) {
            return static_cast<unsigned char>(child.name[common]);
        }
        return child.mode == tree::mode_directory ? '/' : '\0';
    };
    return next(a) < next(b);
}

std::string octal(std::uint32_t mode) {
    std::string text;
    for (; mode != 0; mode /= 8) {
        text.insert(text.begin(), static_cast<char>('0' + mode % 8));
    }
    return text;
}

std::string tree_content(std::vector<Child>& children) {
    std::sort(children.begin(), children.end(), git_order);
    std::string content;
    for (const auto& child : children) {
        content += octal(child.mode) + ' ';
        content += child.name;
        content += '\0';
        content += child.raw_id;
    }
    return content;
}

}  // namespace

std::vector<tree::Entry> directories_of(std::span<const tree::Entry> files) {
    std::vector<tree::Entry> directories{tree::Entry{{}, {}, tree::mode_directory}};
    std::string_view previous;
    for (const auto& file : files) {
        const auto parent = parent_of(file.path);
        for (auto path = parent; !path.empty(); path = parent_of(path)) {
            if (previous.starts_with(path) &&
                (previous.size() == path.size() || previous[path.size()] == '/')) {
                break;  // known, and so are those above it
            }
            directories.push_back(tree::Entry{path, {}, tree::mode_directory});
        }
        previous = parent;
    }
    const auto by_path = [](const tree::Entry& a, const tree::Entry& b) { return a.path < b.path; };
    const auto same = [](const tree::Entry& a, const tree::Entry& b) { return a.path == b.path; };
    std::sort(directories.begin(), directories.end(), by_path);
    directories.erase(std::unique(directories.begin(), directories.end(), same), directories.end());
    return directories;
}

std::vector<std::string> tree_ids(std::span<const tree::Entry> files,
                                  std::span<const tree::Entry> directories, HashKind hash) {
    std::vector<std::vector<Child>> children(directories.size());
    const auto add = [&](const tree::Entry& entry, std::string_view id) {
        const auto parent =
            std::lower_bound(directories.begin(), directories.end(), parent_of(entry.path),
                             [](const tree::Entry& directory, std::string_view path) {
                                 return directory.path < path;
                             });
        children[static_cast<std::size_t>(parent - directories.begin())].push_back(
            Child{name_of(entry.path), entry.mode, from_hex(id).value_or(std::string{})});
    };
    for (const auto& file : files) {
        if (!file.id.empty()) {
            add(file, file.id);
        }
    }
    std::vector<std::string> ids(directories.size());
    for (std::size_t index = directories.size(); index-- > 0;) {
        // A directory sorts before everything in it, so its children are done by now.
        ids[index] = git_object_id(hash, "tree", tree_content(children[index]));
        if (index > 0 && !children[index].empty()) {
            add(directories[index], ids[index]);
        }
    }
    return ids;
}

}  // namespace skillmeat::git
