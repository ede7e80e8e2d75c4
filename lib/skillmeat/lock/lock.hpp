#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/model/source.hpp>

namespace skillmeat::lock {

inline constexpr int current_version = 1;

/// skillmeat.lock (formats.md, skillmeat.lock).
struct LockFile {
    int version = current_version;  ///< as found; an old version is kept until something changes
    std::vector<LockRow> rows;      ///< by id, bytewise

    [[nodiscard]] const LockRow* find(std::string_view id) const;  ///< ignoring case
};

/// Reads a lock of any known version. Errors, all with position and remedy, never a reset:
/// `lock_newer`, `lock_conflicted` (merge markers), `lock_damaged` (syntax, unknown or missing key,
/// wrong type, duplicate row, rows out of their grammar).
[[nodiscard]] Result<LockFile> read(std::string_view text, const std::string& path);

/// The file's text: the same bytes for the same content, whatever locale and machine. Rows are
/// sorted by id bytewise.
[[nodiscard]] std::string write(const LockFile& file);

/// Adds the row or replaces the one of the same id (ignoring case), keeping the order.
void put(LockFile& file, LockRow row);
/// True when a row was there.
bool erase(LockFile& file, std::string_view id);

/// One difference between manifest and lock, for `lock check` and `--locked`.
struct Mismatch {
    std::string source_id;
    std::string field;     ///< "row" when the source has none, or "url", "ref", "root", "tags", ...
    std::string manifest;  ///< as the manifest says; empty for an absent value
    std::string lock;
    /// Whether `--locked` refuses because of it: row, id, url, ref, root and tags do; the import
    /// flags and rows without a source do not.
    bool refused_when_locked = true;
};
/// By source id, then field. Rows without a source are reported with field "source".
[[nodiscard]] std::vector<Mismatch> compare(std::span<const Source> sources, const LockFile& file);

/// Text of the lock in another version with what the older one cannot hold (a sentence each).
struct Migration {
    std::string text;
    int from = 0;
    int to = 0;
    std::vector<std::string> losses;
};
[[nodiscard]] Result<Migration> migrate(std::string_view text, const std::string& path, int to);

}  // namespace skillmeat::lock
