#pragma once

#include <string>

#include <skillmeat/ops/network.hpp>
#include <skillmeat/ops/scope.hpp>

#include <fakes/fake_clock.hpp>
#include <fakes/fake_environment.hpp>
#include <fakes/fake_http.hpp>
#include <fakes/fake_processes.hpp>
#include <fakes/fake_random.hpp>
#include <fakes/memory_files.hpp>

namespace skillmeat::ops {

/// Everything an operation sees, faked: HOME is /home/ana, the working directory /work, which is a
/// project when a test puts a manifest there.
struct World {
    fakes::MemoryFiles files;
    fakes::FakeClock clock;
    fakes::FakeEnvironment environment{{{"HOME", "/home/ana"}}};
    fakes::FakeProcesses processes;
    DiagnosticList diagnostics;
    fakes::FakeHttp http;
    Network network{http};
    fakes::FakeRandom random;
    Services services{files,   clock,    environment, processes, diagnostics,
                      nullptr, &network, nullptr,     random};

    World() { files.put_directory("/work"); }

    Scope project(const std::string& manifest = "schema = 1\n") {
        files.put("/work/skillmeat.toml", manifest);
        return project_scope("/work");
    }
    [[nodiscard]] Scope user() const { return user_scope(user_paths(environment)).value(); }

    [[nodiscard]] std::string text(const sys::Path& path) const {
        return files.text(path).value_or("(missing)");
    }
};

}  // namespace skillmeat::ops
