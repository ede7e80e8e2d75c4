#include <skillmeat/sys/confined.hpp>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/sys/beneath.hpp>
#include <skillmeat/sys/directory.hpp>
#include <skillmeat/sys/file_bytes.hpp>
#include <skillmeat/sys/system_error.hpp>
#include <skillmeat/sys/temporary_name.hpp>

namespace skillmeat::sys {
namespace {

constexpr std::uint32_t permission_bits = 0777;
constexpr std::uint32_t private_mode = 0600;

/// A place by the directory it stands in, which stays the same whatever is renamed meanwhile.
struct Place {
    Descriptor parent;
    std::string name;
};

class ConfinedDisk final : public Confined {
  public:
    explicit ConfinedDisk(Beneath root) : root_(std::move(root)) {}

    Result<std::optional<FileStat>> lstat(std::string_view path) const override {
        const auto place = locate(path);
        struct stat status = {};
        if (place.parent &&
            ::fstatat(place.parent.get(), place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
            return to_file_stat(status);
        }
        if (says_missing(errno)) {
            return std::nullopt;
        }
        return failed("look at", path);
    }

    Result<std::optional<std::string>> read(std::string_view path,
                                            std::uint64_t limit) const override {
        const auto file = root_.open_at(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
        if (!file) {
            if (says_missing(errno)) {
                return std::nullopt;
            }
            return failed("read", path);
        }
        return read_file(file, shown(path), limit);
    }

    Result<std::vector<DirectoryEntry>> list(std::string_view path) const override {
        auto directory = root_.open_at(path, O_RDONLY | O_DIRECTORY);
        if (!directory) {
            if (errno == ENOENT) {
                return std::vector<DirectoryEntry>();
            }
            return failed("list", path);
        }
        return read_directory(std::move(directory), shown(path));
    }

    Result<std::string> read_link(std::string_view path) const override {
        const auto place = locate(path);
        std::string target(4096, '\0');
        const auto size = place.parent ? ::readlinkat(place.parent.get(), place.name.c_str(),
                                                      target.data(), target.size())
                                       : ssize_t{-1};
        if (size < 0) {
            return failed("read the symbolic link", path);
        }
        target.resize(static_cast<std::size_t>(size));
        return target;
    }

    Result<bool> create_directory(std::string_view path, std::uint32_t mode) override {
        const auto place = locate(path);
        if (place.parent && ::mkdirat(place.parent.get(), place.name.c_str(),
                                      static_cast<mode_t>(mode & permission_bits)) == 0) {
            return true;
        }
        if (place.parent && errno == EEXIST) {
            SKILLMEAT_ASSIGN(const auto there, lstat(path));
            if (there && there->kind == FileKind::directory) {
                return false;
            }
            errno = there && there->kind == FileKind::symlink ? ELOOP : EEXIST;
        }
        return failed("make the folder", path);
    }

    Result<void> create_file(std::string_view path, std::string_view bytes,
                             std::uint32_t mode) override {
        const auto place = locate(path);
        if (!place.parent) {
            return failed("write", path);
        }
        return make_file(place, path, bytes, mode & permission_bits, false);
    }

    Result<void> create_link(std::string_view path, const std::string& target) override {
        const auto place = locate(path);
        if (!place.parent ||
            ::symlinkat(target.c_str(), place.parent.get(), place.name.c_str()) != 0) {
            return failed("make the symbolic link", path);
        }
        return {};
    }

    Result<void> write(std::string_view path, std::string_view bytes,
                       std::uint32_t create_mode) override {
        SKILLMEAT_ASSIGN(const auto old, lstat(path));
        if (old && old->kind != FileKind::regular) {
            errno = old->kind == FileKind::symlink ? ELOOP : EISDIR;
            return failed("write", path);
        }
        auto place = locate(path);
        if (!place.parent) {
            return failed("write", path);
        }
        const auto name = std::exchange(place.name, temporary_name(place.name));
        SKILLMEAT_TRY(make_file(place, path, bytes,
                                old ? private_mode : create_mode & permission_bits, true,
                                old ? std::optional(old->mode) : std::nullopt));
        if (::renameat(place.parent.get(), place.name.c_str(), place.parent.get(), name.c_str()) !=
            0) {
            const int error_number = errno;
            ::unlinkat(place.parent.get(), place.name.c_str(), 0);
            errno = error_number;
            return failed("write", path);
        }
        return sync_names(place.parent, shown(path).parent_path(), shown(path));
    }

    Result<void> move(std::string_view from, std::string_view to) override {
        const auto source = locate(from);
        if (!source.parent) {
            return failed("rename", from);
        }
        const auto target = locate(to);
        if (target.parent && rename_to_free_name(source, target)) {
            return {};
        }
        return failed("rename " + quote(shown(from).native()) + " to", to);
    }

    Result<bool> remove_file(std::string_view path) override {
        const auto place = locate(path);
        if (place.parent && ::unlinkat(place.parent.get(), place.name.c_str(), 0) == 0) {
            return true;
        }
        if (says_missing(errno)) {
            return false;
        }
        return failed("remove", path);
    }

    Result<bool> remove_directory(std::string_view path) override {
        const auto place = locate(path);
        if (place.parent && ::unlinkat(place.parent.get(), place.name.c_str(), AT_REMOVEDIR) == 0) {
            return true;
        }
        if (errno == ENOENT || errno == ENOTEMPTY || errno == EEXIST) {
            return false;
        }
        return failed("remove", path);
    }

    Result<bool> remove_tree(std::string_view path) override {
        SKILLMEAT_ASSIGN(const auto there, lstat(path));
        if (!there) {
            return false;
        }
        if (there->kind != FileKind::directory) {
            return remove_file(path);
        }
        const auto place = locate(path);
        if (!place.parent || place.name == ".") {
            return failed("remove", path);
        }
        SKILLMEAT_TRY(remove_directory_tree_at(place.parent.get(), place.name, shown(path)));
        return true;
    }

    Result<void> sync_tree(std::string_view path) override {
        SKILLMEAT_ASSIGN(const auto there, lstat(path));
        if (!there || there->kind == FileKind::symlink) {
            return {};
        }
        if (there->kind == FileKind::directory) {
            SKILLMEAT_ASSIGN(const auto entries, list(path));
            for (const auto& entry : entries) {
                SKILLMEAT_TRY(
                    sync_tree(path == "." ? entry.name : std::string(path) + '/' + entry.name));
            }
            return sync_directory(path);
        }
        const auto file = root_.open_at(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
        if (!file || !sync_descriptor(file)) {
            return failed("sync", path);
        }
        return {};
    }

    Result<void> sync_directory(std::string_view path) override {
        const auto directory = root_.open_at(path, O_RDONLY | O_DIRECTORY);
        if (!directory) {
            return failed("sync the folder", path);
        }
        return sync_names(directory, shown(path), shown(path));
    }

  private:
    [[nodiscard]] Path shown(std::string_view path) const {
        return path == "." ? root_.directory() : root_.directory() / std::string(path);
    }

    /// No parent, and errno set, when there is no way to it.
    [[nodiscard]] Place locate(std::string_view path) const {
        Place place;
        const auto slash = path.rfind('/');
        const bool below = slash != std::string_view::npos;
        place.name = below ? path.substr(slash + 1) : path;
        if (!is_confined_path(path)) {
            errno = EXDEV;
            return place;
        }
        place.parent = root_.open_at(below ? path.substr(0, slash) : ".", O_RDONLY | O_DIRECTORY);
        return place;
    }

    [[nodiscard]] tl::unexpected<Error> failed(std::string_view attempt,
                                               std::string_view path) const {
        const int error_number = errno;
        const auto where = shown(path);
        if (error_number == ELOOP || error_number == EXDEV) {
            return fail(ErrorCode::unsafe_path,
                        "will not " + std::string(attempt) + " " + quote(where.native()) +
                            ": the way to it leads through a symbolic link, or out of " +
                            quote(root_.directory().native()),
                        "put a real folder in the link's place", Origin{where.native(), 0, 0});
        }
        auto error = system_error(attempt, where, error_number);
        if (error_number == EEXIST) {
            error.code = ErrorCode::already_exists;
        }
        return fail(std::move(error));
    }

    /// What was begun is removed again when it cannot be finished.
    [[nodiscard]] Result<void> make_file(const Place& place, std::string_view path,
                                         std::string_view bytes, std::uint32_t mode, bool synced,
                                         std::optional<std::uint32_t> exact_mode = {}) const {
        int number = -1;
        do {
            number = ::openat(place.parent.get(), place.name.c_str(),
                              O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                              static_cast<mode_t>(mode));
        } while (number < 0 && errno == EINTR);
        Descriptor file(number);
        if (!file) {
            return failed("write", path);
        }
        const bool written =
            write_bytes(file, bytes) &&
            (!exact_mode || ::fchmod(file.get(), *exact_mode & permission_bits) == 0) &&
            (synced ? sync_descriptor(file) : start_writeback(file));
        const int error_number = written ? file.close() : errno;
        if (error_number != 0) {
            ::unlinkat(place.parent.get(), place.name.c_str(), 0);
            errno = error_number;
            return failed("write", path);
        }
        return {};
    }

    /// Some file systems cannot refuse to replace: there a look before is the best to be had.
    static bool rename_to_free_name(const Place& source, const Place& target) {
        if (::renameat2(source.parent.get(), source.name.c_str(), target.parent.get(),
                        target.name.c_str(), RENAME_NOREPLACE) == 0) {
            return true;
        }
        if (errno != EINVAL && errno != ENOSYS) {
            return false;
        }
        struct stat status = {};
        if (::fstatat(target.parent.get(), target.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) ==
            0) {
            errno = EEXIST;
            return false;
        }
        return ::renameat(source.parent.get(), source.name.c_str(), target.parent.get(),
                          target.name.c_str()) == 0;
    }

    Beneath root_;
};

}  // namespace

bool is_confined_path(std::string_view path) {
    if (path == ".") {
        return true;
    }
    const auto segments = split(path, '/');
    return path.find('\0') == std::string_view::npos &&
           std::none_of(segments.begin(), segments.end(), [](std::string_view segment) {
               return segment.empty() || segment == "." || segment == "..";
           });
}

Result<std::unique_ptr<Confined>> confine_disk(const Path& directory, Resolution resolution) {
    SKILLMEAT_ASSIGN(auto beneath, Beneath::open(directory, resolution));
    return std::make_unique<ConfinedDisk>(std::move(beneath));
}

}  // namespace skillmeat::sys
