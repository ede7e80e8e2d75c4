#include <skillmeat/git/fetch.hpp>

#include <skillmeat/base/text.hpp>
#include <skillmeat/git/cached_repository.hpp>
#include <skillmeat/git/failure.hpp>
#include <skillmeat/git/network.hpp>
#include <skillmeat/git/remote.hpp>

#include <algorithm>
#include <csignal>
#include <string>
#include <utility>

namespace skillmeat::git {
namespace {

// A server names one object it lacks per answer; beyond this many the mirror is too broken.
constexpr int most_missing = 16;

// Exit code of a git that does not know `--refetch` (before 2.36).
constexpr int unknown_option = 129;

bool says(const sys::Completed& completed, std::string_view text) {
    return completed.errors.find(text) != std::string::npos;
}

bool refuses_ids(const sys::Completed& completed) {
    return says(completed, "unadvertised object") || says(completed, "does not support shallow");
}

// The id behind "not our ref", or nothing.
std::string_view lacking(const sys::Completed& completed) {
    constexpr std::string_view phrase = "not our ref ";
    const std::string_view errors = completed.errors;
    const auto found = errors.find(phrase);
    if (found == errors.npos) {
        return {};
    }
    const auto id = errors.substr(found + phrase.size());
    return id.substr(0, id.find_first_not_of("0123456789abcdef"));
}

// Whether a pack stopped growing at the limit. The signal ends index-pack, of which git only says
// that its output is invalid.
Result<bool> stopped_at_limit(const Git& git, const FetchTarget& target) {
    const auto packs = target.repository / "objects" / "pack";
    SKILLMEAT_ASSIGN(const auto entries, git.files.list(packs));
    for (const auto& entry : entries) {
        if (entry.name.starts_with("tmp_")) {
            SKILLMEAT_ASSIGN(const auto stat, git.files.lstat(packs / entry.name));
            if (stat && stat->size >= target.max_bytes) {
                return true;
            }
        }
    }
    return false;
}

// Whatever a fetch writes into the configuration is taken out again before anything reads there.
Result<sys::Completed> run_fetch(const Git& git, const FetchTarget& target,
                                 std::vector<std::string> options, std::string_view wanted,
                                 std::string input) {
    SKILLMEAT_TRY(put_in_order(git, target.repository, target.ref.hash));
    NetworkCall call{target.url, target.repository, {}, std::move(input), target.max_bytes};
    call.arguments = {"fetch", "--quiet", "--no-tags", "--no-write-fetch-head",
                      "--no-recurse-submodules"};
    call.arguments.insert(call.arguments.end(), std::make_move_iterator(options.begin()),
                          std::make_move_iterator(options.end()));
    call.arguments.emplace_back("--");
    call.arguments.push_back(address(target.url));
    if (!wanted.empty()) {
        call.arguments.emplace_back(wanted);
    }
    auto completed = run_network(git, call);
    if (completed && completed->exit_code != 0) {
        SKILLMEAT_ASSIGN(const bool stopped, stopped_at_limit(git, target));
        completed->signal = stopped ? SIGXFSZ : completed->signal;
    }
    SKILLMEAT_TRY(put_in_order(git, target.repository, target.ref.hash));
    return completed;
}

void warn_of_whole_repository(const Git& git, const FetchTarget& target, std::string_view why) {
    git.sink.report(Diagnostic{Severity::warning,
                               "the server of " + quote(shown_address(target.url)) + " " +
                                   std::string(why) + "; everything was fetched",
                               Origin{shown_address(target.url), 0, 0},
                               {}});
}

// A name that leads to the commit: servers that take no ids are asked for it.
Result<std::string> name_of_commit(const Git& git, const FetchTarget& target) {
    if (!target.ref.name.empty()) {
        return target.ref.name;
    }
    SKILLMEAT_ASSIGN(const auto list, list_remote(git, target.url));
    const auto found = std::find_if(list.refs.begin(), list.refs.end(), [&](const RemoteRef& ref) {
        return (ref.peeled.empty() ? ref.id : ref.peeled) == target.ref.commit;
    });
    if (found != list.refs.end()) {
        return found->name;
    }
    return fail(ErrorCode::ref_not_found,
                "the server of " + quote(shown_address(target.url)) +
                    " gives out named commits only, and none of its refs names " +
                    quote(target.ref.commit),
                "name a branch or tag instead of a commit");
}

// The ways to get a commit, cheapest first: by id, by name, by name with the whole history.
Result<sys::Completed> try_commit(const Git& git, const FetchTarget& target) {
    SKILLMEAT_ASSIGN(auto completed, run_fetch(git, target, {"--depth=1", "--filter=blob:none"},
                                               target.ref.commit, {}));
    if (completed.exit_code == 0 || !refuses_ids(completed)) {
        return completed;
    }
    SKILLMEAT_ASSIGN(const auto name, name_of_commit(git, target));
    if (!says(completed, "does not support shallow")) {
        return run_fetch(git, target, {"--depth=1", "--filter=blob:none"}, name, {});
    }
    return run_fetch(git, target, {}, name, {});
}

Result<void> fetch_everything(const Git& git, const FetchTarget& target) {
    SKILLMEAT_ASSIGN(const auto name, name_of_commit(git, target));
    // The commit is here already: without this git would find nothing left to ask for.
    SKILLMEAT_ASSIGN(auto completed, run_fetch(git, target, {"--refetch", "--depth=1"}, name, {}));
    if (completed.exit_code == unknown_option) {
        SKILLMEAT_TRY(git.files.remove_tree(target.repository));
        SKILLMEAT_ASSIGN(completed, run_fetch(git, target, {"--depth=1"}, name, {}));
    }
    if (completed.exit_code != 0) {
        return fail(explain_failure(git, completed, shown_address(target.url)));
    }
    warn_of_whole_repository(git, target, "gives out no single objects");
    return {};
}

Result<void> fetch_once(const Git& git, const FetchTarget& target) {
    SKILLMEAT_ASSIGN(const auto completed, try_commit(git, target));
    if (completed.exit_code == 0) {
        if (says(completed, "filtering not recognized")) {
            warn_of_whole_repository(git, target, "does not know partial clone");
        }
        return {};
    }
    if (const auto id = lacking(completed); !id.empty()) {
        return fail(gone(target, id));
    }
    return fail(explain_failure(git, completed, shown_address(target.url)));
}

Result<void> remove_if_there(sys::FileSystem& files, const std::filesystem::path& path) {
    SKILLMEAT_ASSIGN(const auto stat, files.lstat(path));
    if (stat) {
        SKILLMEAT_TRY(files.remove_tree(path));
    }
    return {};
}

}  // namespace

Error gone(const FetchTarget& target, std::string_view id) {
    Error error;
    error.code = ErrorCode::ref_not_found;
    error.message = quote(shown_address(target.url)) + " no longer has commit " + quote(id);
    error.hint = "update the source to the ref's present commit";
    error.origin.path = shown_address(target.url);
    return error;
}

Result<void> fetch_commit(const Git& git, const FetchTarget& target) {
    auto result = fetch_once(git, target);
    if (result || is_outside_cache(result.error().code)) {
        return result;
    }
    return rebuild_with_commit(git, target);
}

Result<void> rebuild_with_commit(const Git& git, const FetchTarget& target) {
    const auto& repository = target.repository;
    const std::filesystem::path aside = repository.string() + ".old";
    SKILLMEAT_TRY(remove_if_there(git.files, aside));
    SKILLMEAT_TRY(git.files.rename(repository, aside));
    auto result = fetch_once(git, target);
    if (result) {
        SKILLMEAT_TRY(git.files.remove_tree(aside));
        return result;
    }
    // The other side was at fault after all: what was cached may still be of use.
    SKILLMEAT_TRY(remove_if_there(git.files, repository));
    SKILLMEAT_TRY(git.files.rename(aside, repository));
    return result;
}

Result<void> fetch_blobs(const Git& git, const FetchTarget& target,
                         std::vector<std::string_view> ids) {
    for (int attempt = 0; attempt <= most_missing && !ids.empty(); ++attempt) {
        std::string input;
        for (const auto id : ids) {
            input.append(id) += '\n';
        }
        SKILLMEAT_ASSIGN(const auto completed,
                         run_fetch(git, target, {"--stdin"}, {}, std::move(input)));
        if (completed.exit_code == 0) {
            return {};
        }
        if (refuses_ids(completed)) {
            return fetch_everything(git, target);
        }
        const auto left_out = std::find(ids.begin(), ids.end(), lacking(completed));
        if (left_out == ids.end() || attempt == most_missing) {
            return fail(explain_failure(git, completed, shown_address(target.url)));
        }
        ids.erase(left_out);
    }
    return {};
}

}  // namespace skillmeat::git
