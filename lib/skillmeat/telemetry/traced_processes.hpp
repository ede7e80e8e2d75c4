#pragma once

#include <skillmeat/sys/process.hpp>
#include <skillmeat/telemetry/recorder.hpp>

namespace skillmeat::telemetry {

/// Programs as they are run, each with a span from its start to its end. Of the arguments only
/// git's subcommand is told: others may hold what nobody should read.
class TracedProcesses final : public sys::ProcessRunner {
  public:
    TracedProcesses(sys::ProcessRunner& inner, Recorder& recorder)
        : inner_(inner), recorder_(recorder) {}

    Result<sys::Completed> run(const sys::Command& command, std::string_view input) override;
    Result<std::unique_ptr<sys::Child>> start(const sys::Command& command) override;

  private:
    sys::ProcessRunner& inner_;
    Recorder& recorder_;
};

}  // namespace skillmeat::telemetry
