// Settings of Claude Code (settings.json, settings.local.json): code.claude.com/docs/en/settings,
// keys `enabledPlugins` {"PLUGIN@MARKETPLACE": true | false | [versions]} and
// `extraKnownMarketplaces` {NAME: {source: {source: KIND, ...}}}; kinds and their fields:
// code.claude.com/docs/en/plugins/marketplace-reference, Marketplace sources (github: repo, ref?,
// path?; git: url, ref?, path?; url: url; npm: package; file, directory: path; hostPattern;
// pathPattern; settings). known_marketplaces.json in ~/.claude/plugins has the same entries at its
// top, with installLocation and lastUpdated. The official marketplace needs no entry (the same
// page, Reserved names).
#include <skillmeat/interop/collector.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>

namespace skillmeat::interop {
namespace {

constexpr std::string_view enabled = "enabledPlugins";
constexpr std::string_view marketplaces = "extraKnownMarketplaces";

struct Official {
    std::string_view name;
    std::string_view repository;
};
constexpr std::array officials{
    Official{"claude-plugins-official", "anthropics/claude-plugins-official"},
};

/// The repository of a marketplace; nothing, with a remark, when it is none.
std::optional<std::size_t> read_marketplace(Collector& collector, const std::string& origin,
                                            const Node& entry) {
    const auto* source = entry.find("source");
    if (source == nullptr || !source->is_map()) {
        collector.remark(origin, "expected a map `source`");
        return std::nullopt;
    }
    const auto kind = source->string("source");
    auto ref = source->string("ref");
    if (const auto sha = source->string("sha"); !sha.empty()) {
        ref = sha;
    }
    if (kind == "github") {
        return collector.source(origin, source->string("repo"), ref);
    }
    if (kind == "git") {
        return collector.source(origin, source->string("url"), ref);
    }
    if (kind == "directory") {
        const auto path = source->string("path");
        const bool is_path =
            path.starts_with('/') || path.starts_with('.') || path.starts_with('~');
        return collector.source(origin, is_path ? path : "./" + path, ref);
    }
    collector.remark(origin,
                     fmt::format("a marketplace of kind {} is no git repository", quote(kind)));
    return std::nullopt;
}

class ClaudeReader {
  public:
    explicit ClaudeReader(Collector& collector) : collector_(collector) {}

    void read_marketplaces(const std::string& place, const Node& node) {
        for (const auto& [name, entry] : node.members) {
            const auto origin = place.empty() ? name : place + "." + name;
            known_.insert(name);
            if (const auto source = read_marketplace(collector_, origin, entry)) {
                sources_[name] = *source;
            }
        }
    }

    void read_plugins(const Node& node) {
        for (const auto& [id, value] : node.members) {
            read_plugin(id, value);
        }
    }

  private:
    void read_plugin(const std::string& id, const Node& value) {
        const auto origin = fmt::format("{}.{}", enabled, id);
        const auto at = id.rfind('@');
        if (at == std::string::npos || at == 0 || at + 1 == id.size()) {
            collector_.remark(origin, "expected PLUGIN@MARKETPLACE");
            return;
        }
        const bool pinned = value.kind == Node::Kind::list;
        if (!value.is_true() && !pinned) {
            collector_.remark(origin, "it is switched off");
            return;
        }
        const auto source = source_of(origin, id.substr(at + 1));
        if (!source) {
            return;
        }
        if (pinned) {
            collector_.remark(origin, "versions of plugins are not pinned here", true);
        }
        ForeignMember member;
        member.source = *source;
        member.type = ArtifactType::plugin;
        member.name = id.substr(0, at);
        member.origin = origin;
        collector_.member(std::move(member));
    }

    std::optional<std::size_t> source_of(const std::string& origin, const std::string& name) {
        if (const auto found = sources_.find(name); found != sources_.end()) {
            return found->second;
        }
        for (const auto& official : officials) {
            if (official.name == name && !known_.contains(name)) {
                return collector_.source(origin, official.repository, "");
            }
        }
        collector_.remark(origin, known_.contains(name)
                                      ? fmt::format("its marketplace {} was not taken", quote(name))
                                      : fmt::format("the file does not say where marketplace {} is",
                                                    quote(name)));
        return std::nullopt;
    }

    Collector& collector_;
    std::map<std::string, std::size_t> sources_;  ///< by name of the marketplace
    std::set<std::string> known_;
};

bool is_known_marketplaces(const Node& root) {
    return root.is_map() && !root.members.empty() &&
           std::all_of(root.members.begin(), root.members.end(), [](const auto& member) {
               const auto* source = member.value.find("source");
               return source != nullptr && source->is_map();
           });
}

}  // namespace

bool is_claude(const Node& root) {
    return root.find(enabled) != nullptr || root.find(marketplaces) != nullptr ||
           is_known_marketplaces(root);
}

Result<Foreign> read_claude(const std::vector<ForeignFile>& files) {
    // Other settings are not about where artifacts come from: they are no loss.
    Collector collector(Format::claude);
    collector.collection("claude-plugins", "plugins enabled in Claude Code");
    ClaudeReader reader(collector);
    std::vector<Node> roots;
    for (const auto& file : files) {
        SKILLMEAT_ASSIGN(auto root, read_json(file.text, file.path));
        if (!is_claude(root)) {
            return fail(ErrorCode::invalid_value,
                        fmt::format("expected `{}` or `{}` in {}, found neither", enabled,
                                    marketplaces, quote(file.path)));
        }
        collector.enter(file);
        if (const auto* extra = root.find(marketplaces)) {
            reader.read_marketplaces(std::string(marketplaces), *extra);
        } else if (root.find(enabled) == nullptr) {
            reader.read_marketplaces("", root);
        }
        roots.push_back(std::move(root));
    }
    for (const auto& root : roots) {
        if (const auto* plugins = root.find(enabled)) {
            reader.read_plugins(*plugins);
        }
    }
    return collector.take();
}

}  // namespace skillmeat::interop
