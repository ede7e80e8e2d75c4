#include <skillmeat/ops/deploy/offers.hpp>

#include <set>
#include <utility>

#include <skillmeat/catalog/counts.hpp>
#include <skillmeat/catalog/exclusions.hpp>
#include <skillmeat/model/artifact_id.hpp>
#include <skillmeat/model/git_url.hpp>
#include <skillmeat/ops/sources/counts.hpp>

namespace skillmeat::ops {
namespace {

bool is_same_repository(const std::string& a, const std::string& b) {
    if (a == b) {
        return true;
    }
    const auto one = parse_git_url(a);
    const auto other = parse_git_url(b);
    return one && other && comparison_key(*one) == comparison_key(*other);
}

std::string key_of(const ArtifactId& id) {
    return artifact_key(id.type, id.path);
}

bool is_wanted(void* context, ArtifactType type, std::string_view, std::string_view path) {
    return static_cast<const std::set<std::string>*>(context)->contains(artifact_key(type, path));
}

/// Whether the entry is what is deployed. A record that does not know the content is compared by
/// what people see.
bool is_current(const Deployment& row, const CatalogEntry& entry, const std::string& commit) {
    if (!row.sha.empty()) {
        return row.sha == entry.sha;
    }
    return shown_version(row.version, row.commit) == shown_version(entry.version, commit);
}

/// A version that an author forgot to raise tells nothing: then the commit is shown.
std::string newer_version(const Deployment& row, const CatalogEntry& entry,
                          const std::string& commit) {
    return std::string(entry.version == row.version ? shown_version("", commit)
                                                    : shown_version(entry.version, commit));
}

}  // namespace

std::string_view to_string(OfferState state) {
    switch (state) {
        case OfferState::current:
            return "current";
        case OfferState::newer:
            return "outdated";
        case OfferState::excluded:
            return "excluded";
        case OfferState::removed:
            return "removed";
        case OfferState::not_scanned:
            return "not_scanned";
        case OfferState::source_missing:
            return "source_missing";
    }
    return {};
}

const SourceRecord* source_of(const Workspace& workspace, const Deployment& row) {
    const auto id = parse_artifact_id(row.artifact);
    const auto* record = id ? workspace.find(id->source_id) : nullptr;
    if (record == nullptr) {
        return nullptr;
    }
    const bool same = is_same_repository(record->source.url, row.url) ||
                      (record->lock && is_same_repository(record->lock->url, row.url));
    return same ? record : nullptr;
}

Result<Offers> Offers::load(Services& services, const Workspace& workspace,
                            const std::vector<const Deployment*>& rows) {
    std::map<const SourceRecord*, std::set<std::string>> wanted;
    for (const auto* row : rows) {
        if (const auto* record = source_of(workspace, *row)) {
            wanted[record].insert(key_of(*parse_artifact_id(row->artifact)));
        }
    }
    Offers offers(workspace);
    for (auto& [record, keys] : wanted) {
        SKILLMEAT_ASSIGN(const auto text,
                         read_catalog_text(services.files, workspace.scope, *record));
        auto& known = offers.sources_[record->source.id];
        if (text.completeness != Completeness::complete) {
            continue;
        }
        const auto entries = catalog::select(text.text, text.path, is_wanted, &keys);
        if (!entries) {
            continue;  // damaged: as if it were not there
        }
        known.complete = true;
        for (const auto& entry : *entries) {
            known.entries.emplace(artifact_key(entry.type, entry.path), entry);
        }
    }
    return offers;
}

Offer Offers::of(const Deployment& row) const {
    Offer offer;
    offer.source = source_of(*workspace_, row);
    if (offer.source == nullptr) {
        return offer;
    }
    const auto known = sources_.find(offer.source->source.id);
    if (known == sources_.end() || !known->second.complete) {
        offer.state = OfferState::not_scanned;
        return offer;
    }
    const auto found = known->second.entries.find(key_of(*parse_artifact_id(row.artifact)));
    if (found == known->second.entries.end() || found->second.status == EntryStatus::removed) {
        offer.state = OfferState::removed;
        return offer;
    }
    offer.entry = found->second;
    const auto& commit = offer.source->lock->commit;
    const catalog::Exclusions exclusions(offer.source->source.exclude);
    if (exclusions.find(offer.entry.type, offer.entry.name, offer.entry.path) != nullptr) {
        offer.state = OfferState::excluded;
    } else if (is_current(row, offer.entry, commit)) {
        offer.state = OfferState::current;
        offer.version = shown_version(row.version, row.commit);
    } else {
        offer.state = OfferState::newer;
        offer.version = newer_version(row, offer.entry, commit);
    }
    return offer;
}

}  // namespace skillmeat::ops
