#include <app/commands/common/detection_print.hpp>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

namespace skillmeat::app::commands {

std::string evidence_text(const DetectedArtifact& artifact) {
    std::vector<std::string> parts;
    for (const auto& item : artifact.evidence) {
        parts.push_back(fmt::format("{} {:+}", item.code, item.points));
    }
    return join(parts, ", ");
}

print::Section rejected_section(const std::vector<RejectedCandidate>& rejected) {
    print::Section section;
    section.title = "rejected";
    section.columns = {{.header = "TYPE"},
                       {.header = "PATH", .shrink = 1},
                       {.header = "REASON"},
                       {.header = "DETAIL", .shrink = 2}};
    for (const auto& candidate : rejected) {
        section.rows.push_back({{std::string(to_string(candidate.type))},
                                {candidate.path},
                                {std::string(candidate.reason)},
                                {candidate.detail}});
    }
    return section;
}

print::Section evidence_section(const DetectedArtifact& artifact) {
    print::Section section;
    section.title = "evidence";
    section.columns = {{.header = "CODE"},
                       {.header = "POINTS", .align = print::Align::right},
                       {.header = "SEEN IN", .shrink = 1}};
    for (const auto& item : artifact.evidence) {
        section.rows.push_back(
            {{std::string(item.code)}, {fmt::format("{:+}", item.points)}, {item.detail}});
    }
    section.rows.push_back({{"confidence", print::Style::bold},
                            {std::to_string(artifact.confidence), print::Style::bold}});
    return section;
}

}  // namespace skillmeat::app::commands
