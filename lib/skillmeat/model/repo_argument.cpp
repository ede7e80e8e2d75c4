// parse_repo_argument of git_url.hpp: what people type or paste where a repository is expected.
#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/model/percent.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace skillmeat {
namespace {

constexpr std::string_view raw_host = "raw.githubusercontent.com";

tl::unexpected<Error> refuse(std::string_view text, const std::string& what, std::string hint) {
    return fail(ErrorCode::invalid_value,
                "repository " + quote(without_credentials(text)) + " " + what, std::move(hint));
}

std::string_view without_end_slashes(std::string_view text) {
    while (text.ends_with('/')) {
        text.remove_suffix(1);
    }
    return text;
}

Result<RepoArgument> with_ref(std::string_view address, std::string_view ref) {
    SKILLMEAT_TRY(check_ref_name(ref));
    SKILLMEAT_ASSIGN(auto url, parse_git_url(address));
    RepoArgument argument;
    argument.url = std::move(url);
    argument.ref = ref;
    return argument;
}

Result<RepoArgument> plain(std::string_view address) {
    SKILLMEAT_ASSIGN(auto url, parse_git_url(address));
    RepoArgument argument;
    argument.url = std::move(url);
    return argument;
}

/// A GitHub address taken apart at its slashes; user info, query and fragment are gone.
struct Page {
    std::string_view owner;
    std::string_view repository;
    std::string_view kind;  ///< `tree`, `blob`, `raw`, or what else stands there; may be empty
    std::string_view rest;  ///< behind the kind
};

std::string_view take_segment(std::string_view& path) {
    const auto segment = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), segment.size() + 1));
    return segment;
}

/// The page an https address of GitHub shows; nothing for other addresses.
std::optional<Page> github_page(std::string_view text) {
    constexpr std::string_view scheme = "https://";
    if (!equals_ignoring_case(text.substr(0, scheme.size()), scheme)) {
        return std::nullopt;
    }
    text.remove_prefix(scheme.size());
    text = without_end_slashes(text.substr(0, text.find_first_of("?#")));
    const auto host = ascii_lower(take_segment(text));
    Page page;
    page.owner = take_segment(text);
    page.repository = take_segment(text);
    if (host == "github.com" || host == "www.github.com") {
        page.kind = take_segment(text);
    } else if (host == raw_host) {
        page.kind = "raw";
    } else {
        return std::nullopt;
    }
    page.rest = text;
    return page;
}

std::string github_address(std::string_view owner, std::string_view repository) {
    std::string address = "https://github.com/";
    address += owner;
    address += '/';
    address += repository;
    return address;
}

/// `/tree/REF/PATH`, `/blob/REF/FILE`, `/raw/REF/FILE`.
Result<RepoArgument> parse_page(std::string_view text, const Page& page) {
    const bool is_blob = page.kind != "tree";
    SKILLMEAT_ASSIGN(auto argument, plain(github_address(page.owner, page.repository)));
    const auto decoded = percent_decode(page.rest);
    if (!decoded || !is_safe_tree_path(*decoded) || decoded->front() == '-') {
        return refuse(text, "has no ref and path that can be read behind its page",
                      "name the repository itself and use --ref and --root");
    }
    std::string_view rest = *decoded;
    // Newer pages write refs in full.
    for (const std::string_view prefix : {"refs/heads/", "refs/tags/"}) {
        if (rest.starts_with(prefix)) {
            rest.remove_prefix(prefix.size());
            break;
        }
    }
    if (is_blob && rest.find('/') == std::string_view::npos) {
        return refuse(text, "shows a file, but names none behind the ref",
                      "name the repository itself and use --ref and --root");
    }
    argument.url.text = "https://github.com/" + argument.url.path;
    argument.ref_and_path = rest;
    argument.is_blob = is_blob;
    return argument;
}

/// Any https address on GitHub: a page, or the repository with what a browser adds to it.
Result<RepoArgument> parse_github(std::string_view text, const Page& page) {
    constexpr std::array<std::string_view, 4> kinds{"tree", "blob", "raw", "blame"};
    if (std::find(kinds.begin(), kinds.end(), page.kind) != kinds.end()) {
        return parse_page(text, page);
    }
    const auto query = text.find('?');
    const auto fragment = text.find('#');
    if (query < fragment || text.substr(std::min(fragment, text.size())) == "#readme") {
        return plain(text.substr(0, std::min(query, fragment)));
    }
    const auto at = page.repository.find('@');
    if (fragment == std::string_view::npos && at != std::string_view::npos) {
        // No repository on GitHub has an '@' in its name; the ref may go on behind slashes.
        const auto cut = static_cast<std::size_t>(page.repository.data() - text.data()) + at;
        return with_ref(text.substr(0, cut), text.substr(cut + 1));
    }
    if (fragment != std::string_view::npos) {
        return with_ref(text.substr(0, fragment), text.substr(fragment + 1));
    }
    return plain(text);
}

Result<RepoArgument> parse_address(std::string_view text) {
    if (const auto page = github_page(text)) {
        return parse_github(text, *page);
    }
    if (const auto fragment = text.find('#'); fragment != std::string_view::npos) {
        return with_ref(text.substr(0, fragment), text.substr(fragment + 1));
    }
    constexpr std::string_view marker = ".git@";
    if (const auto at = text.rfind(marker); at != std::string_view::npos) {
        const auto end = at + marker.size() - 1;
        return with_ref(text.substr(0, end), text.substr(end + 1));
    }
    return plain(text);
}

/// The `@` that begins the ref. One at the start of a segment belongs to a path (`pkg/@scope/x`).
std::size_t find_ref_mark(std::string_view text) {
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '@' && text[i - 1] != '/') {
            return i;
        }
    }
    return std::string_view::npos;
}

/// `owner/repo[/sub/dir][@ref]`
Result<RepoArgument> parse_short(std::string_view text) {
    const auto mark = find_ref_mark(text);
    auto path = without_end_slashes(text.substr(0, mark));
    const auto owner = take_segment(path);
    const auto repository = take_segment(path);
    if (owner.empty() || repository.empty() || text.front() == '-') {
        return refuse(text, "is neither owner/repo nor a URL nor a path",
                      "write owner/repo, or ./name for a directory");
    }
    if (owner.find('.') != std::string_view::npos) {
        return refuse(text, "begins with a host name; owner/repo was expected",
                      "write https:// before it");
    }
    if (!path.empty() && !is_safe_tree_path(path)) {
        return refuse(text, "holds the path " + quote(path) + ", which no repository can have",
                      "write owner/repo/sub/dir without '.', '..' and empty parts");
    }
    const auto address = github_address(owner, repository);
    SKILLMEAT_ASSIGN(auto argument, mark == std::string_view::npos
                                        ? plain(address)
                                        : with_ref(address, text.substr(mark + 1)));
    argument.url.text = "https://github.com/" + argument.url.path;
    argument.subpath = path;
    return argument;
}

}  // namespace

Result<RepoArgument> parse_repo_argument(std::string_view text) {
    // Also what is dropped below, such as a query, may hold nothing that is not to be seen.
    if (terminal_safe(text) != text) {
        return refuse(text, "holds a control or invisible character, or is not UTF-8", "");
    }
    if (text.empty() || is_local_path(text)) {
        return plain(text);
    }
    // A colon before the first slash belongs to a URL; in a ref or path it comes later.
    if (text.find(':') < text.find('/')) {
        return parse_address(text);
    }
    return parse_short(text);
}

}  // namespace skillmeat
