#pragma once

#include <memory>
#include <string_view>

#include <skillmeat/git/refs.hpp>
#include <skillmeat/ops/sources/open_source.hpp>

namespace skillmeat::ops {

// Reading a repository over its host's API: the same answers as git gives, by other means.

/// What `ref` (a branch, tag, commit, or empty) means in the repository, by git::resolve's rules.
[[nodiscard]] Result<git::ResolvedRef> resolve_over_api(const Reader& reader,
                                                        const github::Repository& repository,
                                                        std::string_view ref);

/// As git::split_ref_and_path: the longest branch or tag that is a whole-segment prefix.
[[nodiscard]] Result<git::RefAndPath> split_page_over_api(const Reader& reader,
                                                          const github::Repository& repository,
                                                          std::string_view ref_and_path);

[[nodiscard]] Result<std::unique_ptr<tree::SourceTree>> open_over_api(
    const Reader& reader, const github::Repository& repository, std::string_view commit);

}  // namespace skillmeat::ops
