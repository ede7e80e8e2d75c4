#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/sys/environment.hpp>

namespace skillmeat::app {

/// Where bytes go in the end.
class ByteSink {
  public:
    virtual ~ByteSink() = default;
    /// Writes all of it: 0, or an errno.
    [[nodiscard]] virtual int write(std::string_view bytes) = 0;
};

/// Keeps what is written; for tests.
class StringSink final : public ByteSink {
  public:
    [[nodiscard]] int write(std::string_view bytes) override {
        text.append(bytes);
        return 0;
    }
    std::string text;
};

/// What is known about the far end of a stream.
struct StreamFacts {
    bool terminal = false;
    std::size_t width = 80;   ///< columns; counts only on a terminal
    std::size_t height = 24;  ///< lines
};

/// A buffered output. After an error the rest is dropped; the first error is kept for the end.
class OutStream {
  public:
    OutStream(std::unique_ptr<ByteSink> sink, StreamFacts facts);
    void write(std::string_view bytes);  ///< buffered
    void flush();
    /// 0, or the errno of the first failed write. EPIPE: the reader went away.
    [[nodiscard]] int error() const { return error_; }
    [[nodiscard]] const StreamFacts& facts() const { return facts_; }

  private:
    std::unique_ptr<ByteSink> sink_;
    StreamFacts facts_;
    std::string buffer_;
    int error_ = 0;
};

/// Answers of a person.
class LineInput {
  public:
    virtual ~LineInput() = default;
    /// The next line without its end; nothing at the end of input.
    [[nodiscard]] virtual std::optional<std::string> read_line() = 0;
};

/// The three standard streams. stdout is data, stderr is talk.
struct Streams {
    OutStream out;
    OutStream err;
    std::unique_ptr<LineInput> in;
    bool in_terminal = false;
};

/// Writes to a descriptor, which stays open.
[[nodiscard]] std::unique_ptr<ByteSink> make_descriptor_sink(int number);

/// Descriptors 0 to 2. Width: COLUMNS, then the terminal's own, then 80.
[[nodiscard]] Streams make_real_streams(const sys::Environment& environment);

}  // namespace skillmeat::app
