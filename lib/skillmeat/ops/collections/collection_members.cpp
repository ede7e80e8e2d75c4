#include <skillmeat/ops/collections/collection_members.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include <skillmeat/base/edit_distance.hpp>
#include <skillmeat/base/text.hpp>
#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/exclusions.hpp>
#include <skillmeat/ops/entries/entries.hpp>
#include <skillmeat/ops/entries/find_entry.hpp>
#include <skillmeat/ops/entries/reference_index.hpp>
#include <skillmeat/ops/sources/counts.hpp>

namespace skillmeat::ops {
namespace {

/// Members of one source, to be found by type and path.
class Wanted {
  public:
    void add(Member& member) {
        by_path_[static_cast<std::size_t>(member.parts.type)].emplace(member.parts.path, &member);
    }
    [[nodiscard]] Member* find(ArtifactType type, std::string_view path) const {
        const auto& paths = by_path_[static_cast<std::size_t>(type)];
        const auto found = paths.find(path);
        return found == paths.end() ? nullptr : found->second;
    }
    template <class Action>
    void for_each(Action action) const {
        for (const auto& paths : by_path_) {
            for (const auto& [path, member] : paths) {
                action(*member);
            }
        }
    }

  private:
    std::array<std::unordered_map<std::string_view, Member*>, artifact_types.size()> by_path_;
};

MemberStatus status_of(EntryStatus status) {
    switch (status) {
        case EntryStatus::fresh:
            return MemberStatus::fresh;
        case EntryStatus::updated:
            return MemberStatus::updated;
        case EntryStatus::unchanged:
            return MemberStatus::unchanged;
        case EntryStatus::excluded:
            return MemberStatus::excluded;
        case EntryStatus::removed:
            return MemberStatus::missing;
    }
    return MemberStatus::missing;
}

Result<void> describe(Services& services, const Workspace& workspace, const SourceRecord& record,
                      Wanted& wanted) {
    SKILLMEAT_ASSIGN(const auto text, read_catalog_text(services.files, workspace.scope, record));
    const auto is_wanted = [](void* context, ArtifactType type, std::string_view,
                              std::string_view path) {
        return static_cast<const Wanted*>(context)->find(type, path) != nullptr;
    };
    const auto entries = text.completeness == Completeness::complete
                             ? catalog::select(text.text, text.path, is_wanted, &wanted)
                             : Result<std::vector<CatalogEntry>>(fail(ErrorCode::not_scanned, ""));
    if (!entries) {  // a damaged catalog is a cache that says nothing
        wanted.for_each([](Member& member) { member.status = MemberStatus::not_scanned; });
        return {};
    }
    const catalog::Exclusions exclusions(record.source.exclude);
    for (const auto& entry : *entries) {
        auto& member = *wanted.find(entry.type, entry.path);
        const bool excluded = exclusions.find(entry.type, entry.name, entry.path) != nullptr;
        member.name = entry.name;
        member.description = entry.description;
        member.status = status_of(shown_status(entry.status, excluded));
        if (member.status != MemberStatus::missing) {
            member.commit = record.lock->commit;
        }
    }
    return {};
}

std::vector<std::string> ids_of(const Workspace& workspace) {
    std::vector<std::string> ids;
    for (const auto& record : workspace.records) {
        ids.push_back(record.source.id);
    }
    return ids;
}

Result<ReferenceIndex> index_of(const std::vector<std::string>& texts,
                                const std::vector<std::string>& source_ids) {
    std::vector<ArtifactRef> references;
    for (const auto& text : texts) {
        SKILLMEAT_ASSIGN(auto reference, parse_artifact_ref(text, source_ids));
        references.push_back(std::move(reference));
    }
    return ReferenceIndex(std::move(references));
}

/// What one reference may mean.
struct Candidates {
    std::vector<std::string> listed;  ///< shown by default
    std::vector<std::string> others;
    bool has_left = false;  ///< one that fits left its source

