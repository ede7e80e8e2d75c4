#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace skillmeat::discover {

/// What was read of a repository to know its index, as it is kept until it is too old. With it the
/// index can be read again without the repository.
struct RepositoryCopy {
    struct File {
        std::string path;
        std::string text;

        bool operator==(const File&) const = default;
    };
    std::string ref;          ///< that was asked for, told apart from a path; may be empty
    std::string base;         ///< directory the index was looked for in; may be empty
    std::string commit;       ///< empty for files of a directory
    std::vector<File> files;  ///< marketplaces, in the order of marketplace_files
    std::vector<std::string> directories;  ///< of those that entries name, the ones that exist

    bool operator==(const RepositoryCopy&) const = default;
};

/// As bytes: a line for each value, and the files by length.
[[nodiscard]] std::string write_copy(const RepositoryCopy& copy);

/// Nothing when the bytes are not what write_copy() gives.
[[nodiscard]] std::optional<RepositoryCopy> read_copy(std::string_view bytes);

}  // namespace skillmeat::discover
