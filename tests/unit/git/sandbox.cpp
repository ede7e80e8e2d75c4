#include "sandbox.hpp"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <sstream>

namespace skillmeat::test {
namespace {

// What scripts of the tests begin with: nothing of the machine's git configuration counts.
constexpr const char* prologue =
    "set -e\n"
    "unset $(env | sed -n 's/^\\(GIT_[A-Za-z0-9_]*\\)=.*/\\1/p') XDG_CONFIG_HOME || true\n"
    "export GIT_CONFIG_NOSYSTEM=1 LC_ALL=C GIT_TERMINAL_PROMPT=0\n"
    "export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@example.com\n"
    "export GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@example.com\n"
    "export GIT_AUTHOR_DATE='2024-01-02T03:04:05Z' GIT_COMMITTER_DATE='2024-01-02T03:04:05Z'\n";

std::string read_text(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace

Sandbox::Sandbox() : files(sys::make_disk()), runner(sys::make_process_runner()) {
    const char* path = std::getenv("PATH");
    environment.variables = {{"PATH", path == nullptr ? "/usr/bin:/bin" : path},
                             {"HOME", (folder_ / "home").string()},
                             {"GIT_CONFIG_NOSYSTEM", "1"}};
    environment.directory = folder_.path();
    std::filesystem::create_directory(folder_ / "home");
}

git::Git Sandbox::git() {
    return git::Git{must(git::find_git(environment)),
                    folder_ / "cache",
                    *runner,
                    *files,
                    environment,
                    diagnostics};
}

std::string Sandbox::sh(const std::string& script) const {
    const auto file = folder_ / "script.sh";
    const auto output = folder_ / "script.out";
    std::ofstream(file) << prologue << "export HOME='" << (folder_ / "home").string() << "'\ncd '"
                        << folder_.path().string() << "'\n"
                        << script << '\n';
    const std::string command =
        "sh '" + file.string() + "' > '" + output.string() + "' 2> '" + output.string() + ".err'";
    const int status = std::system(command.c_str());
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        throw std::runtime_error("script failed: " + script + "\n" +
                                 read_text(output.string() + ".err"));
    }
    auto text = read_text(output);
    if (text.ends_with('\n')) {
        text.pop_back();
    }
    return text;
}

void Sandbox::make_repository(const std::string& name, const std::string& init) const {
    sh("git init -q -b main " + init + " " + name + "; cd " + name +
       "\n"
       "git config uploadpack.allowFilter true; git config uploadpack.allowAnySHA1InWant true\n"
       "mkdir -p skills/pdf; echo hello > a.txt; echo pdf > skills/pdf/SKILL.md\n"
       "echo run > skills/pdf/run.sh; chmod +x skills/pdf/run.sh\n"
       "git add .; git commit -q -m one");
}

GitUrl Sandbox::url(const std::string& name) const {
    GitUrl url;
    url.kind = GitUrl::Kind::file;
    url.path = (folder_.path() / name).string();
    url.text = "file://" + url.path;
    return url;
}

void Sandbox::trace() {
    std::filesystem::remove(folder_ / "packets");
    std::filesystem::remove(folder_ / "pack");
    environment.variables["GIT_TRACE_PACKET"] = (folder_ / "packets").string();
    environment.variables["GIT_TRACE_PACKFILE"] = (folder_ / "pack").string();
}

int Sandbox::round_trips() const {
    std::istringstream lines(read_text(folder_ / "packets"));
    int count = 0;
    for (std::string line; std::getline(lines, line);) {
        // Client and server both trace; only what the client sends counts.
        const bool sent = line.find("fetch> ") != std::string::npos ||
                          line.find("git> ") != std::string::npos ||
                          line.find("ls-remote> ") != std::string::npos;
        count += sent && line.find("> command=") != std::string::npos ? 1 : 0;
    }
    return count;
}

std::size_t Sandbox::pack_bytes() const {
    std::error_code none;
    const auto size = std::filesystem::file_size(folder_ / "pack", none);
    return none ? 0 : static_cast<std::size_t>(size);
}

std::vector<std::size_t> all_files(const tree::SourceTree& tree) {
    std::vector<std::size_t> indices(tree.files().size());
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return indices;
}

std::vector<std::string> contents(tree::SourceTree& tree, std::size_t limit) {
    std::vector<std::string> lines;
    must(tree.read(all_files(tree), limit, [&](std::size_t index, const tree::Blob& blob) {
        std::string line(tree.files()[index].path);
        switch (blob.state) {
            case tree::BlobState::ok:
                line += "=" + std::string(blob.bytes);
                break;
            case tree::BlobState::missing:
                line += "=!missing";
                break;
            case tree::BlobState::too_large:
                line += "=!too_large";
                break;
        }
        lines.push_back(std::move(line));
    }));
    return lines;
}

std::vector<std::string> paths(const tree::SourceTree& tree) {
    std::vector<std::string> result;
    for (const auto& entry : tree.files()) {
        result.emplace_back(entry.path);
    }
    return result;
}

std::unique_ptr<git::GitTree> fetch_all(Sandbox& sandbox, const GitUrl& url,
                                        const std::string& ref) {
    const auto git = sandbox.git();
    const auto resolved = must(git::resolve_remote(git, url, ref));
    auto tree = must(git::fetch_tree(git, url, resolved, sandbox.options));
    must(tree->prefetch(all_files(*tree)));
    return tree;
}

}  // namespace skillmeat::test
