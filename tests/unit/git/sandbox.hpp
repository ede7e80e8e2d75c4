#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <fakes/fake_environment.hpp>
#include <skillmeat/git/local.hpp>
#include <skillmeat/git/remote.hpp>
#include <support/temp_dir.hpp>

namespace skillmeat::test {

/// A folder with its own home, in which real git works on repositories made by small scripts. The
/// module under test gets this home, the real disk and real processes.
class Sandbox {
  public:
    Sandbox();

    [[nodiscard]] git::Git git();
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
        return folder_.path() / name;
    }

    /// Runs shell text in the folder, in the test's own environment, and gives its stdout without
    /// the last line feed. Throws when it fails. Names and dates of commits are fixed.
    std::string sh(const std::string& script) const;

    /// A repository NAME with files `a.txt`, `skills/pdf/SKILL.md` and `skills/pdf/run.sh` in one
    /// commit on `main`, which serves partial clones. `init` is added to `git init`.
    void make_repository(const std::string& name, const std::string& init = {}) const;

    /// Its address as file://, which makes git speak its protocol as over a network.
    [[nodiscard]] GitUrl url(const std::string& name) const;

    /// Commands of protocol v2 that were sent since tracing began: one per round trip.
    void trace();
    [[nodiscard]] int round_trips() const;
    /// Bytes of pack data received since then.
    [[nodiscard]] std::size_t pack_bytes() const;

    fakes::FakeEnvironment environment;
    std::unique_ptr<sys::FileSystem> files;
    std::unique_ptr<sys::ProcessRunner> runner;
    DiagnosticList diagnostics;
    git::FetchOptions options;

  private:
    TempDir folder_;
};

/// Value of a result; throws with its error's text.
template <class T>
T must(Result<T> result) {
    if (!result) {
        throw std::runtime_error(std::string(info(result.error().code).name) + ": " +
                                 result.error().message);
    }
    return *std::move(result);
}
inline void must(const Result<void>& result) {
    if (!result) {
        throw std::runtime_error(result.error().message);
    }
}

/// One line per file: `PATH=CONTENT`, or `PATH=!missing` and `PATH=!too_large`.
std::vector<std::string> contents(tree::SourceTree& tree, std::size_t limit = 1 << 20);
std::vector<std::string> paths(const tree::SourceTree& tree);
std::vector<std::size_t> all_files(const tree::SourceTree& tree);

/// Resolve, fetch the trees, fetch every blob.
std::unique_ptr<git::GitTree> fetch_all(Sandbox& sandbox, const GitUrl& url,
                                        const std::string& ref = {});

}  // namespace skillmeat::test
