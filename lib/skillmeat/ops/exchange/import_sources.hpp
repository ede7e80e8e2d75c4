#pragma once

#include <optional>
#include <string>
#include <vector>

#include <skillmeat/ops/sources/add_source.hpp>

namespace skillmeat::ops {

/// A source that an imported file names.
struct WantedSource {
    std::string name;  ///< id in the file, or what stands for it in messages
    AddRequest add;    ///< its id may be taken here: then it gets another one
};

enum class SourceImport {
    added,
    present,  ///< a source of that address and ref is here
    planned,  ///< it would be added
    failed,   ///< see the error; the others go on
};
[[nodiscard]] std::string_view to_string(SourceImport result);

struct ImportedSource {
    std::string id;  ///< that it has here, or would have
    std::string url;
    std::string ref;
    SourceImport result = SourceImport::present;
    std::optional<Error> error;
};

/// Adds the sources that are not here, each by itself; one for each wanted, in their order. A dry
/// run looks nothing up.
[[nodiscard]] Result<std::vector<ImportedSource>> import_sources(
    Services& services, const Scope& scope, const std::vector<WantedSource>& wanted, bool dry_run);

}  // namespace skillmeat::ops
