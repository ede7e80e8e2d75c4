#include <skillmeat/git/git_tree.hpp>

#include <skillmeat/base/text.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace skillmeat::git {
namespace {

constexpr std::size_t commit_limit = std::size_t{16} << 20;

// Trees that name one another many times over can be listed without end.
constexpr std::size_t listing_limit = std::size_t{96} << 20;

bool by_path(const tree::Entry& a, const tree::Entry& b) {
    return a.path < b.path;
}

// A row of `ls-tree -r -t -z`: MODE SP TYPE SP ID TAB PATH.
std::optional<tree::Entry> parse_row(std::string_view row) {
    const auto tab = row.find('\t');
    const auto first = row.find(' ');
    const auto second = row.find(' ', first == row.npos ? row.size() : first + 1);
    if (tab == row.npos || second == row.npos || second > tab) {
        return std::nullopt;
    }
    tree::Entry entry;
    const auto [end, failure] = std::from_chars(row.data(), row.data() + first, entry.mode, 8);
    if (failure != std::errc{} || end != row.data() + first) {
        return std::nullopt;
    }
    entry.id = row.substr(second + 1, tab - second - 1);
    entry.path = row.substr(tab + 1);
    return entry;
}

Result<void> parse_listing(std::string_view listing, std::size_t max_files,
                           std::vector<tree::Entry>& files, std::vector<tree::Entry>& directories) {
    files.reserve(static_cast<std::size_t>(std::count(listing.begin(), listing.end(), '\0')));
    while (!listing.empty()) {
        const auto end = std::min(listing.find('\0'), listing.size());
        const auto entry = parse_row(listing.substr(0, end));
        if (!entry) {
            return fail(ErrorCode::git_failed,
                        "git listed a tree in an unknown form: " + quote(listing.substr(0, end)));
        }
        (entry->mode == tree::mode_directory ? directories : files).push_back(*entry);
        listing.remove_prefix(std::min(end + 1, listing.size()));
    }
    if (files.size() > max_files) {
        return fail(ErrorCode::too_large,
                    "the tree has " + counted(files.size(), "file") + ", more than the limit of " +
                        std::to_string(max_files),
                    "raise the limit in the settings");
    }
    return {};
}

// `tree ID` is the first line of a commit.
std::optional<std::string> tree_of_commit(std::string_view commit) {
    constexpr std::string_view key = "tree ";
    const auto end = commit.find('\n');
    if (!commit.starts_with(key) || end == commit.npos) {
        return std::nullopt;
    }
    return std::string(commit.substr(key.size(), end - key.size()));
}

// Each id once, and none of the empty ones that stand for submodules.
std::vector<std::string_view> present_ids(std::vector<std::string_view> ids) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (!ids.empty() && ids.front().empty()) {
        ids.erase(ids.begin());
    }
    return ids;
}

}  // namespace

GitTree::GitTree(const Git& git, ObjectStore store, std::string commit)
    : git_(git), store_(std::move(store)), commit_(std::move(commit)) {}

Result<std::unique_ptr<GitTree>> GitTree::open(const Git& git, ObjectStore store,
                                               std::string commit, std::size_t max_files,
                                               std::unique_ptr<BlobSupplier> supplier) {
    std::unique_ptr<GitTree> result(new GitTree(git, std::move(store), std::move(commit)));
    result->supplier_ = std::move(supplier);
    // The listing goes on while the commit is read: starting git is what takes the time.
    SKILLMEAT_ASSIGN(auto listing, StoreCommand::start(git, result->store_,
                                                       {"ls-tree", "-r", "-t", "-z", "--full-tree",
                                                        result->commit_}));
    SKILLMEAT_TRY(result->read_commit());
    SKILLMEAT_TRY(result->read_listing(listing, max_files));
    return result;
}

