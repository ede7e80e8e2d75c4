#include <skillmeat/model/agent_place.hpp>

#include <algorithm>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat {
namespace {

constexpr std::size_t longest_name = 64;

bool is_agent_name(std::string_view text) {
    return !text.empty() && text.size() <= longest_name && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::string_view below_start(std::string_view path) {
    return path.substr(path.starts_with("~/") ? 2 : path.starts_with('/') ? 1 : 0);
}

}  // namespace

Result<AgentPlace> parse_agent_place(std::string_view text) {
    const auto equals = text.find('=');
    const auto label = text.substr(0, equals);
    const auto dot = label.rfind('.');
    auto path = text.substr(std::min(equals, text.size() - 1) + 1);
    while (path.size() > 1 && path.ends_with('/')) {
        path.remove_suffix(1);
    }
    const auto type = parse_artifact_type(label.substr(dot + 1));  // npos + 1 is 0
    if (equals == std::string_view::npos || dot == std::string_view::npos || !type ||
        !is_agent_name(label.substr(0, dot)) || !is_safe_tree_path(below_start(path))) {
        return fail(ErrorCode::invalid_value, quote(text) + " is no AGENT.TYPE=PATH",
                    "write for example `codex.skill=.codex/skills` or "
                    "`codex.skill=~/.codex/skills`");
    }
    return AgentPlace{std::string(label.substr(0, dot)), *type, std::string(path)};
}

}  // namespace skillmeat
