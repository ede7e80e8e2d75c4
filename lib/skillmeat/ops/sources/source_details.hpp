#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/sources/source_view.hpp>

namespace skillmeat::ops {

/// A source with the texts that were imported for it.
struct SourceDetails {
    SourceView view;
    /// The README; nothing when none was imported, or its text is not on this machine.
    std::optional<std::string> readme;
    bool readme_missing = false;  ///< the lock names a text that is not here, or is another one
};

/// The scopes are asked in their order; the first that has the source answers.
[[nodiscard]] Result<SourceDetails> source_details(Services& services,
                                                   const std::vector<Scope>& scopes,
                                                   const std::string& source);

/// The source's view from the first scope that has it; `source_not_found` as find_source.
[[nodiscard]] Result<SourceView> find_view(Services& services, const std::vector<Scope>& scopes,
                                           const std::string& source);

/// Tags a source could get: the topics its repository has on its host, in the host's order, without
/// those it has already (ignoring case) and those that are no tags.
struct TagSuggestions {
    std::string source_id;
    std::vector<std::string> tags;
    bool host_has_topics = true;  ///< false: the host has no API to ask
};

/// Asks the host; a kept answer is asked for conditionally, and `offline` takes only that.
[[nodiscard]] Result<TagSuggestions> suggest_tags(Services& services, const Scope& scope,
                                                  const std::string& source, bool offline);

}  // namespace skillmeat::ops
