#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <skillmeat/net/connection_settings.hpp>
#include <skillmeat/net/curl_library.hpp>
#include <skillmeat/net/http.hpp>
#include <skillmeat/net/url.hpp>
#include <skillmeat/sys/clock.hpp>

namespace skillmeat::net {

/// One exchange on its way through libcurl; on the client's thread only. Redirects are not
/// followed, certificates always checked, and bodies and heads cut off at their limits while they
/// come in.
class CurlTransfer {
  public:
    /// The references must outlive it. Time counts from here.
    CurlTransfer(const CurlLibrary& curl, const ConnectionSettings& settings,
                 const sys::Clock& clock, const HttpRequest& request, Url url);
    CurlTransfer(const CurlTransfer&) = delete;
    CurlTransfer& operator=(const CurlTransfer&) = delete;
    ~CurlTransfer();

    /// Tells libcurl what to do. `internal` when it does not take it.
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] CURL* handle() const { return handle_; }

    /// Whether anything came or was sent since this was asked last.
    [[nodiscard]] bool take_activity() { return std::exchange(active_, false); }
    /// The tick at which a time limit is reached if no byte comes before; INT64_MAX: never.
    [[nodiscard]] std::int64_t deadline() const;
    /// What to tell when it was reached.
    [[nodiscard]] Error time_limit_error() const;
    /// The answer, or what went wrong, once libcurl is done with it.
    [[nodiscard]] Result<HttpResponse> finish(CURLcode code);

  private:
    enum class TooLarge { nothing, head, body };

    template <class Value>
    void set(CURLoption option, Value value);
    void set_request();
    void set_connection();
    void set_callbacks();
    void add_header(const std::string& line);
    [[nodiscard]] const Proxy& proxy() const;

    static std::size_t on_header(char* data, std::size_t one, std::size_t size, void* self);
    static std::size_t on_body(char* data, std::size_t one, std::size_t size, void* self);
    static int on_progress(void* self, curl_off_t down_total, curl_off_t down, curl_off_t up_total,
                           curl_off_t up);
    static int on_request(void* self, char* address, char* local_address, int port, int local_port);
    void note_activity();
    /// False to stop.
    [[nodiscard]] bool take_header(std::string_view line);
    [[nodiscard]] bool take_body(std::string_view bytes);
    [[nodiscard]] bool length_is_allowed() const;

    const CurlLibrary& curl_;
    const ConnectionSettings& settings_;
    const sys::Clock& clock_;
    const HttpRequest& request_;
    Url url_;
    CURL* handle_;
    curl_slist* header_lines_ = nullptr;
    CURLoption refused_option_ = CURLOPT_LASTENTRY;
    std::array<char, CURL_ERROR_SIZE> detail_{};

    HttpResponse response_;
    std::size_t head_size_ = 0;
    bool head_ended_ = false;
    TooLarge too_large_ = TooLarge::nothing;

    std::int64_t started_;
    bool connected_ = false;
    std::int64_t last_byte_ = 0;  ///< tick; from the connection on
    bool active_ = false;
    curl_off_t bytes_moved_ = 0;
};

}  // namespace skillmeat::net
