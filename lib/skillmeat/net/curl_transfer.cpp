#include <skillmeat/net/curl_transfer.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/net/curl_failure.hpp>

namespace skillmeat::net {
namespace {

constexpr std::size_t max_head = std::size_t{256} << 10;
constexpr long buffer_size = 128L << 10;
constexpr const char* user_agent = "skillmeat/" SKILLMEAT_VERSION;

/// Of the status line `HTTP/1.1 200 OK`; 0 when there is none.
int status_of(std::string_view line) {
    const auto space = line.find(' ');
    int status = 0;
    if (space != std::string_view::npos) {
        std::from_chars(line.data() + space + 1, line.data() + line.size(), status);
    }
    return status;
}

bool breaks_lines(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

std::uint64_t not_negative(curl_off_t count) {
    return static_cast<std::uint64_t>(std::max<curl_off_t>(count, 0));
}

}  // namespace

CurlTransfer::CurlTransfer(const CurlLibrary& curl, const ConnectionSettings& settings,
                           const sys::Clock& clock, const HttpRequest& request, Url url)
    : curl_(curl),
      settings_(settings),
      clock_(clock),
      request_(request),
      url_(std::move(url)),
      handle_(curl.easy_init()),
      started_(clock.ticks_ms()) {}

CurlTransfer::~CurlTransfer() {
    curl_.easy_cleanup(handle_);
    curl_.slist_free_all(header_lines_);
}

template <class Value>
void CurlTransfer::set(CURLoption option, Value value) {
    if (curl_.easy_setopt(handle_, option, value) != CURLE_OK) {
        refused_option_ = option;
    }
}

void CurlTransfer::add_header(const std::string& line) {
    if (auto* longer = curl_.slist_append(header_lines_, line.c_str())) {
        header_lines_ = longer;
    } else {
        refused_option_ = CURLOPT_HTTPHEADER;
    }
}

void CurlTransfer::set_request() {
    set(CURLOPT_URL, url_.text.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_USERAGENT, user_agent);
    set(CURLOPT_ACCEPT_ENCODING, "gzip");
    if (request_.method == "POST") {
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDS, request_.body.data());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    }
    add_header("Expect:");  // no: large bodies go at once
    for (const auto& header : request_.headers) {
        add_header(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
    }
    set(CURLOPT_HTTPHEADER, header_lines_);
}

void CurlTransfer::set_connection() {
    // Never unset: with none of its own libcurl would look into the environment.
    set(CURLOPT_PROXY, proxy().address.c_str());
    set(CURLOPT_NOPROXY, settings_.no_proxy.c_str());
    set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!settings_.ca_file.empty()) {
        set(CURLOPT_CAINFO, settings_.ca_file.c_str());
        set(CURLOPT_PROXY_CAINFO, settings_.ca_file.c_str());
    }
    // Many requests at once wait for the first connection to tell whether it can take them all.
    set(CURLOPT_PIPEWAIT, url_.origin.scheme == "https" ? 1L : 0L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout_ms));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_BUFFERSIZE, buffer_size);
    // Not to wait for a slow name server when giving up; unknown to some versions, which do.
    curl_.easy_setopt(handle_, CURLOPT_QUICK_EXIT, 1L);
}

void CurlTransfer::set_callbacks() {
    set(CURLOPT_PRIVATE, this);
    set(CURLOPT_ERRORBUFFER, detail_.data());
    set(CURLOPT_HEADERFUNCTION, &CurlTransfer::on_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &CurlTransfer::on_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &CurlTransfer::on_progress);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_PREREQFUNCTION, &CurlTransfer::on_request);
    set(CURLOPT_PREREQDATA, this);
}

Result<void> CurlTransfer::prepare() {
    if (request_.method != "GET" && request_.method != "POST") {
        return fail(ErrorCode::internal,
                    "requests have the method GET or POST, not " + quote(request_.method));
    }
    for (const auto& header : request_.headers) {
        if (header.name.empty() || breaks_lines(header.name) || breaks_lines(header.value)) {
            return fail(ErrorCode::internal,
                        "a header of a request has no name or more than one line");
        }
    }
    if (handle_ == nullptr) {
        return fail(ErrorCode::internal, "libcurl has no memory for a request");
    }
    set_request();
    set_connection();
    set_callbacks();
    if (refused_option_ != CURLOPT_LASTENTRY) {
        return fail(ErrorCode::internal, "libcurl does not take the option " +
                                             std::to_string(static_cast<int>(refused_option_)));
    }
    return {};
}

/// Requests to this machine need no proxy, and plain ones are not to leave it.
const Proxy& CurlTransfer::proxy() const {
    static const Proxy none;
    if (is_loopback(url_.origin.host)) {
        return none;
    }
    return url_.origin.scheme == "https" ? settings_.https : settings_.http;
}

std::size_t CurlTransfer::on_header(char* data, std::size_t one, std::size_t size, void* self) {
    const bool go_on = static_cast<CurlTransfer*>(self)->take_header({data, one * size});
    return go_on ? one * size : 0;
}

std::size_t CurlTransfer::on_body(char* data, std::size_t one, std::size_t size, void* self) {
    const bool go_on = static_cast<CurlTransfer*>(self)->take_body({data, one * size});
    return go_on ? one * size : 0;
}

