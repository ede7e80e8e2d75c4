#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>

namespace skillmeat::sys {

/// A program to run: never through a shell.
struct Command {
    std::filesystem::path program;  ///< absolute
    std::vector<std::string> arguments;
    std::map<std::string, std::string> environment;  ///< all of it: nothing is inherited
    std::filesystem::path directory;                 ///< working directory; empty: ours
    std::optional<std::uint64_t> file_size_limit;    ///< RLIMIT_FSIZE in bytes
    /// Much output comes in many small writes: the pipe is made large, and read() lets some gather
    /// rather than wake up for each.
    bool bulk_output = false;
    std::size_t output_limit = std::size_t{256} << 20;  ///< stdout of run(), bytes
};

struct Completed {
    int exit_code = 0;  ///< -1 when a signal ended it
    int signal = 0;     ///< 0 when none did
    std::string output;
    std::string errors;  ///< stderr, at most 64 KiB (the end of it)
};

/// A child whose input and output are pipes. Destroying it closes both and waits.
class Child {
  public:
    virtual ~Child() = default;
    /// Writes all bytes to the child's stdin; fails when the child has closed it.
    [[nodiscard]] virtual Result<void> write(std::string_view bytes) = 0;
    virtual void close_input() = 0;
    /// Reads what is there, at least one byte unless the output ended (0). Blocks.
    [[nodiscard]] virtual Result<std::size_t> read(char* buffer, std::size_t size) = 0;
    /// Closes the pipes, waits for the end; exit code, signal and stderr. stdout is not collected.
    [[nodiscard]] virtual Result<Completed> wait() = 0;
};

/// Starts programs. SIGPIPE is ignored in us, default in children; descriptors above 2 are not
/// inherited. When SIGINT or SIGTERM arrived, functions fail with `interrupted` or `terminated`
/// and the child is ended first.
class ProcessRunner {
  public:
    virtual ~ProcessRunner() = default;
    /// Feeds `input`, collects output; both sides are pumped, so neither can block the other.
    [[nodiscard]] virtual Result<Completed> run(const Command& command, std::string_view input) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<Child>> start(const Command& command) = 0;
};

[[nodiscard]] std::unique_ptr<ProcessRunner> make_process_runner();

}  // namespace skillmeat::sys