Result<void> GitTree::read_commit() {
    SKILLMEAT_ASSIGN(reader_, ObjectReader::open(git_, store_));
    SKILLMEAT_ASSIGN(const auto object, reader_->read_one(commit_, commit_limit));
    if (!object) {
        return fail(ErrorCode::objects_missing, "commit " + quote(commit_) + " is not in " +
                                                    quote(store_.objects.parent_path().string()));
    }
    auto root = object->type == "commit" ? tree_of_commit(object->bytes) : std::nullopt;
    if (!root) {
        return fail(ErrorCode::ref_not_found,
                    quote(commit_) + " is a " + object->type + ", expected a commit",
                    "name a branch, a tag of a commit, or a commit");
    }
    root_id_ = *std::move(root);
    return {};
}

Result<void> GitTree::read_listing(StoreCommand& command, std::size_t max_files) {
    auto listing = command.output(git_, listing_limit);
    if (!listing) {
        auto error = std::move(listing).error();
        if (error.code == ErrorCode::git_failed) {
            error.code =
                ErrorCode::objects_missing;  // the only way to fail once the commit is here
        }
        return fail(std::move(error));
    }
    listing_ = *std::move(listing);
    directories_.push_back(tree::Entry{{}, root_id_, tree::mode_directory});
    SKILLMEAT_TRY(parse_listing(listing_, max_files, files_, directories_));
    if (!std::is_sorted(files_.begin(), files_.end(), by_path)) {
        std::stable_sort(files_.begin(), files_.end(), by_path);
    }
    std::stable_sort(directories_.begin(), directories_.end(), by_path);
    return {};
}

Result<void> GitTree::prefetch(std::span<const std::size_t> indices) {
    if (supplier_ == nullptr) {
        return {};
    }
    std::vector<std::string_view> ids;
    ids.reserve(indices.size());
    for (const auto index : indices) {
        if (files_[index].mode != tree::mode_submodule) {
            ids.push_back(files_[index].id);
        }
    }
    ids = present_ids(std::move(ids));
    SKILLMEAT_ASSIGN(const auto missing, missing_objects(git_, store_, ids));
    if (missing.empty()) {
        return {};
    }
    auto brought = supplier_->bring(missing);
    // A damaged cache makes fetches into it fail too: bring everything anew, once.
    if (!brought && brought.error().code == ErrorCode::git_failed) {
        return renew(ids);
    }
    return brought;
}

Result<void> GitTree::renew(const std::vector<std::string_view>& ids) {
    SKILLMEAT_TRY(supplier_->renew(ids));
    // The old reader knows the damaged packs, and would call what is here now missing.
    SKILLMEAT_ASSIGN(reader_, ObjectReader::open(git_, store_));
    return {};
}

Result<void> GitTree::read(std::span<const std::size_t> indices, std::size_t limit,
                           const Visitor& visit) {
    std::vector<std::string_view> ids;
    ids.reserve(indices.size());
    for (const auto index : indices) {
        const auto& entry = files_[index];
        ids.push_back(entry.mode == tree::mode_submodule ? std::string_view{} : entry.id);
    }
    std::size_t done = 0;
    const auto hand_over = [&](std::size_t position, const tree::Blob& blob) {
        done = position + 1;
        visit(indices[position], blob);
    };
    auto result = reader_->read(ids, limit, hand_over);
    if (result || supplier_ == nullptr || result.error().code != ErrorCode::git_failed) {
        return result;
    }
    // Objects of the cache are damaged: bring everything anew, once, and go on where it stopped.
    const auto first = done;
    const std::vector<std::string_view> rest(ids.begin() + static_cast<std::ptrdiff_t>(first),
                                             ids.end());
    SKILLMEAT_TRY(renew(present_ids(rest)));
    return reader_->read(rest, limit, [&](std::size_t position, const tree::Blob& blob) {
        visit(indices[first + position], blob);
    });
}

std::optional<std::string_view> GitTree::tree_id(std::string_view directory) const {
    const auto found = std::lower_bound(directories_.begin(), directories_.end(),
                                        tree::Entry{directory, {}, tree::mode_directory}, by_path);
    if (found == directories_.end() || found->path != directory) {
        return std::nullopt;
    }
    return found->id;
}

}  // namespace skillmeat::git
