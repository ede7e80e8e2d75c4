#include <skillmeat/telemetry/traced_http.hpp>

#include <skillmeat/net/url.hpp>

#include <string>
#include <utility>

namespace skillmeat::telemetry {
namespace {

/// A span as it begins, before anything is known of the request.
Leaf begun(const Recorder& recorder) {
    Leaf leaf;
    leaf.kind = observe::SpanKind::client;
    leaf.parent = recorder.current();
    leaf.start_ns = recorder.now();
    return leaf;
}

void describe(const net::HttpRequest& request, Leaf& leaf) {
    leaf.name = request.method;
    auto& attributes = leaf.attributes;
    attributes = {{"http.request.method", request.method},
                  {"url.full", net::shown_url(request.url)},
                  {"network.protocol.name", std::string("http")}};
    if (const auto url = net::parse_url(request.url)) {
        attributes.emplace_back("server.address", url->origin.host);
        attributes.emplace_back("server.port", std::int64_t{url->origin.port});
    }
    if (request.resends > 0) {
        attributes.emplace_back("http.request.resend_count", std::int64_t{request.resends});
    }
}

void describe(const net::HttpResponse& response, Leaf& leaf) {
    auto& attributes = leaf.attributes;
    attributes.emplace_back("http.response.status_code", std::int64_t{response.status});
    attributes.emplace_back("http.request.size", static_cast<std::int64_t>(response.bytes_sent));
    attributes.emplace_back("http.response.size",
                            static_cast<std::int64_t>(response.bytes_received));
    if (response.status >= 400) {
        attributes.emplace_back("error.type", std::to_string(response.status));
    }
}

void tell(Recorder& recorder, Leaf leaf, const net::HttpRequest& request,
          const Result<net::HttpResponse>& response) {
    describe(request, leaf);
    if (response) {
        describe(*response, leaf);
    }
    recorder.add(std::move(leaf), response ? nullptr : &response.error());
}

}  // namespace

Result<net::HttpResponse> TracedHttp::send(const net::HttpRequest& request) {
    auto leaf = begun(recorder_);
    auto response = inner_.send(request);
    tell(recorder_, std::move(leaf), request, response);
    return response;
}

void TracedHttp::send_all(std::span<const net::HttpRequest> requests, std::size_t parallel,
                          const Visitor& visit) {
    const auto leaf = begun(recorder_);
    inner_.send_all(requests, parallel, [&](std::size_t index, Result<net::HttpResponse> response) {
        tell(recorder_, leaf, requests[index], response);
        visit(index, std::move(response));
    });
}

}  // namespace skillmeat::telemetry
