#pragma once

#include <cstddef>
#include <string_view>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/observe/observer.hpp>
#include <skillmeat/settings/settings.hpp>
#include <skillmeat/sys/clock.hpp>
#include <skillmeat/sys/environment.hpp>
#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/sys/process.hpp>
#include <skillmeat/sys/random.hpp>

namespace skillmeat::ops {

class Network;

/// Told what a scan is doing. Called from worker threads, never two at a time.
class ScanProgress {
  public:
    virtual ~ScanProgress() = default;
    virtual void begin(std::size_t sources) = 0;
    virtual void update(std::string_view source_id, std::string_view phase) = 0;
    virtual void finish(std::string_view source_id) = 0;
};

/// The world as operations see it: every effect goes through one of these.
struct Services {
    sys::FileSystem& files;
    const sys::Clock& clock;
    const sys::Environment& environment;
    sys::ProcessRunner& processes;
    DiagnosticSink& diagnostics;
    ScanProgress* progress = nullptr;
    Network* network = nullptr;                              ///< null: operations that need it fail
    observe::Observer* observer = nullptr;                   ///< null: nobody listens
    const sys::RandomSource& random = sys::system_random();  ///< for new ids
};

}  // namespace skillmeat::ops
