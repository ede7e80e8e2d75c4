#include <skillmeat/ops/deploy/plan_errors.hpp>

#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

namespace skillmeat::ops {
namespace {

Error occupied(const std::string& path, std::string message, std::string hint) {
    return Error{ErrorCode::already_exists, std::move(message), {path, 0, 0}, {}, std::move(hint)};
}

}  // namespace

Error in_the_way(const std::string& path) {
    return occupied(path, fmt::format("{} is there already, and not from here", quote(path)),
                    "move it away, then run the command again");
}

Error is_shared_with(const std::string& path, const Deployment& other) {
    return occupied(path,
                    fmt::format("{} belongs to {} for {}, too, which has another version of it",
                                quote(path), quote(other.artifact), other.agent),
                    fmt::format("name all its agents, with --agent {} too", other.agent));
}

Error has_other_mode(const std::string& path, const Deployment& other) {
    const auto mode = to_string(other.mode.value_or(DeployMode::copy));
    return occupied(path,
                    fmt::format("{} belongs to {} for {}, too, installed with --mode {}",
                                quote(path), quote(other.artifact), other.agent, mode),
                    fmt::format("use --mode {} here, too", mode));
}

Error modified_error(const std::vector<std::string>& paths, std::string hint) {
    constexpr std::size_t most_named = 3;
    std::vector<std::string> named;
    for (const auto& path : paths) {
        if (named.size() < most_named) {
            named.push_back(quote(path));
        }
    }
    Error error;
    error.code = ErrorCode::locally_modified;
    error.message = fmt::format("changed by hand since it was installed: {}{}", join(named, ", "),
                                paths.size() > named.size()
                                    ? fmt::format(" and {} more", paths.size() - named.size())
                                    : std::string());
    error.hint = std::move(hint);
    return error;
}

}  // namespace skillmeat::ops
