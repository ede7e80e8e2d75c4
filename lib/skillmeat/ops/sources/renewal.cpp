#include <skillmeat/ops/sources/renewal.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/deploy/settings_merge.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/ops/deploy/deploy_contents.hpp>
#include <skillmeat/ops/deploy/deploy_place.hpp>

namespace skillmeat::ops {
namespace {

/// Where an agent's places are, as a row names them.
struct Layout {
    const deploy::Targets* targets = nullptr;
    std::string base;  ///< directory that `--to` named; empty: none
};

std::string below(const std::string& base, const std::string& path) {
    return base.empty() ? path : base + '/' + path;
}

/// What stands before `place` in a path; nothing when it is not in there.
std::optional<std::string> base_before(std::string_view path, const std::string& place) {
    if (path == place || path.starts_with(place + '/')) {
        return std::string();
    }
    const auto ending = '/' + place;
    if (path.ends_with(ending)) {
        return std::string(path.substr(0, path.size() - ending.size()));
    }
    const auto inside = path.find(ending + '/');
    return inside == std::string_view::npos ? std::nullopt
                                            : std::optional(std::string(path.substr(0, inside)));
}

/// Paths that tell where a deployment is.
std::vector<std::string> telling_paths(const Deployment& row) {
    if (row.target != ".") {
        return {row.target};
    }
    std::vector<std::string> paths;
    for (const auto& file : row.files) {
        paths.push_back(file.path);
    }
    for (const auto& value : row.merged) {
        paths.push_back(value.file);
    }
    return paths;
}

/// The directory that `--to` named when the deployment was made, as far as its paths show.
std::string base_of(const Deployment& row, const deploy::Targets& targets) {
    for (const auto& path : telling_paths(row)) {
        for (const auto type : artifact_types) {
            const auto place = targets.place(row.agent, type);
            const auto base = place ? base_before(path, place->path) : std::nullopt;
            if (base) {
                return *base;
            }
        }
    }
    return {};
}

/// The name an artifact has where it is installed, so that it keeps its place whatever it is called
/// in the repository.
std::string installed_as(const Deployment& row, const ArtifactId& id, const Layout& layout) {
    if (id.type == ArtifactType::mcp) {
        for (auto value = row.merged.rbegin(); value != row.merged.rend(); ++value) {
            if (!deploy::is_container(*value)) {
                return value->key.back();
            }
        }
    }
    const auto place = layout.targets->place(row.agent, id.type);
    if (!place || place->method == deploy::Method::settings) {
        return likely_name(id);
    }
    const auto front = below(layout.base, place->path) + '/';
    auto name = std::string_view(row.target);
    if (!name.starts_with(front) || !name.ends_with(place->suffix)) {
        return likely_name(id);
    }
    name.remove_prefix(front.size());
    name.remove_suffix(place->suffix.size());
    std::string result(name);
    std::replace(result.begin(), result.end(), '/', ':');
    return result;
}

Error moved(const Deployment& row, const Desired& desired) {
    return Error{
        ErrorCode::not_deployable,
        fmt::format("{} is installed at {} for {}, and would come to {} now", quote(row.artifact),
                    quote(row.target), row.agent, quote(desired.row.target)),
        {},
        {},
        "undeploy it, then deploy it again"};
}

/// What is read at once.
struct Batch {
    ContentSource source;
    std::vector<WantedContent> wanted;
    std::vector<std::size_t> renewals;  ///< positions, one for each of `wanted`
};

class Renewing {
  public:
    Renewing(Services& services, const Workspace& workspace, const settings::Settings& settings,
             std::vector<AgentPlace> overrides)
        : services_(services),
          workspace_(workspace),
          settings_(settings),
          own_(services.environment, overrides, !workspace.scope.is_project),
          in_directory_(services.environment, overrides, false) {}

    Result<std::vector<Desired>> run(const std::vector<Renewal>& renewals, bool offline) {
        std::vector<Desired> desired(renewals.size());
        for (auto& batch : batches(renewals, offline)) {
            auto contents =
                read_artifacts(services_, workspace_.scope, settings_, batch.source, batch.wanted);
            for (std::size_t i = 0; i < batch.renewals.size(); ++i) {
                const auto& renewal = renewals[batch.renewals[i]];
                auto& made = desired[batch.renewals[i]];
                if (!contents) {
                    if (is_interruption(contents.error().code)) {
                        return fail(contents.error());
                    }
                    made = refused(renewal, contents.error());
                } else {
                    made = make((*contents)[i], renewal);
                }
            }
        }
        return desired;
    }

