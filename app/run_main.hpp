#pragma once

#include <app/context.hpp>

namespace skillmeat::app {

/// The whole program but for making the context: reads the words, runs the command, prints faults,
/// writes stdout out, and gives the exit code. Lets no exception out.
[[nodiscard]] int run_main(int argc, const char* const* argv, Context& context);

}  // namespace skillmeat::app
