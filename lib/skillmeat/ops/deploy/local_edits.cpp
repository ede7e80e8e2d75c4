#include <skillmeat/ops/deploy/local_edits.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/digest.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/execute.hpp>
#include <skillmeat/git/merge_file.hpp>
#include <skillmeat/ops/sources/open_source.hpp>

namespace skillmeat::ops {
namespace {

using deploy::ContentFile;

constexpr std::string_view conflict_suffix = ".skillmeat-conflict";
constexpr std::string_view new_suffix = ".skillmeat-new";
constexpr std::uint64_t largest_merged = std::uint64_t{4} << 20U;  // bytes

using Files = std::map<std::string, const ContentFile*>;

Files files_of(const Desired& desired) {
    Files files;
    for (const auto& part : desired.parts) {
        for (const auto* file : part.files) {
            files.emplace(part.directory ? part.path + '/' + file->path : part.path, file);
        }
    }
    return files;
}

const ContentFile* find(const Files& files, const std::string& path) {
    const auto found = files.find(path);
    return found == files.end() ? nullptr : found->second;
}

class LocalEdits {
  public:
    LocalEdits(const git::Git& git, const sys::Confined& disk, const Desired& before,
               Desired& desired)
        : git_(git),
          disk_(disk),
          before_(before.refusal ? Files{} : files_of(before)),
          after_(files_of(desired)),
          desired_(desired) {}

    Result<MergedEdits> run(const Deployment& installed) {
        for (const auto& file : installed.files) {
            SKILLMEAT_ASSIGN(const auto found, deploy::fingerprint(disk_, file.path));
            if (found.starts_with("file ") && found != deploy::file_fingerprint(file.sha256)) {
                SKILLMEAT_TRY(edit(file.path, found));
            }
        }
        return counts_;
    }

  private:
    Result<void> edit(const std::string& path, const std::string& found) {
        const auto* theirs = find(after_, path);
        auto& edit = desired_.edits[path];
        edit.found = found;
        if (theirs == nullptr) {
            note(fmt::format("{} stays, as you changed it: the new version does not have it",
                             quote(path)));
            return {};
        }
        SKILLMEAT_ASSIGN(const auto ours, disk_.read(deploy::confined(path), largest_merged));
        if (!ours) {
            desired_.edits.erase(path);  // gone meanwhile
            return {};
        }
        const auto* base = find(before_, path);
        auto merged = base == nullptr
                          ? Result<git::MergedText>(fail(ErrorCode::invalid_value, "no base"))
                          : git::merge_texts(git_, {base->bytes, *ours, theirs->bytes},
                                             {"yours", "installed before", "new"});
        if (!merged && merged.error().code != ErrorCode::invalid_value) {
            return fail(std::move(merged).error());
        }
        if (merged && merged->conflicts == 0) {
            take(edit, path, *theirs, *ours, std::move(merged->text));
            return {};
        }
        return leave(edit, path, *theirs, merged ? &merged->text : nullptr);
    }

    void take(LocalEdit& edit, const std::string& path, const ContentFile& theirs,
              const std::string& ours, std::string text) {
        ++counts_.merged;
        if (text == ours) {
            note(fmt::format("{} stays, as you changed it", quote(path)));
            return;
        }
        edit.merged = keep(theirs, std::move(text));
        note(fmt::format("{} holds your changes and the new ones", quote(path)));
    }

    Result<void> leave(LocalEdit& edit, const std::string& path, const ContentFile& theirs,
                       const std::string* conflict) {
        ++counts_.conflicts;
        edit.copy = keep(theirs, conflict == nullptr ? theirs.bytes : *conflict);
        SKILLMEAT_ASSIGN(
            edit.copy_path,
            free_path(path + std::string(conflict == nullptr ? new_suffix : conflict_suffix),
                      edit.copy->sha256));
        note(fmt::format("{} stays, as you changed it: the new version conflicts, see {}",
                         quote(path), quote(edit.copy_path)));
        return {};
    }

    /// The path, or one with a number behind it, where nothing is or the same.
    Result<std::string> free_path(const std::string& path, const std::string& sha256) const {
        for (int number = 1;; ++number) {
            auto candidate = number == 1 ? path : fmt::format("{}-{}", path, number);
            SKILLMEAT_ASSIGN(const auto found, deploy::fingerprint(disk_, candidate));
            if (found.empty() || found == deploy::file_fingerprint(sha256)) {
                return candidate;
            }
        }
    }

    const ContentFile* keep(const ContentFile& like, std::string bytes) {
        auto file = std::make_shared<ContentFile>();
        file->path = like.path;
        file->executable = like.executable;
        file->sha256 = hex_digest(HashKind::sha256, bytes);
        file->bytes = std::move(bytes);
        desired_.edited.push_back(file);
        return file.get();
    }

    void note(std::string text) { desired_.notes.push_back(std::move(text)); }

    const git::Git& git_;
    const sys::Confined& disk_;
    Files before_;
    Files after_;
    Desired& desired_;
    MergedEdits counts_;
};

}  // namespace

Result<bool> has_local_edits(const sys::Confined& disk, const Deployment& installed) {
    for (const auto& file : installed.files) {
        SKILLMEAT_ASSIGN(const auto found, deploy::fingerprint(disk, file.path));
        if (found.starts_with("file ") && found != deploy::file_fingerprint(file.sha256)) {
            return true;
        }
    }
    return false;
}

Result<MergedEdits> merge_local_edits(Services& services, const sys::Confined& disk,
                                      const Deployment& installed, const Desired& before,
                                      Desired& desired) {
    const auto reader = make_reader(services, {});
    SKILLMEAT_ASSIGN(const auto* git, require_git(reader));
    return LocalEdits(*git, disk, before, desired).run(installed);
}

}  // namespace skillmeat::ops