    [[nodiscard]] const std::vector<std::string>& best() const {
        return listed.empty() ? others : listed;
    }
};

Result<void> collect(const SourceRecord& record, const CatalogText& text,
                     const ReferenceIndex& index, std::vector<Candidates>& candidates) {
    struct Question {
        const ReferenceIndex& index;
        const std::string& source_id;
    } question{index, record.source.id};
    const auto is_meant = [](void* context, ArtifactType type, std::string_view name,
                             std::string_view path) {
        const auto& asked = *static_cast<const Question*>(context);
        return !asked.index.fitting(type, name, path, asked.source_id).empty();
    };
    SKILLMEAT_ASSIGN(const auto entries,
                     catalog::select(text.text, text.path, is_meant, &question));
    const catalog::Exclusions exclusions(record.source.exclude);
    for (const auto& entry : entries) {
        const auto* exclusion = exclusions.find(entry.type, entry.name, entry.path);
        const bool listed = catalog::is_listed(entry, exclusion, record.source.min_confidence);
        for (const auto i : index.fitting(entry.type, entry.name, entry.path, record.source.id)) {
            if (entry.status == EntryStatus::removed) {
                candidates[i].has_left = true;
                continue;
            }
            auto& list = listed ? candidates[i].listed : candidates[i].others;
            list.push_back(artifact_id(entry.type, entry.path, record.source.id));
        }
    }
    return {};
}

}  // namespace

Result<std::vector<Member>> members_of(Services& services, const Workspace& workspace,
                                       const std::vector<std::string>& artifacts) {
    std::vector<Member> members(artifacts.size());
    std::unordered_map<std::string, Wanted> by_source;
    for (std::size_t i = 0; i < artifacts.size(); ++i) {
        auto& member = members[i];
        member.id = artifacts[i];
        SKILLMEAT_ASSIGN(member.parts, parse_artifact_id(artifacts[i]));
        member.name = likely_name(member.parts);
        by_source[ascii_lower(member.parts.source_id)].add(member);
    }
    for (auto& [source_id, wanted] : by_source) {
        if (const auto* record = workspace.find(source_id)) {
            SKILLMEAT_TRY(describe(services, workspace, *record, wanted));
        }
    }
    return members;
}

namespace {

/// Members by their full ids, which needs no catalog. Whether that was enough for all.
bool find_by_id(const std::vector<std::string>& members, const std::vector<std::string>& references,
                std::vector<MemberMatch>& found) {
    std::unordered_map<std::string, std::size_t> positions;
    for (std::size_t i = 0; i < members.size(); ++i) {
        positions.emplace(artifact_id_key(members[i]), i);
    }
    bool all = true;
    for (std::size_t i = 0; i < references.size(); ++i) {
        const auto position = positions.find(artifact_id_key(references[i]));
        if (position != positions.end()) {
            found[i] = {members[position->second], position->second};
        }
        all = all && found[i].position.has_value();
    }
    return all;
}

/// What the catalogs offer for each reference, and which of them are not here.
Result<void> search_catalogs(Services& services, const Workspace& workspace,
                             const ReferenceIndex& index, std::vector<Candidates>& candidates,
                             std::vector<IncompleteSource>& incomplete) {
    for (const auto& record : workspace.records) {
        if (!index.concerns(record.source.id)) {
            continue;
        }
        SKILLMEAT_ASSIGN(const auto text,
                         read_catalog_text(services.files, workspace.scope, record));
        const bool complete = text.completeness == Completeness::complete &&
                              collect(record, text, index, candidates).has_value();
        if (!complete && record.lock) {
            incomplete.push_back({workspace.scope.project_id, record.source.id});
        }
    }
    return {};
}

/// Why a reference fits nothing. `source` is the one it names, or empty.
Error no_artifact(Services& services, const Workspace& workspace, const std::string& reference,
                  const std::string& source, std::vector<IncompleteSource> incomplete) {
    const auto* record = source.empty() ? nullptr : workspace.find(source);
    if (record != nullptr && !record->lock) {
        return Error{ErrorCode::not_scanned,
                     fmt::format("source {} is not scanned yet", quote(source)),
                     {},
                     {},
                     fmt::format("run `skillmeat source scan {}`", source)};
    }
    std::erase_if(incomplete,
                  [&](const auto& one) { return !source.empty() && one.source_id != source; });
    if (!incomplete.empty()) {
        return incomplete_error(incomplete);
    }
    return Error{ErrorCode::artifact_not_found,
                 fmt::format("no artifact {}", quote(reference)),
                 {},
                 {},
                 nearest_entry_hint(services, {workspace.scope}, reference)};
}

}  // namespace

Result<std::vector<std::string>> find_artifacts(Services& services, const Workspace& workspace,
                                                const std::vector<std::string>& members,
                                                const std::vector<std::string>& references) {
    std::vector<MemberMatch> known(references.size());
    std::vector<Candidates> candidates(references.size());
    std::vector<IncompleteSource> incomplete;
    SKILLMEAT_ASSIGN(const auto index, index_of(references, ids_of(workspace)));
    if (!find_by_id(members, references, known)) {
        SKILLMEAT_TRY(search_catalogs(services, workspace, index, candidates, incomplete));
    }
    std::vector<std::string> found;
    for (std::size_t i = 0; i < references.size(); ++i) {
        const auto& best = candidates[i].best();
        if (known[i].position) {
            found.push_back(known[i].id);
        } else if (best.size() > 1) {
            return fail(ambiguous(references[i], best));
        } else if (best.empty() && candidates[i].has_left) {
            return fail(ErrorCode::artifact_not_found,
                        fmt::format("artifact {} has left its source", quote(references[i])),
                        "see what it offers with `skillmeat catalog list`");
        } else if (best.empty()) {
            return fail(no_artifact(services, workspace, references[i],
                                    index.references()[i].source_id, std::move(incomplete)));
        } else {
            found.push_back(best.front());
        }
    }
    return found;
}

namespace {

/// Sources that references to members may name: those that are here and those that left.
std::vector<std::string> source_ids(const Workspace& workspace,
                                    const std::vector<Member>& members) {
    auto ids = ids_of(workspace);
    for (const auto& member : members) {
        const auto& id = member.parts.source_id;
        const bool known = std::any_of(ids.begin(), ids.end(), [&](const auto& other) {
            return equals_ignoring_case(other, id);
        });
        if (!known) {
            ids.push_back(id);
        }
    }
    return ids;
}

Error no_member(const std::vector<Member>& members, const std::string& text,
                const MemberHolder& holder) {
    std::vector<std::string_view> names;
    for (const auto& member : members) {
        names.push_back(member.name);
        names.push_back(member.id);
    }
    const auto near = closest(text, names);
    Error error;
    error.code = ErrorCode::artifact_not_found;
    error.message = fmt::format("no artifact {} in {}", quote(text), holder.name);
    error.hint = near ? fmt::format("did you mean {}?", quote(*near))
                      : fmt::format("see its artifacts with `{}`", holder.shown);
    return error;
}

/// Positions of the members that each reference fits.
Result<std::vector<std::vector<std::size_t>>> fitting_members(
    const Workspace& workspace, const std::vector<Member>& members,
    const std::vector<std::string>& references) {
    SKILLMEAT_ASSIGN(const auto index, index_of(references, source_ids(workspace, members)));
    std::vector<std::vector<std::size_t>> fitting(references.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
        const auto& parts = members[i].parts;
        for (const auto reference :
             index.fitting(parts.type, members[i].name, parts.path, parts.source_id)) {
            fitting[reference].push_back(i);
        }
    }
    return fitting;
}

/// An artifact that is no member, when it is known or named so that it could be.
Result<MemberMatch> find_other(Services& services, const Workspace& workspace,
                               const std::vector<Member>& members, const std::string& reference,
                               const MemberHolder& holder) {
    if (parse_artifact_id(reference)) {
        return MemberMatch{reference, std::nullopt};
    }
    auto artifact = find_artifacts(services, workspace, {}, {reference});
    if (artifact) {
        return MemberMatch{artifact->front(), std::nullopt};
    }
    if (artifact.error().code == ErrorCode::ambiguous_reference) {
        return fail(std::move(artifact).error());
    }
    return fail(no_member(members, reference, holder));
}

}  // namespace

Result<std::vector<MemberMatch>> find_members(Services& services, const Workspace& workspace,
                                              const std::vector<std::string>& members,
                                              const std::vector<std::string>& references,
                                              const MemberHolder& holder) {
    std::vector<MemberMatch> found(references.size());
    if (find_by_id(members, references, found)) {
        return found;
    }
    SKILLMEAT_ASSIGN(const auto known, members_of(services, workspace, members));
    SKILLMEAT_ASSIGN(const auto fitting, fitting_members(workspace, known, references));
    for (std::size_t i = 0; i < references.size(); ++i) {
        if (found[i].position) {
            continue;
        }
        if (fitting[i].size() > 1) {
            std::vector<std::string> ids;
            for (const auto position : fitting[i]) {
                ids.push_back(members[position]);
            }
            return fail(ambiguous(references[i], ids));
        }
        if (fitting[i].size() == 1) {
            found[i] = {members[fitting[i].front()], fitting[i].front()};
        } else {
            SKILLMEAT_ASSIGN(found[i],
                             find_other(services, workspace, known, references[i], holder));
        }
    }
    return found;
}

Result<std::vector<std::size_t>> require_members(Services& services, const Workspace& workspace,
                                                 const std::vector<std::string>& members,
                                                 const std::vector<std::string>& references,
                                                 const MemberHolder& holder) {
    SKILLMEAT_ASSIGN(const auto found,
                     find_members(services, workspace, members, references, holder));
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (!found[i].position) {
            SKILLMEAT_ASSIGN(const auto known, members_of(services, workspace, members));
            return fail(no_member(known, references[i], holder));
        }
        positions.push_back(*found[i].position);
    }
    return positions;
}

}  // namespace skillmeat::ops
