#include <skillmeat/telemetry/traced_processes.hpp>

#include <string>
#include <utility>

namespace skillmeat::telemetry {
namespace {

/// "fetch" of `git -c a=b -C dir fetch ...`; empty for other programs.
std::string subcommand_of(const sys::Command& command) {
    if (command.program.filename() != "git") {
        return {};
    }
    const auto& words = command.arguments;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "-c" || words[i] == "-C") {
            ++i;
        } else if (!words[i].starts_with('-')) {
            return words[i];
        }
    }
    return {};
}

Leaf leaf_of(const sys::Command& command, const Recorder& recorder) {
    const auto program = command.program.filename().string();
    const auto subcommand = subcommand_of(command);
    Leaf leaf;
    leaf.name = subcommand.empty() ? program : program + " " + subcommand;
    leaf.kind = observe::SpanKind::client;
    leaf.parent = recorder.current();
    leaf.start_ns = recorder.now();
    std::vector<std::string> arguments{program};
    if (!subcommand.empty()) {
        arguments.push_back(subcommand);
    }
    leaf.attributes = {{"process.executable.name", program},
                       {"process.command_args", std::move(arguments)}};
    return leaf;
}

void tell(Recorder& recorder, Leaf leaf, const Result<sys::Completed>& completed) {
    if (!completed) {
        recorder.add(std::move(leaf), &completed.error());
        return;
    }
    leaf.attributes.emplace_back("process.exit.code", std::int64_t{completed->exit_code});
    if (completed->signal != 0) {
        leaf.attributes.emplace_back("error.type", "signal " + std::to_string(completed->signal));
    } else if (completed->exit_code != 0) {
        leaf.attributes.emplace_back("error.type", std::to_string(completed->exit_code));
    }
    recorder.add(std::move(leaf), nullptr);
}

class TracedChild final : public sys::Child {
  public:
    TracedChild(std::unique_ptr<sys::Child> inner, Recorder& recorder, Leaf leaf)
        : inner_(std::move(inner)), recorder_(recorder), leaf_(std::move(leaf)) {}
    TracedChild(const TracedChild&) = delete;
    TracedChild& operator=(const TracedChild&) = delete;
    ~TracedChild() override {
        inner_.reset();  // waits for its end
        if (!told_) {
            recorder_.add(std::move(leaf_), nullptr);
        }
    }

    Result<void> write(std::string_view bytes) override { return inner_->write(bytes); }
    void close_input() override { inner_->close_input(); }
    Result<std::size_t> read(char* buffer, std::size_t size) override {
        return inner_->read(buffer, size);
    }
    Result<sys::Completed> wait() override {
        auto completed = inner_->wait();
        if (!std::exchange(told_, true)) {
            tell(recorder_, std::move(leaf_), completed);
        }
        return completed;
    }

  private:
    std::unique_ptr<sys::Child> inner_;
    Recorder& recorder_;
    Leaf leaf_;
    bool told_ = false;
};

}  // namespace

Result<sys::Completed> TracedProcesses::run(const sys::Command& command, std::string_view input) {
    auto leaf = leaf_of(command, recorder_);
    auto completed = inner_.run(command, input);
    tell(recorder_, std::move(leaf), completed);
    return completed;
}

Result<std::unique_ptr<sys::Child>> TracedProcesses::start(const sys::Command& command) {
    auto leaf = leaf_of(command, recorder_);
    auto child = inner_.start(command);
    if (!child) {
        recorder_.add(std::move(leaf), &child.error());
        return child;
    }
    return std::make_unique<TracedChild>(*std::move(child), recorder_, std::move(leaf));
}

}  // namespace skillmeat::telemetry
