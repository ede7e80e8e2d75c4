#pragma once

#include <memory>

#include <fakes/memory_files.hpp>

#include <skillmeat/sys/confined.hpp>

namespace skillmeat::fakes {

/// A directory of a disk in memory that paths cannot leave.
[[nodiscard]] std::unique_ptr<sys::Confined> confine_memory(MemoryFiles& files, sys::Path root);

}  // namespace skillmeat::fakes
