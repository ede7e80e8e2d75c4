#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/github/api.hpp>

namespace skillmeat::github {

// Readers of the host's answers. Whatever is not what GitHub's description of its API promises
// (another form, HTML, deep nesting, an object id that is none) is a `network_error` that names
// `url` and says what was expected and found.

[[nodiscard]] Result<RepositoryFacts> read_repository(std::string_view body, std::string_view url);
[[nodiscard]] Result<CommitFacts> read_commit(std::string_view body, std::string_view url);

/// The answer to `Accept: application/vnd.github.sha`: an id and nothing else.
[[nodiscard]] Result<std::string> read_commit_id(std::string_view body, std::string_view url);

/// What a ref or an annotated tag names.
struct ObjectName {
    std::string id;
    std::string type;  ///< "commit", "tag", "tree", "blob"

    bool operator==(const ObjectName&) const = default;
};
[[nodiscard]] Result<ObjectName> read_tag(std::string_view body, std::string_view url);

struct RefRow {
    std::string name;  ///< full: refs/heads/main
    ObjectName object;

    bool operator==(const RefRow&) const = default;
};
[[nodiscard]] Result<std::vector<RefRow>> read_refs(std::string_view body, std::string_view url);

/// One row of a tree; the views are only valid during the call they are handed to.
struct TreeRow {
    std::string_view path;  ///< below the tree that was asked for; raw
    std::string_view id;
    std::uint32_t mode = 0;
    std::uint64_t size = 0;  ///< of a blob, bytes; 0 when the host does not say
};

struct TreeAnswer {
    std::string id;
    bool truncated = false;
    bool dropped = false;  ///< there were rows of a type or mode unknown here: not handed over
};

/// Hands over the rows as they are read; an error of `visit` ends the reading and is given back.
[[nodiscard]] Result<TreeAnswer> read_tree(
    std::string_view body, std::string_view url,
    const std::function<Result<void>(const TreeRow& row)>& visit);

/// What an answer that is no success says for people; empty when it says nothing. Raw.
[[nodiscard]] std::string read_message(std::string_view body);

/// 40 or 64 lower-case hexadecimal digits.
[[nodiscard]] bool is_object_id(std::string_view text);

}  // namespace skillmeat::github
