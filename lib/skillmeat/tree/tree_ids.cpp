#include <skillmeat/tree/tree_ids.hpp>

#include <algorithm>
#include <string_view>

namespace skillmeat::tree {
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
        return child.mode == mode_directory ? '/' : '\0';
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

// `directory` is the mode of directories: trees made by old programs have a zero in front.
std::string tree_content(std::vector<Child>& children, std::string_view directory = "40000") {
    std::sort(children.begin(), children.end(), git_order);
    std::string content;
    for (const auto& child : children) {
        content += child.mode == mode_directory ? std::string(directory) : octal(child.mode);
        content += ' ';
        content += child.name;
        content += '\0';
        content += child.raw_id;
    }
    return content;
}

/// What stands in each directory, by the index of the directory.
class Children {
  public:
    explicit Children(std::span<const Entry> directories)
        : directories_(directories), rows_(directories.size()) {}

    /// False when the directory it stands in is none of those listed.
    bool add(const Entry& entry, std::string_view id) {
        const auto path = parent_of(entry.path);
        const auto parent = std::lower_bound(
            directories_.begin(), directories_.end(), path,
            [](const Entry& directory, std::string_view text) { return directory.path < text; });
        if (parent == directories_.end() || parent->path != path) {
            return false;
        }
        rows_[static_cast<std::size_t>(parent - directories_.begin())].push_back(
            Child{name_of(entry.path), entry.mode, from_hex(id).value_or(std::string{})});
        return true;
    }

    [[nodiscard]] std::vector<Child>& of(std::size_t directory) { return rows_[directory]; }

  private:
    std::span<const Entry> directories_;
    std::vector<std::vector<Child>> rows_;
};

}  // namespace

std::vector<Entry> directories_of(std::span<const Entry> files) {
    std::vector<Entry> directories{Entry{{}, {}, mode_directory}};
    std::string_view previous;
    for (const auto& file : files) {
        const auto parent = parent_of(file.path);
        for (auto path = parent; !path.empty(); path = parent_of(path)) {
            if (previous.starts_with(path) &&
                (previous.size() == path.size() || previous[path.size()] == '/')) {
                break;  // known, and so are those above it
            }
            directories.push_back(Entry{path, {}, mode_directory});
        }
        previous = parent;
    }
    const auto by_path = [](const Entry& a, const Entry& b) { return a.path < b.path; };
    const auto same = [](const Entry& a, const Entry& b) { return a.path == b.path; };
    std::sort(directories.begin(), directories.end(), by_path);
    directories.erase(std::unique(directories.begin(), directories.end(), same), directories.end());
    return directories;
}

std::vector<std::string> tree_ids(std::span<const Entry> files, std::span<const Entry> directories,
                                  HashKind hash) {
    Children children(directories);
    for (const auto& file : files) {
        if (!file.id.empty()) {
            children.add(file, file.id);
        }
    }
    std::vector<std::string> ids(directories.size());
    for (std::size_t index = directories.size(); index-- > 0;) {
        // A directory sorts before everything in it, so its children are done by now.
        auto& rows = children.of(index);
        ids[index] = git_object_id(hash, "tree", tree_content(rows));
        if (index > 0 && !rows.empty()) {
            children.add(directories[index], ids[index]);
        }
    }
    return ids;
}

std::optional<std::size_t> find_false_tree_id(std::span<const Entry> files,
                                              std::span<const Entry> directories, HashKind hash) {
    Children children(directories);
    for (const auto& file : files) {
        if (!children.add(file, file.id)) {
            return 0;
        }
    }
    for (const auto& directory :
         directories.subspan(std::min<std::size_t>(1, directories.size()))) {
        if (!children.add(directory, directory.id)) {
            return 0;
        }
    }
    for (std::size_t index = 0; index < directories.size(); ++index) {
        auto& rows = children.of(index);
        const auto id = directories[index].id;
        if (git_object_id(hash, "tree", tree_content(rows)) != id &&
            git_object_id(hash, "tree", tree_content(rows, "040000")) != id) {
            return index;
        }
    }
    return std::nullopt;
}

}  // namespace skillmeat::tree
