#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include <skillmeat/sys/clock.hpp>
#include <skillmeat/sys/environment.hpp>

#include <app/cli/globals.hpp>
#include <app/streams.hpp>

namespace skillmeat::app::print {

/// One line on stderr about long work: only on a terminal, never with --json, --quiet or CI; it
/// appears 300 ms after the first update, is redrawn at most ten times a second, and is cleared at
/// the end. What else several threads say on stderr goes through it. Safe to use from several
/// threads.
class Progress {
  public:
    Progress(Streams& streams, const cli::Globals& globals, const sys::Environment& environment,
             const sys::Clock& clock);

    /// What is being done now and how far it is; `total` 0: not known.
    void update(std::string_view state, std::size_t done = 0, std::size_t total = 0);

    /// Takes the line off the screen; a later update draws it again.
    void clear();

    /// Takes the line off the screen and writes the text to stderr at once.
    void say(std::string_view text);

    /// The work is over: cleared, and the next update starts anew.
    void finish();

  private:
    void erase();
    [[nodiscard]] bool enabled() const;
    Streams& streams_;
    const cli::Globals& globals_;
    const sys::Environment& environment_;
    const sys::Clock& clock_;
    std::mutex mutex_;
    std::int64_t started_ = -1;
    std::int64_t drawn_ = -1;
    bool visible_ = false;
};

}  // namespace skillmeat::app::print
