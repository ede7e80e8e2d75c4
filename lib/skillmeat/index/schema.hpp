#pragma once

#include <string_view>

namespace skillmeat::index {

/// Tables and indexes. Types, tiers and statuses are numbers: types in the order of their names,
/// by which lists sort, the others as enumerated.
extern const std::string_view schema_sql;

/// Settings of a connection that writes. No journal on disk: when a writer is killed, the stamp no
/// longer fits, and the file is made anew.
extern const std::string_view writer_pragmas;
extern const std::string_view reader_pragmas;

}  // namespace skillmeat::index
