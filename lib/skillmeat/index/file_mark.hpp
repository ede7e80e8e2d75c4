#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/sys/filesystem.hpp>

namespace skillmeat::index {

/// What is remembered of a file that was read, to see later whether it changed.
struct FileMark {
    bool exists = false;
    std::uint64_t size = 0;
    std::int64_t mtime_ns = 0;
    std::uint64_t inode = 0;
    std::int64_t seen_ns = 0;  ///< when it was read
    std::string hash;          ///< SHA-256 of its bytes, raw; empty when it did not exist

    bool operator==(const FileMark&) const = default;
};

enum class Freshness {
    same,       ///< not touched since
    different,  ///< certainly another file
    /// Same size, time and inode, but last changed within a second of being read, or the clock has
    /// gone backwards: a second change may not show. The content decides.
    ambiguous,
};

/// `now_ns` is the time of the comparison, `stat` what the file is now.
[[nodiscard]] Freshness compare(const FileMark& mark, const std::optional<sys::FileStat>& stat,
                                std::int64_t now_ns);

[[nodiscard]] FileMark make_mark(const std::optional<sys::FileStat>& stat, std::int64_t seen_ns,
                                 std::string hash);

[[nodiscard]] std::string encode(const std::vector<FileMark>& marks);
/// Nothing when the bytes are not what encode() makes.
[[nodiscard]] std::optional<std::vector<FileMark>> decode_marks(std::string_view bytes);

}  // namespace skillmeat::index
