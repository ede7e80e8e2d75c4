#include <fakes/memory_confined.hpp>

#include <string>
#include <utility>

#include <skillmeat/base/text.hpp>

namespace skillmeat::fakes {
namespace {

using sys::FileKind;
using sys::FileStat;
using sys::Path;

class MemoryConfined final : public sys::Confined {
  public:
    MemoryConfined(MemoryFiles& files, Path root) : files_(files), root_(std::move(root)) {}

    Result<std::optional<FileStat>> lstat(std::string_view path) const override {
        SKILLMEAT_TRY(check(path, false));
        return files_.lstat(at(path));
    }
    Result<std::optional<std::string>> read(std::string_view path,
                                            std::uint64_t limit) const override {
        SKILLMEAT_TRY(check(path, true));
        return files_.read(at(path), limit);
    }
    Result<std::vector<sys::DirectoryEntry>> list(std::string_view path) const override {
        SKILLMEAT_TRY(check(path, true));
        return files_.list(at(path));
    }
    Result<std::string> read_link(std::string_view path) const override {
        SKILLMEAT_TRY(check(path, false));
        return files_.read_link(at(path));
    }
    Result<bool> create_directory(std::string_view path, std::uint32_t mode) override {
        SKILLMEAT_TRY(check(path, true));
        SKILLMEAT_TRY(check_parent(path));
        SKILLMEAT_ASSIGN(const auto there, files_.lstat(at(path)));
        SKILLMEAT_TRY(files_.create_directories(at(path), mode));
        return !there;
    }
    Result<void> create_file(std::string_view path, std::string_view bytes,
                             std::uint32_t mode) override {
        SKILLMEAT_TRY(check_free(path));
        SKILLMEAT_TRY(files_.write(at(path), bytes, mode));
        return {};
    }
    Result<void> create_link(std::string_view path, const std::string& target) override {
        SKILLMEAT_TRY(check_free(path));
        files_.put_link(at(path), target);
        return {};
    }
    Result<void> write(std::string_view path, std::string_view bytes,
                       std::uint32_t create_mode) override {
        SKILLMEAT_TRY(check(path, true));
        SKILLMEAT_TRY(files_.write(at(path), bytes, create_mode));
        return {};
    }
    Result<void> move(std::string_view from, std::string_view to) override {
        SKILLMEAT_TRY(check(from, false));
        SKILLMEAT_TRY(check_free(to));
        return files_.rename(at(from), at(to));
    }
    Result<bool> remove_file(std::string_view path) override {
        SKILLMEAT_TRY(check(path, false));
        return files_.remove_file(at(path));
    }
    Result<bool> remove_directory(std::string_view path) override {
        SKILLMEAT_TRY(check(path, true));
        SKILLMEAT_ASSIGN(const auto there, files_.lstat(at(path)));
        SKILLMEAT_ASSIGN(const auto inside, files_.list(at(path)));
        if (!there || !inside.empty()) {
            return false;
        }
        SKILLMEAT_TRY(files_.remove_tree(at(path)));
        return true;
    }
    Result<bool> remove_tree(std::string_view path) override {
        SKILLMEAT_TRY(check(path, false));
        SKILLMEAT_ASSIGN(const auto there, files_.lstat(at(path)));
        if (!there || there->kind != FileKind::directory) {
            return files_.remove_file(at(path));
        }
        SKILLMEAT_TRY(files_.remove_tree(at(path)));
        return true;
    }
    Result<void> sync_tree(std::string_view path) override { return check(path, false); }
    Result<void> sync_directory(std::string_view path) override { return check(path, true); }

  private:
    [[nodiscard]] Path at(std::string_view path) const {
        return path == "." ? root_ : root_ / std::string(path);
    }

    /// No symbolic link on the way, nor at its end when `last` says so.
    [[nodiscard]] Result<void> check(std::string_view path, bool last) const {
        Path way = root_;
        const auto segments = split(path, '/');
        for (std::size_t i = 0; sys::is_confined_path(path) && i < segments.size(); ++i) {
            way /= std::string(segments[i]);
            SKILLMEAT_ASSIGN(const auto there, files_.lstat(way));
            if (there && there->kind == FileKind::symlink && (last || i + 1 < segments.size())) {
                return refuse(path);
            }
        }
        return sys::is_confined_path(path) ? Result<void>() : Result<void>(refuse(path));
    }

    [[nodiscard]] tl::unexpected<Error> refuse(std::string_view path) const {
        return fail(ErrorCode::unsafe_path, "will not touch " + quote(at(path).native()));
    }

    [[nodiscard]] Result<void> check_parent(std::string_view path) const {
        SKILLMEAT_ASSIGN(const auto parent, files_.lstat(at(path).parent_path()));
        if (!parent || parent->kind != FileKind::directory) {
            return fail(ErrorCode::io_error, "no folder for " + quote(at(path).native()));
        }
        return {};
    }

    [[nodiscard]] Result<void> check_free(std::string_view path) const {
        SKILLMEAT_TRY(check(path, false));
        SKILLMEAT_TRY(check_parent(path));
        SKILLMEAT_ASSIGN(const auto there, files_.lstat(at(path)));
        if (there) {
            return fail(ErrorCode::already_exists, quote(at(path).native()) + " is there already");
        }
        return {};
    }

    MemoryFiles& files_;
    Path root_;
};

}  // namespace

std::unique_ptr<sys::Confined> confine_memory(MemoryFiles& files, sys::Path root) {
    return std::make_unique<MemoryConfined>(files, std::move(root));
}

}  // namespace skillmeat::fakes
