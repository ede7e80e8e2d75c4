#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/deploy/change.hpp>

namespace skillmeat::deploy {

/// `.skillmeat/journal`: what a run is about to do, so that the next one can finish it (rule R6).
/// While it stands, its rows are the pending deployments.
struct Journal {
    enum class Phase {
        staging,     ///< content is being written beside its places: undone by removing it
        committing,  ///< all content waits; places change one by one: finished by going on
    };

    Phase phase = Phase::staging;
    std::vector<Change> changes;

    bool operator==(const Journal&) const = default;
};

[[nodiscard]] std::string write_journal(const Journal& journal);

/// `newer_format` for a journal of a newer skillmeat, `ledger_damaged` for anything else that
/// write_journal() did not make: it is left alone, since what it knows is nowhere else.
[[nodiscard]] Result<Journal> read_journal(std::string_view text, const std::string& path);

}  // namespace skillmeat::deploy
