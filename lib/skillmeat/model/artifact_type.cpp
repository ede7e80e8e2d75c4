#include <skillmeat/model/artifact_type.hpp>

#include <algorithm>

namespace skillmeat {
namespace {

// In the order of the enumerations; the arrays in the header give the values.
constexpr std::array<std::string_view, artifact_types.size()> type_names{
    "skill", "agent", "command", "mcp", "plugin", "hook", "bundle"};
constexpr std::array<std::string_view, tiers.size()> tier_names{
    "primary", "loose", "unlisted", "nested", "example", "installed-copy"};
constexpr std::array<std::string_view, entry_statuses.size()> status_names{
    "new", "updated", "unchanged", "removed", "excluded"};

template <class Value, std::size_t Size>
std::optional<Value> find_name(const std::array<std::string_view, Size>& names,
                               const std::array<Value, Size>& values, std::string_view text) {
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) {
        return std::nullopt;
    }
    return values[static_cast<std::size_t>(found - names.begin())];
}

}  // namespace

std::string_view to_string(ArtifactType type) {
    return type_names[static_cast<std::size_t>(type)];
}

std::optional<ArtifactType> parse_artifact_type(std::string_view text) {
    return find_name(type_names, artifact_types, text);
}

std::string_view to_string(Tier tier) {
    return tier_names[static_cast<std::size_t>(tier)];
}

std::optional<Tier> parse_tier(std::string_view text) {
    return find_name(tier_names, tiers, text);
}

std::string_view to_string(EntryStatus status) {
    return status_names[static_cast<std::size_t>(status)];
}

std::optional<EntryStatus> parse_entry_status(std::string_view text) {
    return find_name(status_names, entry_statuses, text);
}

}  // namespace skillmeat
