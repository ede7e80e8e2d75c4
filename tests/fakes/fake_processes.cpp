#include <fakes/fake_processes.hpp>

#include <algorithm>
#include <utility>

#include <skillmeat/base/text.hpp>

namespace skillmeat::fakes {
namespace {

using sys::Command;
using sys::Completed;

std::vector<std::string> words_of(const Command& command) {
    std::vector<std::string> words = {command.program.filename().native()};
    words.insert(words.end(), command.arguments.begin(), command.arguments.end());
    return words;
}

bool begins_with(const std::vector<std::string>& words, const std::vector<std::string>& beginning) {
    return beginning.size() <= words.size() &&
           std::equal(beginning.begin(), beginning.end(), words.begin());
}

class FakeChild final : public sys::Child {
  public:
    FakeChild(Completed answer, std::shared_ptr<FakeProcesses::Call> call)
        : answer_(std::move(answer)), call_(std::move(call)) {}

    Result<void> write(std::string_view bytes) override {
        call_->input += bytes;
        return {};
    }

    void close_input() override {}

    Result<std::size_t> read(char* buffer, std::size_t size) override {
        const std::size_t count = std::min(size, answer_.output.size() - taken_);
        std::copy_n(answer_.output.data() + taken_, count, buffer);
        taken_ += count;
        return count;
    }

    Result<Completed> wait() override {
        Completed completed = answer_;
        completed.output.clear();
        return completed;
    }

  private:
    Completed answer_;
    std::shared_ptr<FakeProcesses::Call> call_;
    std::size_t taken_ = 0;
};

}  // namespace

void FakeProcesses::stub(std::vector<std::string> words, Completed answer) {
    stubs_.push_back({std::move(words), std::move(answer), std::nullopt});
}

void FakeProcesses::stub_output(std::vector<std::string> words, std::string output) {
    Completed answer;
    answer.output = std::move(output);
    stub(std::move(words), std::move(answer));
}

void FakeProcesses::stub_error(std::vector<std::string> words, Error error) {
    stubs_.push_back({std::move(words), Completed(), std::move(error)});
}

Result<Completed> FakeProcesses::answer(const Command& command, std::string_view input) {
    calls_.push_back(std::make_shared<Call>(Call{command, std::string(input)}));
    const auto words = words_of(command);
    const auto found = std::ranges::find_if(
        stubs_, [&](const Stub& stub) { return !stub.used && begins_with(words, stub.words); });
    if (found == stubs_.end()) {
        without_stub_.push_back(join(words, " "));
        return fail(ErrorCode::internal, "no stub for " + without_stub_.back());
    }
    found->used = true;
    if (found->error) {
        return fail(*found->error);
    }
    return found->answer;
}

Result<Completed> FakeProcesses::run(const Command& command, std::string_view input) {
    return answer(command, input);
}

Result<std::unique_ptr<sys::Child>> FakeProcesses::start(const Command& command) {
    SKILLMEAT_ASSIGN(auto completed, answer(command, {}));
    return std::make_unique<FakeChild>(std::move(completed), calls_.back());
}

std::vector<std::string> FakeProcesses::complaints() const {
    std::vector<std::string> lines;
    for (const Stub& stub : stubs_) {
        if (!stub.used) {
            lines.push_back("unused stub: " + join(stub.words, " "));
        }
    }
    for (const std::string& command : without_stub_) {
        lines.push_back("no stub for: " + command);
    }
    return lines;
}

}  // namespace skillmeat::fakes
