// `skills-lock.json`, version 1: vercel-labs/skills, src/local-lock.ts: {version, skills: {NAME:
// {source, sourceType, ref?, sourceUrl?, skillPath?, computedHash}}}. `.skill-lock.json`, version
// 3: the same repository, src/skill-lock.ts: {version, skills: {NAME: {source, sourceType,
// sourceUrl, skillPath?, skillFolderHash, installedAt, updatedAt, pluginName?, ref?}}, dismissed?,
// lastSelectedAgents?}; cli/cli, internal/skills/lockfile/lockfile.go, adds pinnedRef. Neither
// holds a commit; the hashes are not those of ours (the first has no separators and goes by the
// locale, the second is a git tree id of a moment).
#include <skillmeat/interop/collector.hpp>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat::interop {
namespace {

constexpr std::string_view github = "https://github.com/";

/// What `source add` takes for an entry; empty with a remark when it is no repository.
std::string repository_of(Collector& collector, const std::string& origin, const Node& entry) {
    const auto source = entry.string("source");
    const auto type = entry.string("sourceType");
    const auto url = entry.string("sourceUrl");
    if (type == "github") {
        // `owner/repo` is GitHub's; of another host the lock has the URL.
        const bool other_host = !url.empty() && !url.starts_with(github);
        return other_host || source.empty() ? url : source;
    }
    if (type == "gitlab") {
        return !url.empty() || source.find("://") != std::string::npos
                   ? (url.empty() ? source : url)
                   : "https://gitlab.com/" + source;
    }
    if (type == "git") {
        return url.empty() ? source : url;
    }
    if (type == "local") {
        const auto path = source.empty() ? url : source;
        return is_local_path(path) ? path : "./" + path;
    }
    collector.remark(
        origin, type.empty()
                    ? fmt::format("it has no sourceType, and {} may be anything", quote(source))
                    : fmt::format("a source of type {} is no git repository", quote(type)));
    return {};
}

void read_skill(Collector& collector, const std::string& name, const Node& entry) {
    const auto origin = "skills." + name;
    if (!entry.is_map()) {
        collector.remark(origin, fmt::format("expected a map, found {}", entry.kind_name()));
        return;
    }
    tell_unknown(collector, entry, "skills.*",
                 {"source", "sourceType", "sourceUrl", "ref", "pinnedRef", "skillPath",
                  "computedHash", "skillFolderHash", "installedAt", "updatedAt", "pluginName"});
    const auto repository = repository_of(collector, origin, entry);
    if (repository.empty()) {
        if (!entry.string("sourceType").empty() && entry.string("source").empty()) {
            collector.remark(origin, "it names no source");
        }
        return;
    }
    const auto pinned = entry.string("pinnedRef");
    const auto source =
        collector.source(origin, repository, pinned.empty() ? entry.string("ref") : pinned);
    if (!source) {
        return;
    }
    ForeignMember member;
    member.source = *source;
    member.type = ArtifactType::skill;
    member.origin = origin;
    if (const auto path = entry.string("skillPath"); !path.empty()) {
        member.path = directory_of_skill(path);
    } else {
        member.name = name;
    }
    collector.member(std::move(member));
}

Result<Foreign> read_lock(Format format, const ForeignFile& file, std::string_view version,
                          std::string collection) {
    SKILLMEAT_ASSIGN(const auto root, read_json(file.text, file.path));
    const auto* found = root.find("version");
    const auto* skills = root.find("skills");
    if (found == nullptr || skills == nullptr || !skills->is_map()) {
        return fail(ErrorCode::invalid_value,
                    fmt::format("expected a map with `version` and `skills` in {}, found {}",
                                quote(file.path), root.kind_name()));
    }
    if (found->text != version) {
        return fail(ErrorCode::newer_format,
                    fmt::format("{} is of version {}; this skillmeat reads version {}",
                                quote(file.path), quote(found->text), version));
    }
    Collector collector(format);
    collector.enter(file);
    tell_unknown(collector, root, "", {"version", "skills", "dismissed", "lastSelectedAgents"});
    collector.collection(std::move(collection), "");
    for (const auto& [name, entry] : skills->members) {
        read_skill(collector, name, entry);
    }
    return collector.take();
}

}  // namespace

Result<Foreign> read_skills_lock(const ForeignFile& file) {
    return read_lock(Format::skills_lock, file, "1", "skills-lock");
}

Result<Foreign> read_skill_lock(const ForeignFile& file) {
    return read_lock(Format::skill_lock, file, "3", "skill-lock");
}

}  // namespace skillmeat::interop
