#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/result.hpp>

namespace skillmeat::tree {

inline constexpr std::uint32_t mode_file = 0100644;
inline constexpr std::uint32_t mode_executable = 0100755;
inline constexpr std::uint32_t mode_symlink = 0120000;
inline constexpr std::uint32_t mode_submodule = 0160000;
inline constexpr std::uint32_t mode_directory = 0040000;

/// One row of a tree listing. Views stay valid as long as the tree they came from.
struct Entry {
    std::string_view path;  ///< relative to the tree's root; raw bytes, not checked: hostile input
    std::string_view id;    ///< git object id in hexadecimal
    std::uint32_t mode = mode_file;
};

enum class BlobState { ok, missing, too_large };

/// Content of a blob. `bytes` is only valid during the call it is handed to.
struct Blob {
    BlobState state = BlobState::ok;
    std::string_view bytes;
};

/// A read-only tree of files, whatever it comes from. Nothing in it is trusted; symbolic links are
/// rows like others and never followed.
class SourceTree {
  public:
    virtual ~SourceTree() = default;

    /// Files, links and submodules of the whole tree, sorted by path bytewise. No directories.
    [[nodiscard]] virtual std::span<const Entry> files() const = 0;

    /// Directories with their git tree ids, sorted by path bytewise; the root is the entry with an
    /// empty path and comes first.
    [[nodiscard]] virtual std::span<const Entry> directories() const = 0;

    [[nodiscard]] virtual HashKind hash_kind() const = 0;

    /// Says which files (indices into files()) will be read, so that a remote tree can bring them
    /// in one request. Calling it again for others costs another request; without it, blobs that
    /// are not here are `missing`. Files larger than the transport's limit are an error
    /// `too_large`.
    [[nodiscard]] virtual Result<void> prefetch(std::span<const std::size_t> indices) = 0;

    using Visitor = std::function<void(std::size_t index, const Blob& blob)>;

    /// Reads the files named, in the order given, and hands each to `visit`. A blob larger than
    /// `limit` bytes is `too_large` and not handed over. Fails only when the transport does.
    [[nodiscard]] virtual Result<void> read(std::span<const std::size_t> indices, std::size_t limit,
                                            const Visitor& visit) = 0;
};

/// Index of `path` in tree.files(), or npos.
inline constexpr std::size_t npos = static_cast<std::size_t>(-1);
[[nodiscard]] std::size_t find_file(const SourceTree& tree, std::string_view path);

}  // namespace skillmeat::tree
