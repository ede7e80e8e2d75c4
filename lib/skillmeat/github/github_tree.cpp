#include <skillmeat/github/github_tree.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/tree/tree_ids.hpp>

#include <algorithm>
#include <utility>

namespace skillmeat::github {

Result<std::unique_ptr<GitHubTree>> GitHubTree::open(
    Caller& caller, const BlobStore& store, const ApiOptions& options, const Repository& repository,
    const CommitFacts& commit, std::size_t max_files, const CallOptions& call) {
    SKILLMEAT_ASSIGN(auto listed, list_tree(caller, repository, commit.tree, max_files, call));
    std::unique_ptr<GitHubTree> result(new GitHubTree(
        caller, store, options, repository, commit.tree, std::move(listed.listing), call));
    if (auto verified = result->verify(); !verified) {
        for (const auto& key : listed.answers) {
            caller.forget(key);
        }
        return fail(std::move(verified).error());
    }
    result->use_plain_modes();
    return result;
}

GitHubTree::GitHubTree(Caller& caller, const BlobStore& store, const ApiOptions& options,
                       const Repository& repository, std::string root, TreeListing listing,
                       const CallOptions& call)
    : caller_(caller),
      store_(store),
      options_(options),
      repository_(repository),
      root_(std::move(root)),
      call_(call),
      listing_(std::move(listing)) {
    directories_.push_back(tree::Entry{{}, root_, tree::mode_directory});
    for (const auto& row : listing_.rows()) {
        const tree::Entry entry{listing_.path(row), listing_.id(row), row.mode};
        if (row.mode == tree::mode_directory) {
            directories_.push_back(entry);
        } else {
            files_.push_back(entry);
            sizes_.push_back(row.size);
        }
    }
}

// Old trees have modes such as 100664, which count for ids; git itself shows them as its own two.
void GitHubTree::use_plain_modes() {
    constexpr std::uint32_t kind_bits = 0170000;
    constexpr std::uint32_t owner_may_run = 0100;
    for (auto& file : files_) {
        if ((file.mode & kind_bits) == (tree::mode_file & kind_bits)) {
            file.mode = (file.mode & owner_may_run) != 0 ? tree::mode_executable : tree::mode_file;
        }
    }
}

// A host that leaves rows out without saying so is caught: each directory's id is made of its rows.
Result<void> GitHubTree::verify() const {
    if (listing_.is_odd()) {
        return {};
    }
    const auto wrong = tree::find_false_tree_id(files_, directories_, hash_kind());
    if (!wrong) {
        return {};
    }
    const auto path = directories_[*wrong].path;
    return fail(ErrorCode::integrity_failed,
                repository_.host + " listed " +
                    (path.empty() ? "the top directory" : "directory " + quote(path)) + " of " +
                    quote(name()) + " otherwise than its id says",
                "try again, or use git for this source: --transport git");
}

std::vector<std::string_view> GitHubTree::ids_to_fetch(std::span<const std::size_t> indices) {
    std::set<std::string_view> ids;
    for (const auto index : indices) {
        const auto& file = files_[index];
        const bool is_known = file.mode == tree::mode_submodule || absent_.contains(file.id) ||
                              not_stored_.contains(file.id);
        if (is_known || sizes_[index] > options_.max_blob) {
            continue;
        }
        wanted_.insert(file.id);
        if (!store_.has(file.id) && ids.insert(file.id).second) {
            received_ += sizes_[index];
        }
    }
    return {ids.begin(), ids.end()};
}

Result<void> GitHubTree::prefetch(std::span<const std::size_t> indices) {
    received_ = 0;
    const auto ids = ids_to_fetch(indices);
    if (ids.empty()) {
        return {};
    }
    if (call_.offline) {
        return fail(ErrorCode::objects_missing,
                    counted(ids.size(), "file") + " of " + quote(name()) +
                        " to be read are not in the cache, and --offline forbids fetching",
                    "scan it once without --offline");
    }
    if (received_ > options_.max_prefetch) {
        return fail(too_much());
    }
    return fetch(ids);
}

Result<void> GitHubTree::fetch(const std::vector<std::string_view>& ids) {
    std::vector<Question> questions;
    questions.reserve(ids.size());
    for (const auto id : ids) {
        questions.push_back(ask_blob(repository_, id, options_.max_blob));
    }
    received_ = 0;
    const auto absent_before = absent_.size();
    SKILLMEAT_TRY(caller_.get_all(repository_, questions, call_,
                                  [&](std::size_t index, Result<Answer> answer) {
                                      return take(ids[index], std::move(answer));
                                  }));
    if (absent_.size() > absent_before) {
        // The blobs are not there, or the whole repository is not any more.
        SKILLMEAT_TRY(caller_.get(repository_, ask_repository(repository_), call_));
    }
    return {};
}

Result<void> GitHubTree::take(std::string_view id, Result<Answer> answer) {
    if (!answer && answer.error().code == ErrorCode::too_large) {
        large_.insert(id);
        return {};
    }
    if (!answer && answer.error().code == ErrorCode::repository_not_found) {
        absent_.insert(id);
        return {};
    }
    SKILLMEAT_TRY(answer);
    if (!is_blob(id, answer->body)) {
        return fail(ErrorCode::integrity_failed,
                    repository_.host + " sent other bytes than those of blob " + quote(id),
                    "try again");
    }
    received_ += answer->body.size();
    if (received_ > options_.max_prefetch) {
        return fail(too_much());
    }
    if (!store_.put(id, answer->body)) {
        not_stored_.insert_or_assign(id, std::move(answer->body));
    }
    return {};
}

Error GitHubTree::too_much() const {
    return Error{ErrorCode::too_large,
                 "the files of " + quote(name()) + " to be read have more than " +
                     std::to_string(options_.max_prefetch) + " bytes",
                 {},
                 {},
                 "raise the limit in the settings, or scan a smaller part with --root"};
}

Result<void> GitHubTree::read(std::span<const std::size_t> indices, std::size_t limit,
                              const Visitor& visit) {
    for (const auto index : indices) {
        const auto id = files_[index].id;
        std::string bytes;
        auto blob = look(index, limit, bytes);
        if (blob.state == tree::BlobState::missing && wanted_.contains(id) &&
            !absent_.contains(id)) {
            // It was here, but damaged: bring it anew.
            SKILLMEAT_TRY(fetch({id}));
            blob = look(index, limit, bytes);
        }
        visit(index, blob);
    }
    return {};
}

tree::Blob GitHubTree::look(std::size_t index, std::size_t limit, std::string& bytes) const {
    const auto& file = files_[index];
    if (file.mode == tree::mode_submodule) {
        return {tree::BlobState::missing, {}};
    }
    if (sizes_[index] > options_.max_blob || large_.contains(file.id)) {
        return {tree::BlobState::too_large, {}};
    }
    if (const auto held = not_stored_.find(file.id); held != not_stored_.end()) {
        return held->second.size() > limit ? tree::Blob{tree::BlobState::too_large, {}}
                                           : tree::Blob{tree::BlobState::ok, held->second};
    }
    auto found = store_.find(file.id, limit);
    if (!found) {
        return {tree::BlobState::missing, {}};
    }
    if (found->too_large) {
        return {tree::BlobState::too_large, {}};
    }
    bytes = std::move(found->bytes);
    return {tree::BlobState::ok, bytes};
}

}  // namespace skillmeat::github
