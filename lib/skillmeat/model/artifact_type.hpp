#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace skillmeat {

/// The seven kinds of artifacts, in the order people see them.
enum class ArtifactType { skill, agent, command, mcp, plugin, hook, bundle };

inline constexpr std::array artifact_types{
    ArtifactType::skill,  ArtifactType::agent, ArtifactType::command, ArtifactType::mcp,
    ArtifactType::plugin, ArtifactType::hook,  ArtifactType::bundle};

[[nodiscard]] std::string_view to_string(ArtifactType type);
[[nodiscard]] std::optional<ArtifactType> parse_artifact_type(std::string_view text);

/// Why and how strongly an artifact is offered (detection.md, Tiers and copies).
enum class Tier { primary, loose, unlisted, nested, example, installed_copy };

inline constexpr std::array tiers{Tier::primary, Tier::loose,   Tier::unlisted,
                                  Tier::nested,  Tier::example, Tier::installed_copy};

[[nodiscard]] std::string_view to_string(Tier tier);  ///< `installed-copy` with a hyphen
[[nodiscard]] std::optional<Tier> parse_tier(std::string_view text);

/// primary and loose: shown by default and counted.
[[nodiscard]] constexpr bool is_offered(Tier tier) {
    return tier == Tier::primary || tier == Tier::loose;
}

/// What a scan found against the catalog before it. `excluded` is never stored: it is read from the
/// manifest (formats.md, Catalog).
enum class EntryStatus { fresh, updated, unchanged, removed, excluded };

inline constexpr std::array entry_statuses{EntryStatus::fresh, EntryStatus::updated,
                                           EntryStatus::unchanged, EntryStatus::removed,
                                           EntryStatus::excluded};

[[nodiscard]] std::string_view to_string(EntryStatus status);  ///< `new` for fresh
[[nodiscard]] std::optional<EntryStatus> parse_entry_status(std::string_view text);

/// Number of entries of each type, indexed by ArtifactType.
struct TypeCounts {
    std::array<std::uint32_t, artifact_types.size()> values{};

    std::uint32_t& operator[](ArtifactType type) { return values[static_cast<std::size_t>(type)]; }
    std::uint32_t operator[](ArtifactType type) const {
        return values[static_cast<std::size_t>(type)];
    }
    [[nodiscard]] std::uint32_t total() const {
        std::uint32_t sum = 0;
        for (const auto value : values) {
            sum += value;
        }
        return sum;
    }
    bool operator==(const TypeCounts&) const = default;
};

}  // namespace skillmeat
