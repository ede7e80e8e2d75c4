#include <skillmeat/net/curl_client.hpp>

#include <algorithm>
#include <mutex>
#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/net/connection_settings.hpp>
#include <skillmeat/net/curl_engine.hpp>
#include <skillmeat/net/url.hpp>
#include <skillmeat/sys/interrupt.hpp>

namespace skillmeat::net {
namespace {

/// The URL, if the request may be sent at all.
Result<Url> checked_url(const HttpRequest& request) {
    SKILLMEAT_TRY(sys::check_interrupted());
    SKILLMEAT_ASSIGN(auto url, parse_url(request.url));
    if (url.origin.scheme == "http" && !request.allow_plain_http && !is_loopback(url.origin.host)) {
        return fail(ErrorCode::invalid_value,
                    quote(shown_url(url.text)) + " would be reached without encryption",
                    "use https://");
    }
    return url;
}

class CurlClient final : public HttpClient {
  public:
    explicit CurlClient(const sys::Environment& environment) : environment_(environment) {}

    Result<HttpResponse> send(const HttpRequest& request) override {
        Mailbox mailbox;
        submit(request, 0, mailbox);
        return mailbox.take().second;
    }

    void send_all(std::span<const HttpRequest> requests, std::size_t parallel,
                  const Visitor& visit) override {
        parallel = std::max<std::size_t>(parallel, 1);
        Mailbox mailbox;
        std::size_t next = 0;
        while (next < requests.size() || mailbox.outstanding() > 0) {
            while (next < requests.size() && mailbox.outstanding() < parallel) {
                submit(requests[next], next, mailbox);
                ++next;
            }
            auto [index, response] = mailbox.take();
            visit(index, std::move(response));
        }
    }

  private:
    void submit(const HttpRequest& request, std::size_t index, Mailbox& mailbox) {
        mailbox.expect();
        if (auto begun = begin(request, index, mailbox); !begun) {
            mailbox.put(index, fail(std::move(begun).error()));
        }
    }

    Result<void> begin(const HttpRequest& request, std::size_t index, Mailbox& mailbox) {
        SKILLMEAT_ASSIGN(auto url, checked_url(request));
        SKILLMEAT_ASSIGN(auto* engine, running_engine());
        engine->submit({&request, std::move(url), index, &mailbox});
        return {};
    }

    /// Starts it for the first request.
    Result<CurlEngine*> running_engine() {
        const std::lock_guard guard(mutex_);
        if (!engine_) {
            settings_ = read_connection_settings(environment_);
            SKILLMEAT_ASSIGN(engine_, CurlEngine::start(settings_));
        }
        return engine_.get();
    }

    const sys::Environment& environment_;
    ConnectionSettings settings_;
    std::mutex mutex_;
    std::unique_ptr<CurlEngine> engine_;
};

}  // namespace

std::unique_ptr<HttpClient> make_curl_client(const sys::Environment& environment) {
    return std::make_unique<CurlClient>(environment);
}

}  // namespace skillmeat::net
