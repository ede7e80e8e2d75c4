#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/sys/process.hpp>

namespace skillmeat::fakes {

/// Answers commands from stubs. Each stub answers one command: the first unused one whose words
/// are the beginning of the command line. A command without stub is an `internal` error.
class FakeProcesses final : public sys::ProcessRunner {
  public:
    struct Call {
        sys::Command command;
        std::string input;  ///< of start(): all that was written so far
    };

    /// `words`: file name of the program, then its first arguments.
    void stub(std::vector<std::string> words, sys::Completed answer);
    void stub_output(std::vector<std::string> words, std::string output);
    /// The command fails to run with this error.
    void stub_error(std::vector<std::string> words, Error error);

    Result<sys::Completed> run(const sys::Command& command, std::string_view input) override;
    /// The child's read() gives the stub's output, whatever is written to it.
    Result<std::unique_ptr<sys::Child>> start(const sys::Command& command) override;

    /// All commands in their order, those without stub too.
    [[nodiscard]] const std::vector<std::shared_ptr<Call>>& calls() const { return calls_; }

    /// One line per stub that answered nothing and per command without stub; a test ends with
    /// `CHECK(processes.complaints().empty())`.
    [[nodiscard]] std::vector<std::string> complaints() const;

  private:
    struct Stub {
        std::vector<std::string> words;
        sys::Completed answer;
        std::optional<Error> error;  ///< instead of the answer
        bool used = false;
    };

    Result<sys::Completed> answer(const sys::Command& command, std::string_view input);

    std::vector<Stub> stubs_;
    std::vector<std::shared_ptr<Call>> calls_;
    std::vector<std::string> without_stub_;
};

}  // namespace skillmeat::fakes
