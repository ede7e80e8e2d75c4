#include <skillmeat/git/directory_tree.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/git/environment.hpp>
#include <skillmeat/git/failure.hpp>
#include <skillmeat/tree/tree_ids.hpp>

#include <algorithm>
#include <utility>

namespace skillmeat::git {
namespace {

// Larger files are hashed by git, which does not hold them in memory.
constexpr std::uint64_t held_in_memory = std::uint64_t{16} << 20;

// Content of a row, or why there is none. Never follows the file itself if it is a link.
tree::BlobState read_row(const Git& git, const std::filesystem::path& path, std::uint32_t mode,
                         std::size_t limit, std::string& bytes) {
    const auto stat = git.files.lstat(path);
    if (!stat || !*stat) {
        return tree::BlobState::missing;
    }
    const bool link = (*stat)->kind == sys::FileKind::symlink;
    if (link != (mode == tree::mode_symlink) ||
        (!link && (*stat)->kind != sys::FileKind::regular)) {
        return tree::BlobState::missing;
    }
    if ((*stat)->size > limit) {
        return tree::BlobState::too_large;
    }
    if (link) {
        auto target = git.files.read_link(path);
        if (!target) {
            return tree::BlobState::missing;
        }
        bytes = *std::move(target);
        return tree::BlobState::ok;
    }
    auto content = git.files.read(path, limit);
    if (!content) {
        return content.error().code == ErrorCode::too_large ? tree::BlobState::too_large
                                                            : tree::BlobState::missing;
    }
    if (!*content) {
        return tree::BlobState::missing;
    }
    bytes = **std::move(content);
    return tree::BlobState::ok;
}

}  // namespace

DirectoryTree::DirectoryTree(const Git& git, std::filesystem::path directory, HashKind hash,
                             std::vector<Found> found)
    : git_(git), directory_(std::move(directory)), hash_(hash), found_(std::move(found)) {
    std::sort(found_.begin(), found_.end(),
              [](const Found& a, const Found& b) { return a.path < b.path; });
    files_.reserve(found_.size());
    for (const auto& row : found_) {
        files_.push_back(tree::Entry{row.path, {}, row.mode});
    }
    directories_ = tree::directories_of(files_);
}

Result<void> DirectoryTree::prefetch(std::span<const std::size_t> /*indices*/) {
    return {};
}

Result<void> DirectoryTree::read(std::span<const std::size_t> indices, std::size_t limit,
                                 const Visitor& visit) {
    std::string bytes;
    for (const auto index : indices) {
        const auto& entry = files_[index];
        const auto state =
            entry.mode == tree::mode_submodule
                ? tree::BlobState::missing
                : read_row(git_, directory_ / found_[index].path, entry.mode, limit, bytes);
        visit(index, tree::Blob{state, state == tree::BlobState::ok ? std::string_view(bytes)
                                                                    : std::string_view{}});
    }
    return {};
}

Result<void> DirectoryTree::ensure_ids() {
    if (has_ids_) {
        return {};
    }
    std::deque<std::string> storage;
    for (auto& entry : files_) {
        if (entry.mode != tree::mode_submodule) {
            SKILLMEAT_ASSIGN(auto id, blob_id(entry));
            entry.id = storage.emplace_back(std::move(id));
        }
    }
    auto ids = tree::tree_ids(files_, directories_, hash_);
    for (std::size_t index = 0; index < ids.size(); ++index) {
        directories_[index].id = storage.emplace_back(std::move(ids[index]));
    }
    storage_ = std::move(storage);
    has_ids_ = true;
    return {};
}

Result<std::string> DirectoryTree::blob_id(const tree::Entry& entry) const {
    const auto path = directory_ / std::string(entry.path);
    std::string bytes;
    const auto state = read_row(git_, path, entry.mode, held_in_memory, bytes);
    if (state == tree::BlobState::ok) {
        return git_object_id(hash_, "blob", bytes);
    }
    if (state == tree::BlobState::missing) {
        return fail(ErrorCode::io_error, "cannot read file " + quote(path.string()),
                    "check its permissions", Origin{path.string(), 0, 0});
    }
    SKILLMEAT_ASSIGN(const auto empty, empty_repository(git_, hash_));
    sys::Command command;
    command.program = git_.program;
    command.arguments = {"hash-object", "--no-filters", "--", path.string()};
    command.environment = in_place_variables(git_.environment.all(), empty, {});
    command.directory = "/";
    SKILLMEAT_ASSIGN(const auto completed, git_.runner.run(command, {}));
    if (completed.exit_code != 0) {
        return fail(explain_failure(git_, completed, path.string()));
    }
    return std::string(trim(completed.output));
}

}  // namespace skillmeat::git
