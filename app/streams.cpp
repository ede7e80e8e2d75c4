#include <app/streams.hpp>

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <utility>

namespace skillmeat::app {
namespace {

constexpr std::size_t buffer_limit = std::size_t{64} << 10;  // bytes

class DescriptorSink final : public ByteSink {
  public:
    explicit DescriptorSink(int number) : number_(number) {}

    [[nodiscard]] int write(std::string_view bytes) override {
        while (!bytes.empty()) {
            const auto written = ::write(number_, bytes.data(), bytes.size());
            if (written >= 0) {
                bytes.remove_prefix(static_cast<std::size_t>(written));
            } else if (errno == EAGAIN) {
                // Somebody else made the descriptor non-blocking: wait until it takes more.
                pollfd waiting{number_, POLLOUT, 0};
                [[maybe_unused]] const int ready = ::poll(&waiting, 1, -1);
            } else if (errno != EINTR) {
                return errno;
            }
        }
        return 0;
    }

  private:
    int number_;
};

/// Byte by byte, so that nothing beyond the line is taken from a shared stdin.
class DescriptorInput final : public LineInput {
  public:
    [[nodiscard]] std::optional<std::string> read_line() override {
        std::string line;
        char byte = 0;
        while (true) {
            // EINTR ends the question too: a person pressed Ctrl-C.
            if (::read(STDIN_FILENO, &byte, 1) != 1) {
                return line.empty() ? std::nullopt : std::optional<std::string>(line);
            }
            if (byte == '\n') {
                return line;
            }
            line += byte;
        }
    }
};

std::optional<std::size_t> positive(const std::optional<std::string>& text) {
    std::size_t number = 0;
    if (!text) {
        return std::nullopt;
    }
    const char* const end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end || number == 0) {
        return std::nullopt;
    }
    return number;
}

StreamFacts facts_of(int number, const sys::Environment& environment) {
    StreamFacts facts;
    facts.terminal = ::isatty(number) == 1;
    if (!facts.terminal) {
        return facts;
    }
    winsize size{};
    if (::ioctl(number, TIOCGWINSZ, &size) == 0) {
        facts.width = size.ws_col > 0 ? size.ws_col : facts.width;
        facts.height = size.ws_row > 0 ? size.ws_row : facts.height;
    }
    facts.width = positive(environment.get("COLUMNS")).value_or(facts.width);
    facts.height = positive(environment.get("LINES")).value_or(facts.height);
    return facts;
}

}  // namespace

OutStream::OutStream(std::unique_ptr<ByteSink> sink, StreamFacts facts)
    : sink_(std::move(sink)), facts_(facts) {}

void OutStream::write(std::string_view bytes) {
    if (error_ == 0) {
        buffer_.append(bytes);
    }
    if (buffer_.size() >= buffer_limit) {
        flush();
    }
}

void OutStream::flush() {
    if (error_ == 0 && !buffer_.empty()) {
        error_ = sink_->write(buffer_);
    }
    buffer_.clear();
}

std::unique_ptr<ByteSink> make_descriptor_sink(int number) {
    return std::make_unique<DescriptorSink>(number);
}

Streams make_real_streams(const sys::Environment& environment) {
    return Streams{
        OutStream(make_descriptor_sink(STDOUT_FILENO), facts_of(STDOUT_FILENO, environment)),
        OutStream(make_descriptor_sink(STDERR_FILENO), facts_of(STDERR_FILENO, environment)),
        std::make_unique<DescriptorInput>(), ::isatty(STDIN_FILENO) == 1};
}

}  // namespace skillmeat::app
