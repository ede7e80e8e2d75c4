// `apm.yml`: microsoft/apm, docs/src/content/docs/reference/manifest-schema.md, sections 2 and 4:
// `dependencies` and `devDependencies`, each with lists `apm`, `mcp`, `lsp`. An entry of `apm` is
// `[HOST/]OWNER/REPO[/PATH][#REF]`, a clone URL with `#REF`, a local path, or a map {git, path?,
// ref?, alias?, skills?}, {path}, {name, marketplace, version?} or {[registry], id, version,
// path?}. Commits that were resolved stand in apm.lock.yaml, which is not read.
#include <skillmeat/interop/collector.hpp>

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/git_url.hpp>

namespace skillmeat::interop {
namespace {

/// An entry taken apart.
struct Dependency {
    std::string repository;
    std::string path;  ///< in the repository; empty: all of it
    std::string ref;
};

bool is_url(std::string_view text) {
    return text.find("://") != std::string_view::npos || text.starts_with("git@");
}

/// `^1.2.0`, `>=2 <3`, `1.5.x`: chosen among tags by rules of apm's own.
bool is_range(std::string_view ref) {
    return ref.find_first_of("^~<>=* ") != std::string_view::npos ||
           (!ref.empty() && ref.front() >= '0' && ref.front() <= '9' && ref.ends_with(".x"));
}

std::string joined(const std::vector<std::string_view>& parts, std::size_t begin, std::size_t end) {
    std::string text;
    for (auto i = begin; i < std::min(end, parts.size()); ++i) {
        text += (text.empty() ? "" : "/") + std::string(parts[i]);
    }
    return text;
}

/// `[HOST/]OWNER/REPO[/PATH]`. On hosts but GitHub, groups may be nested: all of it is the
/// repository's then, as apm says.
Dependency from_shorthand(std::string_view text) {
    auto parts = split(text, '/');
    if (parts.size() > 2 && parts.front() == "github.com") {
        parts.erase(parts.begin());
    }
    if (parts.size() > 2 && parts.front().find('.') != std::string_view::npos) {
        return {"https://" + joined(parts, 0, parts.size()), "", ""};
    }
    return {joined(parts, 0, 2), joined(parts, 2, parts.size()), ""};
}

Dependency from_text(std::string_view text) {
    const auto hash = text.rfind('#');
    const auto ref = hash == std::string_view::npos ? std::string_view() : text.substr(hash + 1);
    const auto rest = text.substr(0, hash);
    auto found = is_url(rest) || is_local_path(rest) ? Dependency{std::string(rest), "", ""}
                                                     : from_shorthand(rest);
    found.ref = ref;
    return found;
}

class ApmReader {
  public:
    explicit ApmReader(Collector& collector) : collector_(collector) {}

    void read_dependencies(const std::string& place, const Node& node) {
        tell_unknown(collector_, node, place, {"apm", "mcp", "lsp"});
        each(node, place, "apm",
             [this](const auto& origin, const Node& entry) { read_entry(origin, entry); });
        each(node, place, "mcp", [this](const auto& origin, const Node&) {
            collector_.remark(origin,
                              "an MCP server from a registry, or of the file's own, is in no "
                              "repository");
        });
        each(node, place, "lsp", [this](const auto& origin, const Node&) {
            collector_.remark(origin, "language servers are no artifacts");
        });
    }

  private:
    template <class Read>
    void each(const Node& node, const std::string& place, std::string_view key, Read read) {
        const auto* list = node.find(key);
        if (list == nullptr || list->kind == Node::Kind::null) {
            return;
        }
        const auto origin = fmt::format("{}.{}", place, key);
        if (list->kind != Node::Kind::list) {
            collector_.remark(origin, fmt::format("expected a list, found {}", list->kind_name()));
            return;
        }
        for (std::size_t i = 0; i < list->items.size(); ++i) {
            read(fmt::format("{}[{}]", origin, i), list->items[i]);
        }
    }

