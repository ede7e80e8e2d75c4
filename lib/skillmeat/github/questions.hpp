#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <skillmeat/github/repository.hpp>

namespace skillmeat::github {

/// One GET of the API.
struct Question {
    std::string url;
    std::string accept = "application/vnd.github+json";
    bool immutable = false;  ///< names an object by its id: its answer never changes
    bool cached = true;      ///< looked up among the answers on disk
    std::size_t max_body = std::size_t{4} << 20;
};

// Names and ids are escaped, slashes too: each is one part of the path.

[[nodiscard]] Question ask_repository(const Repository& repository);
/// The id of the commit that a name means, as plain text.
[[nodiscard]] Question ask_commit_id(const Repository& repository, std::string_view name);
[[nodiscard]] Question ask_commit(const Repository& repository, std::string_view id);
/// All refs that begin with `prefix`, which is given without `refs/`.
[[nodiscard]] Question ask_refs(const Repository& repository, std::string_view prefix);
[[nodiscard]] Question ask_tag(const Repository& repository, std::string_view id);
[[nodiscard]] Question ask_tree(const Repository& repository, std::string_view id, bool recursive);
/// The bytes as they are. Contents are not kept among the answers, but in the store of contents.
[[nodiscard]] Question ask_blob(const Repository& repository, std::string_view id,
                                std::size_t limit);

}  // namespace skillmeat::github
