#include <skillmeat/ops/sources/api_source.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/ops/network.hpp>

namespace skillmeat::ops {
namespace {

github::CallOptions call_options(const Reader& reader) {
    github::CallOptions call;
    call.offline = reader.options.fetch.offline;
    return call;
}

HashKind hash_of(std::string_view id) {
    return id.size() == 64 ? HashKind::sha256 : HashKind::sha1;
}

std::string shown(const github::Repository& repository) {
    return quote(fmt::format("{}/{} on {}", repository.owner, repository.name, repository.host));
}

git::ResolvedRef bare_commit(git::RefKind kind, std::string commit) {
    git::ResolvedRef resolved;
    resolved.kind = kind;
    resolved.hash = hash_of(commit);
    resolved.commit = std::move(commit);
    return resolved;
}

/// The refs of one name, in the form git lists them.
Result<git::RefList> list_refs(github::Api& api, const github::Repository& repository,
                               std::string_view name, const github::CallOptions& call) {
    SKILLMEAT_ASSIGN(const auto found, api.find_refs(repository, name, call));
    git::RefList list;
    for (const auto& ref : found) {
        list.refs.push_back({ref.name, ref.id, ref.peeled});
        list.hash = hash_of(ref.id);
    }
    return list;
}

}  // namespace

Result<git::ResolvedRef> resolve_over_api(const Reader& reader,
                                          const github::Repository& repository,
                                          std::string_view ref) {
    if (git::is_full_commit_id(ref)) {
        return git::resolve(git::RefList{}, ref);
    }
    SKILLMEAT_ASSIGN(auto* api, github_api(reader.services));
    const auto call = call_options(reader);
    if (ref.empty() || ref == "HEAD") {
        SKILLMEAT_ASSIGN(auto commit, api->commit_id(repository, "HEAD", call));
        return bare_commit(git::RefKind::head, std::move(commit));
    }
    SKILLMEAT_TRY(check_ref_name(ref));
    SKILLMEAT_ASSIGN(const auto list, list_refs(*api, repository, ref, call));
    if (!list.refs.empty()) {
        return git::resolve(list, ref);
    }
    if (git::is_abbreviated_commit_id(ref)) {
        SKILLMEAT_ASSIGN(auto commit, api->commit_id(repository, ref, call));
        return bare_commit(git::RefKind::commit, std::move(commit));
    }
    return fail(ErrorCode::ref_not_found,
                fmt::format("no branch, tag or commit {} in {}", quote(ref), shown(repository)),
                "check the spelling, or leave the ref out for the default branch");
}

Result<git::RefAndPath> split_page_over_api(const Reader& reader,
                                            const github::Repository& repository,
                                            std::string_view ref_and_path) {
    SKILLMEAT_ASSIGN(auto* api, github_api(reader.services));
    const auto text = ref_and_path;
    if (const auto first = text.substr(0, text.find('/')); git::is_full_commit_id(first)) {
        return git::split_ref_and_path(git::RefList{}, text);
    }
    // No branch is a directory of others, so the shortest prefix that is one is the longest, too.
    for (auto end = text.find('/'); !text.empty(); end = text.find('/', end + 1)) {
        const auto name = text.substr(0, end);
        SKILLMEAT_ASSIGN(const auto list, list_refs(*api, repository, name, call_options(reader)));
        if (!list.refs.empty()) {
            return git::split_ref_and_path(list, text);
        }
        if (end == std::string_view::npos) {
            break;
        }
    }
    return fail(
        ErrorCode::ref_not_found,
        fmt::format("no branch or tag of {} at the start of {}", shown(repository), quote(text)),
        "copy the address of the page again, or give --ref and --root");
}

Result<std::unique_ptr<tree::SourceTree>> open_over_api(const Reader& reader,
                                                        const github::Repository& repository,
                                                        std::string_view commit) {
    SKILLMEAT_ASSIGN(auto* api, github_api(reader.services));
    const auto call = call_options(reader);
    SKILLMEAT_ASSIGN(const auto facts, api->commit(repository, commit, call));
    return api->open_tree(repository, facts, reader.options.fetch.max_files, call);
}

}  // namespace skillmeat::ops
