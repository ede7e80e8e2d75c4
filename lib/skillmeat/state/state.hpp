#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/model/source.hpp>

namespace skillmeat::state {

/// state.toml: machine-local facts per source. A cache: whatever cannot be read counts as absent.
struct StateFile {
    std::vector<SourceState> sources;  ///< by id, bytewise

    [[nodiscard]] const SourceState* find(std::string_view id) const;  ///< ignoring case
    SourceState& at(std::string_view id);                              ///< added when missing
    bool erase(std::string_view id);
};

/// Nothing when the text is damaged or of another version.
[[nodiscard]] std::optional<StateFile> read(std::string_view text);
[[nodiscard]] std::string write(const StateFile& file);

}  // namespace skillmeat::state
