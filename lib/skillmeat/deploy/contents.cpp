#include <skillmeat/deploy/contents.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>

#include <fmt/format.h>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/deploy/artifact_hash.hpp>
#include <skillmeat/deploy/names.hpp>

namespace skillmeat::deploy {
namespace {

constexpr std::size_t longest_path = 4096;  // bytes
constexpr std::size_t deepest = 32;         // segments
constexpr std::size_t longest_link = 4096;  // bytes of a link's target
constexpr std::string_view lfs_pointer = "version https://git-lfs.github.com/spec/v1\n";

std::string_view relative(const tree::SourceTree& tree, const FileSelection& selection,
                          std::size_t index) {
    const auto path = tree.files()[index].path;
    return selection.base.empty() ? path : path.substr(selection.base.size() + 1);
}

tl::unexpected<Error> unsafe(const std::string& what, std::string_view path,
                             std::string_view reason) {
    return fail(ErrorCode::unsafe_path,
                fmt::format("{} is not installed: {} {}", quote(what), quote(path), reason),
                "tell the owner of the repository, or exclude the artifact");
}

/// Finds two names that are one on systems that ignore case or compose characters.
class Collisions {
  public:
    /// The path that collides with this one or with a folder on its way, if any.
    std::optional<std::string> add(std::string_view path) {
        for (auto slash = path.find('/'); slash != std::string_view::npos;
             slash = path.find('/', slash + 1)) {
            if (auto other = note(path.substr(0, slash), true)) {
                return other;
            }
        }
        return note(path, false);
    }

  private:
    struct Seen {
        std::string spelling;
        bool folder = false;
    };

    std::optional<std::string> note(std::string_view path, bool folder) {
        const auto [known, added] =
            seen_.try_emplace(collision_key(path), Seen{std::string(path), folder});
        const bool same = known->second.spelling == path && known->second.folder && folder;
        return added || same ? std::nullopt : std::optional(known->second.spelling);
    }

    std::map<std::string, Seen> seen_;
};

Result<void> check_path(std::string_view path, const std::string& what) {
    if (path.size() > longest_path) {
        return unsafe(what, path.substr(0, 80), "has a path of more than 4096 bytes");
    }
    const auto segments = split(path, '/');
    if (segments.size() > deepest) {
        return unsafe(what, path, "lies more than 32 folders deep");
    }
    for (const auto segment : segments) {
        const auto fault = fault_of_segment(segment);
        if (!fault.empty()) {
            return unsafe(what, path, fmt::format("has a part whose name {}", fault));
        }
    }
    return {};
}

/// The path, relative to the artifact, that a link at `from` leads to; nothing when it leaves.
std::optional<std::string> link_target(std::string_view from, std::string_view target) {
    if (target.empty() || target.starts_with('/') || target.size() > longest_link) {
        return std::nullopt;
    }
    auto segments = split(from, '/');
    segments.pop_back();
    for (const auto segment : split(target, '/')) {
        if (segment == "..") {
            if (segments.empty()) {
                return std::nullopt;
            }
            segments.pop_back();
        } else if (!segment.empty() && segment != ".") {
            segments.push_back(segment);
        }
    }
    return join({segments.begin(), segments.end()}, "/");
}

/// What the tree holds, before links are looked through.
struct RawFile {
    std::string path;
    std::uint32_t mode = 0;
    std::string bytes;
    std::string sha256;
};

/// Takes the blobs of one artifact as they come and stops at the first fault.
class Taking {
  public:
    Taking(const tree::SourceTree& tree, const FileSelection& selection,
           const ContentLimits& limits, const std::string& what)
        : tree_(tree), selection_(selection), limits_(limits), what_(what) {}

    void take(std::size_t index, const tree::Blob& blob) {
        if (!fault_) {
            auto taken = check(index, blob);
            if (!taken) {
                fault_ = std::move(taken).error();
            }
        }
    }

    Result<std::vector<RawFile>> finish() {
        if (fault_) {
            return fail(*std::move(fault_));
        }
        return std::move(files_);
    }

  private:
    Result<void> check(std::size_t index, const tree::Blob& blob) {
        const auto& entry = tree_.files()[index];
        const auto path = relative(tree_, selection_, index);
        const bool link = entry.mode == tree::mode_symlink;
        if (blob.state == tree::BlobState::missing) {
            return fail(ErrorCode::objects_missing,
                        fmt::format("the content of {} in {} is not in the cache", quote(path),
                                    quote(what_)),
                        "run the command again without --offline");
        }
        const auto size = std::uint64_t{blob.bytes.size()};
        total_ += size;
        if (blob.state == tree::BlobState::too_large || size > limits_.file_size) {
            return fail(ErrorCode::too_large,
                        fmt::format("{} is not installed: {} is larger than {} bytes", quote(what_),
                                    quote(path), limits_.file_size),
                        "raise `limits.artifact_file_size` if you trust it");
        }
        if (total_ > limits_.size) {
            return fail(ErrorCode::too_large,
                        fmt::format("{} is not installed: its files are larger than {} bytes "
                                    "together",
                                    quote(what_), limits_.size),
                        "raise `limits.artifact_size` if you trust it");
        }
        if (git_object_id(tree_.hash_kind(), "blob", blob.bytes) != entry.id) {
            return fail(ErrorCode::integrity_failed,
                        fmt::format("the content of {} in {} is not what its id {} promises",
                                    quote(path), quote(what_), entry.id),
                        "remove the source's cache with `skillmeat cache clean`, then run again");
        }
        files_.push_back({std::string(path),
                          link                                  ? tree::mode_symlink
                          : entry.mode == tree::mode_executable ? tree::mode_executable
                                                                : tree::mode_file,
                          std::string(blob.bytes), hex_digest(HashKind::sha256, blob.bytes)});
        return {};
    }

