#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace skillmeat {

/// The two hash functions of git object formats. The source file is the only user of libcrypto.
enum class HashKind { sha1, sha256 };

/// Lower-case hexadecimal digest of `bytes`.
[[nodiscard]] std::string hex_digest(HashKind kind, std::string_view bytes);

/// Raw digest bytes (20 or 32).
[[nodiscard]] std::string raw_digest(HashKind kind, std::string_view bytes);

/// Object id git gives `content` of type `type` ("blob", "tree"): digest of "TYPE SP SIZE NUL".
[[nodiscard]] std::string git_object_id(HashKind kind, std::string_view type,
                                        std::string_view content);

/// Digest of bytes that arrive in pieces.
class Hasher {
  public:
    explicit Hasher(HashKind kind);
    ~Hasher();
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;
    void update(std::string_view bytes);
    /// Lower-case hexadecimal; the hasher may not be used afterwards.
    [[nodiscard]] std::string hex();
    /// The digest as bytes (20 or 32); the hasher may not be used afterwards.
    [[nodiscard]] std::string raw();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

[[nodiscard]] std::string to_hex(std::string_view bytes);
/// Nothing when the text is not an even number of hexadecimal digits.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);

}  // namespace skillmeat
