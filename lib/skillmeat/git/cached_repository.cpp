#include <skillmeat/git/cached_repository.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/git/environment.hpp>

#include <cstddef>
#include <string>

namespace skillmeat::git {
namespace {

constexpr std::size_t longest_slug = 60;
constexpr std::size_t digest_digits = 16;

// For people who look into the cache; the digest behind it makes the name unique.
std::string slug(std::string_view key) {
    std::string result;
    for (const char raw : key) {
        const char c = ascii_lower(raw);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
        if (plain && !(c == '.' && result.empty())) {
            result += c;
        } else if (!result.empty() && result.back() != '-') {
            result += '-';
        }
    }
    if (result.size() > longest_slug) {
        result.erase(0, result.size() - longest_slug);  // the end names the repository
        result.erase(0, result.find_first_not_of(".-_"));
    }
    return result;
}

Result<void> remove_leftovers(sys::FileSystem& files, const std::filesystem::path& directory,
                              bool temporaries) {
    SKILLMEAT_ASSIGN(const auto entries, files.list(directory));
    for (const auto& entry : entries) {
        const bool leftover =
            entry.name.ends_with(".lock") || (temporaries && entry.name.starts_with("tmp_"));
        if (leftover && entry.kind == sys::FileKind::regular) {
            SKILLMEAT_TRY(files.remove_file(directory / entry.name));
        }
    }
    return {};
}

}  // namespace

std::filesystem::path cached_repository(const Git& git, const GitUrl& url, HashKind hash) {
    const auto key = comparison_key(url);
    const auto digest = hex_digest(HashKind::sha256, key).substr(0, digest_digits);
    return git.cache /
           (slug(key) + "-" + digest + (hash == HashKind::sha256 ? ".sha256.git" : ".git"));
}

Result<std::unique_ptr<sys::HeldLock>> lock_repository(const Git& git,
                                                       const std::filesystem::path& repository,
                                                       std::int64_t timeout_ms) {
    SKILLMEAT_TRY(check_cache(git));
    SKILLMEAT_TRY(git.files.create_directories(git.cache));
    sys::LockOptions options;
    options.timeout_ms = timeout_ms;
    options.context = &git.sink;
    options.on_wait = [](void* sink, const sys::Path& path) {
        static_cast<DiagnosticSink*>(sink)->report(
            Diagnostic{Severity::note,
                       "waiting for another skillmeat that holds the lock",
                       Origin{path.string(), 0, 0},
                       {}});
    };
    return git.files.lock(repository.string() + ".lock", options);
}

Result<void> put_in_order(const Git& git, const std::filesystem::path& repository, HashKind hash) {
    SKILLMEAT_TRY(git.files.remove_leftovers(repository));
    SKILLMEAT_TRY(make_bare(git.files, repository, hash));
    SKILLMEAT_TRY(remove_leftovers(git.files, repository, false));
    SKILLMEAT_TRY(remove_leftovers(git.files, repository / "objects", false));
    SKILLMEAT_TRY(remove_leftovers(git.files, repository / "objects" / "pack", true));
    return {};
}

}  // namespace skillmeat::git
