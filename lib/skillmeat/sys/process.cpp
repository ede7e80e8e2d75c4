#include <skillmeat/sys/process.hpp>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include <skillmeat/base/text.hpp>
#include <skillmeat/sys/interrupt.hpp>
#include <skillmeat/sys/interrupt_wait.hpp>
#include <skillmeat/sys/spawn.hpp>
#include <skillmeat/sys/system_error.hpp>

namespace skillmeat::sys {
namespace {

constexpr std::size_t chunk_size = std::size_t{64} << 10;
constexpr std::size_t errors_kept = std::size_t{64} << 10;
constexpr int bulk_pipe_size = 1 << 20;
constexpr timespec gathering_time{0, 200'000};
constexpr int patience_ms = 2000;  // between asking a child to end and ending it

enum class Reading { some, would_block, ended };

/// Reads once into `buffer`, which `size` bytes fit; EINTR is retried.
Reading read_once(Descriptor& from, char* buffer, std::size_t size, std::size_t& got) {
    ssize_t count = 0;
    do {
        count = ::read(from.get(), buffer, size);
    } while (count < 0 && errno == EINTR);
    got = count > 0 ? static_cast<std::size_t>(count) : 0;
    if (count > 0) {
        return Reading::some;
    }
    return count < 0 && errno == EAGAIN ? Reading::would_block : Reading::ended;
}

/// A child with its pipes. Every wait looks at all of them, so that none can fill up unseen, and
/// at the descriptor that tells of SIGINT and SIGTERM.
class RunningChild final : public Child {
  public:
    RunningChild(Spawned spawned, const Command& command)
        : spawned_(std::move(spawned)),
          program_(command.program),
          output_limit_(command.output_limit),
          bulk_output_(command.bulk_output) {
        if (bulk_output_) {
            // A smaller pipe works as well.
            ::fcntl(spawned_.output.get(), F_SETPIPE_SZ, bulk_pipe_size);
        }
    }

    ~RunningChild() override {
        if (spawned_.pid > 0) {
            // An error here has nobody to go to: the caller gave up on the child.
            [[maybe_unused]] const auto ignored = wait();
        }
    }

    Result<void> write(std::string_view bytes) override {
        while (!bytes.empty()) {
            SKILLMEAT_TRY(go_on_unless_interrupted());
            if (!spawned_.input) {
                return fail(ErrorCode::io_error, name() + " stopped reading its input");
            }
            const ssize_t count = ::write(spawned_.input.get(), bytes.data(), bytes.size());
            if (count >= 0) {
                bytes.remove_prefix(static_cast<std::size_t>(count));
            } else if (errno == EAGAIN) {
                SKILLMEAT_TRY(collect_while_waiting(true));
            } else if (errno != EINTR) {
                spawned_.input.close();
            }
        }
        return {};
    }

    void close_input() override { spawned_.input.close(); }

    Result<std::size_t> read(char* buffer, std::size_t size) override {
        while (true) {
            SKILLMEAT_TRY(go_on_unless_interrupted());
            if (!pending_.empty()) {
                return take_pending(buffer, size);
            }
            std::size_t got = 0;
            if (!spawned_.output ||
                read_once(spawned_.output, buffer, size, got) == Reading::ended) {
                spawned_.output.close();
                return std::size_t{0};
            }
            if (got > 0) {
                return got;
            }
            SKILLMEAT_TRY(await_output());
        }
    }

    Result<Completed> wait() override {
        spawned_.input.close();
        spawned_.output.close();
        return finish();
    }

    /// Feeds the input and collects the output until both sides are done.
    Result<Completed> communicate(std::string_view input) {
        const auto fed = write(input);
        if (!fed && spawned_.pid < 0) {
            return fail(fed.error());
        }  // else it closed its input, having read enough
        spawned_.input.close();
        while (spawned_.output) {
            SKILLMEAT_TRY(go_on_unless_interrupted());
            SKILLMEAT_TRY(collect_while_waiting(false));
        }
        auto completed = finish();
        if (completed) {
            completed->output = std::move(pending_);
        }
        return completed;
    }

  private:
    std::string name() const { return quote(program_.filename().native()); }

    Result<void> go_on_unless_interrupted() {
        auto state = check_interrupted();
        if (!state) {
            terminate();
        }
        return state;
    }

    std::size_t take_pending(char* buffer, std::size_t size) {
        const std::size_t count = std::min(size, pending_.size() - pending_taken_);
        std::copy_n(pending_.data() + pending_taken_, count, buffer);
        pending_taken_ += count;
        if (pending_taken_ == pending_.size()) {
            pending_.clear();
            pending_taken_ = 0;
        }
        return count;
    }

    /// Keeps the end of stderr: that is where programs say why they gave up.
    void collect_errors() {
        std::array<char, 4096> buffer;
        std::size_t got = 0;
        Reading reading = Reading::some;
        while (spawned_.errors && reading == Reading::some) {
            reading = read_once(spawned_.errors, buffer.data(), buffer.size(), got);
            errors_.append(buffer.data(), got);
            if (errors_.size() > 2 * errors_kept) {
                errors_.erase(0, errors_.size() - errors_kept);
            }
        }
        if (reading == Reading::ended) {
            spawned_.errors.close();
        }
    }

    Result<void> collect_output() {
        Reading reading = Reading::some;
        while (spawned_.output && reading == Reading::some) {
            const std::size_t before = pending_.size();
            if (pending_.capacity() < before + chunk_size) {
                pending_.reserve(std::max(2 * before, before + chunk_size));
            }
            pending_.resize(before + chunk_size);
            std::size_t got = 0;
            reading = read_once(spawned_.output, pending_.data() + before, chunk_size, got);
            pending_.resize(before + got);
            if (pending_.size() - pending_taken_ > output_limit_) {
                terminate();
                return fail(ErrorCode::too_large, name() + " printed more than " +
                                                      std::to_string(output_limit_) + " bytes");
            }
        }
        if (reading == Reading::ended) {
            spawned_.output.close();
        }
        return {};
    }

    /// Waits until something can be done, then reads what there is. A child that ended while
    /// others still hold its pipes (a daemon it left behind) counts as done.
    Result<void> collect_while_waiting(bool until_writable) {
        std::array<pollfd, 5> waits = {
            pollfd{spawned_.errors.get(), POLLIN, 0}, pollfd{spawned_.output.get(), POLLIN, 0},
            pollfd{until_writable ? spawned_.input.get() : -1, POLLOUT, 0},
            pollfd{interrupt_descriptor(), POLLIN, 0}, pollfd{spawned_.ended.get(), POLLIN, 0}};
        if (::poll(waits.data(), waits.size(), -1) < 0) {
            return {};  // EINTR: the caller looks again
        }
        const bool ended = waits[4].revents != 0;
        collect_errors();
        SKILLMEAT_TRY(collect_output());
        if (ended) {
            spawned_.input.close();
            spawned_.output.close();
        }
        return {};
    }

    Result<void> await_output() {
        std::array<pollfd, 4> waits = {
            pollfd{spawned_.errors.get(), POLLIN, 0}, pollfd{spawned_.output.get(), POLLIN, 0},
            pollfd{interrupt_descriptor(), POLLIN, 0}, pollfd{spawned_.ended.get(), POLLIN, 0}};
        ::poll(waits.data(), waits.size(), -1);
        if (bulk_output_ && waits[3].revents == 0) {
            ::nanosleep(&gathering_time, nullptr);
        }
        if (waits[0].revents != 0) {
            collect_errors();
        }
        if (waits[3].revents != 0) {
            SKILLMEAT_TRY(collect_output());
            spawned_.output.close();
        }
        return {};
    }

    Result<Completed> finish() {
        if (spawned_.pid < 0) {
            return fail(ErrorCode::io_error, name() + " has been waited for already");
        }
        while (spawned_.errors || spawned_.ended) {
            SKILLMEAT_TRY(go_on_unless_interrupted());
            std::array<pollfd, 3> waits = {pollfd{spawned_.errors.get(), POLLIN, 0},
                                           pollfd{interrupt_descriptor(), POLLIN, 0},
                                           pollfd{spawned_.ended.get(), POLLIN, 0}};
            ::poll(waits.data(), waits.size(), -1);
            collect_errors();
            if (waits[2].revents != 0) {
                break;
            }
        }
        return reap();
    }

    /// Waits for the child's end, which is near or has come.
    Result<Completed> reap() {
        int status = 0;
        const pid_t pid = std::exchange(spawned_.pid, -1);
        while (::waitpid(pid, &status, 0) < 0) {
            if (errno != EINTR) {
                return fail(system_error("wait for", program_, errno));
            }
        }
        spawned_.ended.close();
        spawned_.errors.close();
        Completed completed;
        completed.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        completed.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        if (errors_.size() > errors_kept) {
            errors_.erase(0, errors_.size() - errors_kept);
        }
        completed.errors = std::move(errors_);
        return completed;
    }

    /// Asks the child to end, so that git removes its lock files; kills it when it does not.
    void terminate() {
        spawned_.input.close();
        spawned_.output.close();
        if (spawned_.pid <= 0) {
            return;
        }
        ::kill(spawned_.pid, SIGTERM);
        pollfd ended = {spawned_.ended.get(), POLLIN, 0};
        int polled = 0;
        do {
            polled = ::poll(&ended, 1, spawned_.ended ? patience_ms : 0);
        } while (polled < 0 && errno == EINTR);
        if (polled <= 0) {
            ::kill(spawned_.pid, SIGKILL);
        }
        [[maybe_unused]] const auto ignored = reap();
    }

    Spawned spawned_;
    std::filesystem::path program_;
    std::size_t output_limit_;
    bool bulk_output_ = false;
    std::string pending_;  ///< stdout read while something else was waited for
    std::size_t pending_taken_ = 0;
    std::string errors_;
};

class SystemProcessRunner final : public ProcessRunner {
  public:
    Result<Completed> run(const Command& command, std::string_view input) override {
        SKILLMEAT_ASSIGN(auto child, launch(command));
        return child->communicate(input);
    }

    Result<std::unique_ptr<Child>> start(const Command& command) override {
        SKILLMEAT_ASSIGN(auto child, launch(command));
        return child;
    }

  private:
    static Result<std::unique_ptr<RunningChild>> launch(const Command& command) {
        SKILLMEAT_TRY(check_interrupted());
        SKILLMEAT_ASSIGN(auto spawned, spawn(command));
        return std::make_unique<RunningChild>(std::move(spawned), command);
    }
};

}  // namespace

std::unique_ptr<ProcessRunner> make_process_runner() {
    // A child that ends early must be an error of write(2), not our death.
    ::signal(SIGPIPE, SIG_IGN);
    return std::make_unique<SystemProcessRunner>();
}

}  // namespace skillmeat::sys
