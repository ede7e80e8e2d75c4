#include <skillmeat/deploy/targets.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>

namespace skillmeat::deploy {
namespace {

const Agent* find_agent(std::string_view name) {
    const auto found = std::ranges::find_if(agents(), [name](const Agent& agent) {
        return agent.id == name || (!agent.alias.empty() && agent.alias == name);
    });
    return found == agents().end() ? nullptr : &*found;
}

/// What an agent that is known by an row alone takes.
std::optional<Place> usual_place(ArtifactType type) {
    switch (type) {
        case ArtifactType::skill:
            return Place{.type = type};
        case ArtifactType::agent:
        case ArtifactType::command:
            return Place{
                .type = type, .method = Method::file, .format = Format::markdown, .suffix = ".md"};
        case ArtifactType::mcp:
        case ArtifactType::plugin:
        case ArtifactType::hook:
        case ArtifactType::bundle:
            break;
    }
    return std::nullopt;
}

std::optional<Place> known_place(const Agent* agent, ArtifactType type) {
    if (agent == nullptr) {
        return usual_place(type);
    }
    if (type == ArtifactType::skill) {
        return Place{.type = type, .project = agent->skills, .user = agent->user_skills};
    }
    const auto found = std::ranges::find(agent->places, type, &Place::type);
    return found == agent->places.end() ? std::nullopt : std::optional(*found);
}

std::string_view plural(ArtifactType type) {
    switch (type) {
        case ArtifactType::skill:
            return "skills";
        case ArtifactType::agent:
            return "agents";
        case ArtifactType::command:
            return "commands";
        case ArtifactType::mcp:
            return "MCP servers";
        case ArtifactType::plugin:
            return "plugins as a whole";
        case ArtifactType::hook:
            return "hooks";
        case ArtifactType::bundle:
            return "bundles";
    }
    return {};
}

std::string without_slash(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) {
        path.pop_back();
    }
    return path;
}

}  // namespace

Targets::Targets(const sys::Environment& environment, std::vector<AgentPlace> overrides, bool user)
    : environment_(environment), overrides_(std::move(overrides)), user_(user) {}

Result<std::string> Targets::find(std::string_view name) const {
    if (const auto* agent = find_agent(name)) {
        return std::string(agent->id);
    }
    const auto known = ids();
    if (std::ranges::find(known, name) != known.end()) {
        return std::string(name);
    }
    const std::vector<std::string_view> views(known.begin(), known.end());
    const auto near = closest(name, views);
    return fail(ErrorCode::invalid_value, fmt::format("no agent {}", quote(name)),
                near ? fmt::format("did you mean {}?", quote(*near))
                     : std::string("list them with `skillmeat help agents`"));
}

std::vector<std::string> Targets::ids() const {
    std::vector<std::string> ids;
    for (const auto& agent : agents()) {
        ids.emplace_back(agent.id);
    }
    for (const auto& row : overrides_) {
        if (std::ranges::find(ids, row.agent) == ids.end()) {
            ids.push_back(row.agent);
        }
    }
    return ids;
}

std::string Targets::name(std::string_view id) const {
    const auto* agent = find_agent(id);
    return std::string(agent == nullptr ? id : agent->name);
}

Result<TargetPlace> Targets::place(std::string_view id, ArtifactType type) const {
    const auto* agent = find_agent(id);
    const auto known = known_place(agent, type);
    const auto* row = override_of(id, type);
    std::optional<std::string> path;
    if (known && row != nullptr) {
        path = expand(agent == nullptr ? Agent{} : *agent, row->path);
    } else if (known && agent != nullptr) {
        path = user_                    ? user_path(*agent, *known)
               : known->project.empty() ? std::nullopt
                                        : std::optional(std::string(known->project));
    }
    if (!path) {
        const bool elsewhere =
            known && agent != nullptr && !(user_ ? known->project : known->user).empty();
        return fail(ErrorCode::not_deployable,
                    fmt::format("{} takes no {}{}", name(id), plural(type),
                                !elsewhere ? ""
                                : user_    ? " for a user"
                                           : " in a project"),
                    elsewhere ? fmt::format("it takes them {}",
                                            user_ ? "in a project" : "with `--scope user`")
                              : std::string());
    }
    return TargetPlace{known->method,           known->format,
                       *std::move(path),        std::string(known->suffix),
                       std::string(known->key), known->nested};
}

std::vector<std::string> Targets::signs(std::string_view id) const {
    std::vector<std::string> paths;
    const auto* agent = find_agent(id);
    if (agent == nullptr) {
        const auto* row = override_of(id, ArtifactType::skill);
        const auto path = row == nullptr ? std::nullopt : expand(Agent{}, row->path);
        return path ? std::vector{*path} : paths;
    }
    if (user_) {
        const auto home = agent->home == "~" ? expand(*agent, "$/.gemini") : expand(*agent, "$");
        return home ? std::vector{*home} : paths;
    }
    for (const auto sign : split(agent->signs, '|')) {
        if (!sign.empty()) {
            paths.emplace_back(sign);
        }
    }
    return paths;
}

const AgentPlace* Targets::override_of(std::string_view id, ArtifactType type) const {
    const auto found = std::ranges::find_if(overrides_, [&](const AgentPlace& row) {
        return row.agent == id && row.type == type && row.is_users() == user_;
    });
    return found == overrides_.end() ? nullptr : &*found;
}

/// Nothing when a variable it needs is not set, or holds no absolute path.
std::optional<std::string> Targets::expand(const Agent& agent, std::string_view path) const {
    const auto below = [&](std::optional<std::string> base) -> std::optional<std::string> {
        if (!base || !base->starts_with('/')) {
            return std::nullopt;
        }
        return without_slash(*std::move(base)) + std::string(path.substr(1));
    };
    if (path.starts_with('~')) {
        return below(environment_.get("HOME"));
    }
    if (path.starts_with('%')) {
        const auto config = environment_.get("XDG_CONFIG_HOME");
        const bool usable = config && config->starts_with('/');
        return below(usable ? config : expand(agent, "~/.config"));
    }
    if (path.starts_with('$')) {
        const auto moved =
            agent.home_variable.empty() ? std::nullopt : environment_.get(agent.home_variable);
        return below(moved ? moved : expand(agent, agent.home));
    }
    return std::string(path);
}

std::optional<std::string> Targets::user_path(const Agent& agent, const Place& place) const {
    const bool moved = !place.user_moved.empty() && environment_.get(agent.home_variable);
    const auto path = moved ? place.user_moved : place.user;
    return path.empty() ? std::nullopt : expand(agent, path);
}

}  // namespace skillmeat::deploy
