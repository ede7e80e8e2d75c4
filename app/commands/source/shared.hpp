#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/catalog/merge.hpp>
#include <skillmeat/model/catalog_entry.hpp>
#include <skillmeat/ops/sources/add_source.hpp>
#include <skillmeat/ops/sources/scan_source.hpp>
#include <skillmeat/ops/sources/source_view.hpp>
#include <skillmeat/report/source_json.hpp>

#include <app/cli/values.hpp>
#include <app/print/output.hpp>

namespace skillmeat::app::commands {

[[nodiscard]] report::SourceFacts facts_of(const ops::SourceView& view);

/// "12 skills, 3 agents", or "none".
[[nodiscard]] std::string counts_text(const TypeCounts& counts);

/// "added 'acme/tools' at 9d2f1ae18723: 2 skills".
[[nodiscard]] std::string added_text(const ops::Added& added);

/// ok, failed, no details (the scan went well, they could not be fetched), incomplete or not
/// scanned.
[[nodiscard]] print::Cell status_cell(const ops::SourceView& view);

/// "3 new, 1 updated, 2 removed, 14 unchanged".
[[nodiscard]] std::string summary_text(const catalog::MergeSummary& summary);
[[nodiscard]] std::string summary_json(const catalog::MergeSummary& summary);

/// First 12 digits, as people compare commits.
[[nodiscard]] std::string short_commit(const std::string& commit);

/// A source by itself: what `show` prints and changes end with.
[[nodiscard]] std::vector<print::Field> source_fields(const ops::SourceView& view);
[[nodiscard]] print::Section exclusion_section(const Source& source);

/// `PATH=TYPE` words as a map; `invalid_value` for an unknown type or a missing `=`.
[[nodiscard]] Result<std::map<std::string, ArtifactType>> parse_map(
    const std::vector<std::string>& words);

inline constexpr std::array<std::string_view, 2> trust_values{"unsigned", "signed"};
inline constexpr std::array<std::string_view, 2> visibility_values{"public", "private"};

inline constexpr std::array<std::string_view, 3> transport_values{"auto", "git", "api"};

[[nodiscard]] std::optional<Transport> transport_of(const cli::Values& values);
[[nodiscard]] std::optional<Trust> trust_of(const cli::Values& values);
[[nodiscard]] std::optional<Visibility> visibility_of(const cli::Values& values);

}  // namespace skillmeat::app::commands
