#include <skillmeat/index/index_file.hpp>

#include <utility>

#include <skillmeat/sys/outside_files.hpp>

namespace skillmeat::index {
namespace {

std::string stamp_text(const sys::FileStat& stat) {
    return "1 " + std::to_string(stat.size) + ' ' + std::to_string(stat.mtime_ns) + ' ' +
           std::to_string(stat.inode) + '\n';
}

}  // namespace

IndexFiles index_files(const sys::Path& cache) {
    return {cache / "index.sqlite", cache / "index.stamp", cache / "index.lock",
            cache / "index.sqlite.old"};
}

Result<FileTrust> judge(const sys::FileReader& files, const IndexFiles& paths) {
    SKILLMEAT_ASSIGN(const auto stat, files.stat(paths.database));
    if (!stat) {
        return FileTrust::missing;
    }
    return stamp_on_disk(files, paths) == stamp_text(*stat) ? FileTrust::trusted
                                                            : FileTrust::untrusted;
}

std::string stamp_on_disk(const sys::FileReader& files, const IndexFiles& paths) {
    constexpr std::uint64_t longest_stamp = 200;
    const auto stamp = files.read(paths.stamp, longest_stamp);
    return stamp && *stamp ? **stamp : std::string();
}

Result<void> write_stamp(sys::FileSystem& files, const IndexFiles& paths) {
    SKILLMEAT_ASSIGN(const auto stat, files.stat(paths.database));
    if (!stat) {
        return fail(ErrorCode::io_error, "the index has gone");
    }
    SKILLMEAT_TRY(files.write(paths.stamp, stamp_text(*stat), 0600));
    return {};
}

std::optional<Index> open_trusted(const sys::FileSystem& files, const IndexFiles& paths) {
    const auto trust = judge(files, paths);
    const auto outside = sys::outside_path(files, paths.database);
    if (!trust || *trust != FileTrust::trusted || !outside) {
        return std::nullopt;
    }
    auto opened = Index::open(outside->string(), Access::read);
    return opened ? std::optional<Index>(*std::move(opened)) : std::nullopt;
}

Result<Index> open_for_writing(sys::FileSystem& files, const IndexFiles& paths, bool& set_aside) {
    const auto outside = sys::outside_path(files, paths.database);
    if (!outside) {
        return fail(ErrorCode::io_error, "this file system holds no index");
    }
    auto trust = judge(files, paths).value_or(FileTrust::untrusted);
    SKILLMEAT_TRY(files.remove_file(paths.stamp));
    if (trust == FileTrust::trusted) {
        auto opened = Index::open(outside->string(), Access::write);
        if (opened) {
            return opened;
        }
        trust = FileTrust::untrusted;
    }
    if (trust == FileTrust::untrusted) {
        SKILLMEAT_TRY(files.rename(paths.database, paths.old));
        set_aside = true;
    }
    // Empty, so that the file has our mode, not SQLite's: entries may be of private sources.
    SKILLMEAT_TRY(files.write(paths.database, "", 0600));
    return Index::open(outside->string(), Access::write);
}

}  // namespace skillmeat::index
