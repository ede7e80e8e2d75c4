#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/result.hpp>

namespace skillmeat::git {

/// A ref as the repository names it.
struct RemoteRef {
    std::string name;    ///< full: refs/heads/main
    std::string id;      ///< object it points to
    std::string peeled;  ///< commit behind an annotated tag; empty for other refs

    bool operator==(const RemoteRef&) const = default;
};

/// All refs of a repository. Pull requests and other namespaces are kept.
struct RefList {
    std::vector<RemoteRef> refs;  ///< in the order the repository gave, without HEAD
    std::string head_name;        ///< refs/heads/... that HEAD names; empty when detached or unborn
    std::string head_commit;      ///< empty when HEAD names no commit
    HashKind hash = HashKind::sha1;
    std::string moved_to;  ///< address the server redirected to; empty when it did not

    bool operator==(const RefList&) const = default;
};

enum class RefKind { head, branch, tag, commit, other };

struct ResolvedRef {
    RefKind kind = RefKind::head;
    std::string name;        ///< full name such as refs/heads/main; empty for a bare commit
    std::string commit;      ///< 40 or 64 lower-case hexadecimal digits
    std::string tag_object;  ///< id of the annotated tag's own object; else empty
    HashKind hash = HashKind::sha1;
    std::string note;  ///< how an ambiguous or missing name was decided; empty when it was plain
    std::string moved_to;  ///< as in the RefList it was looked up in

    bool operator==(const ResolvedRef&) const = default;
};

/// Reads the output of `git ls-remote --symref` or of `git show-ref --head --dereference` (name and
/// id parted by TAB or space). `git_failed` for lines of another form.
[[nodiscard]] Result<RefList> parse_refs(std::string_view output);

/// A complete object id, in either hash: needs no refs to be resolved.
[[nodiscard]] bool is_full_commit_id(std::string_view text);

/// Hexadecimal digits that may stand for a commit id, without being a complete one.
[[nodiscard]] bool is_abbreviated_commit_id(std::string_view text);

/// What `wanted` means. Empty or `HEAD`: the default branch; when HEAD names no commit, the only
/// branch there is (with a note). Then a full ref name, a branch, a tag, a name below refs/, a full
/// commit id, and an abbreviated one (7 digits or more) if exactly one of the refs' commits fits.
/// A branch wins over a tag of the same name, with a note. Errors: `empty_repository` (no refs),
/// `ref_not_found` (hint: the closest name, or some that exist), `invalid_value` (bad name).
[[nodiscard]] Result<ResolvedRef> resolve(const RefList& refs, std::string_view wanted);

struct RefAndPath {
    std::string ref;   ///< as resolve() takes it
    std::string path;  ///< what is behind it, without slashes around; may be empty

    bool operator==(const RefAndPath&) const = default;
};

/// Splits `feature/x/skills/pdf` of a GitHub page: the longest branch or tag that is a
/// whole-segment prefix, else a commit id in the first segment, else HEAD. `ref_not_found` when
/// nothing fits.
[[nodiscard]] Result<RefAndPath> split_ref_and_path(const RefList& refs, std::string_view text);

/// `main` for refs/heads/main and refs/tags/main; other names unchanged.
[[nodiscard]] std::string_view short_name(std::string_view full_name);

}  // namespace skillmeat::git
