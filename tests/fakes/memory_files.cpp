#include <fakes/memory_files.hpp>

#include <fakes/memory_confined.hpp>

#include <algorithm>
#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/sys/temporary_name.hpp>

namespace skillmeat::fakes {
namespace {

using sys::DirectoryEntry;
using sys::FileKind;
using sys::FileStat;
using sys::HeldLock;
using sys::LockOptions;
using sys::Path;

constexpr int most_links = 40;

std::string normal_form(const Path& path) {
    std::string text = (Path("/") / path).lexically_normal().native();
    if (text.size() > 1 && text.back() == '/') {
        text.pop_back();
    }
    return text;
}

std::string parent_of(const std::string& path) {
    return Path(path).parent_path().native();
}

/// What stands below a directory's path: "/a/" for "/a".
std::string below(const std::string& path) {
    return path == "/" ? path : path + "/";
}

tl::unexpected<Error> failed(std::string_view attempt, const Path& path, std::string_view reason) {
    return fail(ErrorCode::io_error, "cannot " + std::string(attempt) + " " + quote(path.native()) +
                                         ": " + std::string(reason));
}

class MemoryLock final : public HeldLock {
  public:
    MemoryLock(std::shared_ptr<std::map<std::string, int>> locks, std::string path)
        : locks_(std::move(locks)), path_(std::move(path)) {}
    ~MemoryLock() override {
        int& holders = (*locks_)[path_];
        holders = holders < 0 ? 0 : holders - 1;
    }
    MemoryLock(const MemoryLock&) = delete;
    MemoryLock& operator=(const MemoryLock&) = delete;

