#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <skillmeat/model/artifact_type.hpp>

namespace skillmeat::index {

/// Number of a type in the order of type names, by which lists sort.
[[nodiscard]] int type_rank(ArtifactType type);
[[nodiscard]] ArtifactType type_of_rank(std::int64_t rank);

/// What a search needs to know of each entry, in 32 bits.
struct Document {
    ArtifactType type = ArtifactType::skill;
    EntryStatus status = EntryStatus::fresh;  ///< as shown
    Tier tier = Tier::primary;
    int confidence = 0;
    std::size_t name_words = 0;  ///< at most 15
    std::size_t words = 0;       ///< at most 2,047

    /// Those bits that hold type, status, tier and confidence.
    static constexpr std::uint32_t standing_bits = 0xffff;

    [[nodiscard]] std::uint32_t pack() const {
        return static_cast<std::uint32_t>(type) | static_cast<std::uint32_t>(status) << 3U |
               static_cast<std::uint32_t>(tier) << 6U |
               static_cast<std::uint32_t>(confidence) << 9U |
               static_cast<std::uint32_t>(std::min<std::size_t>(name_words, 15)) << 16U |
               static_cast<std::uint32_t>(std::min<std::size_t>(words, 2047)) << 20U;
    }
    [[nodiscard]] static Document unpack(std::uint32_t bits) {
        Document document;
        document.type = static_cast<ArtifactType>(bits & 7U);
        document.status = static_cast<EntryStatus>(bits >> 3U & 7U);
        document.tier = static_cast<Tier>(bits >> 6U & 7U);
        document.confidence = static_cast<int>(bits >> 9U & 127U);
        document.name_words = bits >> 16U & 15U;
        document.words = bits >> 20U & 2047U;
        return document;
    }
};

inline void append_document(std::string& out, std::uint32_t bits) {
    out.append(reinterpret_cast<const char*>(&bits), sizeof bits);
}
[[nodiscard]] inline std::uint32_t document_at(std::string_view bytes, std::size_t i) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, bytes.data() + i * sizeof bits, sizeof bits);
    return bits;
}

}  // namespace skillmeat::index
