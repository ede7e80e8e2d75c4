#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/discover/discover.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

extern const cli::CommandSpec source_discover_spec;

struct SourceDiscoverOptions {
    /// What to do: one of these.
    enum class Action { show, add, list_saved, forget };
    Action action = Action::show;
    ops::DiscoverRequest request;
    std::vector<std::string> names;  ///< to show or add; empty: all
    bool verify = false;
    std::vector<std::string> tags;  ///< of the sources that are added
    bool scan = true;
    bool dry_run = false;
    bool save = false;
    std::string id;  ///< of the index that is saved or forgotten; empty: the default
    std::optional<std::int64_t> ttl;
};

[[nodiscard]] Result<SourceDiscoverOptions> bind_source_discover(const cli::Values& values);
[[nodiscard]] Result<Outcome> run_source_discover(const SourceDiscoverOptions& options,
                                                  Context& context);

}  // namespace skillmeat::app::commands
