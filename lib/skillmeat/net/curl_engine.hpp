#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <skillmeat/net/curl_transfer.hpp>

namespace skillmeat::net {

/// Where answers come back to the thread that asked. All asked for are awaited when it is
/// destroyed: requests and mailbox are used until then.
class Mailbox {
  public:
    Mailbox() = default;
    Mailbox(const Mailbox&) = delete;
    Mailbox& operator=(const Mailbox&) = delete;
    ~Mailbox();

    /// One more answer will come.
    void expect() { ++outstanding_; }
    [[nodiscard]] std::size_t outstanding() const { return outstanding_; }

    /// From any thread.
    void put(std::size_t index, Result<HttpResponse> response);
    /// Waits for one that was expected.
    [[nodiscard]] std::pair<std::size_t, Result<HttpResponse>> take();

  private:
    std::size_t outstanding_ = 0;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::vector<std::pair<std::size_t, Result<HttpResponse>>> answers_;
};

/// A request on its way to the engine.
struct Exchange {
    const HttpRequest* request = nullptr;
    Url url;
    std::size_t index = 0;
    Mailbox* mailbox = nullptr;
};

/// libcurl and the thread that runs it: all exchanges share its connections. Once SIGINT or SIGTERM
/// was noted, all exchanges that run end with `interrupted` or `terminated`.
class CurlEngine {
  public:
    [[nodiscard]] static Result<std::unique_ptr<CurlEngine>> start(
        const ConnectionSettings& settings);
    CurlEngine(const CurlEngine&) = delete;
    CurlEngine& operator=(const CurlEngine&) = delete;
    /// Ends the thread; what still runs fails.
    ~CurlEngine();

    /// From any thread. Its mailbox gets exactly one answer.
    void submit(Exchange exchange);

  private:
    struct Running {
        Running(const CurlEngine& engine, Exchange made);
        Exchange exchange;
        CurlTransfer transfer;
    };

    CurlEngine(std::unique_ptr<CurlLibrary> curl, const ConnectionSettings& settings);

    // On the thread:
    void run();
    /// False when the engine ends.
    [[nodiscard]] bool begin_submitted();
    void begin(Exchange exchange);
    [[nodiscard]] Error failure_of(CURLMcode code) const;
    /// True when there were some.
    bool collect_finished();
    void end_late_ones();
    void end_all(const Error& error);
    void end(std::size_t index, Result<HttpResponse> response);
    void wait(bool some_finished);

    std::unique_ptr<CurlLibrary> curl_;
    const ConnectionSettings& settings_;
    sys::SystemClock clock_;
    CURLM* multi_;
    std::vector<std::unique_ptr<Running>> running_;  ///< of the thread

    std::mutex mutex_;
    std::vector<Exchange> submitted_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace skillmeat::net
