#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/scope.hpp>
#include <skillmeat/ops/workspace.hpp>

namespace skillmeat::ops {

/// REPO of the command line. A GitHub page address names ref and path in one breath; the
/// repository's refs, looked up here, tell them apart. `transport`: as the source will say.
[[nodiscard]] Result<RepoArgument> read_address(Services& services, std::string_view text,
                                                std::optional<Transport> transport = std::nullopt);

/// How a local path, relative to the working directory, is written down, and whose business it is
/// (formats.md, URL): inside the project relative to its root; outside it the source becomes
/// private, which is said, unless its visibility was given.
[[nodiscard]] Result<void> place_local(Services& services, const Scope& scope, Source& source,
                                       bool visibility_given);

/// `invalid_value` when the source asks for its host's API and the host has none.
[[nodiscard]] Result<void> check_transport(Services& services, const Source& source);

/// Equal for two addresses of the same repository, as a manifest of the scope or a person there
/// writes them: relative paths start at the scope's root. What is no address is itself.
[[nodiscard]] std::string address_key(const Scope& scope, const std::string& url);

/// `already_exists` when another source has this url, ref and root.
[[nodiscard]] Result<void> check_address_free(const Workspace& workspace, const Source& source);

}  // namespace skillmeat::ops
