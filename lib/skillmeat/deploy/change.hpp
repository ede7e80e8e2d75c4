#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/model/deployment.hpp>

namespace skillmeat::deploy {

/// One thing done to the disk for a deployment. Every operation can be done again when it was done
/// before, and taken back: that is what a run that was killed is finished by. Paths are as in
/// Deployment::target.
struct Operation {
    enum class Kind {
        require,         ///< `path` must be there: another deployment has put it
        make_directory,  ///< `path` with its mode by the umask
        place,           ///< what waits at `staged` becomes `path`; what was there goes `aside`
        take_away,       ///< `path` goes `aside`; gone already is fine
        make_settings,   ///< the settings file `path`, holding `text`, unless it is there
        put_value,       ///< `value` into the settings file `path`
        take_value,      ///< `value` out of the settings file `path`
        drop_settings,   ///< the settings file `path`, when it holds nothing any more
        drop_directory,  ///< `path`, when it is empty at the very end
    };

    Kind kind = Kind::require;
    std::string path;
    std::string staged = {};  ///< place: beside `path`, or beside the folder that holds it
    std::string aside = {};   ///< where what was there waits until all is done; may lie in a folder
    std::string before = {};  ///< what is replaced or taken away: see fingerprint(); empty: nothing
    std::string text = {};
    std::optional<MergedValue> value = {};

    bool operator==(const Operation&) const = default;
};

[[nodiscard]] std::string_view to_string(Operation::Kind kind);
[[nodiscard]] std::optional<Operation::Kind> parse_operation_kind(std::string_view text);

/// All that belongs to one deployment: it is done as a whole or not at all.
struct Change {
    std::string id;                     ///< of the deployment
    std::vector<Operation> operations;  ///< in the order they are done
    std::string rows;          ///< text of a ledger with what is to stand in the public one
    std::string private_rows;  ///< the same for the private one; empty: nothing
    bool has_row = false;      ///< the ledger has a row already, which stays when this fails

    bool operator==(const Change&) const = default;
};

}  // namespace skillmeat::deploy