  private:
    std::shared_ptr<std::map<std::string, int>> locks_;
    std::string path_;
};

}  // namespace

MemoryFiles::MemoryFiles() : locks_(std::make_shared<std::map<std::string, int>>()) {
    make("/", FileKind::directory, 0755);
}

std::string MemoryFiles::resolve(const Path& path, bool follow_last) const {
    std::string rest = normal_form(path);
    std::string done;
    int links = 0;
    while (!rest.empty() && rest != "/") {
        const auto slash = rest.find('/', 1);
        const std::string name = rest.substr(0, slash);
        rest = slash == std::string::npos ? "" : rest.substr(slash);
        const auto node = nodes_.find(done + name);
        if (node == nodes_.end() || node->second.stat.kind != FileKind::symlink ||
            (rest.empty() && !follow_last)) {
            done += name;
            continue;
        }
        if (++links > most_links) {
            return {};
        }
        const Path target = node->second.bytes;
        const Path whole = target.is_absolute() ? target : Path(below(done)) / target;
        rest = normal_form(rest.empty() ? whole : Path(whole.native() + rest));
        done.clear();
    }
    return done.empty() ? "/" : done;
}

const MemoryFiles::Node* MemoryFiles::find(const Path& path, bool follow_last) const {
    const auto node = nodes_.find(resolve(path, follow_last));
    return node == nodes_.end() ? nullptr : &node->second;
}

MemoryFiles::Node& MemoryFiles::make(const std::string& path, FileKind kind, std::uint32_t mode) {
    Node& node = nodes_[path];
    node.stat.kind = kind;
    node.stat.mode = mode & 07777U;
    node.stat.inode = ++inodes_;
    touch(node);
    return node;
}

void MemoryFiles::touch(Node& node) {
    node.stat.size = node.bytes.size();
    node.stat.mtime_ns = ++changes_;
}

void MemoryFiles::put(const Path& path, std::string bytes, std::uint32_t mode) {
    const std::string name = normal_form(path);
    put_directory(parent_of(name));
    Node& node = make(name, FileKind::regular, mode);
    node.bytes = std::move(bytes);
    node.stat.size = node.bytes.size();
}

void MemoryFiles::put_directory(const Path& path, std::uint32_t mode) {
    const std::string name = normal_form(path);
    if (nodes_.contains(name)) {
        return;
    }
    put_directory(parent_of(name), mode);
    make(name, FileKind::directory, mode);
}

void MemoryFiles::put_link(const Path& path, std::string target) {
    const std::string name = normal_form(path);
    put_directory(parent_of(name));
    Node& node = make(name, FileKind::symlink, 0777);
    node.bytes = std::move(target);
    node.stat.size = node.bytes.size();
}

std::optional<std::string> MemoryFiles::text(const Path& path) const {
    const Node* node = find(path, true);
    if (node == nullptr || node->stat.kind != FileKind::regular) {
        return std::nullopt;
    }
    return node->bytes;
}

bool MemoryFiles::exists(const Path& path) const {
    return find(path, false) != nullptr;
}

std::vector<std::string> MemoryFiles::files() const {
    std::vector<std::string> paths;
    for (const auto& [path, node] : nodes_) {
        if (node.stat.kind != FileKind::directory) {
            paths.push_back(path);
        }
    }
    return paths;
}

bool MemoryFiles::is_locked(const Path& path) const {
    const auto found = locks_->find(resolve(path, true));
    return found != locks_->end() && found->second != 0;
}

void MemoryFiles::fail_reads_of(const Path& path) {
    unreadable_.insert(normal_form(path));
}

Result<std::optional<std::string>> MemoryFiles::read(const Path& path, std::uint64_t limit) const {
    reads.push_back(path.native());
    if (unreadable_.contains(normal_form(path))) {
        return failed("read", path, "input/output error");
    }
    if (resolve(path, true).empty()) {
        return failed("read", path, "too many levels of symbolic links");
    }
    const Node* node = find(path, true);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (node->stat.kind != FileKind::regular) {
        return failed("read", path, "is a directory");
    }
    if (node->bytes.size() > limit) {
        return fail(ErrorCode::too_large,
                    quote(path.native()) + " is larger than " + std::to_string(limit) + " bytes");
    }
    return node->bytes;
}

Result<std::optional<FileStat>> MemoryFiles::stat(const Path& path) const {
    const Node* node = find(path, true);
    return node == nullptr ? std::nullopt : std::optional(node->stat);
}

Result<std::optional<FileStat>> MemoryFiles::lstat(const Path& path) const {
    const Node* node = find(path, false);
    return node == nullptr ? std::nullopt : std::optional(node->stat);
}

Result<std::vector<DirectoryEntry>> MemoryFiles::list(const Path& directory) const {
    const std::string name = resolve(directory, true);
    std::vector<DirectoryEntry> entries;
    const Node* node = find(name, false);
    if (node == nullptr) {
        return entries;
    }
    if (node->stat.kind != FileKind::directory) {
        return failed("list", directory, "not a directory");
    }
    const std::string prefix = below(name);
    for (const auto& [path, child] : nodes_) {
        if (path.size() > prefix.size() && path.starts_with(prefix) &&
            path.find('/', prefix.size()) == std::string::npos) {
            entries.push_back({path.substr(prefix.size()), child.stat.kind});
        }
    }
    return entries;
}

Result<std::string> MemoryFiles::read_link(const Path& path) const {
    const Node* node = find(path, false);
    if (node == nullptr || node->stat.kind != FileKind::symlink) {
        return failed("read the symbolic link", path, "invalid argument");
    }
    return node->bytes;
}

Result<Path> MemoryFiles::canonical(const Path& path) const {
    std::string result = resolve(path, true);
    if (result.empty()) {
        return failed("resolve", path, "too many levels of symbolic links");
    }
    return Path(std::move(result));
}

Result<bool> MemoryFiles::write(const Path& path, std::string_view bytes,
                                std::uint32_t create_mode) {
    const std::string name = resolve(path, true);
    const Node* directory = find(parent_of(name), false);
    if (name.empty() || directory == nullptr || directory->stat.kind != FileKind::directory) {
        return failed("write", path, "no such file or directory");
    }
    const Node* old = find(name, false);
    if (old != nullptr && old->stat.kind != FileKind::regular) {
        return failed("write", path, "is a directory");
    }
    if (old != nullptr && old->bytes == bytes) {
        return false;
    }
    if (failing_write_ > 0 && --failing_write_ == 0) {
        return failed("write", path, "no space left on device");
    }
    Node& node = make(name, FileKind::regular,
                      old != nullptr ? old->stat.mode & 0777U : create_mode & ~022U);
    node.bytes = bytes;
    node.stat.size = bytes.size();
    writes.push_back(path.native());
    return true;
}

Result<void> MemoryFiles::create_directories(const Path& path, std::uint32_t mode) {
    const std::string name = resolve(path, true);
    for (std::string part = name; part != "/"; part = parent_of(part)) {
        const Node* node = find(part, false);
        if (part.empty() || (node != nullptr && node->stat.kind != FileKind::directory)) {
            return failed("make the folder", path, "not a directory");
        }
    }
    put_directory(name, mode & ~022U);
    return {};
}

Result<bool> MemoryFiles::remove_file(const Path& path) {
    const std::string name = resolve(path, false);
    const auto node = nodes_.find(name);
    if (node == nodes_.end()) {
        return false;
    }
    if (node->second.stat.kind == FileKind::directory) {
        return failed("remove", path, "is a directory");
    }
    nodes_.erase(node);
    removals.push_back(path.native());
    return true;
}

Result<std::uint64_t> MemoryFiles::remove_tree(const Path& path) {
    const std::string name = resolve(path, false);
    const Node* node = find(name, false);
    if (node == nullptr) {
        return std::uint64_t{0};
    }
    if (node->stat.kind != FileKind::directory || name == "/") {
        return failed("remove", path, "not a directory");
    }
    std::uint64_t freed = 0;
    std::erase_if(nodes_, [&](const auto& item) {
        const bool inside = item.first == name || item.first.starts_with(below(name));
        if (inside && item.second.stat.kind == FileKind::regular) {
            freed += item.second.bytes.size();
        }
        return inside;
    });
    removals.push_back(path.native());
    return freed;
}

Result<void> MemoryFiles::rename(const Path& from, const Path& to) {
    const std::string source = resolve(from, false);
    const std::string target = resolve(to, false);
    const Node* moved = find(source, false);
    const Node* replaced = find(target, false);
    if (moved == nullptr || find(parent_of(target), false) == nullptr) {
        return failed("rename", from, "no such file or directory");
    }
    if (source == target) {
        return {};
    }
    const bool moves_directory = moved->stat.kind == FileKind::directory;
    if (replaced != nullptr && (moves_directory != (replaced->stat.kind == FileKind::directory) ||
                                (moves_directory && !list(target)->empty()))) {
        return failed("rename", from, "the target is in the way");
    }
    if (target.starts_with(below(source))) {
        return failed("rename", from, "invalid argument");
    }
    nodes_.erase(target);
    Nodes inside;
    for (const auto& [path, node] : nodes_) {
        if (path == source || path.starts_with(below(source))) {
            inside.emplace(path, node);
        }
    }
    for (auto& [path, node] : inside) {
        nodes_.erase(path);
        nodes_[target + path.substr(source.size())] = std::move(node);
    }
    return {};
}

Result<std::unique_ptr<HeldLock>> MemoryFiles::lock(const Path& path, const LockOptions& options) {
    const std::string name = resolve(path, true);
    if (find(parent_of(name), false) == nullptr) {
        return failed("open the lock file", path, "no such file or directory");
    }
    int& holders = (*locks_)[name];
    if (holders < 0 || (holders > 0 && !options.shared)) {
        if (options.timeout_ms > 0 && options.on_wait != nullptr) {
            options.on_wait(options.context, path);
        }
        return fail(ErrorCode::lock_timeout,
                    "the lock " + quote(path.native()) + " is held by another skillmeat");
    }
    holders = options.shared ? holders + 1 : -1;
    if (!nodes_.contains(name)) {
        make(name, FileKind::regular, 0600);
    }
    return std::make_unique<MemoryLock>(locks_, name);
}

Result<std::size_t> MemoryFiles::remove_leftovers(const Path& directory) {
    SKILLMEAT_ASSIGN(const auto entries, list(directory));
    std::size_t removed = 0;
    for (const DirectoryEntry& entry : entries) {
        if (entry.kind == FileKind::regular && sys::is_temporary_name(entry.name)) {
            removed += nodes_.erase(below(resolve(directory, true)) + entry.name);
        }
    }
    return removed;
}

Result<std::unique_ptr<sys::Confined>> MemoryFiles::confine(const Path& directory) {
    SKILLMEAT_ASSIGN(auto root, canonical(directory));
    const Node* node = find(root, false);
    if (node == nullptr || node->stat.kind != FileKind::directory) {
        return failed("open the folder", directory, "no such file or directory");
    }
    return confine_memory(*this, std::move(root));
}

}  // namespace skillmeat::fakes