    const tree::SourceTree& tree_;
    const FileSelection& selection_;
    const ContentLimits& limits_;
    const std::string& what_;
    std::vector<RawFile> files_;
    std::uint64_t total_ = 0;
    std::optional<Error> fault_;
};

/// Links become what they name.
Result<std::vector<ContentFile>> look_through(const std::vector<RawFile>& raw,
                                              const ContentLimits& limits,
                                              const std::string& what) {
    std::unordered_map<std::string_view, const RawFile*> by_path;
    for (const auto& file : raw) {
        by_path.emplace(file.path, &file);
    }
    std::vector<ContentFile> files;
    std::uint64_t total = 0;
    for (const auto& file : raw) {
        const auto* content = &file;
        if (file.mode == tree::mode_symlink) {
            const auto target = link_target(file.path, file.bytes);
            const auto found = target ? by_path.find(*target) : by_path.end();
            if (found == by_path.end() || found->second->mode == tree::mode_symlink) {
                return unsafe(what, file.path,
                              "is a symbolic link to something else than a file of the artifact");
            }
            content = found->second;
        }
        total += content->bytes.size();
        if (total > limits.size) {
            return fail(ErrorCode::too_large,
                        fmt::format("{} is not installed: its links repeat more than {} bytes",
                                    quote(what), limits.size));
        }
        files.push_back(
            {file.path, content->mode == tree::mode_executable, content->bytes, content->sha256});
    }
    return files;
}

}  // namespace

std::uint64_t Contents::size() const {
    std::uint64_t sum = 0;
    for (const auto& file : files) {
        sum += file.bytes.size();
    }
    return sum;
}

FileSelection files_below(const tree::SourceTree& tree, std::string_view directory) {
    FileSelection selection;
    selection.base = directory;
    const auto files = tree.files();
    const auto prefix = directory.empty() ? std::string() : std::string(directory) + '/';
    const auto begin = std::lower_bound(
        files.begin(), files.end(), prefix,
        [](const tree::Entry& entry, const std::string& wanted) { return entry.path < wanted; });
    for (auto at = begin; at != files.end() && at->path.starts_with(prefix); ++at) {
        selection.indices.push_back(static_cast<std::size_t>(at - files.begin()));
    }
    return selection;
}

FileSelection files_named(const tree::SourceTree& tree, std::string base,
                          const std::vector<std::string>& paths) {
    FileSelection selection;
    selection.base = std::move(base);
    for (const auto& path : paths) {
        const auto index = tree::find_file(tree, path);
        if (index != tree::npos) {
            selection.indices.push_back(index);
        }
    }
    std::ranges::sort(selection.indices);
    return selection;
}

Result<void> check_files(const tree::SourceTree& tree, const FileSelection& selection,
                         const ContentLimits& limits, const std::string& what) {
    if (selection.indices.empty()) {
        return fail(ErrorCode::integrity_failed,
                    fmt::format("{} has no files at the commit of the lock", quote(what)),
                    "run `skillmeat source scan`, then the command again");
    }
    if (selection.indices.size() > limits.files) {
        return fail(ErrorCode::too_large,
                    fmt::format("{} is not installed: it has {} files, more than {}", quote(what),
                                selection.indices.size(), limits.files),
                    "raise `limits.artifact_files` if you trust it");
    }
    Collisions collisions;
    for (const auto index : selection.indices) {
        const auto path = relative(tree, selection, index);
        SKILLMEAT_TRY(check_path(path, what));
        if (const auto other = collisions.add(path)) {
            return unsafe(what, path,
                          fmt::format("and {} are one name on some systems", quote(*other)));
        }
        const auto mode = tree.files()[index].mode;
        if (mode == tree::mode_submodule) {
            return unsafe(what, path, "is a submodule, whose content is elsewhere");
        }
        // Old versions of git wrote 100664.
        if (mode != tree::mode_symlink && (mode & 0170000U) != 0100000U) {
            return unsafe(what, path, "is no regular file");
        }
    }
    return {};
}

Result<Contents> read_contents(tree::SourceTree& tree, const FileSelection& selection,
                               const ContentLimits& limits, const std::string& what) {
    Taking taking(tree, selection, limits, what);
    SKILLMEAT_TRY(
        tree.read(selection.indices, static_cast<std::size_t>(limits.file_size),
                  [&](std::size_t index, const tree::Blob& blob) { taking.take(index, blob); }));
    SKILLMEAT_ASSIGN(const auto raw, taking.finish());
    Contents contents;
    std::vector<HashedFile> hashed;
    for (const auto& file : raw) {
        hashed.push_back({file.path, file.mode, file.bytes.size(), file.sha256});
        if (file.bytes.starts_with(lfs_pointer)) {
            contents.notes.push_back(fmt::format(
                "{} is a Git LFS pointer: the large file it stands for is not installed",
                quote(file.path)));
        }
    }
    contents.hash = artifact_hash(std::move(hashed));
    SKILLMEAT_ASSIGN(contents.files, look_through(raw, limits, what));
    return contents;
}

}  // namespace skillmeat::deploy
