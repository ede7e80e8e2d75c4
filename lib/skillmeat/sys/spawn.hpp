#pragma once

#include <sys/types.h>

#include <skillmeat/base/result.hpp>
#include <skillmeat/sys/descriptor.hpp>
#include <skillmeat/sys/process.hpp>

namespace skillmeat::sys {

/// A running program and our ends of its pipes, all non-blocking.
struct Spawned {
    pid_t pid = -1;
    Descriptor ended;   ///< pidfd, readable once it ended; none on a kernel without
    Descriptor input;   ///< writes to its stdin
    Descriptor output;  ///< reads its stdout
    Descriptor errors;  ///< reads its stderr
};

/// Starts the program in our process group with default signal actions and no descriptor but the
/// three. io_error when it cannot be run, its directory included; then nothing is left running.
[[nodiscard]] Result<Spawned> spawn(const Command& command);

}  // namespace skillmeat::sys
