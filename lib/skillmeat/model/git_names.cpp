// check_ref_name and is_safe_tree_path of git_url.hpp: names that come with a repository.
#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/git_url.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace skillmeat {
namespace {

constexpr std::size_t max_ref = 1000;
constexpr std::size_t max_path = 4096;
constexpr std::ptrdiff_t max_depth = 32;

/// What git check-ref-format says against one component of a ref.
std::optional<std::string> fault_of_component(std::string_view component) {
    if (component.empty()) {
        return "an empty component: '/' at an end or twice in a row";
    }
    if (component.front() == '.') {
        return "a component that begins with '.'";
    }
    if (component.ends_with(".lock")) {
        return "a component that ends in '.lock'";
    }
    return std::nullopt;
}

std::optional<std::string> fault_of_ref(std::string_view ref) {
    if (ref.size() > max_ref) {
        return counted(ref.size(), "byte") + "; at most 1000 are allowed";
    }
    if (terminal_safe(ref) != ref) {
        return "a control or invisible character";
    }
    if (ref.front() == '-') {
        return "'-' at its start";
    }
    if (const auto bad = ref.find_first_of(" ~^:?*[\\"); bad != std::string_view::npos) {
        return "the character " + quote(ref.substr(bad, 1));
    }
    if (ref == "@" || ref.find("@{") != std::string_view::npos) {
        return "'@' alone or before '{'";
    }
    if (ref.find("..") != std::string_view::npos) {
        return "'..'";
    }
    if (ref.back() == '.') {
        return "'.' at its end";
    }
    for (const auto component : split(ref, '/')) {
        if (auto fault = fault_of_component(component)) {
            return fault;
        }
    }
    return std::nullopt;
}

/// Without the code points that HFS+ ignores in names: there `.g<U+200C>it` opens `.git`.
std::string without_ignored(std::string_view segment) {
    constexpr std::array<std::string_view, 16> ignored{
        "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d",
        "\u202e", "\u206a", "\u206b", "\u206c", "\u206d", "\u206e", "\u206f", "\ufeff"};
    std::string kept;
    while (!segment.empty()) {
        const auto found = std::find_if(
            ignored.begin(), ignored.end(),
            [segment](std::string_view character) { return segment.starts_with(character); });
        if (found == ignored.end()) {
            kept += segment.front();
            segment.remove_prefix(1);
        } else {
            segment.remove_prefix(found->size());
        }
    }
    return kept;
}

/// `.git` in every spelling that some file system takes for it: another case, the short name
/// `git~1`, trailing dots, spaces and streams, ignored code points.
bool is_dot_git(std::string_view segment) {
    // Only these bytes can begin such a name; this is asked for every entry of a tree.
    if (segment.size() < 4 ||
        std::string_view(".gG\xe2\xef").find(segment.front()) == std::string_view::npos) {
        return false;
    }
    std::string name = ascii_lower(without_ignored(segment));
    name.resize(std::min(name.size(), name.find(':')));
    while (name.ends_with('.') || name.ends_with(' ')) {
        name.pop_back();
    }
    return name == ".git" || name == "git~1";
}

}  // namespace

Result<void> check_ref_name(std::string_view ref) {
    if (ref.empty()) {
        return fail(ErrorCode::invalid_value, "expected a branch, tag or commit, found ''");
    }
    if (const auto fault = fault_of_ref(ref)) {
        return fail(ErrorCode::invalid_value,
                    quote(ref) + " cannot name a branch, tag or commit: it holds " + *fault,
                    "`git ls-remote` lists the refs of a repository");
    }
    return {};
}

bool is_safe_tree_path(std::string_view path) {
    // Two searches for one byte each: find_first_of looks every byte up for itself.
    if (path.empty() || path.size() > max_path || path.find('\\') != std::string_view::npos ||
        path.find('\0') != std::string_view::npos ||
        std::count(path.begin(), path.end(), '/') >= max_depth) {
        return false;
    }
    while (true) {
        const auto end = path.find('/');
        const auto segment = path.substr(0, end);
        if (segment.empty() || segment == "." || segment == ".." || is_dot_git(segment)) {
            return false;
        }
        if (end == std::string_view::npos) {
            return true;
        }
        path.remove_prefix(end + 1);
    }
}

}  // namespace skillmeat
