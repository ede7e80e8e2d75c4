#pragma once

#include <skillmeat/ops/scope.hpp>
#include <skillmeat/ops/workspace.hpp>
#include <skillmeat/settings/settings.hpp>

namespace skillmeat::ops {

/// Settings in force in a workspace: built-in, user manifest, project manifest, environment, each
/// over the one before. Flags are laid over by the command. A user manifest that cannot be read is
/// an error, since ignoring it would change what commands do.
[[nodiscard]] Result<settings::Settings> effective_settings(Services& services,
                                                            const Workspace& workspace);

/// The same for commands that work without a manifest: user manifest and environment.
[[nodiscard]] Result<settings::Settings> user_settings(Services& services);

}  // namespace skillmeat::ops
