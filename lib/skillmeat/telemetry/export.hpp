#pragma once

#include <string>

#include <skillmeat/net/http.hpp>
#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/telemetry/configuration.hpp>

namespace skillmeat::telemetry {

/// Longest time a trace may take on its way out; then it is given up.
inline constexpr std::int64_t export_timeout_ms = 500;

/// Sends a trace in one request, once. `network_error` too when the answer is no success.
[[nodiscard]] Result<void> send_trace(net::HttpClient& client, const Collector& collector,
                                      std::string json);

/// Adds a trace as a line to a file (0600 when it is made). What is there must be traces already:
/// `already_exists` for any other file, which is left as it is. The whole file is replaced in one
/// step; of commands that run at the same time, each needs a file of its own.
[[nodiscard]] Result<void> append_trace(sys::FileSystem& files, const sys::Path& path,
                                        const std::string& json);

}  // namespace skillmeat::telemetry
