#pragma once

#include <skillmeat/detect/detector.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/tree/memory_tree.hpp>

/// Small repositories for detection tests.
namespace scenario {

using Files = std::vector<skillmeat::tree::FileContent>;

/// Detects in a tree of these files; the transport never fails.
[[nodiscard]] skillmeat::DetectionResult detect(Files files,
                                                const skillmeat::DetectOptions& options = {});

/// Offered rows with confidence of at least 50, as "type path" lines.
[[nodiscard]] std::string offered(const skillmeat::DetectionResult& result);
[[nodiscard]] std::string offered_in(Files files, const skillmeat::DetectOptions& options = {});

/// Rows of the other tiers, as "type path tier" lines.
[[nodiscard]] std::string hidden(const skillmeat::DetectionResult& result);

/// Rejected candidates, as "type path reason" lines.
[[nodiscard]] std::string rejected(const skillmeat::DetectionResult& result);

/// The row, which must be there.
[[nodiscard]] skillmeat::DetectedArtifact row(const skillmeat::DetectionResult& result,
                                              std::string_view path);
[[nodiscard]] bool has_note(const skillmeat::DetectedArtifact& row, std::string_view start);

/// Front matter of name and description, more keys as given, and a body.
[[nodiscard]] std::string text(std::string_view name, std::string_view more = "");

/// A hook configuration that runs one command; a map of one server.
extern const char* const hooks;
extern const char* const servers;

/// Enough source files to make a repository ordinary software.
[[nodiscard]] Files software(Files files);

}  // namespace scenario
