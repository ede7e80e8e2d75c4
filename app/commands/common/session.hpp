#pragma once

#include <string>
#include <vector>

#include <skillmeat/ops/scope.hpp>
#include <skillmeat/ops/services.hpp>
#include <skillmeat/ops/sources/source_view.hpp>
#include <skillmeat/settings/settings.hpp>

#include <app/context.hpp>

namespace skillmeat::app::commands {

/// The world of a command, as operations take it. Lays the settings for terminals over the globals.
[[nodiscard]] ops::Services services(Context& context);

[[nodiscard]] ops::ScopeRequest scope_request(const Context& context);

/// The one scope a writing command works on; says when it fell back to the user scope.
[[nodiscard]] Result<ops::Scope> write_scope(Context& context, ops::Services& services);

/// The scopes a reading command sees.
[[nodiscard]] Result<std::vector<ops::Scope>> read_scopes(Context& context,
                                                          ops::Services& services);

/// `incomplete` member of a list over entries.
[[nodiscard]] std::string incomplete_json(const std::vector<ops::IncompleteSource>& incomplete);

/// Exit 3 with `not_scanned` after the rows were printed, when some sources could not answer.
[[nodiscard]] Result<Outcome> outcome_of(Context& context,
                                         const std::vector<ops::IncompleteSource>& incomplete);

}  // namespace skillmeat::app::commands
