#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <skillmeat/net/http.hpp>

namespace skillmeat::fakes {

/// Answers requests with what was put in before, in order for each "METHOD URL"; the last answer of
/// a URL stays. A URL without answers is a `network_error` that names it.
class FakeHttp final : public net::HttpClient {
  public:
    /// An answer for a GET of `url`. Header names in lower case.
    void put(const std::string& url, int status, std::string body,
             std::vector<net::Header> headers = {});
    void put_error(const std::string& url, ErrorCode code, std::string message);
    /// For other methods: "POST https://...".
    void put_for(const std::string& method_and_url, Result<net::HttpResponse> answer);

    Result<net::HttpResponse> send(const net::HttpRequest& request) override;
    void send_all(std::span<const net::HttpRequest> requests, std::size_t parallel,
                  const Visitor& visit) override;

    /// Everything that was sent, in order.
    std::vector<net::HttpRequest> requests;
    /// The value of a header of a request, or an empty text.
    [[nodiscard]] static std::string header_of(const net::HttpRequest& request,
                                               std::string_view lower_case_name);

  private:
    struct Answers {
        std::vector<Result<net::HttpResponse>> queue;
        std::size_t next = 0;
    };
    std::map<std::string, Answers> answers_;
    std::mutex mutex_;
};

}  // namespace skillmeat::fakes
