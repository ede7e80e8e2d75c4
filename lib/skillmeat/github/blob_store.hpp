#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/sys/filesystem.hpp>

namespace skillmeat::github {

/// Contents of files by their git id, one file each below a directory (`ab/cdef…`, 0600), shared by
/// all repositories. What is read is checked against its id. Disposable.
class BlobStore {
  public:
    /// `directory` empty: nothing is found and nothing kept.
    BlobStore(sys::FileSystem& files, sys::Path directory);

    /// Whether it is here; its bytes may still turn out to be damaged.
    [[nodiscard]] bool has(std::string_view id) const;

    struct Found {
        bool too_large = false;  ///< more than the limit
        std::string bytes;
    };
    /// Nothing when it is not here. A damaged file is removed and counts as absent.
    [[nodiscard]] std::optional<Found> find(std::string_view id, std::size_t limit) const;

    /// False when it could not be kept.
    [[nodiscard]] bool put(std::string_view id, std::string_view bytes) const;

  private:
    [[nodiscard]] sys::Path path_of(std::string_view id) const;

    sys::FileSystem& files_;
    sys::Path directory_;
};

/// Whether the bytes are those of the blob with this id (40 or 64 hexadecimal digits).
[[nodiscard]] bool is_blob(std::string_view id, std::string_view bytes);

/// Ids of 64 digits are SHA-256.
[[nodiscard]] HashKind hash_kind_of(std::string_view id);

}  // namespace skillmeat::github
