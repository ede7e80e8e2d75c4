#pragma once

#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>

namespace skillmeat {

/// A repository address that passed the strict grammar (rule R24).
struct GitUrl {
    enum class Kind { https, http, ssh, file, path };
    Kind kind = Kind::https;
    std::string text;  ///< as given to git, for `owner/repo` the full https form
    std::string host;  ///< lower case, with port when given; empty for file and path
    std::string path;  ///< `owner/repo` without `.git` and slashes around; absolute path for file

    bool operator==(const GitUrl&) const = default;
};

/// Accepts https, http (loopback only), ssh://, `user@host:path`, file:// and local paths that
/// begin with `/`, `./`, `../` or `~/`. Refuses control characters, other schemes, transport
/// helpers
/// (`ext::`), host or path parts that begin with `-`, `..` in hosts, passwords in the URL, and
/// anything else (`invalid_value`, naming what is wrong).
[[nodiscard]] Result<GitUrl> parse_git_url(std::string_view text);

/// Whether the text names a directory of this machine: it begins with `/`, `./`, `../` or `~/`, or
/// is
/// `.`, `..` or `~` itself. Anything else that has no scheme is GitHub's.
[[nodiscard]] bool is_local_path(std::string_view text);

/// Equal for two addresses of the same repository: no `.git`, no trailing slash, no user info, host
/// in lower case, ssh and https alike. For a local path the path itself.
[[nodiscard]] std::string comparison_key(const GitUrl& url);

/// What the user meant by REPO: `owner/repo[/sub/dir][@ref]`, any git URL with `@ref` behind a
/// `.git` or as `#ref`, a GitHub tree/blob/raw page, `file://`, or a local directory.
struct RepoArgument {
    GitUrl url;
    std::string ref;      ///< from `@ref`; empty when none was given
    std::string subpath;  ///< root named by the argument; empty when none
    /// GitHub page URLs: everything behind `/tree/`, where ref and path cannot be told apart
    /// without the real refs (`feature/x/skills`); percent-decoded. ref and subpath are empty then.
    std::string ref_and_path;
    bool is_blob = false;  ///< the page shows a file: its directory is meant

    bool operator==(const RepoArgument&) const = default;
};
[[nodiscard]] Result<RepoArgument> parse_repo_argument(std::string_view text);

/// Id a source gets when none is given (formats.md, Id). A root is appended for every kind of
/// address. A local path must be absolute: `.` has no name (the id is then `source`).
[[nodiscard]] std::string default_source_id(const GitUrl& url, std::string_view root);

/// Branch, tag or commit name by git check-ref-format, not beginning with `-`.
[[nodiscard]] Result<void> check_ref_name(std::string_view ref);

/// Path of a tree entry or a `--root`: relative, no empty, `.` or `..` segment, no backslash, NUL
/// or
/// `.git` segment (ignoring case); at most 4,096 bytes and 32 segments deep.
[[nodiscard]] bool is_safe_tree_path(std::string_view path);

/// Without user info: what may be printed.
[[nodiscard]] std::string without_credentials(std::string_view url);

}  // namespace skillmeat
