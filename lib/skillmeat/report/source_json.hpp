#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <skillmeat/model/source.hpp>

namespace skillmeat::report {

/// What is known of a source, gathered from manifest, lock, state and catalog.
struct SourceFacts {
    const Source* source = nullptr;
    const LockRow* lock = nullptr;       ///< null: not scanned
    const SourceState* state = nullptr;  ///< null: never synced here
    std::optional<TypeCounts> counts;    ///< none: not scanned here
    std::string_view project_id;         ///< empty for the user scope
    std::string_view project_name;
};

/// One source as JSON (schemas/output/source.list.json, items). `full` adds tree, transport and
/// exclusions, as `source show` prints them.
[[nodiscard]] std::string source_json(const SourceFacts& facts, bool full);

/// The texts of a source alone (schemas/output/source.details.json, item).
[[nodiscard]] std::string source_details_json(const SourceFacts& facts,
                                              const std::optional<std::string>& readme);

/// `{"skill": 3, ...}`, always all seven keys.
[[nodiscard]] std::string counts_json(const TypeCounts& counts);

/// `[{"project_id": ..., "source_id": ...}]` is made of these.
[[nodiscard]] std::string incomplete_json(std::string_view project_id, std::string_view source_id);

[[nodiscard]] std::string time_or_null(const std::optional<Timestamp>& time);
[[nodiscard]] std::string strings_json(const std::vector<std::string>& values);

}  // namespace skillmeat::report
