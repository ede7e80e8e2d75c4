#include <app/print/pager.hpp>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <map>

#include <skillmeat/base/text.hpp>
#include <skillmeat/sys/descriptor.hpp>

#include <app/streams.hpp>

namespace skillmeat::app::print {
namespace {

std::vector<std::string> words_of(std::string_view command) {
    std::vector<std::string> words;
    for (const auto word : split(command, ' ')) {
        if (!word.empty()) {
            words.emplace_back(word);
        }
    }
    return words;
}

/// Pointers to texts that outlive them, ended by a null pointer, as execve wants them.
std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (std::string& text : texts) {
        result.push_back(text.data());
    }
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> child_environment(const sys::Environment& environment) {
    std::map<std::string, std::string> variables = environment.all();
    // What less does with colour and short texts is ours to choose only where the user has not.
    variables.try_emplace("LESS", "FIRX");
    std::vector<std::string> texts;
    for (const auto& [name, value] : variables) {
        texts.push_back(name + "=" + value);
    }
    return texts;
}

/// SIGINT belongs to the pager while it runs: less stops a search with it.
class IgnoredInterrupt {
  public:
    IgnoredInterrupt() {
        struct sigaction ignore = {};
        ignore.sa_handler = SIG_IGN;
        ::sigaction(SIGINT, &ignore, &before_);
    }
    IgnoredInterrupt(const IgnoredInterrupt&) = delete;
    IgnoredInterrupt& operator=(const IgnoredInterrupt&) = delete;
    ~IgnoredInterrupt() { ::sigaction(SIGINT, &before_, nullptr); }

  private:
    struct sigaction before_ = {};
};

/// Process id, or -1. Signals the program ignores act again in the child.
pid_t start(std::vector<std::string> command, std::vector<std::string> variables, int input) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    sigaddset(&defaults, SIGINT);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    pid_t child = -1;
    const std::string program = command.front();
    const auto arguments = pointers(command);
    const auto environment = pointers(variables);
    const int failed = ::posix_spawn(&child, program.c_str(), &actions, &attributes,
                                     arguments.data(), environment.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    return failed == 0 ? child : -1;
}

}  // namespace

std::optional<std::vector<std::string>> choose_pager(const sys::Environment& environment,
                                                     std::string_view setting) {
    std::string command = environment.get("SKILLMEAT_PAGER").value_or(std::string(setting));
    if (command.empty()) {
        command = environment.get("PAGER").value_or("less");
    }
    auto words = words_of(command);
    if (words.empty() || words.front() == "cat") {
        return std::nullopt;
    }
    if (words.front().starts_with('/')) {
        return words;
    }
    const auto program = sys::find_program(environment, words.front());
    if (!program) {
        return std::nullopt;
    }
    words.front() = program->string();
    return words;
}

bool run_pager(const std::vector<std::string>& command, const sys::Environment& environment,
               std::string_view text) {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    sys::Descriptor reading(ends[0]);
    sys::Descriptor writing(ends[1]);
    const IgnoredInterrupt ignored;
    const pid_t child = start(command, child_environment(environment), reading.get());
    if (child < 0) {
        return false;
    }
    reading.close();
    // EPIPE only says that the reader has seen enough.
    [[maybe_unused]] const int error = make_descriptor_sink(writing.get())->write(text);
    writing.close();
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return true;
}

}  // namespace skillmeat::app::print
