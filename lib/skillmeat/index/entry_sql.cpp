#include <skillmeat/index/entry_sql.hpp>

#include <fmt/format.h>

#include <algorithm>

#include <skillmeat/index/document.hpp>

namespace skillmeat::index {
namespace {

template <class Enum>
std::vector<std::int64_t> numbers(const std::vector<Enum>& values) {
    std::vector<std::int64_t> result;
    for (const auto value : values) {
        if constexpr (std::is_same_v<Enum, ArtifactType>) {
            result.push_back(type_rank(value));
        } else {
            result.push_back(static_cast<std::int64_t>(value));
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

std::vector<std::int64_t> shown_statuses(const Conditions& conditions) {
    if (!conditions.statuses.empty()) {
        return numbers(conditions.statuses);
    }
    std::vector<EntryStatus> shown{EntryStatus::fresh, EntryStatus::updated,
                                   EntryStatus::unchanged};
    if (conditions.include_excluded) {
        shown.push_back(EntryStatus::excluded);
    }
    return numbers(shown);
}

void add_plugins(Sql& sql, const std::vector<std::string>& plugins) {
    sql.add(" AND e.plugin <> '' AND (").in("fold_case(e.plugin)", plugins);
    sql.add(" OR ").in("fold_case(e.plugin_name)", plugins).add(")");
}

/// Documents are numbers of ours, and they may be more than a statement has parameters.
void add_documents(Sql& sql, std::string_view how, const std::vector<std::int64_t>& documents) {
    sql.add(fmt::format(" AND e.document {} ({})", how, fmt::join(documents, ",")));
}

bool contains_empty(const std::vector<std::string>& texts) {
    return std::find(texts.begin(), texts.end(), std::string()) != texts.end();
}

/// Conditions that only serve the index chosen by tables().
void add_index_conditions(Sql& sql, const Conditions& conditions) {
    if (tables(conditions).find("entry_by_exclusion") != std::string::npos) {
        sql.add(" AND e.excluded_at >= 0");
    }
    if (tables(conditions).find("entry_by_category") != std::string::npos) {
        sql.add(" AND ").in("e.category_key", conditions.categories);
    }
}

}  // namespace

Result<Statement> prepare(const Index& index, const Sql& sql) {
    SKILLMEAT_ASSIGN(auto statement, index.database().prepare(sql.text));
    for (const auto& value : sql.values) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            statement.bind(*number);
        } else {
            statement.bind(std::get<std::string>(value));
        }
    }
    return statement;
}

void add_bounds(Sql& sql, const Bounds& bounds) {
    sql.add(" WHERE ").in("s.scope", bounds.scopes);
    sql.add(fmt::format(" AND s.standing = {}", static_cast<int>(Standing::complete)));
    if (bounds.sources) {
        sql.add(" AND ").in("s.id", *bounds.sources);
    }
}

void add_standing(Sql& sql, const Conditions& conditions) {
    if (!conditions.types.empty()) {
        sql.add(" AND ").in("e.type", numbers(conditions.types));
    }
    if (!conditions.statuses.empty() || !conditions.all) {
        sql.add(" AND ").in("e.status", shown_statuses(conditions));
    }
    if (!conditions.tiers.empty()) {
        sql.add(" AND ").in("e.tier", numbers(conditions.tiers));
    } else if (!conditions.all) {
        sql.add(" AND ").in("e.tier", numbers(std::vector<Tier>{Tier::primary, Tier::loose}));
    }
    if (conditions.min_confidence) {
        sql.add(" AND e.confidence >= ?").value(*conditions.min_confidence);
    } else if (!conditions.all) {
        sql.add(" AND e.confidence >= s.min_confidence");
    }
}

void add_labels(Sql& sql, const Conditions& conditions) {
    if (conditions.documents) {
        add_documents(sql, "IN", *conditions.documents);
    }
    if (!conditions.other_documents.empty()) {
        add_documents(sql, "NOT IN", conditions.other_documents);
    }
    if (!conditions.categories.empty()) {
        sql.add(" AND ").in("coalesce(e.category_key, '')", conditions.categories);
    }
    if (!conditions.plugins.empty()) {
        add_plugins(sql, conditions.plugins);
    }
    for (const auto& tag : conditions.tags) {
        sql.add(" AND (e.document IN (SELECT document FROM entry_tag WHERE key = ?)");
        sql.value(tag.key);
        if (!tag.sources.empty()) {
            sql.add(" OR ").in("e.source", tag.sources);
        }
        sql.add(")");
    }
    if (!conditions.search.empty()) {
        sql.add(
            " AND (contains_folded(e.name, ?) OR contains_folded(e.path, ?) OR "
            "contains_folded(e.description, ?))");
        sql.value(conditions.search).value(conditions.search).value(conditions.search);
    }
}

std::string tables(const Conditions& conditions) {
    const std::string through_entries = " CROSS JOIN source AS s ON s.id = e.source";
    if (conditions.documents) {
        return " FROM entry AS e NOT INDEXED" + through_entries;
    }
    for (const auto& tag : conditions.tags) {
        if (tag.sources.empty()) {
            return " FROM entry AS e NOT INDEXED" + through_entries;
        }
    }
    if (!conditions.categories.empty() && !contains_empty(conditions.categories)) {
        return " FROM entry AS e INDEXED BY entry_by_category" + through_entries;
    }
    const auto by_source = [](std::string_view name) {
        return fmt::format(
            " FROM source AS s CROSS JOIN entry AS e INDEXED BY {} ON e.source = s.id", name);
    };
    if (!conditions.types.empty()) {
        return by_source("entry_by_type");
    }
    if (conditions.statuses == std::vector<EntryStatus>{EntryStatus::excluded}) {
        return " FROM entry AS e INDEXED BY entry_by_exclusion" + through_entries;
    }
    if (!conditions.statuses.empty()) {
        return by_source("entry_by_status");
    }
    return by_source(conditions.min_confidence ? "entry_by_confidence" : "entry_by_type");
}

void add_where(Sql& sql, const Bounds& bounds, const Conditions& conditions) {
    add_bounds(sql, bounds);
    add_standing(sql, conditions);
    add_index_conditions(sql, conditions);
    add_labels(sql, conditions);
}

}  // namespace skillmeat::index
