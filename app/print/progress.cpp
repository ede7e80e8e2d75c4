#include <app/print/progress.hpp>

#include <skillmeat/base/unicode.hpp>

namespace skillmeat::app::print {
namespace {

constexpr std::int64_t appears_after_ms = 300;
constexpr std::int64_t redraw_interval_ms = 100;
constexpr std::string_view erase_line = "\r\x1b[2K";

}  // namespace

Progress::Progress(Streams& streams, const cli::Globals& globals,
                   const sys::Environment& environment, const sys::Clock& clock)
    : streams_(streams), globals_(globals), environment_(environment), clock_(clock) {}

bool Progress::enabled() const {
    return streams_.err.facts().terminal && !globals_.quiet && !globals_.machine() &&
           !environment_.get("CI") && environment_.get("TERM") != "dumb";
}

void Progress::update(std::string_view state, std::size_t done, std::size_t total) {
    const std::lock_guard lock(mutex_);
    if (!enabled()) {
        return;
    }
    const std::int64_t now = clock_.ticks_ms();
    if (started_ < 0) {
        started_ = now;
    }
    if (now - started_ < appears_after_ms || (visible_ && now - drawn_ < redraw_interval_ms)) {
        return;
    }
    std::string line = terminal_safe(state);
    if (total > 0) {
        line = "[" + std::to_string(done) + "/" + std::to_string(total) + "] " + line;
    }
    const std::size_t width = streams_.err.facts().width;
    streams_.err.write(erase_line);
    streams_.err.write(fit_width(line, width > 1 ? width - 1 : 1));
    streams_.err.flush();
    visible_ = true;
    drawn_ = now;
}

void Progress::erase() {
    if (visible_) {
        streams_.err.write(erase_line);
        streams_.err.flush();
        visible_ = false;
    }
}

void Progress::clear() {
    const std::lock_guard lock(mutex_);
    erase();
}

void Progress::say(std::string_view text) {
    const std::lock_guard lock(mutex_);
    erase();
    streams_.err.write(text);
    streams_.err.flush();
}

void Progress::finish() {
    const std::lock_guard lock(mutex_);
    erase();
    started_ = -1;
}

}  // namespace skillmeat::app::print
