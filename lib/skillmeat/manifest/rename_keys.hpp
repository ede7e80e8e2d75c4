#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/toml/value.hpp>

namespace skillmeat::manifest {

/// A key by the place where it stands.
struct KeyRename {
    int line = 0;
    int column = 0;  ///< in code points
    std::string from;
    std::string to;  ///< a bare key
};

/// The text with other key names, all else byte for byte as it was. `internal` when a key does not
/// stand where it should.
[[nodiscard]] Result<std::string> rename_keys(std::string_view text,
                                              std::vector<KeyRename> renames);

}  // namespace skillmeat::manifest
