#include <skillmeat/git/local.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/git/environment.hpp>
#include <skillmeat/git/failure.hpp>
#include <skillmeat/git/local_files.hpp>

#include <optional>
#include <utility>

namespace skillmeat::git {
namespace {

constexpr std::uint64_t small_file = std::uint64_t{1} << 20;

// A file we cannot read counts as not there: the search for a repository goes on above it.
std::string read_small(const sys::FileReader& files, const std::filesystem::path& path) {
    auto text = files.read(path, small_file);
    return text && *text ? **std::move(text) : std::string{};
}

bool is_directory(const sys::FileReader& files, const std::filesystem::path& path) {
    const auto stat = files.stat(path);
    return stat && *stat && (*stat)->kind == sys::FileKind::directory;
}

// Linked working trees share objects and refs with the repository they were made from.
std::filesystem::path common_dir_of(const sys::FileReader& files,
                                    const std::filesystem::path& git_dir) {
    const auto text = read_small(files, git_dir / "commondir");
    const auto line = trim(text);
    return line.empty() ? git_dir : (git_dir / std::string(line)).lexically_normal();
}

bool is_git_dir(const sys::FileReader& files, const std::filesystem::path& path) {
    if (read_small(files, path / "HEAD").empty()) {
        return false;
    }
    const auto common = common_dir_of(files, path);
    return is_directory(files, common / "objects") && is_directory(files, common / "refs");
}

// `.git` as a directory, or as a file that says where the directory is.
std::optional<std::filesystem::path> git_dir_in(const sys::FileReader& files,
                                                const std::filesystem::path& directory) {
    auto path = directory / ".git";
    if (!is_directory(files, path)) {
        constexpr std::string_view key = "gitdir: ";
        const auto text = read_small(files, path);
        if (!text.starts_with(key)) {
            return std::nullopt;
        }
        path = (directory / std::string(trim(std::string_view(text).substr(key.size()))))
                   .lexically_normal();
    }
    return is_git_dir(files, path) ? std::optional(path) : std::nullopt;
}

HashKind hash_of(const sys::FileReader& files, const std::filesystem::path& common_dir) {
    const auto text = read_small(files, common_dir / "config");
    for (const auto line : split(text, '\n')) {
        const auto equals = line.find('=');
        if (equals != line.npos &&
            equals_ignoring_case(trim(line.substr(0, equals)), "objectformat") &&
            equals_ignoring_case(trim(line.substr(equals + 1)), "sha256")) {
            return HashKind::sha256;
        }
    }
    return HashKind::sha1;
}

void set_repository(const sys::FileReader& files, LocalPlace& place, LocalKind kind,
                    std::filesystem::path git_dir) {
    place.kind = kind;
    place.common_dir = common_dir_of(files, git_dir);
    place.git_dir = std::move(git_dir);
    place.hash = hash_of(files, place.common_dir);
}

std::string head_name(const sys::FileReader& files, const LocalPlace& place) {
    constexpr std::string_view key = "ref: ";
    const auto text = read_small(files, place.git_dir / "HEAD");
    return text.starts_with(key) ? std::string(trim(std::string_view(text).substr(key.size())))
                                 : std::string{};
}

}  // namespace

Result<LocalPlace> look_at(const sys::FileReader& files, const std::filesystem::path& path) {
    LocalPlace place;
    SKILLMEAT_ASSIGN(place.directory, files.canonical(path));
    place.top = place.directory;
    SKILLMEAT_ASSIGN(const auto stat, files.stat(place.directory));
    if (!stat) {
        return fail(ErrorCode::repository_not_found,
                    "there is no directory " + quote(path.string()), "check the path",
                    Origin{path.string(), 0, 0});
    }
    if (stat->kind != sys::FileKind::directory) {
        return fail(ErrorCode::not_a_repository,
                    quote(path.string()) + " is a file, expected a directory or a repository",
                    "name the directory it lies in", Origin{path.string(), 0, 0});
    }
    if (is_git_dir(files, place.directory)) {
        set_repository(files, place, LocalKind::bare, place.directory);
        return place;
    }
    for (auto directory = place.directory;; directory = directory.parent_path()) {
        if (auto git_dir = git_dir_in(files, directory)) {
            set_repository(files, place, LocalKind::working_tree, *std::move(git_dir));
            place.top = directory;
            return place;
        }
        if (directory == directory.parent_path()) {
            return place;
        }
    }
}

Result<RefList> list_local(const Git& git, const LocalPlace& place) {
    SKILLMEAT_ASSIGN(const auto completed,
                     run_in_place(git, place, {"show-ref", "--head", "--dereference"}));
    // Exit code 1 without a word means that there are no refs.
    if (completed.exit_code != 0 && !(completed.exit_code == 1 && trim(completed.errors).empty())) {
        return fail(explain_failure(git, completed, place.directory.string()));
    }
    SKILLMEAT_ASSIGN(auto list, parse_refs(completed.output));
    if (list.refs.empty() && list.head_commit.empty()) {
        list.hash = place.hash;
    }
    if (!list.head_commit.empty()) {
        list.head_name = head_name(git.files, place);
    }
    return list;
}

Result<ResolvedRef> resolve_local(const Git& git, const LocalPlace& place,
                                  std::string_view wanted) {
    SKILLMEAT_ASSIGN(const auto list, list_local(git, place));
    auto resolved = resolve(list, wanted);
    if (resolved || !is_abbreviated_commit_id(wanted)) {
        return resolved;
    }
    const ObjectStore store{place.common_dir / "objects", list.hash};
    SKILLMEAT_ASSIGN(const auto commit, find_commit(git, store, wanted));
    return commit ? resolve(list, *commit) : resolved;
}

Result<std::unique_ptr<GitTree>> open_commit(const Git& git, const LocalPlace& place,
                                             const ResolvedRef& ref, std::size_t max_files) {
    auto opened = GitTree::open(git, ObjectStore{place.common_dir / "objects", ref.hash},
                                ref.commit, max_files, nullptr);
    if (!opened && opened.error().code == ErrorCode::objects_missing &&
        ref.kind == RefKind::commit) {
        return fail(ErrorCode::ref_not_found,
                    "no commit " + quote(ref.commit) + " in " + quote(place.directory.string()),
                    "check the commit id", Origin{place.directory.string(), 0, 0});
    }
    return opened;
}

Result<std::unique_ptr<DirectoryTree>> open_files(const Git& git, const LocalPlace& place,
                                                  std::size_t max_files) {
    if (place.kind == LocalKind::bare) {
        return fail(ErrorCode::invalid_usage,
                    "bare repository " + quote(place.directory.string()) + " has no working tree",
                    "name a commit with --ref");
    }
    std::vector<DirectoryTree::Found> found;
    if (place.kind == LocalKind::working_tree) {
        SKILLMEAT_ASSIGN(found, list_working_tree(git, place, max_files));
    }
    // What a repository ignores altogether is meant all the same when somebody names it.
    const bool ignored = found.empty() && place.directory != place.top;
    if (place.kind == LocalKind::directory || ignored) {
        SKILLMEAT_ASSIGN(found, list_directory(git.files, place.directory, max_files));
    }
    return std::make_unique<DirectoryTree>(git, place.directory, place.hash, std::move(found));
}

}  // namespace skillmeat::git
