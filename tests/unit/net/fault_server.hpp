#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include <skillmeat/net/http.hpp>
#include <skillmeat/sys/process.hpp>
#include <support/temp_dir.hpp>

namespace skillmeat::test {

/// tests/support/http_faults.py in a process of its own; ends when destroyed.
class FaultServer {
  public:
    enum class Tls { none, with_certificate };
    explicit FaultServer(Tls tls = Tls::none);

    /// `http://127.0.0.1:PORT/path`
    [[nodiscard]] std::string url(const std::string& path) const;
    /// The same by TLS, with HTTP/1.1 or 2, at `localhost`.
    [[nodiscard]] std::string tls_url(const std::string& path) const;
    [[nodiscard]] std::string http2_url(const std::string& path) const;
    /// Of its certificate, which has signed itself.
    [[nodiscard]] std::string certificate() const { return folder_ / "certificate.pem"; }

    /// A GET of `url(path)`.
    [[nodiscard]] net::HttpRequest get(const std::string& path) const;

  private:
    [[nodiscard]] std::string read_line();

    TempDir folder_;
    std::unique_ptr<sys::ProcessRunner> runner_;
    std::unique_ptr<sys::Child> child_;
    std::string port_;
    std::string tls_port_;
    std::string http2_port_;
};

[[nodiscard]] net::HttpRequest get(std::string url);

/// A real client in an environment of these variables alone.
[[nodiscard]] std::unique_ptr<net::HttpClient> make_client(
    std::map<std::string, std::string> variables = {});

/// The body of an answer to a GET; the error's message when there is none.
[[nodiscard]] std::string body_of(net::HttpClient& client, const std::string& url);

}  // namespace skillmeat::test
