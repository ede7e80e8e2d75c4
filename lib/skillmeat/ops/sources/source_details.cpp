#include <skillmeat/ops/sources/source_details.hpp>

#include <algorithm>
#include <utility>

#include <skillmeat/base/text.hpp>
#include <skillmeat/model/source_id.hpp>
#include <skillmeat/ops/network.hpp>
#include <skillmeat/ops/sources/readme.hpp>

namespace skillmeat::ops {
namespace {

struct Found {
    Scope scope;
    SourceView view;
};

Result<Found> find_in_scopes(Services& services, const std::vector<Scope>& scopes,
                             const std::string& source) {
    Result<Found> result = fail(ErrorCode::source_not_found, "");
    for (const auto& scope : scopes) {
        SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
        auto found = find_source(workspace, source);
        if (found) {
            SKILLMEAT_ASSIGN(auto view, view_of(services, workspace, **found));
            return Found{workspace.scope, std::move(view)};
        }
        result = fail(std::move(found).error());
        if (result.error().code != ErrorCode::source_not_found) {
            return result;
        }
    }
    return result;
}

bool has_tag(const Source& source, std::string_view tag) {
    return std::any_of(source.tags.begin(), source.tags.end(),
                       [&](const auto& other) { return equals_ignoring_case(other, tag); });
}

}  // namespace

Result<SourceView> find_view(Services& services, const std::vector<Scope>& scopes,
                             const std::string& source) {
    SKILLMEAT_ASSIGN(auto found, find_in_scopes(services, scopes, source));
    return std::move(found.view);
}

Result<SourceDetails> source_details(Services& services, const std::vector<Scope>& scopes,
                                     const std::string& source) {
    SKILLMEAT_ASSIGN(auto found, find_in_scopes(services, scopes, source));
    SourceDetails details;
    details.view = std::move(found.view);
    const auto& record = details.view.record;
    if (!record.lock || record.lock->readme_hash.empty()) {
        return details;
    }
    SKILLMEAT_ASSIGN(auto text, services.files.read(found.scope.details_of(record.source.id)));
    details.readme_missing = !text || readme_hash(*text) != record.lock->readme_hash;
    if (!details.readme_missing) {
        details.readme = std::move(text);
    }
    return details;
}

Result<TagSuggestions> suggest_tags(Services& services, const Scope& scope,
                                    const std::string& source, bool offline) {
    SKILLMEAT_ASSIGN(const auto workspace, load_workspace(services, scope));
    SKILLMEAT_ASSIGN(const auto* record, find_source(workspace, source));
    TagSuggestions suggestions;
    suggestions.source_id = record->source.id;
    SKILLMEAT_ASSIGN(const auto url, parse_git_url(record->source.url));
    SKILLMEAT_ASSIGN(auto* api, github_api(services));
    const auto repository = github::repository_of(url, api->hosts());
    suggestions.host_has_topics = repository.has_value();
    if (!repository) {
        return suggestions;
    }
    github::CallOptions call;
    call.offline = offline;
    SKILLMEAT_ASSIGN(const auto facts, api->repository(*repository, call));
    for (const auto& topic : facts.topics) {
        if (check_tag(topic) && !has_tag(record->source, topic)) {
            suggestions.tags.push_back(topic);
        }
    }
    return suggestions;
}

}  // namespace skillmeat::ops
