#include <skillmeat/ops/entries/find_entry.hpp>

#include <algorithm>

#include <fmt/format.h>

#include <skillmeat/base/text.hpp>
#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/exclusions.hpp>

namespace skillmeat::ops {

Result<std::vector<CatalogEntry>> entries_matching(const CatalogText& catalog,
                                                   const ArtifactRef& reference) {
    auto wanted = reference;
    return catalog::select(
        catalog.text, catalog.path,
        [](void* context, ArtifactType type, std::string_view name, std::string_view path) {
            return matches(*static_cast<const ArtifactRef*>(context), type, name, path);
        },
        &wanted);
}

Error ambiguous(std::string_view text, const std::vector<std::string>& ids) {
    Error error;
    error.code = ErrorCode::ambiguous_reference;
    error.message = fmt::format("{} fits {} artifacts", quote(text), ids.size());
    for (const auto& id : ids) {
        error.context.push_back(id);
    }
    error.hint = "name one of them in full";
    return error;
}

Result<CatalogEntry> choose_entry(std::vector<CatalogEntry> candidates, std::string_view text,
                                  const SourceRecord& record) {
    if (candidates.empty()) {
        return fail(
            ErrorCode::artifact_not_found,
            fmt::format("no artifact {} in source {}", quote(text), quote(record.source.id)),
            fmt::format("list them with `skillmeat catalog list --source {} --all`",
                        record.source.id));
    }
    const catalog::Exclusions exclusions(record.source.exclude);
    std::vector<CatalogEntry> listed;
    for (const auto& entry : candidates) {
        if (catalog::is_listed(entry, exclusions.find(entry.type, entry.name, entry.path),
                               record.source.min_confidence)) {
            listed.push_back(entry);
        }
    }
    auto& chosen = listed.empty() ? candidates : listed;
    if (chosen.size() > 1) {
        std::vector<std::string> ids;
        for (const auto& entry : chosen) {
            ids.push_back(artifact_id(entry.type, entry.path, record.source.id));
        }
        return fail(ambiguous(text, ids));
    }
    return std::move(chosen.front());
}

}  // namespace skillmeat::ops
