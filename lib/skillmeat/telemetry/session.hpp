#pragma once

#include <string>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/net/http.hpp>
#include <skillmeat/observe/observer.hpp>
#include <skillmeat/observe/redactor.hpp>
#include <skillmeat/sys/clock.hpp>
#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/sys/process.hpp>
#include <skillmeat/telemetry/configuration.hpp>
#include <skillmeat/telemetry/recorder.hpp>
#include <skillmeat/telemetry/traced_files.hpp>
#include <skillmeat/telemetry/traced_http.hpp>
#include <skillmeat/telemetry/traced_processes.hpp>

namespace skillmeat::telemetry {

/// The world of a run that is to be observed, and where its log goes.
struct World {
    const sys::Clock& clock;
    sys::FileSystem& files;
    sys::ProcessRunner& processes;
    net::HttpClient& http;
    DiagnosticSink& diagnostics;
    observe::Redactor& redactor;
    const sys::RandomSource& random;
    WriteLine write_line;
};

/// The run itself, for its span.
struct Program {
    std::vector<std::string> command;  ///< "source", "add"
    std::string version;
    std::int64_t process_id = 0;
};

/// Observes one run: hands out the world with eyes in it, and gives the trace away at the end.
class Session {
  public:
    /// `world` must outlive it.
    Session(World world, Program program, Configuration configuration);

    [[nodiscard]] observe::Observer& observer() { return recorder_; }
    [[nodiscard]] sys::FileSystem& files() { return files_; }
    [[nodiscard]] sys::ProcessRunner& processes() { return processes_; }
    [[nodiscard]] net::HttpClient& http() { return http_; }
    /// Also logs what is reported.
    [[nodiscard]] DiagnosticSink& diagnostics() { return diagnostics_; }

    /// The run is over, with this exit code and perhaps the error behind it: writes and sends the
    /// trace. A file that cannot be written is a warning; a collector that cannot be reached in
    /// half a second is a line of the log at level debug.
    void finish(int exit_code, const Error* error);

  private:
    class LoggedDiagnostics final : public DiagnosticSink {
      public:
        LoggedDiagnostics(DiagnosticSink& inner, Recorder& recorder)
            : inner_(inner), recorder_(recorder) {}
        void report(Diagnostic diagnostic) override;

      private:
        DiagnosticSink& inner_;
        Recorder& recorder_;
    };

    void export_trace(const Trace& trace);

    World world_;
    Program program_;
    Configuration configuration_;
    Recorder recorder_;
    TracedFiles files_;
    TracedProcesses processes_;
    TracedHttp http_;
    LoggedDiagnostics diagnostics_;
};

}  // namespace skillmeat::telemetry
