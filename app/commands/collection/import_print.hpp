#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/ops/collections/exchange_collections.hpp>

#include <app/cli/spec.hpp>

namespace skillmeat::app::commands {

/// `created`, `updated` or `unchanged`.
[[nodiscard]] std::string_view result_of(const ops::ImportedCollection& collection);

/// One row of `collection import`; also of `import`.
[[nodiscard]] std::string imported_json(const ops::ImportedCollection& imported);

[[nodiscard]] std::string missing_json(const std::vector<ops::MissingArtifacts>& missing);

/// One warning for each source, with the command that would bring what is missing.
void warn_missing(Context& context, const std::vector<ops::MissingArtifacts>& missing);

}  // namespace skillmeat::app::commands