int CurlTransfer::on_progress(void* self, curl_off_t, curl_off_t down, curl_off_t, curl_off_t up) {
    auto& transfer = *static_cast<CurlTransfer*>(self);
    if (std::exchange(transfer.bytes_moved_, down + up) != down + up) {
        transfer.note_activity();
    }
    return 0;
}

int CurlTransfer::on_request(void* self, char*, char*, int, int) {
    auto& transfer = *static_cast<CurlTransfer*>(self);
    transfer.connected_ = true;
    transfer.note_activity();
    return CURL_PREREQFUNC_OK;
}

void CurlTransfer::note_activity() {
    last_byte_ = clock_.ticks_ms();
    active_ = true;
}

bool CurlTransfer::take_header(std::string_view line) {
    note_activity();
    head_size_ += line.size();
    if (head_size_ > max_head) {
        too_large_ = TooLarge::head;
        return false;
    }
    if (head_ended_) {
        return true;  // what follows the body is of no use to anyone here
    }
    const auto text = trim(line);
    if (line.starts_with("HTTP/")) {
        response_.headers.clear();
        response_.status = status_of(text);
    } else if (text.empty()) {
        head_ended_ = response_.status >= 200;  // others are announcements
        if (head_ended_ && !length_is_allowed()) {
            too_large_ = TooLarge::body;
            return false;
        }
    } else if (const auto colon = text.find(':');
               colon != std::string_view::npos && text.front() == line.front()) {
        response_.headers.push_back(
            {ascii_lower(trim(text.substr(0, colon))), std::string(trim(text.substr(colon + 1)))});
    }
    return true;
}

/// A length that is announced is one of compressed bytes, if any; there are no more of these than
/// of others. An answer 304 has no body, but may tell its length.
bool CurlTransfer::length_is_allowed() const {
    const auto length = response_.header("content-length");
    std::uint64_t size = 0;
    if (!length || response_.status == 304 ||
        std::from_chars(length->data(), length->data() + length->size(), size).ec != std::errc()) {
        return true;
    }
    return size <= request_.max_body;
}

bool CurlTransfer::take_body(std::string_view bytes) {
    note_activity();
    if (bytes.size() > request_.max_body - response_.body.size()) {
        too_large_ = TooLarge::body;
        return false;
    }
    response_.body += bytes;
    return true;
}

std::int64_t CurlTransfer::deadline() const {
    std::int64_t tick = INT64_MAX;
    if (request_.total_timeout_ms > 0) {
        tick = started_ + request_.total_timeout_ms;
    }
    if (connected_ && request_.idle_timeout_ms > 0) {
        tick = std::min(tick, last_byte_ + request_.idle_timeout_ms);
    }
    return tick;
}

Error CurlTransfer::time_limit_error() const {
    const std::string url = quote(shown_url(url_.text));
    const bool whole =
        request_.total_timeout_ms > 0 && clock_.ticks_ms() - started_ >= request_.total_timeout_ms;
    return Error{
        ErrorCode::network_error,
        whole ? "the exchange with " + url + " took longer than " +
                    shown_duration(request_.total_timeout_ms)
              : "nothing came from " + url + " for " + shown_duration(request_.idle_timeout_ms),
        {},
        {},
        {}};
}

Result<HttpResponse> CurlTransfer::finish(CURLcode code) {
    const std::string url = quote(shown_url(url_.text));
    if (too_large_ == TooLarge::body) {
        return fail(ErrorCode::too_large, "the answer of " + url + " is larger than " +
                                              counted(request_.max_body, "byte"));
    }
    if (too_large_ == TooLarge::head) {
        return fail(ErrorCode::too_large, "the head of the answer of " + url + " is larger than " +
                                              counted(max_head, "byte"));
    }
    if (code != CURLE_OK) {
        CurlFailure failure{code, curl_.easy_strerror(code), detail_.data()};
        long value = 0;
        curl_.easy_getinfo(handle_, CURLINFO_OS_ERRNO, &value);
        failure.os_error = static_cast<int>(value);
        curl_.easy_getinfo(handle_, CURLINFO_HTTP_CONNECTCODE, &value);
        failure.proxy_status = static_cast<int>(value);
        return fail(describe_failure(failure, request_, proxy(), settings_));
    }
    long head_received = 0;
    long head_sent = 0;
    curl_off_t body_received = 0;
    curl_off_t body_sent = 0;
    curl_.easy_getinfo(handle_, CURLINFO_HEADER_SIZE, &head_received);
    curl_.easy_getinfo(handle_, CURLINFO_REQUEST_SIZE, &head_sent);
    curl_.easy_getinfo(handle_, CURLINFO_SIZE_DOWNLOAD_T, &body_received);
    curl_.easy_getinfo(handle_, CURLINFO_SIZE_UPLOAD_T, &body_sent);
    response_.url = url_.text;
    response_.bytes_received = not_negative(head_received) + not_negative(body_received);
    response_.bytes_sent = not_negative(head_sent) + not_negative(body_sent);
    return std::move(response_);
}

}  // namespace skillmeat::net
