#include <skillmeat/telemetry/export.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/net/url.hpp>
#include <skillmeat/telemetry/otlp_json.hpp>

#include <utility>

#include <fmt/format.h>

namespace skillmeat::telemetry {
namespace {

constexpr std::size_t longest_answer = std::size_t{64} << 10;
constexpr std::uint64_t largest_file = std::uint64_t{256} << 20;
constexpr std::uint32_t private_file = 0600;

}  // namespace

Result<void> send_trace(net::HttpClient& client, const Collector& collector, std::string json) {
    net::HttpRequest request;
    request.method = "POST";
    request.url = collector.url;
    request.headers = collector.headers;
    request.headers.push_back({"content-type", "application/json"});
    request.body = std::move(json);
    request.connect_timeout_ms = export_timeout_ms;
    request.idle_timeout_ms = export_timeout_ms;
    request.total_timeout_ms = export_timeout_ms;
    request.max_body = longest_answer;
    request.allow_plain_http = true;  // collectors on the next machine often are
    SKILLMEAT_ASSIGN(const auto response, client.send(request));
    if (response.status < 200 || response.status > 299) {
        return fail(ErrorCode::network_error,
                    fmt::format("the collector at {} answered with status {}",
                                quote(net::shown_url(collector.url)), response.status));
    }
    return {};
}

Result<void> append_trace(sys::FileSystem& files, const sys::Path& path, const std::string& json) {
    SKILLMEAT_ASSIGN(const auto stat, files.stat(path));
    std::string text;
    if (stat && stat->kind == sys::FileKind::regular) {
        SKILLMEAT_ASSIGN(auto before, files.read(path, largest_file));
        text = std::move(before).value_or("");
    }
    const bool is_ours = text.empty() || text.starts_with(otlp_beginning);
    if ((stat && stat->kind != sys::FileKind::regular) || !is_ours) {
        return fail(
            ErrorCode::already_exists,
            fmt::format("{} is no file of traces; it was left as it is", quote(path.string())),
            "name a new file after --trace-file");
    }
    if (!text.empty() && text.back() != '\n') {
        text += '\n';
    }
    SKILLMEAT_TRY(files.write(path, text + json + "\n", private_file));
    return {};
}

}  // namespace skillmeat::telemetry
