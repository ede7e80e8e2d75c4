#pragma once

#include <app/cli/spec.hpp>

namespace skillmeat::app {

/// Every command, in help order. A new command is one line in registry.cpp.
[[nodiscard]] const cli::Registry& registry();

}  // namespace skillmeat::app
