#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/discover/reference.hpp>

namespace skillmeat::discover {

/// Where a site keeps its index, best first, below the address a user names.
inline constexpr std::array<std::string_view, 2> site_files{
    "/.well-known/agent-skills/index.json",  // Agent Skills Discovery 0.2.0
    "/.well-known/skills/index.json",        // 0.1.0 and drafts of 0.2.0
};

/// Reads the index a site serves. The form is that of "Agent Skills Discovery via Well-Known URIs"
/// (cloudflare/agent-skills-discovery-rfc): 0.2.0 names itself in `$schema` and gives each skill
/// `name`, `type` (`skill-md`, `archive`), `description`, `url` (relative to the index) and
/// `digest` (`sha256:HEX` of the file's bytes); 0.1.0 has no `$schema`, and `files` below a
/// directory of the skill's name beside the index. Entries of both forms are taken when there is no
/// `$schema`. A file with an array `plugins` is a marketplace, whose directories nobody can have.
///
/// `url` is where the file was found in the end. `index_not_found` when it is no index, or of a
/// `$schema` that is not known. Entries as in read_marketplace().
[[nodiscard]] Result<std::vector<Reference>> read_site_index(std::string_view text,
                                                             const std::string& url, bool local,
                                                             DiagnosticSink& sink);

}  // namespace skillmeat::discover