    void read_entry(const std::string& origin, const Node& entry) {
        if (entry.kind == Node::Kind::text) {
            take(origin, from_text(trim(entry.text)), {});
        } else if (entry.is_map()) {
            read_map(origin, entry);
        } else {
            collector_.remark(origin,
                              fmt::format("expected text or a map, found {}", entry.kind_name()));
        }
    }

    void read_map(const std::string& origin, const Node& entry) {
        if (entry.find("marketplace") != nullptr) {
            collector_.remark(origin, fmt::format("where marketplace {} is, stands in apm's own "
                                                  "settings",
                                                  quote(entry.string("marketplace"))));
            return;
        }
        if (entry.find("registry") != nullptr || entry.find("id") != nullptr) {
            collector_.remark(origin, "packages of a registry are in no git repository");
            return;
        }
        if (entry.string("git") == "parent") {
            collector_.remark(origin, "`git: parent` means the repository that the file came from");
            return;
        }
        tell_unknown(collector_, entry, "dependencies.apm[]",
                     {"git", "path", "ref", "alias", "skills", "allow_insecure"});
        if (!entry.string("alias").empty()) {
            collector_.remark(origin, "the alias is left out: artifacts keep their names", true);
        }
        auto found = entry.find("git") == nullptr ? Dependency{entry.string("path"), "", ""}
                                                  : from_text(entry.string("git"));
        if (entry.find("git") != nullptr) {
            const auto path = entry.string("path");
            found.path = path.empty() ? found.path : path;
        }
        const auto ref = entry.string("ref");
        found.ref = ref.empty() ? found.ref : ref;
        take(origin, found, skills_of(origin, entry));
    }

    std::vector<std::string> skills_of(const std::string& origin, const Node& entry) {
        std::vector<std::string> names;
        const auto* skills = entry.find("skills");
        if (skills == nullptr) {
            return names;
        }
        for (const auto& item : skills->items) {
            if (item.kind == Node::Kind::text) {
                names.emplace_back(trim(item.text));
            } else {
                collector_.remark(origin, "expected names in `skills`", true);
            }
        }
        return names;
    }

    void take(const std::string& origin, Dependency found, const std::vector<std::string>& skills) {
        if (is_range(found.ref)) {
            collector_.remark(origin,
                              fmt::format("{} is a range of versions: the default branch is taken "
                                          "instead",
                                          quote(found.ref)),
                              true);
            found.ref.clear();
        }
        const auto source = collector_.source(origin, found.repository, found.ref);
        if (!source) {
            return;
        }
        ForeignMember member;
        member.source = *source;
        member.origin = origin;
        if (!skills.empty()) {
            member.type = ArtifactType::skill;
            for (const auto& name : skills) {
                member.name = name;
                collector_.member(member);
            }
            return;
        }
        member.whole = found.path.empty();
        member.path = found.path.empty() ? "" : directory_of_skill(found.path);
        collector_.member(std::move(member));
    }

    Collector& collector_;
};

}  // namespace

Result<Foreign> read_apm(const ForeignFile& file) {
    SKILLMEAT_ASSIGN(const auto root, read_yaml(file.text, file.path));
    if (!root.is_map()) {
        return fail(ErrorCode::invalid_value, fmt::format("expected a map in {}, found {}",
                                                          quote(file.path), root.kind_name()));
    }
    Collector collector(Format::apm);
    collector.enter(file);
    tell_unknown(
        collector, root, "",
        {"name", "version", "description", "author", "license", "dependencies", "devDependencies"});
    const auto name = root.string("name").empty() ? std::string("apm") : root.string("name");
    ApmReader reader(collector);
    for (const auto& [key, suffix] :
         {std::pair("dependencies", ""), std::pair("devDependencies", " (development)")}) {
        const auto* dependencies = root.find(key);
        if (dependencies == nullptr || dependencies->kind == Node::Kind::null) {
            continue;
        }
        if (!dependencies->is_map()) {
            collector.remark(key, fmt::format("expected a map with a list `apm`, found {}",
                                              dependencies->kind_name()));
            continue;
        }
        collector.collection(name + suffix, root.string("description"));
        reader.read_dependencies(key, *dependencies);
    }
    return collector.take();
}

}  // namespace skillmeat::interop
