#include <app/commands/help/topics.hpp>

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include <skillmeat/base/error_code.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/targets.hpp>
#include <skillmeat/detect/evidence.hpp>
#include <skillmeat/model/artifact_type.hpp>

#include <app/commands/help/render.hpp>
#include <app/commands/help/topic_texts.hpp>

namespace skillmeat::app::commands {
namespace {

std::string exit_codes() {
    std::string text = "Exit codes\n\n";
    for (const ExitCodeInfo& row : exit_code_table()) {
        const std::string code = std::to_string(row.code);
        text += std::string(5 - code.size(), ' ') + code + "  " + std::string(row.meaning) + "\n";
    }
    return text + "\n'skillmeat help error-codes' lists the codes behind them.\n";
}

std::string error_codes() {
    std::size_t width = 0;
    for (const ErrorCodeInfo& row : error_code_table()) {
        width = std::max(width, row.name.size());
    }
    std::string text = "Error codes (error.code with --json), exit code and meaning\n\n";
    for (const ErrorCodeInfo& row : error_code_table()) {
        const std::string exit_code = std::to_string(row.exit_code);
        text += "  " + std::string(row.name) + std::string(width - row.name.size() + 2, ' ') +
                std::string(3 - exit_code.size(), ' ') + exit_code + "  " +
                std::string(row.meaning) + "\n";
    }
    return text;
}

std::string detection() {
    std::string text = detection_topic();
    text += "\nEvidence and its points\n\n";
    for (const detect::ReasonRow& row : detect::reason_table()) {
        text += fmt::format("  {:<16} {:>+4}  {}\n", row.code, row.points, row.meaning);
    }
    return text;
}

std::string_view project_place(const deploy::Agent& agent, ArtifactType type) {
    if (type == ArtifactType::skill) {
        return agent.skills;
    }
    const auto place = std::ranges::find(agent.places, type, &deploy::Place::type);
    return place == agent.places.end() ? std::string_view() : place->project;
}

std::string agents() {
    constexpr std::size_t width = 80;
    std::string text = agents_topic();
    for (const deploy::Agent& agent : deploy::agents()) {
        text += fmt::format("\n  {}{}\n", agent.id,
                            agent.alias.empty() ? "" : fmt::format(" ({})", agent.alias));
        std::vector<std::string> places;
        for (const ArtifactType type : artifact_types) {
            if (const auto place = project_place(agent, type); !place.empty()) {
                places.push_back(fmt::format("{} {}", to_string(type), place));
            }
        }
        text += wrap(join(places, ", "), 6, width);
    }
    return text;
}

constexpr std::array all_topics{
    Topic{"exit-codes", "what the exit codes mean", exit_codes},
    Topic{"error-codes", "the codes of errors under --json", error_codes},
    Topic{"environment", "variables that are read", environment_topic},
    Topic{"formatting", "table, plain, json and jsonl; colour, width and pager", formatting_topic},
    Topic{"references", "how sources and artifacts are named", references_topic},
    Topic{"scopes", "the user's files and the project's", scopes_topic},
    Topic{"detection", "what makes a file an artifact, and how sure that is", detection},
    Topic{"agents", "agents that deploy installs for, and where", agents},
    Topic{"github", "tokens, enterprise hosts, limits; what the API is used for", github_topic},
    Topic{"logging", "logs and traces: knowing what a run did", logging_topic},
    Topic{"migration", "files of older formats", migration_topic},
};

}  // namespace

std::span<const Topic> topics() {
    return all_topics;
}

}  // namespace skillmeat::app::commands
