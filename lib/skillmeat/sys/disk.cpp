#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <skillmeat/base/text.hpp>
#include <skillmeat/sys/atomic_write.hpp>
#include <skillmeat/sys/confined.hpp>
#include <skillmeat/sys/descriptor.hpp>
#include <skillmeat/sys/directory.hpp>
#include <skillmeat/sys/file_bytes.hpp>
#include <skillmeat/sys/file_lock.hpp>
#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/sys/outside_files.hpp>
#include <skillmeat/sys/system_error.hpp>

namespace skillmeat::sys {
namespace {

Result<std::optional<FileStat>> look_up(const Path& path, int flags) {
    SKILLMEAT_TRY(check_path(path));
    struct stat status = {};
    if (::fstatat(AT_FDCWD, path.c_str(), &status, flags) == 0) {
        return to_file_stat(status);
    }
    if (says_missing(errno)) {
        return std::nullopt;
    }
    return fail(system_error("look at", path, errno));
}

class Disk final : public FileSystem, public OutsideFiles {
  public:
    Result<std::optional<std::string>> read(const Path& path, std::uint64_t limit) const override {
        SKILLMEAT_TRY(check_path(path));
        // Non-blocking, as a named pipe in place of the file would hold us up for ever.
        int number = -1;
        do {
            number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
        } while (number < 0 && errno == EINTR);
        const Descriptor file(number);
        if (!file) {
            if (says_missing(errno)) {
                return std::nullopt;
            }
            return fail(system_error("read", path, errno));
        }
        return read_file(file, path, limit);
    }

    std::optional<Path> outside_path(const Path& path) const override { return path; }

    Result<std::optional<FileStat>> stat(const Path& path) const override {
        return look_up(path, 0);
    }

    Result<std::optional<FileStat>> lstat(const Path& path) const override {
        return look_up(path, AT_SYMLINK_NOFOLLOW);
    }

    Result<std::vector<DirectoryEntry>> list(const Path& path) const override {
        SKILLMEAT_TRY(check_path(path));
        Descriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (directory) {
            return read_directory(std::move(directory), path);
        }
        const int error_number = errno;
        struct stat status = {};
        if (error_number == ENOENT ||
            (error_number == ENOTDIR && ::stat(path.c_str(), &status) != 0)) {
            return std::vector<DirectoryEntry>();
        }
        return fail(system_error("list", path, error_number));
    }

    Result<std::string> read_link(const Path& path) const override {
        SKILLMEAT_TRY(check_path(path));
        std::error_code error;
        const Path target = std::filesystem::read_symlink(path, error);
        if (error) {
            return fail(system_error("read the symbolic link", path, error.value()));
        }
        return target.native();
    }

    Result<Path> canonical(const Path& path) const override {
        SKILLMEAT_TRY(check_path(path));
        std::error_code error;
        const Path absolute = std::filesystem::absolute(path, error);
        if (!error) {
            Path result = std::filesystem::weakly_canonical(absolute, error);
            if (!error) {
                // `a/b/` and `a/b` are one path to those who compare or hash it.
                return result.has_filename() || result == result.root_path() ? result
                                                                             : result.parent_path();
            }
        }
        return fail(system_error("resolve", path, error.value()));
    }

    Result<bool> write(const Path& path, std::string_view bytes,
                       std::uint32_t create_mode) override {
        return replace_file(path, bytes, create_mode);
    }

    Result<void> create_directories(const Path& path, std::uint32_t mode) override {
        SKILLMEAT_TRY(check_path(path));
        return make_directories(path.has_filename() ? path : path.parent_path(), mode);
    }

    Result<bool> remove_file(const Path& path) override {
        SKILLMEAT_TRY(check_path(path));
        if (::unlink(path.c_str()) == 0) {
            return true;
        }
        if (says_missing(errno)) {
            return false;
        }
        return fail(system_error("remove", path, errno));
    }

    Result<std::uint64_t> remove_tree(const Path& path) override {
        SKILLMEAT_TRY(check_path(path));
        return remove_directory_tree(path);
    }

    Result<void> rename(const Path& from, const Path& to) override {
        SKILLMEAT_TRY(check_path(from));
        SKILLMEAT_TRY(check_path(to));
        if (::rename(from.c_str(), to.c_str()) != 0) {
            return fail(system_error("rename " + quote(from.native()) + " to", to, errno));
        }
        return {};
    }

    Result<std::unique_ptr<HeldLock>> lock(const Path& path, const LockOptions& options) override {
        return lock_file(path, options);
    }

    Result<std::size_t> remove_leftovers(const Path& directory) override {
        SKILLMEAT_TRY(check_path(directory));
        return remove_temporaries(directory);
    }

    Result<std::unique_ptr<Confined>> confine(const Path& directory) override {
        return confine_disk(directory);
    }
};

}  // namespace

std::unique_ptr<FileSystem> make_disk() {
    return std::make_unique<Disk>();
}

}  // namespace skillmeat::sys
