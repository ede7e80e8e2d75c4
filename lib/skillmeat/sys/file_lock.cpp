#include <skillmeat/sys/file_lock.hpp>

#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include <skillmeat/base/text.hpp>
#include <skillmeat/sys/descriptor.hpp>
#include <skillmeat/sys/interrupt.hpp>
#include <skillmeat/sys/interrupt_wait.hpp>
#include <skillmeat/sys/system_error.hpp>

namespace skillmeat::sys {
namespace {

using Ticks = std::chrono::steady_clock;

constexpr auto quiet_wait = std::chrono::seconds(1);  // before a message is worth it (rule R11)
constexpr int longest_pause_ms = 50;

class DescriptorLock final : public HeldLock {
  public:
    explicit DescriptorLock(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
    bool held() const override { return static_cast<bool>(descriptor_); }

  private:
    Descriptor descriptor_;
};

enum class Attempt { locked, busy, unsupported };

/// The lock file, or no descriptor where it cannot be made because nobody can write there.
Result<Descriptor> open_lock_file(const Path& path) {
    const int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | flags, 0600));
    if (file) {
        return file;
    }
    const int error_number = errno;
    if (error_number == EACCES || error_number == EPERM || error_number == EROFS) {
        file = Descriptor(::open(path.c_str(), O_RDONLY | flags));  // flock asks for no more
        if (file || (error_number == EROFS && errno == ENOENT)) {
            return file;
        }
    }
    Error error = system_error("open the lock file", path, error_number);
    if (error_number == ELOOP) {
        error.hint = "remove that symbolic link: a lock file has to be a plain file";
    }
    return fail(std::move(error));
}

/// flock(2) on NFS may block for ever in spite of LOCK_NB, so it is not even asked there.
bool is_on_nfs(const Descriptor& file) {
    struct statfs status = {};
    return ::fstatfs(file.get(), &status) == 0 && status.f_type == NFS_SUPER_MAGIC;
}

Result<Attempt> try_lock(const Descriptor& file, const Path& path, bool shared) {
    while (::flock(file.get(), (shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
        switch (errno) {
            case EINTR:
                break;
            case EWOULDBLOCK:
                return Attempt::busy;
            case ENOTSUP:
            case ENOSYS:
            case ENOLCK:
            case EINVAL:
                return Attempt::unsupported;
            default:
                return fail(system_error("lock", path, errno));
        }
    }
    return Attempt::locked;
}

/// A lock on a file that somebody removed meanwhile keeps nobody out.
bool is_still_there(const Descriptor& file, const Path& path) {
    struct stat ours = {};
    struct stat named = {};
    return ::fstat(file.get(), &ours) == 0 && ::lstat(path.c_str(), &named) == 0 &&
           ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

Error timed_out(const Path& path, std::int64_t waited_ms) {
    std::string message = "the lock " + quote(path.native()) + " is held by another skillmeat";
    if (waited_ms > 0) {
        message += "; waited " + std::to_string(waited_ms) + " ms for it";
    }
    return Error{ErrorCode::lock_timeout,
                 std::move(message),
                 Origin{path.native(), 0, 0},
                 {},
                 "run the command again when the other one has ended"};
}

/// Waits for a signal or the time to pass, whichever is first.
void pause_for(std::int64_t milliseconds) {
    pollfd wait = {interrupt_descriptor(), POLLIN, 0};
    ::poll(&wait, 1, static_cast<int>(milliseconds));
}

/// The time spent waiting, and who is told of it.
class Waiting {
  public:
    Waiting(const Path& path, const LockOptions& options)
        : path_(path), options_(options), start_(Ticks::now()) {}

    /// One pause, each longer than the one before; lock_timeout when the time is up.
    Result<void> pause() {
        SKILLMEAT_TRY(check_interrupted());
        const auto waited = Ticks::now() - start_;
        const auto left = options_.timeout_ms -
                          std::chrono::duration_cast<std::chrono::milliseconds>(waited).count();
        if (left <= 0) {
            return fail(timed_out(path_, options_.timeout_ms));
        }
        if (waited >= quiet_wait && !told_ && options_.on_wait != nullptr) {
            told_ = true;
            options_.on_wait(options_.context, path_);
        }
        pause_for(std::min<std::int64_t>(left, pause_ms_));
        pause_ms_ = std::min(2 * pause_ms_, longest_pause_ms);
        return {};
    }

  private:
    const Path& path_;
    const LockOptions& options_;
    Ticks::time_point start_;
    int pause_ms_ = 1;
    bool told_ = false;
};

}  // namespace

Result<std::unique_ptr<HeldLock>> lock_file(const Path& path, const LockOptions& options) {
    SKILLMEAT_TRY(check_path(path));
    Waiting waiting(path, options);
    while (true) {
        SKILLMEAT_ASSIGN(Descriptor file, open_lock_file(path));
        if (!file || is_on_nfs(file)) {
            return std::make_unique<DescriptorLock>(Descriptor());
        }
        SKILLMEAT_ASSIGN(Attempt attempt, try_lock(file, path, options.shared));
        while (attempt == Attempt::busy) {
            SKILLMEAT_TRY(waiting.pause());
            SKILLMEAT_ASSIGN(attempt, try_lock(file, path, options.shared));
        }
        if (attempt == Attempt::unsupported) {
            return std::make_unique<DescriptorLock>(Descriptor());
        }
        if (is_still_there(file, path)) {
            return std::make_unique<DescriptorLock>(std::move(file));
        }
    }
}

}  // namespace skillmeat::sys
