#include <skillmeat/git/refs.hpp>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace skillmeat::git {
namespace {

constexpr std::string_view heads = "refs/heads/";
constexpr std::string_view tags = "refs/tags/";
constexpr std::string_view peeled_mark = "^{}";
constexpr std::size_t shortest_abbreviation = 7;
constexpr std::size_t names_in_hint = 5;

bool is_hex(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

Result<void> add_line(RefList& list, std::string_view line) {
    const auto gap = line.find_first_of("\t ");
    const auto id = line.substr(0, gap);
    if (gap == line.npos || !is_full_commit_id(id)) {
        return fail(ErrorCode::git_failed, "git listed refs in an unknown form: " + quote(line));
    }
    list.hash = id.size() == 64 ? HashKind::sha256 : HashKind::sha1;
    const auto name = line.substr(gap + 1);
    if (name == "HEAD") {
        list.head_commit = id;
    } else if (name.ends_with(peeled_mark)) {
        const auto plain = name.substr(0, name.size() - peeled_mark.size());
        if (!list.refs.empty() && list.refs.back().name == plain) {
            list.refs.back().peeled = id;
        }
    } else {
        list.refs.push_back(RemoteRef{std::string(name), std::string(id), {}});
    }
    return {};
}

RefKind kind_of(std::string_view name) {
    if (name.starts_with(heads)) {
        return RefKind::branch;
    }
    return name.starts_with(tags) ? RefKind::tag : RefKind::other;
}

ResolvedRef resolved(const RefList& list, const RemoteRef& ref) {
    ResolvedRef result;
    result.kind = kind_of(ref.name);
    result.name = ref.name;
    result.hash = list.hash;
    result.commit = ref.peeled.empty() ? ref.id : ref.peeled;
    result.tag_object = ref.peeled.empty() ? std::string{} : ref.id;
    return result;
}

const RemoteRef* find(const RefList& list, std::string_view name) {
    const auto found = std::find_if(list.refs.begin(), list.refs.end(),
                                    [&](const RemoteRef& ref) { return ref.name == name; });
    return found == list.refs.end() ? nullptr : &*found;
}

std::vector<std::string_view> short_names(const RefList& list) {
    std::vector<std::string_view> names;
    for (const auto& ref : list.refs) {
        if (kind_of(ref.name) != RefKind::other) {
            names.push_back(short_name(ref.name));
        }
    }
    return names;
}

std::string hint_for(const RefList& list, std::string_view wanted) {
    auto names = short_names(list);
    if (const auto near = closest(wanted, names)) {
        return "did you mean " + quote(*near) + "?";
    }
    if (names.empty()) {
        return {};
    }
    const bool more = names.size() > names_in_hint;
    names.resize(std::min(names.size(), names_in_hint));
    std::vector<std::string> shown;
    std::transform(names.begin(), names.end(), std::back_inserter(shown), quote);
    return "there are " + join(shown, ", ") + (more ? " and others" : "");
}

Result<ResolvedRef> resolve_head(const RefList& list) {
    ResolvedRef result;
    result.hash = list.hash;
    if (!list.head_commit.empty()) {
        result.name = list.head_name;
        result.commit = list.head_commit;
        return result;
    }
    if (list.refs.empty()) {
        return fail(ErrorCode::empty_repository, "the repository has no commits",
                    "commit something, or check that it is the right repository");
    }
    std::vector<const RemoteRef*> branches;
    for (const auto& ref : list.refs) {
        if (kind_of(ref.name) == RefKind::branch) {
            branches.push_back(&ref);
        }
    }
    if (branches.size() != 1) {
        return fail(ErrorCode::ref_not_found, "HEAD of the repository names no commit",
                    "choose with --ref: " + hint_for(list, {}));
    }
    result = resolved(list, *branches.front());
    result.kind = RefKind::head;
    result.note =
        "HEAD names no commit; the only branch " + quote(short_name(result.name)) + " was taken";
    return result;
}

// A complete id is the commit itself unless the refs know it as a tag's object.
ResolvedRef resolve_id(const RefList& list, std::string_view wanted) {
    ResolvedRef result;
    result.kind = RefKind::commit;
    result.commit = ascii_lower(wanted);
    result.hash = wanted.size() == 64 ? HashKind::sha256 : HashKind::sha1;
    const auto tag = std::find_if(list.refs.begin(), list.refs.end(), [&](const RemoteRef& ref) {
        return !ref.peeled.empty() && ref.id == result.commit;
    });
    return tag == list.refs.end() ? result : resolved(list, *tag);
}

Result<ResolvedRef> resolve_abbreviation(const RefList& list, std::string_view wanted) {
    const auto prefix = ascii_lower(wanted);
    std::vector<std::string_view> commits;
    const auto add = [&](std::string_view commit) {
        if (commit.starts_with(prefix)) {
            commits.push_back(commit);
        }
    };
    add(list.head_commit);
    for (const auto& ref : list.refs) {
        add(ref.peeled.empty() ? ref.id : ref.peeled);
    }
    std::sort(commits.begin(), commits.end());
    commits.erase(std::unique(commits.begin(), commits.end()), commits.end());
    if (commits.size() == 1) {
        return resolve_id(list, commits.front());
    }
    return fail(ErrorCode::ref_not_found,
                "no branch or tag " + quote(wanted) + ", and as an abbreviated commit id it fits " +
                    (commits.empty() ? "no ref" : "several refs"),
                "give the whole commit id");
}

Result<ResolvedRef> resolve_name(const RefList& list, std::string_view wanted) {
    const std::string name(wanted);
    for (const auto& full :
         {std::string(heads) + name, std::string(tags) + name, std::string("refs/") + name}) {
        const auto* ref = find(list, full);
        if (ref == nullptr) {
            continue;
        }
        auto result = resolved(list, *ref);
        if (result.kind == RefKind::branch && find(list, std::string(tags) + name) != nullptr) {
            result.note = quote(name) + " is a branch and a tag; the branch was taken (" +
                          quote(std::string(tags) + name) + " means the tag)";
        }
        return result;
    }
    if (is_abbreviated_commit_id(wanted)) {
        return resolve_abbreviation(list, wanted);
    }
    return fail(ErrorCode::ref_not_found, "no branch, tag or commit " + quote(wanted),
                hint_for(list, wanted));
}

}  // namespace

Result<RefList> parse_refs(std::string_view output) {
    RefList list;
    for (const auto line : split(output, '\n')) {
        if (line.starts_with("ref: ") && line.ends_with("\tHEAD")) {
            list.head_name = line.substr(5, line.size() - 10);
        } else if (!line.empty() && !line.starts_with("ref: ")) {
            SKILLMEAT_TRY(add_line(list, line));
        }
    }
    return list;
}

bool is_full_commit_id(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) && is_hex(text);
}

