#include <skillmeat/sys/spawn.hpp>

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include <skillmeat/base/text.hpp>
#include <skillmeat/sys/system_error.hpp>

namespace skillmeat::sys {
namespace {

/// What the child could not do before the program ran; sent to the parent through a pipe.
enum class Step { limit_files, change_directory, connect_pipes, execute };
struct StartFailure {
    Step step = Step::execute;
    int error_number = 0;
};

struct Pipe {
    Descriptor reader;
    Descriptor writer;
};

/// All that the child needs, made before it starts: it may not allocate.
struct Prepared {
    const char* program = nullptr;
    const char* directory = nullptr;
    std::vector<char*> arguments;
    std::vector<char*> environment;
    std::optional<rlim_t> file_size_limit;
    int highest_descriptor = 0;
    Pipe input;
    Pipe output;
    Pipe errors;
    Pipe failure;
};

/// Above 2, so that dup2 onto 0 to 2 in the child never meets one of its own sources.
bool lift(Descriptor& descriptor) {
    if (descriptor.get() > 2) {
        return true;
    }
    descriptor = Descriptor(::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, 3));
    return static_cast<bool>(descriptor);
}

Result<Pipe> make_pipe(const Command& command) {
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return fail(system_error("make a pipe for", command.program, errno));
    }
    Pipe pipe{Descriptor(ends[0]), Descriptor(ends[1])};
    if (!lift(pipe.reader) || !lift(pipe.writer)) {
        return fail(system_error("make a pipe for", command.program, errno));
    }
    return pipe;
}

void make_non_blocking(const Descriptor& descriptor) {
    const int flags = ::fcntl(descriptor.get(), F_GETFL);
    ::fcntl(descriptor.get(), F_SETFL, flags | O_NONBLOCK);
}

[[noreturn]] void give_up(const Prepared& prepared, Step step) {
    const StartFailure failure{step, errno};
    [[maybe_unused]] const auto sent =
        ::write(prepared.failure.writer.get(), &failure, sizeof failure);
    ::_exit(127);
}

void close_on_exec_above_two(int highest_descriptor) {
    if (::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC) == 0) {
        return;
    }
    for (int number = 3; number <= highest_descriptor; ++number) {
        ::fcntl(number, F_SETFD, FD_CLOEXEC);
    }
}

/// Only async-signal-safe calls and no writes to memory from here on: it is the parent's, and
/// another of its threads may hold any lock of the library.
[[noreturn]] void become_program(const Prepared& prepared) {
    // Handlers go at exec by themselves, what is ignored does not.
    for (const int number : {SIGINT, SIGTERM, SIGPIPE, SIGXFSZ}) {
        ::signal(number, SIG_DFL);
    }
    if (prepared.file_size_limit) {
        const rlimit limit{*prepared.file_size_limit, *prepared.file_size_limit};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) {
            give_up(prepared, Step::limit_files);
        }
    }
    if (prepared.directory != nullptr && ::chdir(prepared.directory) != 0) {
        give_up(prepared, Step::change_directory);
    }
    if (::dup2(prepared.input.reader.get(), 0) < 0 || ::dup2(prepared.output.writer.get(), 1) < 0 ||
        ::dup2(prepared.errors.writer.get(), 2) < 0) {
        give_up(prepared, Step::connect_pipes);
    }
    close_on_exec_above_two(prepared.highest_descriptor);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::execve(prepared.program, prepared.arguments.data(), prepared.environment.data());
    give_up(prepared, Step::execute);
}

Error start_error(const Command& command, StartFailure failure) {
    switch (failure.step) {
        case Step::limit_files:
            return system_error("limit the size of files for", command.program,
                                failure.error_number);
        case Step::change_directory:
            return system_error("change to the directory", command.directory, failure.error_number);
        case Step::connect_pipes:
            return system_error("connect the pipes of", command.program, failure.error_number);
        case Step::execute:
            break;
    }
    return system_error("run", command.program, failure.error_number);
}

