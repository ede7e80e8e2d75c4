#pragma once

#include <skillmeat/index/entry_query.hpp>
#include <skillmeat/index/entry_store.hpp>
#include <skillmeat/index/search.hpp>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace skillmeat::index::testing {

inline CatalogEntry entry(ArtifactType type, std::string name, std::string description,
                          std::vector<std::string> tags = {}) {
    CatalogEntry made;
    made.type = type;
    made.path = std::string(to_string(type)) + "s/" + name;
    made.name = std::move(name);
    made.description = std::move(description);
    made.tags = std::move(tags);
    made.confidence = 90;
    made.sha = "83c9f1a0b2d4e6f8091a2b3c4d5e6f7081920a3b";
    return made;
}

inline CatalogEntry skill(std::string name, std::string description,
                          std::vector<std::string> tags = {}) {
    return entry(ArtifactType::skill, std::move(name), std::move(description), std::move(tags));
}

/// For what gives nothing but must not fail.
inline void done(const Result<void>& result) {
    if (!result) {
        throw std::runtime_error(result.error().message);
    }
}

/// An index in memory, filled by hand.
struct MemoryIndex {
    Index index = Index::open("", Access::memory).value();

    std::int64_t scope(const std::string& key) const {
        ScopeRow row;
        row.key = key;
        row.manifest = "/" + key + "/skillmeat.toml";
        row.project_id = key;
        done(index.put_scope(row));
        return row.id;
    }

    /// Entries must be in the order of a catalog.
    SourceRow add(std::int64_t scope, const std::string& id,
                  const std::vector<CatalogEntry>& entries) const {
        SourceRow row;
        row.source.id = id;
        row.standing = Standing::complete;
        done(index.put_source(scope, row));
        replace(scope, row, entries);
        return row;
    }

    void replace(std::int64_t scope, SourceRow& row,
                 const std::vector<CatalogEntry>& entries) const {
        auto writer = EntryWriter::make(index, scope).value();
        std::vector<IndexedEntry> indexed;
        for (const auto& one : entries) {
            IndexedEntry item;
            item.entry = &one;
            indexed.push_back(item);
        }
        done(writer.replace(row, indexed, row.source.id, ""));
        done(writer.finish());
        done(index.put_source(scope, row));
    }

    [[nodiscard]] std::vector<std::string> find(const EntryQuery& query) const {
        std::vector<std::string> names;
        const auto found = find_entries(index, query).value();
        for (const auto& stored : found) {
            names.push_back(stored.entry.name);
        }
        return names;
    }

    [[nodiscard]] SearchResult search(std::int64_t scope, const std::string& query,
                                      SearchRequest request = {}) const {
        request.bounds.scopes = {scope};
        request.query = parse_query(query).value();
        return index::search(index, request).value();
    }

    [[nodiscard]] std::vector<std::string> names(std::int64_t scope, const std::string& query,
                                                 SearchRequest request = {}) const {
        std::vector<std::string> names;
        for (const auto& hit : search(scope, query, std::move(request)).hits) {
            names.push_back(hit.stored.entry.name);
        }
        return names;
    }
};

}  // namespace skillmeat::index::testing
