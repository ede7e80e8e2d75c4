#include <skillmeat/sys/atomic_write.hpp>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string>
#include <system_error>

#include <skillmeat/base/text.hpp>
#include <skillmeat/sys/descriptor.hpp>
#include <skillmeat/sys/file_bytes.hpp>
#include <skillmeat/sys/system_error.hpp>
#include <skillmeat/sys/temporary_name.hpp>

namespace skillmeat::sys {
namespace {

using std::filesystem::path;

constexpr int most_links = 40;  // as many as the kernel follows
constexpr int most_clashes = 100;

/// The file to replace: no symbolic link itself, and its directory open.
struct Target {
    path shown;      ///< for messages: the path asked for
    path directory;  ///< of the file that is replaced
    std::string name;
    Descriptor directory_descriptor;
};

int open_at(const Target& target, const std::string& name, int flags, mode_t mode) {
    int descriptor = -1;
    do {
        descriptor = ::openat(target.directory_descriptor.get(), name.c_str(), flags, mode);
    } while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

/// Follows links by name, the last one dangling or not (rule R4).
Result<path> resolve_links(const path& from) {
    path current = from;
    for (int links = 0; links <= most_links; ++links) {
        std::error_code error;
        const path next = std::filesystem::read_symlink(current, error);
        if (error == std::errc::invalid_argument || error == std::errc::no_such_file_or_directory) {
            return current;
        }
        if (error) {
            return fail(system_error("write", from, error.value()));
        }
        current = next.is_absolute() ? next : current.parent_path() / next;
    }
    return fail(system_error("write", from, ELOOP));
}

Result<Target> open_target(const path& asked) {
    SKILLMEAT_ASSIGN(const path file, resolve_links(asked));
    const std::string name = file.filename().native();
    if (name.empty() || name == "." || name == "..") {
        return fail(system_error("write", asked, EISDIR));
    }
    Target target{asked, file.has_parent_path() ? file.parent_path() : path("."), name, {}};
    int descriptor = -1;
    do {
        descriptor = ::open(target.directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0) {
        return fail(system_error("write", asked, errno));
    }
    target.directory_descriptor = Descriptor(descriptor);
    return target;
}

/// Nothing when the file is new. Other things than regular files are never replaced.
Result<std::optional<struct stat>> look_at(const Target& target) {
    struct stat status = {};
    if (::fstatat(target.directory_descriptor.get(), target.name.c_str(), &status,
                  AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) {
            return std::nullopt;
        }
        return fail(system_error("write", target.shown, errno));
    }
    if (S_ISDIR(status.st_mode)) {
        return fail(system_error("write", target.shown, EISDIR));
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::io_error,
                    "cannot write " + quote(target.shown.native()) + ": it is no regular file");
    }
    return status;
}

/// False too when the file cannot be read: then it is replaced.
bool holds_already(const Target& target, const struct stat& status, std::string_view bytes) {
    if (static_cast<std::uint64_t>(status.st_size) != bytes.size()) {
        return false;
    }
    const Descriptor file(
        open_at(target, target.name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0));
    std::string buffer(std::min(bytes.size() + 1, std::size_t{256} << 10), '\0');
    while (file) {
        const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
        if (count == 0) {
            return bytes.empty();
        }
        if (count < 0 && errno == EINTR) {
            continue;
        }
        const std::string_view piece(buffer.data(), count < 0 ? 0 : static_cast<size_t>(count));
        if (piece.empty() || !bytes.starts_with(piece)) {
            return false;
        }
        bytes.remove_prefix(piece.size());
    }
    return false;
}

/// The new content under a name of its own; goes away unless it took the target's place.
class Temporary {
  public:
    explicit Temporary(const Target& target) : target_(target) {}
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary() {
        if (!name_.empty()) {
            // The error that led here is the one to tell.
            ::unlinkat(target_.directory_descriptor.get(), name_.c_str(), 0);
        }
    }

    Result<void> create(mode_t mode) {
        for (int clashes = 0; clashes < most_clashes; ++clashes) {
            std::string name = temporary_name(target_.name);
            file_ = Descriptor(
                open_at(target_, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
            if (file_) {
                name_ = std::move(name);
                return {};
            }
            if (errno != EEXIST) {
                break;
            }
        }
        return failed(errno);
    }

    Result<void> fill(std::string_view bytes) {
        return write_bytes(file_, bytes) ? Result<void>() : failed(errno);
    }

    Result<void> set_mode(mode_t mode) {
        return ::fchmod(file_.get(), mode) == 0 ? Result<void>() : failed(errno);
    }

    Result<void> sync_and_close() {
        if (!sync_descriptor(file_)) {
            return failed(errno);
        }
        const int error_number = file_.close();
        return error_number == 0 ? Result<void>() : failed(error_number);
    }

    Result<void> take_place() {
        const int directory = target_.directory_descriptor.get();
        if (::renameat(directory, name_.c_str(), directory, target_.name.c_str()) != 0) {
            return failed(errno);
        }
        name_.clear();
        return {};
    }

  private:
    Result<void> failed(int error_number) const {
        return fail(system_error("write", target_.shown, error_number));
    }

    const Target& target_;
    std::string name_;
    Descriptor file_;
};

}  // namespace

Result<bool> replace_file(const path& asked, std::string_view bytes, std::uint32_t create_mode) {
    SKILLMEAT_TRY(check_path(asked));
    SKILLMEAT_ASSIGN(const Target target, open_target(asked));
    SKILLMEAT_ASSIGN(const auto old, look_at(target));
    if (old && holds_already(target, *old, bytes)) {
        return false;
    }
    Temporary temporary(target);
    // A new file gets its mode from open(2): the kernel takes the umask off (and applies default
    // ACLs), which could otherwise be asked for only by changing it under other threads.
    SKILLMEAT_TRY(temporary.create(old ? mode_t{0600} : static_cast<mode_t>(create_mode & 0777U)));
    SKILLMEAT_TRY(temporary.fill(bytes));
    if (old) {
        SKILLMEAT_TRY(temporary.set_mode(old->st_mode & 0777U));
    }
    SKILLMEAT_TRY(temporary.sync_and_close());
    SKILLMEAT_TRY(temporary.take_place());
    SKILLMEAT_TRY(sync_names(target.directory_descriptor, target.directory, target.shown));
    return true;
}

}  // namespace skillmeat::sys