/// An RLIMIT_FSIZE above the limit we run under ourselves cannot be set, nor is it needed.
std::optional<rlim_t> allowed_limit(std::optional<std::uint64_t> wanted) {
    rlimit current = {};
    if (!wanted || ::getrlimit(RLIMIT_FSIZE, &current) != 0 || current.rlim_max <= *wanted) {
        return std::nullopt;
    }
    return static_cast<rlim_t>(*wanted);
}

/// What execve would cut short in silence.
Result<void> check_arguments(const Command& command) {
    SKILLMEAT_TRY(check_path(command.program));
    SKILLMEAT_TRY(check_path(command.directory));
    for (const std::string& argument : command.arguments) {
        if (argument.find('\0') != std::string::npos) {
            return fail(ErrorCode::io_error, "cannot run " + quote(command.program.native()) +
                                                 ": its argument " + quote(argument) +
                                                 " holds a NUL byte");
        }
    }
    return {};
}

int highest_possible_descriptor() {
    const long limit = ::sysconf(_SC_OPEN_MAX);
    return limit < 0 || limit > 65536 ? 65536 : static_cast<int>(limit);
}

/// vfork, for fork copies page tables: 13 ms where the program holds 100 MB. The child borrows our
/// memory until it runs the program, and become_program() does nothing there that would show.
pid_t start_child(const Prepared& prepared) {
    // Until the child has reset its actions, our handlers would note its signals as ours.
    sigset_t all;
    sigset_t previous;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &previous);
    const pid_t pid = ::vfork();  // NOLINT(clang-analyzer-security.insecureAPI.vfork)
    if (pid == 0) {
        become_program(prepared);  // NOLINT(clang-analyzer-unix.Vfork)
    }
    const int error_number = errno;
    ::pthread_sigmask(SIG_SETMASK, &previous, nullptr);
    errno = error_number;
    return pid;
}

Result<Spawned> launch(const Command& command, Prepared& prepared) {
    const pid_t pid = start_child(prepared);
    if (pid < 0) {
        return fail(system_error("start", command.program, errno));
    }
    prepared.failure.writer.close();
    StartFailure failure;
    ssize_t received = 0;
    do {
        received = ::read(prepared.failure.reader.get(), &failure, sizeof failure);
    } while (received < 0 && errno == EINTR);
    if (received == static_cast<ssize_t>(sizeof failure)) {
        while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
        }
        return fail(start_error(command, failure));
    }
    Spawned spawned{pid, Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U))),
                    std::move(prepared.input.writer), std::move(prepared.output.reader),
                    std::move(prepared.errors.reader)};
    make_non_blocking(spawned.input);
    make_non_blocking(spawned.output);
    make_non_blocking(spawned.errors);
    return spawned;
}

}  // namespace

Result<Spawned> spawn(const Command& command) {
    SKILLMEAT_TRY(check_arguments(command));
    Prepared prepared;
    prepared.program = command.program.c_str();
    prepared.directory = command.directory.empty() ? nullptr : command.directory.c_str();
    prepared.arguments.push_back(const_cast<char*>(command.program.c_str()));
    for (const std::string& argument : command.arguments) {
        prepared.arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    prepared.arguments.push_back(nullptr);
    std::vector<std::string> variables;
    variables.reserve(command.environment.size());
    for (const auto& [name, value] : command.environment) {
        variables.push_back(name + '=' + value);
        prepared.environment.push_back(variables.back().data());
    }
    prepared.environment.push_back(nullptr);
    prepared.file_size_limit = allowed_limit(command.file_size_limit);
    prepared.highest_descriptor = highest_possible_descriptor();
    SKILLMEAT_ASSIGN(prepared.input, make_pipe(command));
    SKILLMEAT_ASSIGN(prepared.output, make_pipe(command));
    // Fewer switches between us and a `cat-file --batch`; without it, it is only slower.
    ::fcntl(prepared.output.reader.get(), F_SETPIPE_SZ, 1 << 20);
    SKILLMEAT_ASSIGN(prepared.errors, make_pipe(command));
    SKILLMEAT_ASSIGN(prepared.failure, make_pipe(command));
    return launch(command, prepared);
}

}  // namespace skillmeat::sys
