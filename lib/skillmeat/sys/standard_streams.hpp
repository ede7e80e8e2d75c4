#pragma once

namespace skillmeat::sys {

/// Opens /dev/null at those of the descriptors 0 to 2 that are closed. Call first in main: else
/// the next file opened takes such a number, and messages are written into it.
void open_missing_standard_descriptors();

}  // namespace skillmeat::sys
