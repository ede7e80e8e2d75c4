#include <skillmeat/net/curl_engine.hpp>

#include <signal.h>

#include <algorithm>
#include <string>

#include <skillmeat/sys/interrupt.hpp>
#include <skillmeat/sys/interrupt_wait.hpp>

namespace skillmeat::net {
namespace {

constexpr int longest_rest_ms = 3'600'000;  // with nothing to do
constexpr int longest_wait_ms = 250;        // in case libcurl forgets something

/// Starts a thread that leaves signals to the others.
template <class Body>
std::thread start_without_signals(Body body) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread thread(std::move(body));
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return thread;
}

}  // namespace

Mailbox::~Mailbox() {
    while (outstanding_ > 0) {
        [[maybe_unused]] const auto ignored = take();
    }
}

void Mailbox::put(std::size_t index, Result<HttpResponse> response) {
    const std::lock_guard guard(mutex_);
    answers_.emplace_back(index, std::move(response));
    // Under the lock: the mailbox may be gone as soon as its owner can see the answer.
    arrived_.notify_one();
}

std::pair<std::size_t, Result<HttpResponse>> Mailbox::take() {
    std::unique_lock guard(mutex_);
    arrived_.wait(guard, [this] { return !answers_.empty(); });
    --outstanding_;
    auto answer = std::move(answers_.back());
    answers_.pop_back();
    return answer;
}

CurlEngine::Running::Running(const CurlEngine& engine, Exchange made)
    : exchange(std::move(made)),
      transfer(*engine.curl_, engine.settings_, engine.clock_, *exchange.request,
               std::move(exchange.url)) {}

Result<std::unique_ptr<CurlEngine>> CurlEngine::start(const ConnectionSettings& settings) {
    SKILLMEAT_ASSIGN(auto curl, load_curl_library(curl_library_names()));
    std::unique_ptr<CurlEngine> engine(new CurlEngine(std::move(curl), settings));
    if (engine->multi_ == nullptr) {
        return fail(ErrorCode::internal, "libcurl has no memory to begin with");
    }
    engine->thread_ = start_without_signals([running = engine.get()] { running->run(); });
    return engine;
}

CurlEngine::CurlEngine(std::unique_ptr<CurlLibrary> curl, const ConnectionSettings& settings)
    : curl_(std::move(curl)), settings_(settings), multi_(curl_->multi_init()) {}

CurlEngine::~CurlEngine() {
    if (thread_.joinable()) {
        {
            const std::lock_guard guard(mutex_);
            ending_ = true;
        }
        curl_->multi_wakeup(multi_);
        thread_.join();
    }
    curl_->multi_cleanup(multi_);
}

void CurlEngine::submit(Exchange exchange) {
    {
        const std::lock_guard guard(mutex_);
        submitted_.push_back(std::move(exchange));
    }
    curl_->multi_wakeup(multi_);
}

void CurlEngine::run() {
    while (begin_submitted()) {
        if (const auto state = sys::check_interrupted(); !state) {
            end_all(state.error());
        }
        int still_running = 0;
        if (const auto code = curl_->multi_perform(multi_, &still_running); code != CURLM_OK) {
            end_all(failure_of(code));
        }
        const bool some_finished = collect_finished();
        end_late_ones();
        wait(some_finished);
    }
    end_all(Error{ErrorCode::network_error, "the exchange was given up", {}, {}, {}});
}

Error CurlEngine::failure_of(CURLMcode code) const {
    return Error{ErrorCode::internal,
                 std::string("libcurl failed: ") + curl_->multi_strerror(code),
                 {},
                 {},
                 {}};
}

bool CurlEngine::begin_submitted() {
    std::vector<Exchange> fresh;
    bool ending = false;
    {
        const std::lock_guard guard(mutex_);
        fresh.swap(submitted_);
        ending = ending_;
    }
    for (auto& exchange : fresh) {
        begin(std::move(exchange));
    }
    return !ending;
}

void CurlEngine::begin(Exchange exchange) {
    auto running = std::make_unique<Running>(*this, std::move(exchange));
    auto prepared = running->transfer.prepare();
    if (prepared) {
        const auto code = curl_->multi_add_handle(multi_, running->transfer.handle());
        if (code == CURLM_OK) {
            running_.push_back(std::move(running));
            return;
        }
        prepared = fail(failure_of(code));
    }
    running->exchange.mailbox->put(running->exchange.index, fail(std::move(prepared).error()));
}

bool CurlEngine::collect_finished() {
    const auto before = running_.size();
    int left = 0;
    while (const CURLMsg* message = curl_->multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) {
            continue;
        }
        const auto code = message->data.result;
        const auto found = std::find_if(running_.begin(), running_.end(), [&](const auto& one) {
            return one->transfer.handle() == message->easy_handle;
        });
        if (found != running_.end()) {
            end(static_cast<std::size_t>(found - running_.begin()),
                (*found)->transfer.finish(code));
        }
    }
    return running_.size() != before;
}

void CurlEngine::end_late_ones() {
    for (std::size_t i = running_.size(); i > 0; --i) {
        const auto& transfer = running_[i - 1]->transfer;
        if (clock_.ticks_ms() >= transfer.deadline()) {
            end(i - 1, fail(transfer.time_limit_error()));
        }
    }
}

void CurlEngine::end_all(const Error& error) {
    while (!running_.empty()) {
        end(running_.size() - 1, fail(error));
    }
}

void CurlEngine::end(std::size_t index, Result<HttpResponse> response) {
    const auto ended = std::move(running_[index]);
    running_[index] = std::move(running_.back());
    running_.pop_back();
    curl_->multi_remove_handle(multi_, ended->transfer.handle());
    // Last: the request may be gone afterwards.
    ended->exchange.mailbox->put(ended->exchange.index, std::move(response));
}

void CurlEngine::wait(bool some_finished) {
    // libcurl 7.88 can have read what belongs to another exchange, and not ask to be called again
    // for it: as long as something happens it is called once more.
    bool active = some_finished;
    std::int64_t longest = running_.empty() ? longest_rest_ms : longest_wait_ms;
    const auto now = clock_.ticks_ms();
    for (const auto& running : running_) {
        active |= running->transfer.take_activity();
        longest = std::min(longest, running->transfer.deadline() - now);
    }
    longest = active ? 0 : std::max<std::int64_t>(longest, 0);
    // A descriptor that stays readable would leave no rest to a thread that has nothing to do.
    curl_waitfd interrupt{};
    interrupt.fd = sys::interrupt_descriptor();
    interrupt.events = CURL_WAIT_POLLIN;
    const bool watch = !running_.empty() && interrupt.fd >= 0;
    curl_->multi_poll(multi_, watch ? &interrupt : nullptr, watch ? 1 : 0,
                      static_cast<int>(longest), nullptr);
}

}  // namespace skillmeat::net
