#pragma once

#include <deque>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <app/context.hpp>
#include <app/run_main.hpp>
#include <fakes/fake_clock.hpp>
#include <fakes/fake_environment.hpp>
#include <fakes/fake_http.hpp>
#include <fakes/fake_processes.hpp>
#include <fakes/fake_random.hpp>
#include <fakes/memory_files.hpp>

namespace skillmeat::app::testing {

/// Gives the lines a test put in.
class Answers final : public LineInput {
  public:
    [[nodiscard]] std::optional<std::string> read_line() override {
        if (lines.empty()) {
            return std::nullopt;
        }
        std::string line = lines.front();
        lines.pop_front();
        return line;
    }
    std::deque<std::string> lines;
};

/// Fails every write with one errno.
class BrokenSink final : public ByteSink {
  public:
    explicit BrokenSink(int error) : error_(error) {}
    [[nodiscard]] int write(std::string_view) override { return error_; }

  private:
    int error_;
};

/// The program with everything around it faked: terminals, disk, environment, clock, processes.
class Harness {
  public:
    explicit Harness(bool terminal = false, std::size_t width = 80, std::size_t height = 1000) {
        const StreamFacts facts{terminal, width, height};
        auto out = std::make_unique<StringSink>();
        auto err = std::make_unique<StringSink>();
        auto in = std::make_unique<Answers>();
        out_ = out.get();
        err_ = err.get();
        answers = in.get();
        streams.emplace(Streams{OutStream(std::move(out), facts), OutStream(std::move(err), facts),
                                std::move(in), terminal});
    }

    /// Everything written to stdout from here on fails with `error`.
    void break_stdout(int error) {
        streams->out = OutStream(std::make_unique<BrokenSink>(error), streams->out.facts());
    }

    Context make_context(const cli::Registry& registry) {
        return Context({*streams, environment, files, clock, processes, http, random}, registry);
    }

    /// Runs the program with these words after its name; the exit code.
    int run(const std::vector<std::string>& words, const cli::Registry& registry) {
        std::vector<const char*> argv{"skillmeat"};
        for (const std::string& word : words) {
            argv.push_back(word.c_str());
        }
        Context context = make_context(registry);
        return run_main(static_cast<int>(argv.size()), argv.data(), context);
    }

    [[nodiscard]] std::string out() {
        streams->out.flush();
        return out_->text;
    }
    [[nodiscard]] std::string err() {
        streams->err.flush();
        return err_->text;
    }

    fakes::FakeEnvironment environment;
    fakes::MemoryFiles files;
    fakes::FakeClock clock;
    fakes::FakeProcesses processes;
    fakes::FakeHttp http;
    fakes::FakeRandom random;
    std::optional<Streams> streams;
    Answers* answers = nullptr;

  private:
    StringSink* out_ = nullptr;
    StringSink* err_ = nullptr;
};

}  // namespace skillmeat::app::testing
