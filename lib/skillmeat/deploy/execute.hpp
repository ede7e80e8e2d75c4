#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>
#include <skillmeat/deploy/change.hpp>
#include <skillmeat/deploy/contents.hpp>
#include <skillmeat/sys/confined.hpp>

namespace skillmeat::deploy {

/// A path of a row as a Confined takes it: absolute ones of the user scope are below `/`.
[[nodiscard]] std::string_view confined(std::string_view path);

/// What stands at a path, in a form to compare: `file SHA256`, `link TEXT`, `directory`; empty when
/// nothing is there. A file without its mode: people change that to read, not to edit.
[[nodiscard]] Result<std::string> fingerprint(const sys::Confined& place, std::string_view path);
[[nodiscard]] std::string file_fingerprint(std::string_view sha256);
[[nodiscard]] std::string link_fingerprint(std::string_view target);

/// What is to wait at a staged path.
struct StagedContent {
    std::string staged;
    bool directory = false;                 ///< `files` below it; else the one file itself
    std::vector<const ContentFile*> files;  ///< paths relative to the folder
    std::string link;  ///< not empty: a symbolic link with this text, where links can be made
};

/// Writes it. Missing folders above are made; those that last are operations `make_directory` of
/// the change and go again with it. Not on the disk before sync_staged(). False when a link was
/// wanted and files were written instead.
[[nodiscard]] Result<bool> stage(sys::Confined& place, const StagedContent& content);

/// Brings all staged content of a change to the disk.
[[nodiscard]] Result<void> sync_staged(sys::Confined& place, const Change& change);

/// Does the operations of a change, those that were done before being passed over. When one fails,
/// all are taken back and its error is given: `locally_modified` when something is not what the
/// change says it replaces, `already_exists` when something new stands in its way.
[[nodiscard]] Result<void> carry_out(sys::Confined& place, const Change& change);

/// Removes what waited: staged content that was not used, what was put aside, and what a write of a
/// settings file left that was killed. Nothing a change put in place is touched. The first failure,
/// after all was tried.
[[nodiscard]] Result<void> tidy(sys::Confined& place, const Change& change);

/// Does the operations `drop_directory`, which carry_out() leaves: when all changes of a run are
/// tidied, since what one put aside may lie in a folder that another drops.
[[nodiscard]] Result<void> drop_directories(sys::Confined& place, const Change& change);

/// Brings to the disk the names that the operations of a change made or removed.
[[nodiscard]] Result<void> sync_change(sys::Confined& place, const Change& change);

}  // namespace skillmeat::deploy
