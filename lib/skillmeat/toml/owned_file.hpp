#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/base/result.hpp>
#include <skillmeat/toml/record.hpp>
#include <skillmeat/toml/value.hpp>

namespace skillmeat::tomlfile {

/// How errors of a file that only the tool writes are told: such a file is never reset, so each
/// names the position and what a person can do.
struct OwnedFile {
    std::string_view what;             ///< "lock"
    std::string_view remedy;           ///< for damage
    std::string_view conflict_remedy;  ///< for merge conflicts
    ErrorCode damaged = ErrorCode::lock_damaged;
    ErrorCode conflicted = ErrorCode::lock_conflicted;
    ErrorCode newer = ErrorCode::lock_newer;
    int current_version = 1;
};

[[nodiscard]] tl::unexpected<Error> damaged(const OwnedFile& file, const std::string& path,
                                            const RecordFault& fault);

/// Parses the text. A merge conflict is told as one, any other fault as damage.
[[nodiscard]] Result<Table> parse_owned(const OwnedFile& file, std::string_view text,
                                        const std::string& path);

/// The key `version`, from 0 to the current one.
[[nodiscard]] Result<int> read_version(const OwnedFile& file, const Table& root,
                                       const std::string& path);

/// Reads a file of a version and rows `[[row_table]]`, which `read_rows` takes; nothing else may
/// stand in it. Its version.
[[nodiscard]] Result<int> read_owned(
    const OwnedFile& file, std::string_view text, const std::string& path,
    std::string_view row_table,
    const std::function<std::optional<RecordFault>(const Value&)>& read_rows);

}  // namespace skillmeat::tomlfile
