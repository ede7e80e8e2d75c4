#pragma once

#include <app/cli/spec.hpp>

namespace skillmeat::app::testing {

/// A small registry with every kind of command: `init`, `item list`, `item tag add`, `item tag
/// set`, `rate REF STARS` beside `rate list`, `deploy` with the alias `install`, and `break`, which
/// throws.
[[nodiscard]] const cli::Registry& sample_registry();

}  // namespace skillmeat::app::testing
