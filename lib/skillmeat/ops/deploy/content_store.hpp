#pragma once

#include <string>

#include <skillmeat/deploy/contents.hpp>
#include <skillmeat/ops/services.hpp>

namespace skillmeat::ops {

/// `$XDG_DATA_HOME/skillmeat/store`, absolute; empty when there is no place for it.
[[nodiscard]] std::string store_directory(const Services& services);

/// Puts content into the store under the digits of its `sm1` hash, unless it is there: what
/// `deploy --mode symlink` points at. A folder appears with all of its files or not at all.
[[nodiscard]] Result<void> put_in_store(Services& services, const deploy::Contents& contents);

}  // namespace skillmeat::ops
