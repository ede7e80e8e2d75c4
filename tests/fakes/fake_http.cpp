#include <fakes/fake_http.hpp>

#include <algorithm>
#include <utility>

#include <skillmeat/base/text.hpp>

namespace skillmeat::fakes {

void FakeHttp::put(const std::string& url, int status, std::string body,
                   std::vector<net::Header> headers) {
    net::HttpResponse response;
    response.status = status;
    response.url = url;
    response.headers = std::move(headers);
    response.body = std::move(body);
    put_for("GET " + url, std::move(response));
}

void FakeHttp::put_error(const std::string& url, ErrorCode code, std::string message) {
    put_for("GET " + url, fail(code, std::move(message)));
}

void FakeHttp::put_for(const std::string& method_and_url, Result<net::HttpResponse> answer) {
    answers_[method_and_url].queue.push_back(std::move(answer));
}

Result<net::HttpResponse> FakeHttp::send(const net::HttpRequest& request) {
    const std::lock_guard guard(mutex_);
    requests.push_back(request);
    const auto found = answers_.find(request.method + " " + request.url);
    if (found == answers_.end()) {
        return fail(ErrorCode::network_error,
                    "the fake has no answer for " + request.method + " " + request.url);
    }
    auto& answers = found->second;
    const auto index = std::min(answers.next++, answers.queue.size() - 1);
    return answers.queue[index];
}

void FakeHttp::send_all(std::span<const net::HttpRequest> all, std::size_t /*parallel*/,
                        const Visitor& visit) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        visit(i, send(all[i]));
    }
}

std::string FakeHttp::header_of(const net::HttpRequest& request, std::string_view lower_case_name) {
    for (const auto& header : request.headers) {
        if (equals_ignoring_case(header.name, lower_case_name)) {
            return header.value;
        }
    }
    return {};
}

}  // namespace skillmeat::fakes
