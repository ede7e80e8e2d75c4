#include "scenario.hpp"

#include <support/catch.hpp>

#include <algorithm>

namespace scenario {

using namespace skillmeat;

const char* const hooks =
    R"({"hooks": {"PreToolUse": [{"matcher": "Bash", "hooks": [{"type": "command", "command": "./check.sh"}]}]}})";
const char* const servers = R"({"mcpServers": {"docs": {"command": "npx", "args": ["docs"]}}})";

DetectionResult detect(Files files, const DetectOptions& options) {
    const auto tree = tree::make_memory_tree(std::move(files));
    auto result = skillmeat::detect::detect(*tree, options);
    REQUIRE(result);
    return *std::move(result);
}

std::string offered(const DetectionResult& result) {
    std::string lines;
    for (const auto& item : result.items) {
        if (is_offered(item.tier) && item.confidence >= 50) {
            lines += std::string(to_string(item.type)) + ' ' + item.path + '\n';
        }
    }
    return lines;
}

std::string offered_in(Files files, const DetectOptions& options) {
    return offered(detect(std::move(files), options));
}

std::string hidden(const DetectionResult& result) {
    std::string lines;
    for (const auto& item : result.items) {
        if (!is_offered(item.tier)) {
            lines += std::string(to_string(item.type)) + ' ' + item.path + ' ' +
                     std::string(to_string(item.tier)) + '\n';
        }
    }
    return lines;
}

std::string rejected(const DetectionResult& result) {
    std::string lines;
    for (const auto& row : result.rejected) {
        lines += std::string(to_string(row.type)) + ' ' + row.path + ' ' + std::string(row.reason) +
                 '\n';
    }
    return lines;
}

DetectedArtifact row(const DetectionResult& result, std::string_view path) {
    const auto found = std::ranges::find(result.items, path, &DetectedArtifact::path);
    INFO("no row " << std::string(path));
    REQUIRE(found != result.items.end());
    return *found;
}

bool has_note(const DetectedArtifact& row, std::string_view start) {
    return std::ranges::any_of(row.notes,
                               [&](const std::string& note) { return note.starts_with(start); });
}

std::string text(std::string_view name, std::string_view more) {
    return "---\nname: " + std::string(name) + "\ndescription: About " + std::string(name) + '\n' +
           std::string(more) + "---\n\nBody.\n";
}

Files software(Files files) {
    for (int i = 0; i < 60; ++i) {
        files.push_back({"src/part" + std::to_string(i) + ".go", "package x\n"});
    }
    files.push_back({"go.mod", "module x\n"});
    return files;
}

}  // namespace scenario
