#include <skillmeat/sys/file_bytes.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include <skillmeat/base/text.hpp>
#include <skillmeat/sys/directory.hpp>
#include <skillmeat/sys/system_error.hpp>

namespace skillmeat::sys {
namespace {

constexpr std::size_t largest_write = std::size_t{1} << 30;

Error beyond_limit(const Path& path, std::uint64_t limit) {
    return Error{ErrorCode::too_large,
                 quote(path.native()) + " is larger than " + std::to_string(limit) + " bytes",
                 Origin{path.native(), 0, 0},
                 {},
                 ""};
}

/// Reads to the end, which may lie elsewhere than fstat said: others may be writing.
Result<std::string> read_all(const Descriptor& file, const Path& path, std::uint64_t size,
                             std::uint64_t limit) {
    std::string bytes;
    std::size_t used = 0;
    bytes.resize(static_cast<std::size_t>(size) + 1);  // one more shows the end in the same read
    while (true) {
        if (used == bytes.size()) {
            bytes.resize(std::max<std::size_t>(2 * used, 4096));
        }
        const ssize_t count = ::read(file.get(), bytes.data() + used, bytes.size() - used);
        if (count < 0) {
            if (errno == EINTR) {
                continue;
            }
            return fail(system_error("read", path, errno));
        }
        used += static_cast<std::size_t>(count);
        if (used > limit) {
            return fail(beyond_limit(path, limit));
        }
        if (count == 0) {
            bytes.resize(used);
            return bytes;
        }
    }
}

}  // namespace

bool says_missing(int error_number) {
    return error_number == ENOENT || error_number == ENOTDIR;
}

FileStat to_file_stat(const struct stat& status) {
    FileStat result;
    result.kind = kind_of(status.st_mode);
    result.size = static_cast<std::uint64_t>(status.st_size);
    result.mtime_ns =
        std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + std::int64_t{status.st_mtim.tv_nsec};
    result.inode = status.st_ino;
    result.mode = status.st_mode & 07777U;
    return result;
}

Result<std::string> read_file(const Descriptor& file, const Path& shown, std::uint64_t limit) {
    struct stat status = {};
    if (::fstat(file.get(), &status) != 0) {
        return fail(system_error("read", shown, errno));
    }
    if (S_ISDIR(status.st_mode)) {
        return fail(system_error("read", shown, EISDIR));
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::io_error,
                    "cannot read " + quote(shown.native()) + ": it is no regular file");
    }
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > limit) {
        return fail(beyond_limit(shown, limit));
    }
    return read_all(file, shown, size, limit);
}

bool write_bytes(const Descriptor& file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count =
            ::write(file.get(), bytes.data(), std::min(bytes.size(), largest_write));
        if (count > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
        } else if (count == 0 || errno != EINTR) {
            errno = count == 0 ? EIO : errno;
            return false;
        }
    }
    return true;
}

bool sync_descriptor(const Descriptor& file) {
    while (::fsync(file.get()) != 0) {
        if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool start_writeback(const Descriptor& file) {
    static_cast<void>(::sync_file_range(file.get(), 0, 0, SYNC_FILE_RANGE_WRITE));
    return true;
}

Result<void> sync_names(const Descriptor& directory, const Path& shown, const Path& written) {
    if (sync_descriptor(directory) || errno == EINVAL || errno == ENOTSUP) {
        return {};
    }
    const int error_number = errno;
    return fail(ErrorCode::io_error,
                quote(written.native()) +
                    " was written, but its durability is unknown: cannot sync the folder " +
                    quote(shown.native()) + ": " + system_message(error_number),
                "check the disk, then the file", Origin{written.native(), 0, 0});
}

}  // namespace skillmeat::sys