  private:
    static bool is_interruption(ErrorCode code) {
        return code == ErrorCode::interrupted || code == ErrorCode::terminated;
    }

    static Desired refused(const Renewal& renewal, Error error) {
        Desired desired;
        desired.row = renewal.row;
        desired.is_private = renewal.is_private;
        desired.refusal = std::move(error);
        return desired;
    }

    std::vector<Batch> batches(const std::vector<Renewal>& renewals, bool offline) const {
        std::map<std::tuple<std::string, std::string, std::string>, Batch> found;
        for (std::size_t i = 0; i < renewals.size(); ++i) {
            const auto& renewal = renewals[i];
            const auto& row = renewal.row;
            const auto id = *parse_artifact_id(row.artifact);
            auto& batch = found[{id.source_id, row.url, row.commit}];
            auto& source = batch.source;
            source.id = id.source_id;
            source.url = row.url;
            source.commit = row.commit;
            source.tree = renewal.tree;
            source.offline = offline;
            if (renewal.source != nullptr) {
                source.options = {renewal.source->source.root, renewal.source->source.map};
                source.transport = renewal.source->source.transport;
            }
            batch.wanted.push_back({id.type, likely_name(id), id.path, wants_whole(row, id.type)});
            batch.renewals.push_back(i);
        }
        std::vector<Batch> batches;
        for (auto& [key, batch] : found) {
            batches.push_back(std::move(batch));
        }
        return batches;
    }

    [[nodiscard]] static bool wants_whole(const Deployment& row, ArtifactType type) {
        return type == ArtifactType::plugin && row.target != ".";
    }

    Desired make(const ArtifactContent& content, const Renewal& renewal) const {
        auto desired = place({&own_, ""}, content, renewal);
        if (!is_same_place(desired, renewal)) {
            const auto base = base_of(renewal.row, in_directory_);
            auto other = place({&in_directory_, base}, content, renewal);
            if (is_same_place(other, renewal)) {
                desired = std::move(other);
            }
        }
        desired.is_private = renewal.is_private;
        if (!desired.refusal && !is_same_place(desired, renewal)) {
            desired.refusal = moved(renewal.row, desired);
        }
        if (!desired.refusal) {
            judge(desired, renewal);
        }
        return desired;
    }

    static bool is_same_place(const Desired& desired, const Renewal& renewal) {
        return !desired.refusal && desired.row.target == renewal.row.target;
    }

    Desired place(const Layout& layout, ArtifactContent content, const Renewal& renewal) const {
        Deployment base;
        const auto& row = renewal.row;
        base.artifact = row.artifact;
        base.url = row.url;
        base.agent = row.agent;
        base.mode = row.mode.value_or(DeployMode::copy);
        base.commit = row.commit;
        base.sha = row.sha;
        base.version = row.version;
        content.name = installed_as(row, *parse_artifact_id(row.artifact), layout);
        const sys::Path directory = workspace_.scope.root / layout.base;
        return make_desired({*layout.targets, resolver(services_, workspace_.scope, directory)},
                            std::move(base), content);
    }

    /// Content that is not what the row names, and hidden characters.
    static void judge(Desired& desired, const Renewal& renewal) {
        const auto findings = hidden_characters(desired);
        if (!findings.empty()) {
            desired.refusal = flagged(renewal.row.artifact, findings,
                                      "look at it; to be rid of it, `skillmeat undeploy` it");
        }
    }

    Services& services_;
    const Workspace& workspace_;
    const settings::Settings& settings_;
    deploy::Targets own_;
    deploy::Targets in_directory_;
};

}  // namespace

Result<std::vector<Desired>> renew(Services& services, const Workspace& workspace,
                                   const settings::Settings& settings,
                                   const std::vector<Renewal>& renewals, bool offline) {
    SKILLMEAT_ASSIGN(auto overrides, settings::agent_places(settings));
    return Renewing(services, workspace, settings, std::move(overrides)).run(renewals, offline);
}

}  // namespace skillmeat::ops
