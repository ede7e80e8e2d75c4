#include <skillmeat/sys/beneath.hpp>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include <skillmeat/sys/system_error.hpp>

namespace skillmeat::sys {
namespace {

constexpr int way_flags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

Descriptor open_retrying(int directory, const std::string& name, int flags, mode_t mode) {
    int number = -1;
    do {
        number = ::openat(directory, name.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, mode);
    } while (number < 0 && errno == EINTR);
    return Descriptor(number);
}

/// glibc has no wrapper. Without O_NOFOLLOW: it would have a link at the end be what is opened, and
/// with O_DIRECTORY be ENOTDIR as a file is; RESOLVE_NO_SYMLINKS alone refuses it as ELOOP.
/// EAGAIN: something was renamed while the kernel looked.
Descriptor open_by_kernel(int directory, const std::string& path, int flags, mode_t mode) {
    open_how how = {};
    how.flags = static_cast<unsigned>(flags | O_CLOEXEC);
    how.mode = mode;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    long number = -1;
    do {
        number = ::syscall(SYS_openat2, directory, path.c_str(), &how, sizeof how);
    } while (number < 0 && (errno == EINTR || errno == EAGAIN));
    return Descriptor(static_cast<int>(number));
}

/// With O_DIRECTORY a link is ENOTDIR: says what it is.
void tell_link(int directory, const std::string& name) {
    if (errno != ENOTDIR) {
        return;
    }
    struct stat status = {};
    const bool link = ::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                      S_ISLNK(status.st_mode);
    errno = link ? ELOOP : ENOTDIR;
}

}  // namespace

Result<Beneath> Beneath::open(const std::filesystem::path& directory, Resolution resolution) {
    SKILLMEAT_TRY(check_path(directory));
    Beneath beneath;
    beneath.directory_ = directory;
    beneath.resolution_ = resolution;
    beneath.root_ = Descriptor(::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!beneath.root_) {
        return fail(system_error("open the folder", directory, errno));
    }
    return beneath;
}

Descriptor Beneath::open_at(std::string_view path, int flags, mode_t mode) const {
    if (!is_confined_path(path)) {
        errno = EXDEV;  // as the kernel says of a way that leaves the directory
        return {};
    }
    if (resolution_ == Resolution::stepwise) {
        return step_by_step(path, flags, mode);
    }
    auto opened = open_by_kernel(root_.get(), std::string(path), flags, mode);
    // Sandboxes refuse calls that they do not know with EPERM.
    if (!opened && (errno == ENOSYS || errno == EPERM)) {
        return step_by_step(path, flags, mode);
    }
    return opened;
}

Descriptor Beneath::step_by_step(std::string_view path, int flags, mode_t mode) const {
    Descriptor held;
    int current = root_.get();
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        const std::string name(path.substr(0, slash));
        auto next = open_retrying(current, name, way_flags, 0);
        if (!next) {
            tell_link(current, name);
            return {};
        }
        held = std::move(next);
        current = held.get();
        path.remove_prefix(slash + 1);
    }
    const std::string name(path);
    auto opened = open_retrying(current, name, flags, mode);
    if (!opened && (flags & O_DIRECTORY) != 0) {
        tell_link(current, name);
    }
    return opened;
}

}  // namespace skillmeat::sys
