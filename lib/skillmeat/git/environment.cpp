#include <skillmeat/git/environment.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/git/cached_repository.hpp>
#include <skillmeat/sys/search_path.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace skillmeat::git {
namespace {

// Of git's own variables only those that say how to reach a host with the user's credentials, or
// where the user's configuration is. Everything else can name another repository, an object
// directory, a program or a configuration.
constexpr std::array<std::string_view, 5> network_names{
    "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"};
constexpr std::array<std::string_view, 4> network_prefixes{"GIT_SSL_", "GIT_HTTP_",
                                                           "GIT_PROXY_SSL_", "GIT_CONFIG_NOSYSTEM"};
constexpr std::array<std::string_view, 3> harmless_prefixes{"GIT_TRACE", "GIT_CURL_VERBOSE",
                                                            "GIT_TEST_"};

constexpr std::int64_t making_ms = 60'000;  // others may be making the empty repository too

template <class Prefixes>
bool starts_with_any(std::string_view name, const Prefixes& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](std::string_view prefix) { return name.starts_with(prefix); });
}

bool is_for_network(std::string_view name) {
    return std::find(network_names.begin(), network_names.end(), name) != network_names.end() ||
           starts_with_any(name, network_prefixes);
}

Variables base_variables(const Variables& user, bool network) {
    Variables result;
    for (const auto& [name, value] : user) {
        const bool keep = !std::string_view(name).starts_with("GIT_") ||
                          starts_with_any(name, harmless_prefixes) ||
                          (network && is_for_network(name));
        if (keep) {
            result[name] = name == "PATH" ? sys::absolute_entries(value) : value;
        }
    }
    result.erase("LANGUAGE");
    result["LC_ALL"] = "C";  // failures are told apart by git's untranslated messages
    result["GIT_NO_LAZY_FETCH"] = "1";
    result["GIT_NO_REPLACE_OBJECTS"] = "1";
    return result;
}

Variables without_configuration(const Variables& user) {
    Variables result = base_variables(user, false);
    result["GIT_CONFIG_NOSYSTEM"] = "1";
    result["GIT_CONFIG_GLOBAL"] = "/dev/null";
    result["GIT_ATTR_NOSYSTEM"] = "1";
    result["HOME"] = "/dev/null";  // before 2.32 git does not know GIT_CONFIG_GLOBAL
    result.erase("XDG_CONFIG_HOME");
    result["GIT_OPTIONAL_LOCKS"] = "0";
    result["GIT_ALLOW_PROTOCOL"] = "none";
    return result;
}

}  // namespace

Variables network_variables(const Variables& user, const GitUrl& url,
                            const std::filesystem::path& git_dir, bool ssh_batch) {
    Variables result = base_variables(user, true);
    result["GIT_DIR"] = git_dir.string();
    result["GIT_TERMINAL_PROMPT"] = "0";
    result["GIT_ASKPASS"] = "";  // set and empty: no askpass program of any kind
    result["SSH_ASKPASS_REQUIRE"] = "never";
    result["GCM_INTERACTIVE"] = "never";
    result["GIT_LFS_SKIP_SMUDGE"] = "1";
    result["GIT_ALLOW_PROTOCOL"] =
        url.kind == GitUrl::Kind::http ? "https:ssh:file:http" : "https:ssh:file";
    // A host that stops answering must not hold a scan for ever.
    result.try_emplace("GIT_HTTP_LOW_SPEED_LIMIT", "1");
    result.try_emplace("GIT_HTTP_LOW_SPEED_TIME", "120");
    if (ssh_batch) {
        result["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes -o ConnectTimeout=30";
    }
    return result;
}

Variables configuration_variables(const Variables& user) {
    Variables result = base_variables(user, true);
    result["GIT_OPTIONAL_LOCKS"] = "0";
    result["GIT_ALLOW_PROTOCOL"] = "none";
    return result;
}

Variables in_place_variables(const Variables& user, const std::filesystem::path& git_dir,
                             const std::filesystem::path& work_tree) {
    Variables result = without_configuration(user);
    result["GIT_DIR"] = git_dir.string();
    if (!work_tree.empty()) {
        result["GIT_WORK_TREE"] = work_tree.string();
    }
    return result;
}

Variables store_variables(const Variables& user, const std::filesystem::path& empty,
                          const std::filesystem::path& objects) {
    Variables result = without_configuration(user);
    result["GIT_DIR"] = empty.string();
    result["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = quote_alternate(objects);
    return result;
}

std::string quote_alternate(const std::filesystem::path& objects) {
    std::string text = objects.string();
    if (text.find_first_of(":\"\\\n") == std::string::npos) {
        return text;
    }
    std::string result = "\"";
    for (const char c : text) {
        if (c == '\n') {
            result += "\\n";
            continue;
        }
        if (c == '"' || c == '\\') {
            result += '\\';
        }
        result += c;
    }
    return result + '"';
}

std::string bare_configuration(HashKind hash) {
    return hash == HashKind::sha1 ? "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"
                                  : "[core]\n\trepositoryformatversion = 1\n\tbare = true\n"
                                    "[extensions]\n\tobjectformat = sha256\n";
}

Result<void> make_bare(sys::FileSystem& files, const std::filesystem::path& path, HashKind hash) {
    SKILLMEAT_TRY(files.create_directories(path / "objects" / "pack"));
    SKILLMEAT_TRY(files.create_directories(path / "refs"));
    SKILLMEAT_TRY(files.write(path / "config", bare_configuration(hash)));
    // Last: a repository without HEAD is not one yet, so a killed run is taken up again.
    SKILLMEAT_TRY(files.write(path / "HEAD", "ref: refs/heads/main\n"));
    return {};
}

Result<void> check_cache(const Git& git) {
    if (git.cache.is_absolute()) {
        return {};
    }
    return fail(ErrorCode::io_error, "there is no directory for cached repositories",
                "set HOME or XDG_CACHE_HOME");
}

Result<std::filesystem::path> empty_repository(const Git& git, HashKind hash) {
    SKILLMEAT_TRY(check_cache(git));
    auto path = git.cache / (hash == HashKind::sha1 ? "empty.git" : "empty.sha256.git");
    SKILLMEAT_ASSIGN(const auto head, git.files.stat(path / "HEAD"));
    if (!head) {
        SKILLMEAT_ASSIGN(const auto held, lock_repository(git, path, making_ms));
        SKILLMEAT_TRY(git.files.remove_leftovers(path));
        SKILLMEAT_TRY(make_bare(git.files, path, hash));
    }
    return path;
}

}  // namespace skillmeat::git
