#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include <skillmeat/base/diagnostic.hpp>
#include <skillmeat/base/result.hpp>
#include <skillmeat/sys/environment.hpp>
#include <skillmeat/sys/filesystem.hpp>
#include <skillmeat/sys/process.hpp>

namespace skillmeat::git {

struct Version {
    int first = 0;
    int second = 0;
    int third = 0;

    auto operator<=>(const Version&) const = default;
};

inline constexpr Version oldest_version{2, 30, 0};

/// What every function of the module works with. Trees keep a copy, so what it refers to must
/// outlive them. One per source when sources are read in parallel (because of the sink).
struct Git {
    std::filesystem::path program;  ///< absolute, from find_git()
    std::filesystem::path cache;    ///< directory of the cached repositories; made when missing
    sys::ProcessRunner& runner;
    sys::FileSystem& files;
    const sys::Environment& environment;
    DiagnosticSink& sink;  ///< warnings and notes, such as a server without partial clone
};

/// The git program on the absolute entries of PATH; `git_missing` when there is none. Starts
/// nothing: the version is looked at only when a command failed, since asking costs as much as
/// reading a small repository.
[[nodiscard]] Result<std::filesystem::path> find_git(const sys::Environment& environment);

/// `git version 2.39.5 (vendor)`; nothing when the text is something else.
[[nodiscard]] std::optional<Version> parse_version(std::string_view output);

/// Asks git for its version; `git_missing` when it is older than `oldest_version`.
[[nodiscard]] Result<Version> check_version(const Git& git);

}  // namespace skillmeat::git
