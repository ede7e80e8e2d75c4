#pragma once

#include <skillmeat/net/http.hpp>
#include <skillmeat/telemetry/recorder.hpp>

namespace skillmeat::telemetry {

/// Exchanges as they are made, each with a span. In send_all() a span lasts from the call to the
/// answer, so that it holds the time a request waited for its turn.
class TracedHttp final : public net::HttpClient {
  public:
    TracedHttp(net::HttpClient& inner, Recorder& recorder) : inner_(inner), recorder_(recorder) {}

    Result<net::HttpResponse> send(const net::HttpRequest& request) override;
    void send_all(std::span<const net::HttpRequest> requests, std::size_t parallel,
                  const Visitor& visit) override;

  private:
    net::HttpClient& inner_;
    Recorder& recorder_;
};

}  // namespace skillmeat::telemetry