bool is_abbreviated_commit_id(std::string_view text) {
    return is_hex(text) && text.size() >= shortest_abbreviation && text.size() < 64 &&
           !is_full_commit_id(text);
}

Result<ResolvedRef> resolve(const RefList& refs, std::string_view wanted) {
    if (wanted.empty() || wanted == "HEAD") {
        return resolve_head(refs);
    }
    if (is_full_commit_id(wanted)) {
        return resolve_id(refs, wanted);
    }
    SKILLMEAT_TRY(check_ref_name(wanted));
    if (refs.refs.empty() && refs.head_commit.empty()) {
        return resolve_head(refs);
    }
    if (wanted.starts_with("refs/")) {
        if (const auto* ref = find(refs, wanted)) {
            return resolved(refs, *ref);
        }
    }
    return resolve_name(refs, wanted);
}

Result<RefAndPath> split_ref_and_path(const RefList& refs, std::string_view text) {
    const auto first = text.find_first_not_of('/');
    text.remove_prefix(std::min(first, text.size()));
    while (text.ends_with('/')) {
        text.remove_suffix(1);
    }
    std::string_view best;
    for (const auto name : short_names(refs)) {
        const bool fits =
            text.starts_with(name) && (text.size() == name.size() || text[name.size()] == '/');
        if (fits && name.size() > best.size()) {
            best = name;
        }
    }
    const auto segment = text.substr(0, text.find('/'));
    if (best.empty() && (segment == "HEAD" || is_full_commit_id(segment) ||
                         (is_hex(segment) && resolve(refs, segment)))) {
        best = segment;
    }
    if (best.empty()) {
        return fail(ErrorCode::ref_not_found, "no branch or tag at the start of " + quote(text),
                    hint_for(refs, segment));
    }
    auto path = text.substr(best.size());
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    return RefAndPath{std::string(best), std::string(path)};
}

std::string_view short_name(std::string_view full_name) {
    for (const auto prefix : {heads, tags}) {
        if (full_name.starts_with(prefix)) {
            return full_name.substr(prefix.size());
        }
    }
    return full_name;
}

}  // namespace skillmeat::git
