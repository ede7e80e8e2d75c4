#include <app/context.hpp>

namespace skillmeat::app {

Context::Context(const Surroundings& surroundings, const cli::Registry& commands)
    : streams(surroundings.streams),
      environment(surroundings.environment),
      files(surroundings.files),
      clock(surroundings.clock),
      processes(surroundings.processes),
      network(surroundings.http),
      registry(commands),
      progress(streams, globals, environment, clock),
      diagnostics(streams, globals, environment, progress) {}

print::Output& Context::output() {
    if (!output_) {
        output_.emplace(streams, globals, environment);
    }
    return *output_;
}

}  // namespace skillmeat::app
