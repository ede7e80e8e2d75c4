#include <skillmeat/git/network.hpp>

#include <skillmeat/git/environment.hpp>

#include <array>
#include <utility>

namespace skillmeat::git {
namespace {

// Why each: hooks and fsmonitor would run something; automatic maintenance would work on the cache
// without our lock; the checks refuse a whole repository for one bad entry; few objects would be
// unpacked into loose files; with negotiation the other side would have to be asked twice.
constexpr std::array<std::string_view, 14> switches{"core.hooksPath=/dev/null",
                                                    "core.fsmonitor=false",
                                                    "core.askPass=",
                                                    "gc.auto=0",
                                                    "maintenance.auto=false",
                                                    "fetch.negotiationAlgorithm=noop",
                                                    "fetch.fsckObjects=false",
                                                    "transfer.fsckObjects=false",
                                                    "fetch.unpackLimit=1",
                                                    "transfer.unpackLimit=1",
                                                    "fetch.writeCommitGraph=false",
                                                    "fetch.recurseSubmodules=false",
                                                    "submodule.recurse=false",
                                                    "protocol.ext.allow=never"};

// Ours would hide the ssh command a user configured.
Result<bool> uses_plain_ssh(const Git& git, const GitUrl& url) {
    if (url.kind == GitUrl::Kind::file || url.kind == GitUrl::Kind::path ||
        git.environment.get("GIT_SSH_COMMAND") || git.environment.get("GIT_SSH")) {
        return false;
    }
    sys::Command command;
    command.program = git.program;
    command.arguments = {"config", "--get", "core.sshCommand"};
    command.environment = network_variables(git.environment.all(), url, "/dev/null", false);
    command.directory = "/";
    SKILLMEAT_ASSIGN(const auto completed, git.runner.run(command, {}));
    return completed.exit_code != 0;
}

}  // namespace

Result<sys::Completed> run_network(const Git& git, const NetworkCall& call) {
    SKILLMEAT_ASSIGN(const bool ssh_batch, uses_plain_ssh(git, call.url));
    sys::Command command;
    command.program = git.program;
    for (const auto text : switches) {
        command.arguments.emplace_back("-c");
        command.arguments.emplace_back(text);
    }
    command.arguments.insert(command.arguments.end(), call.arguments.begin(), call.arguments.end());
    command.environment =
        network_variables(git.environment.all(), call.url, call.git_dir, ssh_batch);
    command.directory = "/";
    command.file_size_limit = call.file_size_limit;
    return git.runner.run(command, call.input);
}

std::string address(const GitUrl& url) {
    return url.kind == GitUrl::Kind::path ? "file://" + url.path : url.text;
}

std::string shown_address(const GitUrl& url) {
    return without_credentials(url.text);
}

}  // namespace skillmeat::git
