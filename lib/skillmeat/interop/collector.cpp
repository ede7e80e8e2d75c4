#include <skillmeat/interop/collector.hpp>

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/base/unicode.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat::interop {
namespace {

constexpr std::size_t max_name = 255;  // bytes
constexpr std::size_t max_sources = 1000;
constexpr std::size_t max_remarks = 1000;

/// The path without `.`, `..` and `//`, when it does not leave `directory`.
std::optional<std::string> inside(const std::string& directory, std::string_view path) {
    const std::filesystem::path base(directory);
    const auto full = (base / path).lexically_normal();
    const auto relative = full.lexically_relative(base.lexically_normal());
    if (path.starts_with('~') || relative.empty() || *relative.begin() == "..") {
        return std::nullopt;
    }
    auto text = full.generic_string();
    while (text.size() > 1 && text.ends_with('/')) {
        text.pop_back();
    }
    return text;
}

}  // namespace

std::optional<std::string> Collector::address(const std::string& origin,
                                              std::string_view repository) {
    if (is_local_path(repository)) {
        auto path = inside(*directory_, repository);
        if (!path) {
            remark(origin,
                   fmt::format("{} is a directory outside of {}; add it by hand if it is yours",
                               quote(repository), quote(*directory_)));
        }
        return path;
    }
    const auto parsed = parse_repo_argument(repository);
    if (!parsed || !parsed->subpath.empty() || !parsed->ref.empty() ||
        !parsed->ref_and_path.empty() || parsed->url.kind == GitUrl::Kind::file) {
        remark(origin, fmt::format("{} is no address of a git repository",
                                   quote(without_credentials(repository))));
        return std::nullopt;
    }
    return parsed->url.text;
}

std::optional<std::size_t> Collector::source(const std::string& origin, std::string_view repository,
                                             std::string_view ref) {
    auto found = address(origin, repository);
    if (!found) {
        return std::nullopt;
    }
    if (!ref.empty() && !check_ref_name(ref)) {
        remark(origin, fmt::format("{} cannot name a branch, tag or commit", quote(ref)));
        return std::nullopt;
    }
    ForeignSource wanted{*std::move(found), std::string(ref)};
    const auto known = std::find(result_.sources.begin(), result_.sources.end(), wanted);
    if (known != result_.sources.end()) {
        return static_cast<std::size_t>(known - result_.sources.begin());
    }
    if (result_.sources.size() == max_sources) {
        remark(origin, fmt::format("more than {} repositories", max_sources));
        return std::nullopt;
    }
    result_.sources.push_back(std::move(wanted));
    return result_.sources.size() - 1;
}

void Collector::member(ForeignMember member) {
    if (!member.path.empty() && member.path != "." && !is_safe_tree_path(member.path)) {
        remark(member.origin,
               fmt::format("{} is no path below a repository's root", quote(member.path)));
        return;
    }
    if (member.name.size() > max_name || terminal_safe(member.name) != member.name) {
        remark(member.origin, fmt::format("{} is no name of an artifact", quote(member.name)));
        return;
    }
    auto& members = result_.collections.back().members;
    if (std::find(members.begin(), members.end(), member) == members.end()) {
        members.push_back(std::move(member));
    }
}

void Collector::collection(std::string name, std::string description) {
    result_.collections.push_back({std::move(name), std::move(description), {}});
}

void Collector::remark(std::string origin, std::string reason, bool in_part) {
    if (result_.remarks.size() < max_remarks) {
        result_.remarks.push_back({std::move(origin), std::move(reason), in_part});
    } else if (result_.remarks.size() == max_remarks) {
        result_.remarks.push_back({"", "there are more remarks than are shown", true});
    }
}

void Collector::unknown_key(std::string_view place, std::string_view key) {
    ++unknown_[place.empty() ? std::string(key) : fmt::format("{}.{}", place, key)];
}

Foreign Collector::take() {
    for (const auto& [key, count] : unknown_) {
        remark(key,
               count == 1 ? std::string("means nothing here")
                          : fmt::format("means nothing here ({} times)", count),
               true);
    }
    std::erase_if(result_.collections,
                  [](const ForeignCollection& collection) { return collection.members.empty(); });
    return std::move(result_);
}

void tell_unknown(Collector& collector, const Node& node, std::string_view place,
                  std::initializer_list<std::string_view> known) {
    for (const auto& member : node.members) {
        if (std::find(known.begin(), known.end(), member.name) == known.end()) {
            collector.unknown_key(place, member.name);
        }
    }
}

std::string directory_of_skill(std::string_view path) {
    constexpr std::string_view file = "SKILL.md";
    if (path.ends_with(file)) {
        path.remove_suffix(file.size());
    }
    while (path.ends_with('/')) {
        path.remove_suffix(1);
    }
    while (path.starts_with("./")) {
        path.remove_prefix(2);
    }
    return path.empty() ? "." : std::string(path);
}

}  // namespace skillmeat::interop
