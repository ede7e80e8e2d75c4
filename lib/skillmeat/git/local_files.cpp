#include <skillmeat/git/local_files.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/git/environment.hpp>
#include <skillmeat/git/failure.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace skillmeat::git {
namespace {

constexpr std::uint32_t owner_may_execute = 0100;

Error too_many(const std::filesystem::path& directory, std::size_t max_files) {
    Error error;
    error.code = ErrorCode::too_large;
    error.message =
        quote(directory.string()) + " has more than " + counted(max_files, "file") + ", the limit";
    error.hint = "raise the limit in the settings, or name a smaller directory";
    error.origin.path = directory.string();
    return error;
}

std::optional<std::uint32_t> mode_of(const sys::FileStat& stat) {
    switch (stat.kind) {
        case sys::FileKind::symlink:
            return tree::mode_symlink;
        case sys::FileKind::regular:
            return (stat.mode & owner_may_execute) != 0 ? tree::mode_executable : tree::mode_file;
        default:
            return std::nullopt;
    }
}

// Whether the directories of a relative path are directories and no links to some. The index of a
// hostile repository can hold `a/b` where `a` is a link on the disk.
class RealDirectories {
  public:
    RealDirectories(const sys::FileReader& files, std::filesystem::path top)
        : files_(files), top_(std::move(top)) {}

    bool hold(const std::string& path) {
        const auto slash = path.rfind('/');
        if (slash == std::string::npos) {
            return true;
        }
        const auto parent = path.substr(0, slash);
        if (const auto known = known_.find(parent); known != known_.end()) {
            return known->second;
        }
        bool real = hold(parent);
        if (real) {
            const auto stat = files_.lstat(top_ / parent);
            real = stat && *stat && (*stat)->kind == sys::FileKind::directory;
        }
        known_[parent] = real;
        return real;
    }

  private:
    const sys::FileReader& files_;
    std::filesystem::path top_;
    std::map<std::string, bool> known_;
};

}  // namespace

Result<sys::Completed> run_in_place(const Git& git, const LocalPlace& place,
                                    std::vector<std::string> arguments) {
    sys::Command command;
    command.program = git.program;
    command.arguments = {"-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
                         "-c", "core.excludesFile=",   "-c", "safe.directory=*"};
    command.arguments.insert(command.arguments.end(), std::make_move_iterator(arguments.begin()),
                             std::make_move_iterator(arguments.end()));
    const bool has_files = place.kind == LocalKind::working_tree;
    command.environment = in_place_variables(git.environment.all(), place.git_dir,
                                             has_files ? place.top : std::filesystem::path{});
    command.directory = place.directory;
    return git.runner.run(command, {});
}

Result<std::vector<DirectoryTree::Found>> list_working_tree(const Git& git, const LocalPlace& place,
                                                            std::size_t max_files) {
    SKILLMEAT_ASSIGN(
        const auto completed,
        run_in_place(git, place, {"ls-files", "-z", "--cached", "--others", "--exclude-standard"}));
    if (completed.exit_code != 0) {
        return fail(explain_failure(git, completed, place.directory.string()));
    }
    auto names = split(completed.output, '\0');
    std::sort(names.begin(), names.end());  // conflicts list a path up to three times
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::vector<DirectoryTree::Found> found;
    RealDirectories real(git.files, place.directory);
    for (const auto name : names) {
        std::string path(name);
        if (path.empty() || path.back() == '/' || !real.hold(path)) {
            continue;  // a slash at the end marks another repository that is not tracked
        }
        SKILLMEAT_ASSIGN(const auto stat, git.files.lstat(place.directory / path));
        if (!stat) {
            continue;
        }
        auto mode = mode_of(*stat);
        if (stat->kind == sys::FileKind::directory) {
            mode = tree::mode_submodule;
        }
        if (mode) {
            found.push_back(DirectoryTree::Found{std::move(path), *mode});
        }
    }
    if (found.size() > max_files) {
        return fail(too_many(place.directory, max_files));
    }
    return found;
}

Result<std::vector<DirectoryTree::Found>> list_directory(const sys::FileReader& files,
                                                         const std::filesystem::path& directory,
                                                         std::size_t max_files) {
    std::vector<DirectoryTree::Found> found;
    std::vector<std::string> waiting{""};
    while (!waiting.empty()) {
        const auto prefix = std::move(waiting.back());
        waiting.pop_back();
        SKILLMEAT_ASSIGN(const auto entries, files.list(directory / prefix));
        for (const auto& entry : entries) {
            if (entry.name == ".git") {
                continue;
            }
            auto path = prefix + entry.name;
            if (entry.kind == sys::FileKind::directory) {
                waiting.push_back(path + '/');
                continue;
            }
            SKILLMEAT_ASSIGN(const auto stat, files.lstat(directory / path));
            const auto mode = stat ? mode_of(*stat) : std::nullopt;
            if (mode) {
                found.push_back(DirectoryTree::Found{std::move(path), *mode});
            }
        }
        if (found.size() > max_files) {
            return fail(too_many(directory, max_files));
        }
    }
    return found;
}

}  // namespace skillmeat::git
