#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/git/program.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat::git {

/// A git command that may talk to another host.
struct NetworkCall {
    const GitUrl& url;
    std::filesystem::path git_dir = "/dev/null";  ///< cached repository; /dev/null: none
    std::vector<std::string> arguments;           ///< begins with the subcommand
    std::string input;
    std::optional<std::uint64_t> file_size_limit;  ///< bytes
};

/// Runs it with the user's configuration and credentials, without prompts, hooks, submodules,
/// object checks or maintenance. A failed command is no error here: look at the exit code.
[[nodiscard]] Result<sys::Completed> run_network(const Git& git, const NetworkCall& call);

/// The address as git is given it, and as it may be shown.
[[nodiscard]] std::string address(const GitUrl& url);
[[nodiscard]] std::string shown_address(const GitUrl& url);

}  // namespace skillmeat::git
