#pragma once

#include <mutex>
#include <string>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/base/error.hpp>
#include <skillmeat/observe/redactor.hpp>

#include <app/cli/globals.hpp>
#include <app/streams.hpp>

namespace skillmeat::app::print {

class Progress;

/// `error: ...`, ` --> path:line:column`, context lines and `help: ...`, each on a line of its own.
[[nodiscard]] std::string render_error(const Error& error, bool color);
[[nodiscard]] std::string render_diagnostic(const Diagnostic& diagnostic, bool color);

/// `{"error": {"code", "message", "path", "line", "column", "hint"}}`, all keys always.
[[nodiscard]] std::string error_json(const Error& error);

/// Prints faults and warnings on stderr, in the form the globals ask for, as they come, without the
/// secrets that the redactor knows. Safe to use from several threads.
class Diagnostics final : public DiagnosticSink {
  public:
    /// References must outlive it. `progress` is taken off the screen first.
    Diagnostics(Streams& streams, const cli::Globals& globals, const sys::Environment& environment,
                const observe::Redactor& redactor, Progress& progress);

    /// A warning or note (not with --quiet), or one of several faults. Under --json a fault has the
    /// code `invalid_manifest`: faults without a code of their own come from files people edit.
    void report(Diagnostic diagnostic) override;

    /// A failure, also one of several; the command goes on or ends as it sees fit. One at a place
    /// where a fault was reported already is that fault, and is not printed twice.
    void error(const Error& error);

  private:
    [[nodiscard]] bool color() const;
    Streams& streams_;
    const cli::Globals& globals_;
    const sys::Environment& environment_;
    const observe::Redactor& redactor_;
    Progress& progress_;
    std::mutex mutex_;
    std::vector<Origin> faults_;  // places of faults that were reported
};

/// The exit code for some failures of one run: 0 without any, theirs when they agree, else 8.
[[nodiscard]] int combined_exit_code(const std::vector<Error>& failures);

}  // namespace skillmeat::app::print
