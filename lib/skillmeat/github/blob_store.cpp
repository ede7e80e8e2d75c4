#include <skillmeat/github/blob_store.hpp>

#include <utility>

namespace skillmeat::github {
namespace {

constexpr std::uint32_t directory_mode = 0700;
constexpr std::uint32_t file_mode = 0600;

}  // namespace

HashKind hash_kind_of(std::string_view id) {
    constexpr std::size_t sha256_digits = 64;
    return id.size() == sha256_digits ? HashKind::sha256 : HashKind::sha1;
}

bool is_blob(std::string_view id, std::string_view bytes) {
    return git_object_id(hash_kind_of(id), "blob", bytes) == id;
}

BlobStore::BlobStore(sys::FileSystem& files, sys::Path directory)
    : files_(files), directory_(std::move(directory)) {}

sys::Path BlobStore::path_of(std::string_view id) const {
    return directory_ / id.substr(0, 2) / id.substr(2);
}

bool BlobStore::has(std::string_view id) const {
    if (directory_.empty()) {
        return false;
    }
    const auto stat = files_.lstat(path_of(id));
    return stat && *stat && (*stat)->kind == sys::FileKind::regular;
}

std::optional<BlobStore::Found> BlobStore::find(std::string_view id, std::size_t limit) const {
    if (directory_.empty()) {
        return std::nullopt;
    }
    const auto path = path_of(id);
    auto bytes = files_.read(path, limit);
    if (!bytes) {
        const bool too_large = bytes.error().code == ErrorCode::too_large;
        return too_large ? std::optional(Found{true, {}}) : std::nullopt;
    }
    if (!*bytes) {
        return std::nullopt;
    }
    if (!is_blob(id, **bytes)) {
        // When it cannot be removed, the next content will replace it.
        (void)files_.remove_file(path);
        return std::nullopt;
    }
    return Found{false, *std::move(*bytes)};
}

bool BlobStore::put(std::string_view id, std::string_view bytes) const {
    if (directory_.empty()) {
        return false;
    }
    const auto path = path_of(id);
    return files_.create_directories(path.parent_path(), directory_mode) &&
           files_.write(path, bytes, file_mode);
}

}  // namespace skillmeat::github
