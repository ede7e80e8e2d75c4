#pragma once

#include <optional>
#include <string>

#include <skillmeat/base/result.hpp>
#include <skillmeat/index/index.hpp>
#include <skillmeat/sys/filesystem.hpp>

namespace skillmeat::index {

// How the index file is kept, in one place.
//
// `index.sqlite` is a cache: every answer can be had without it, and it may be deleted at any time.
// SQLite writes it by itself, past sys::FileSystem, without a journal on disk. Whether it may be
// believed is decided by `index.stamp`, a small text written through sys::FileSystem: it holds
// size, time of last change and inode of the index as its last writer left it, after SQLite has
// synced it. A writer removes the stamp before it changes a byte and writes it last. So an index
// that was cut, overwritten, restored, half written when its writer was killed, or left behind by a
// power failure has no stamp that fits, and is set aside (as `index.sqlite.old`) and made anew.
// Writers hold `index.lock` (rule R9); readers take none: SQLite's own locks give them one state of
// the file, and a stamp that does not fit makes them wait for the lock.

/// Files of the index in a cache directory.
struct IndexFiles {
    sys::Path database;
    sys::Path stamp;
    sys::Path lock;
    sys::Path old;
};
[[nodiscard]] IndexFiles index_files(const sys::Path& cache);

enum class FileTrust {
    missing,    ///< there is no index
    trusted,    ///< as its last writer left it
    untrusted,  ///< anything else
};
[[nodiscard]] Result<FileTrust> judge(const sys::FileReader& files, const IndexFiles& paths);

/// The stamp as it stands on disk, to see whether another writer came; empty without one.
[[nodiscard]] std::string stamp_on_disk(const sys::FileReader& files, const IndexFiles& paths);

/// Stamps the index as it is now; the caller holds the lock and has committed.
[[nodiscard]] Result<void> write_stamp(sys::FileSystem& files, const IndexFiles& paths);

/// Opens the index for reading. Nothing when there is none that may be believed.
[[nodiscard]] std::optional<Index> open_trusted(const sys::FileSystem& files,
                                                const IndexFiles& paths);

/// Opens it for writing, with the stamp removed; one that may not be believed is set aside first,
/// of which `set_aside` tells. The caller holds the lock.
[[nodiscard]] Result<Index> open_for_writing(sys::FileSystem& files, const IndexFiles& paths,
                                             bool& set_aside);

}  // namespace skillmeat::index
