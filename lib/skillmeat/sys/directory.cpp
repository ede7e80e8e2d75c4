#include <skillmeat/sys/directory.hpp>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include <skillmeat/base/text.hpp>
#include <skillmeat/sys/system_error.hpp>
#include <skillmeat/sys/temporary_name.hpp>

namespace skillmeat::sys {
namespace {

/// Each level holds a descriptor open; far more than any tree that this program makes.
constexpr int deepest = 256;

struct CloseDirectory {
    void operator()(DIR* directory) const { ::closedir(directory); }
};

FileKind kind_of_entry(int directory, const dirent& entry) {
    switch (entry.d_type) {
        case DT_REG:
            return FileKind::regular;
        case DT_DIR:
            return FileKind::directory;
        case DT_LNK:
            return FileKind::symlink;
        case DT_UNKNOWN:
            break;
        default:
            return FileKind::other;
    }
    struct stat status = {};
    if (::fstatat(directory, static_cast<const char*>(entry.d_name), &status,
                  AT_SYMLINK_NOFOLLOW) != 0) {
        return FileKind::other;  // gone again, or not to be known
    }
    return kind_of(status.st_mode);
}

Descriptor open_directory_at(int parent, const std::string& name) {
    return Descriptor(
        ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

/// Works by descriptors alone: a directory exchanged for a link while this runs leads nowhere.
class TreeRemoval {
  public:
    std::uint64_t freed = 0;  ///< bytes

    Result<void> remove(int parent, const std::string& name, const Path& shown, int depth) {
        if (depth > deepest) {
            return fail(ErrorCode::too_large, "cannot remove " + quote(shown.native()) +
                                                  ": it is nested more than " +
                                                  std::to_string(deepest) + " deep");
        }
        Descriptor directory = open_directory_at(parent, name);
        if (!directory) {
            return errno == ENOENT ? Result<void>() : failed(shown);
        }
        Descriptor listed(::fcntl(directory.get(), F_DUPFD_CLOEXEC, 3));
        if (!listed) {
            return failed(shown);
        }
        SKILLMEAT_ASSIGN(const auto entries, read_directory(std::move(listed), shown));
        for (const DirectoryEntry& entry : entries) {
            SKILLMEAT_TRY(remove_entry(directory.get(), entry.name, shown / entry.name, depth));
        }
        return unlink(parent, name, shown, AT_REMOVEDIR);
    }

  private:
    Result<void> remove_entry(int parent, const std::string& name, const Path& shown, int depth) {
        struct stat status = {};
        if (::fstatat(parent, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
            return errno == ENOENT ? Result<void>() : failed(shown);
        }
        if (S_ISDIR(status.st_mode)) {
            return remove(parent, name, shown, depth + 1);
        }
        SKILLMEAT_TRY(unlink(parent, name, shown, 0));
        if (S_ISREG(status.st_mode) && status.st_nlink == 1) {
            freed += static_cast<std::uint64_t>(status.st_size);
        }
        return {};
    }

    static Result<void> unlink(int parent, const std::string& name, const Path& shown, int flags) {
        if (::unlinkat(parent, name.c_str(), flags) != 0 && errno != ENOENT) {
            return failed(shown);
        }
        return {};
    }

    static Result<void> failed(const Path& shown) {
        return fail(system_error("remove", shown, errno));
    }
};

}  // namespace

FileKind kind_of(unsigned int mode) {
    if (S_ISREG(mode)) {
        return FileKind::regular;
    }
    if (S_ISDIR(mode)) {
        return FileKind::directory;
    }
    return S_ISLNK(mode) ? FileKind::symlink : FileKind::other;
}

Result<std::vector<DirectoryEntry>> read_directory(Descriptor directory, const Path& shown) {
    const std::unique_ptr<DIR, CloseDirectory> stream(::fdopendir(directory.get()));
    if (!stream) {
        return fail(system_error("list", shown, errno));
    }
    const int number = directory.release();  // the stream closes it
    std::vector<DirectoryEntry> entries;
    while (true) {
        errno = 0;
        const dirent* entry = ::readdir(stream.get());
        if (entry == nullptr) {
            break;
        }
        std::string name = static_cast<const char*>(entry->d_name);
        if (name != "." && name != "..") {
            entries.push_back({std::move(name), kind_of_entry(number, *entry)});
        }
    }
    if (errno != 0) {
        return fail(system_error("list", shown, errno));
    }
    std::ranges::sort(entries, {}, &DirectoryEntry::name);
    return entries;
}

Result<void> make_directories(const Path& path, std::uint32_t mode) {
    if (::mkdir(path.c_str(), static_cast<mode_t>(mode)) == 0) {
        return {};
    }
    const int error_number = errno;
    struct stat status = {};
    if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
        return {};
    }
    const Path parent = path.parent_path();
    if (error_number != ENOENT || parent.empty() || parent == path) {
        return fail(system_error("make the folder", path, error_number));
    }
    SKILLMEAT_TRY(make_directories(parent, mode));
    if (::mkdir(path.c_str(), static_cast<mode_t>(mode)) != 0 && errno != EEXIST) {
        return fail(system_error("make the folder", path, errno));
    }
    return {};
}

Result<std::uint64_t> remove_directory_tree(const Path& path) {
    // With a slash at its end, a symbolic link would be followed after all.
    const Path clean = path.has_filename() ? path : path.parent_path();
    const std::string name = clean.filename().native();
    if (name.empty() || name == "." || name == "..") {
        return fail(ErrorCode::io_error,
                    "will not remove " + quote(path.native()) + ": it does not end in a name");
    }
    const Path parent_path = clean.has_parent_path() ? clean.parent_path() : Path(".");
    const Descriptor parent(::open(parent_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!parent) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return std::uint64_t{0};
        }
        return fail(system_error("remove", path, errno));
    }
    return remove_directory_tree_at(parent.get(), name, clean);
}

Result<std::uint64_t> remove_directory_tree_at(int parent, const std::string& name,
                                               const Path& shown) {
    TreeRemoval removal;
    SKILLMEAT_TRY(removal.remove(parent, name, shown, 1));
    return removal.freed;
}

Result<std::size_t> remove_temporaries(const Path& path) {
    Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return std::size_t{0};
        }
        return fail(system_error("list", path, errno));
    }
    Descriptor listed(::fcntl(directory.get(), F_DUPFD_CLOEXEC, 3));
    if (!listed) {
        return fail(system_error("list", path, errno));
    }
    SKILLMEAT_ASSIGN(const auto entries, read_directory(std::move(listed), path));
    std::size_t removed = 0;
    for (const DirectoryEntry& entry : entries) {
        if (entry.kind != FileKind::regular || !is_temporary_name(entry.name)) {
            continue;
        }
        if (::unlinkat(directory.get(), entry.name.c_str(), 0) == 0) {
            ++removed;
        } else if (errno != ENOENT) {
            return fail(system_error("remove", path / entry.name, errno));
        }
    }
    return removed;
}

}  // namespace skillmeat::sys
