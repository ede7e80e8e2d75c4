#include <skillmeat/base/digest.hpp>

// The low-level functions are deprecated in favour of EVP, whose first use costs 0.8 ms of start-up
// for provider look-up; the program computes a few small digests at most.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <array>
#include <cstddef>
#include <utility>
#include <variant>

namespace skillmeat {

struct Hasher::State {
    std::variant<SHA_CTX, SHA256_CTX> context;
};

Hasher::Hasher(HashKind kind) : state_(std::make_unique<State>()) {
    if (kind == HashKind::sha1) {
        SHA1_Init(&state_->context.emplace<SHA_CTX>());
    } else {
        SHA256_Init(&state_->context.emplace<SHA256_CTX>());
    }
}

Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::update(std::string_view bytes) {
    if (auto* sha1 = std::get_if<SHA_CTX>(&state_->context)) {
        SHA1_Update(sha1, bytes.data(), bytes.size());
    } else {
        SHA256_Update(std::get_if<SHA256_CTX>(&state_->context), bytes.data(), bytes.size());
    }
}

std::string Hasher::raw() {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    std::size_t size = SHA256_DIGEST_LENGTH;
    if (auto* sha1 = std::get_if<SHA_CTX>(&state_->context)) {
        SHA1_Final(digest.data(), sha1);
        size = SHA_DIGEST_LENGTH;
    } else {
        SHA256_Final(digest.data(), std::get_if<SHA256_CTX>(&state_->context));
    }
    return std::string(digest.begin(), digest.begin() + static_cast<std::ptrdiff_t>(size));
}

std::string Hasher::hex() {
    return to_hex(raw());
}

std::string raw_digest(HashKind kind, std::string_view bytes) {
    Hasher hasher(kind);
    hasher.update(bytes);
    return hasher.raw();
}

std::string hex_digest(HashKind kind, std::string_view bytes) {
    return to_hex(raw_digest(kind, bytes));
}

std::string git_object_id(HashKind kind, std::string_view type, std::string_view content) {
    std::string header(type);
    header += ' ';
    header += std::to_string(content.size());
    header += '\0';
    Hasher hasher(kind);
    hasher.update(header);
    hasher.update(content);
    return hasher.hex();
}

std::string to_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto value = static_cast<unsigned char>(c);
        text += digits[value >> 4U];
        text += digits[value & 15U];
    }
    return text;
}

namespace {

std::optional<unsigned> hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return static_cast<unsigned>(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return static_cast<unsigned>(c - 'a') + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return static_cast<unsigned>(c - 'A') + 10;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) {
        return std::nullopt;
    }
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const auto high = hex_value(text[i]);
        const auto low = hex_value(text[i + 1]);
        if (!high || !low) {
            return std::nullopt;
        }
        bytes += static_cast<char>(*high << 4U | *low);
    }
    return bytes;
}

}  // namespace skillmeat
