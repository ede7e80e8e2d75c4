#include <skillmeat/index/entry_query.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <type_traits>
#include <utility>
#include <variant>

#include <skillmeat/index/codec.hpp>
#include <skillmeat/index/document.hpp>
#include <skillmeat/index/standing.hpp>

namespace skillmeat::index {
namespace {

/// A piece of SQL with the values of its parameters, in order.
struct Sql {
    std::string text;
    std::vector<std::variant<std::int64_t, std::string>> values;

    Sql& add(std::string_view more) {
        text += more;
        return *this;
    }
    Sql& value(std::int64_t number) {
        values.emplace_back(number);
        return *this;
    }
    Sql& value(std::string bytes) {
        values.emplace_back(std::move(bytes));
        return *this;
    }
    /// ` AND column IN (?, ...)`, or `= ?` for a single value.
    template <class T>
    Sql& in(std::string_view column, const std::vector<T>& list) {
        text += column;
        text += list.size() == 1 ? " = ?" : " IN (" + placeholders(list.size()) + ")";
        for (const auto& item : list) {
            if constexpr (std::is_same_v<T, std::string>) {
                value(item);
            } else {
                value(static_cast<std::int64_t>(item));
            }
        }
        return *this;
    }
};

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

/// Every question begins its conditions with this and takes its rows through it: sources of the
/// scopes, and of those named, whose catalogs can answer.
void add_bounds(Sql& sql, const Bounds& bounds) {
    sql.add(" WHERE ").in("s.scope", bounds.scopes);
    sql.add(fmt::format(" AND s.standing = {}", static_cast<int>(Standing::complete)));
    if (bounds.sources) {
        sql.add(" AND ").in("s.id", *bounds.sources);
    }
}

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

/// The same in C++ is stands().
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

void add_plugins(Sql& sql, const std::vector<std::string>& plugins) {
    sql.add(" AND e.plugin <> '' AND (").in("fold_case(e.plugin)", plugins);
    sql.add(" OR ").in("fold_case(e.plugin_name)", plugins).add(")");
}

/// Documents are numbers of ours, and they may be more than a statement has parameters.
void add_documents(Sql& sql, std::string_view how, const std::vector<std::int64_t>& documents) {
    sql.add(fmt::format(" AND e.document {} ({})", how, fmt::join(documents, ",")));
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

bool contains_empty(const std::vector<std::string>& texts) {
    return std::find(texts.begin(), texts.end(), std::string()) != texts.end();
}

/// Where the walk begins. Written out rather than left to the planner, which knows nothing of the
/// numbers: it takes what the question narrows most.
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

/// Conditions that only serve the index chosen by tables().
void add_index_conditions(Sql& sql, const Conditions& conditions) {
    if (tables(conditions).find("entry_by_exclusion") != std::string::npos) {
        sql.add(" AND e.excluded_at >= 0");
    }
    if (tables(conditions).find("entry_by_category") != std::string::npos) {
        sql.add(" AND ").in("e.category_key", conditions.categories);
    }
}

void add_where(Sql& sql, const Bounds& bounds, const Conditions& conditions) {
    add_bounds(sql, bounds);
    add_standing(sql, conditions);
    add_index_conditions(sql, conditions);
    add_labels(sql, conditions);
}

/// What rows are sorted by before their natural order; empty for that alone.
std::string_view leading_column(Order order) {
    switch (order) {
        case Order::natural:
            return "";
        case Order::name:
            return "e.name";
        case Order::type:
            return "e.type";
        case Order::confidence:
            return "-e.confidence";
        case Order::detected:
            return "-e.detected_at";
        case Order::changed:
            return "-e.changed_at";
    }
    return "";
}

void add_after(Sql& sql, Order order, const After& after) {
    const auto leading = leading_column(order);
    if (leading.empty()) {
        // The first part lets SQLite seek.
        sql.add(" AND s.name >= ? AND (s.name, e.type, e.path, s.project) > (?, ?, ?, ?)");
        sql.value(after.source);
    } else {
        sql.add(
            fmt::format(" AND ({}, s.name, e.type, e.path, s.project) > (?, ?, ?, ?, ?)", leading));
        if (order == Order::name) {
            sql.value(after.text);
        } else {
            sql.value(order == Order::type ? type_rank(after.type) : after.number);
        }
    }
    sql.value(after.source).value(type_rank(after.type)).value(after.path).value(after.project);
}

void add_order(Sql& sql, const EntryQuery& query) {
    const auto leading = leading_column(query.order);
    sql.add(" ORDER BY ");
    if (!leading.empty()) {
        sql.add(leading).add(", ");
    }
    // Within a source documents are numbered by type and path.
    sql.add(query.bounds.scopes.size() == 1 ? "s.name, e.type, e.document"
                                            : "s.name, e.type, e.path, s.project");
    if (query.limit) {
        sql.add(" LIMIT ?").value(static_cast<std::int64_t>(*query.limit) + 1);
    }
}

Sql page_sql(const EntryQuery& query) {
    Sql sql;
    sql.add(entry_columns).add(tables(query.conditions));
    add_where(sql, query.bounds, query.conditions);
    if (query.after) {
        add_after(sql, query.order, *query.after);
    }
    add_order(sql, query);
    return sql;
}

Sql count_sql(std::string_view what, const Bounds& bounds, const Conditions& conditions) {
    Sql sql;
    sql.add("SELECT ").add(what).add(", count(*)").add(tables(conditions));
    add_where(sql, bounds, conditions);
    return sql;
}

bool is_nothing(const Bounds& bounds) {
    return bounds.scopes.empty() || (bounds.sources && bounds.sources->empty());
}

}  // namespace

Result<std::vector<StoredEntry>> find_entries(const Index& index, const EntryQuery& query) {
    std::vector<StoredEntry> rows;
    if (is_nothing(query.bounds)) {
        return rows;
    }
    SKILLMEAT_ASSIGN(auto statement, prepare(index, page_sql(query)));
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, statement.step());
        if (!more) {
            return rows;
        }
        SKILLMEAT_ASSIGN(auto row, read_entry(statement));
        rows.push_back(std::move(row));
    }
}

Result<std::vector<std::string>> explain(const Index& index, const EntryQuery& query) {
    std::vector<std::string> steps;
    if (is_nothing(query.bounds)) {
        return steps;
    }
    auto sql = page_sql(query);
    sql.text.insert(0, "EXPLAIN QUERY PLAN ");
    SKILLMEAT_ASSIGN(auto statement, prepare(index, sql));
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, statement.step());
        if (!more) {
            return steps;
        }
        steps.emplace_back(statement.text(3));
    }
}

Result<std::vector<Count>> count_entries(const Index& index, const Bounds& bounds,
                                         const Conditions& conditions, CountKey key) {
    std::vector<Count> counts;
    if (is_nothing(bounds)) {
        return counts;
    }
    if (conditions.only_standing()) {
        return count_standing(index, bounds, conditions, key);
    }
    std::string_view column = "e.type";
    switch (key) {
        case CountKey::type:
            break;
        case CountKey::status:
            column = "e.status";
            break;
        case CountKey::tier:
            column = "e.tier";
            break;
        case CountKey::source:
            column = "e.source";
            break;
    }
    auto sql = count_sql(column, bounds, conditions);
    sql.add(fmt::format(" GROUP BY {}", column));
    SKILLMEAT_ASSIGN(auto statement, prepare(index, sql));
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, statement.step());
        if (!more) {
            return counts;
        }
        const auto found = statement.integer(0);
        counts.push_back(
            {key == CountKey::type ? static_cast<std::int64_t>(type_of_rank(found)) : found,
             static_cast<std::size_t>(statement.integer(1))});
    }
}

Result<std::size_t> count_entries(const Index& index, const Bounds& bounds,
                                  const Conditions& conditions) {
    if (is_nothing(bounds)) {
        return std::size_t{0};
    }
    if (conditions.only_standing()) {
        SKILLMEAT_ASSIGN(const auto counts,
                         count_standing(index, bounds, conditions, CountKey::type));
        return std::accumulate(
            counts.begin(), counts.end(), std::size_t{0},
            [](std::size_t sum, const Count& count) { return sum + count.count; });
    }
    SKILLMEAT_ASSIGN(auto statement, prepare(index, count_sql("0", bounds, conditions)));
    SKILLMEAT_ASSIGN(const bool row, statement.step());
    return row ? static_cast<std::size_t>(statement.integer(1)) : std::size_t{0};
}

Result<std::vector<CategoryCount>> count_categories(const Index& index, const Bounds& bounds,
                                                    const Conditions& conditions) {
    std::vector<CategoryCount> counts;
    if (is_nothing(bounds)) {
        return counts;
    }
    Sql sql;
    sql.add(
        "SELECT e.category_key, count(*) FROM entry AS e INDEXED BY entry_by_category "
        "CROSS JOIN source AS s ON s.id = e.source");
    add_bounds(sql, bounds);
    add_standing(sql, conditions);
    add_labels(sql, conditions);
    sql.add(" AND e.category_key IS NOT NULL GROUP BY e.category_key");
    SKILLMEAT_ASSIGN(auto statement, prepare(index, sql));
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, statement.step());
        if (!more) {
            return counts;
        }
        counts.push_back(
            {std::string(statement.text(0)), static_cast<std::size_t>(statement.integer(1))});
    }
}

Result<std::vector<TaggedEntry>> tagged_entries(const Index& index, const Bounds& bounds,
                                                const Conditions& conditions) {
    std::vector<TaggedEntry> entries;
    if (is_nothing(bounds)) {
        return entries;
    }
    Sql sql;
    sql.add("SELECT e.source, e.tags").add(tables(conditions));
    add_where(sql, bounds, conditions);
    sql.add(" AND e.tags <> x''");
    SKILLMEAT_ASSIGN(auto statement, prepare(index, sql));
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, statement.step());
        if (!more) {
            return entries;
        }
        auto tags = decode_texts(statement.text(1));
        if (!tags) {
            return fail(ErrorCode::io_error, "the index cannot be used: tags are damaged");
        }
        entries.push_back({statement.integer(0), *std::move(tags)});
    }
}

Result<bool> has_tag(const Index& index, const Bounds& bounds, const std::string& key) {
    if (is_nothing(bounds)) {
        return false;
    }
    Sql sql;
    sql.add(
        "SELECT 1 FROM entry_tag AS t CROSS JOIN entry AS e ON e.document = t.document "
        "CROSS JOIN source AS s ON s.id = e.source");
    add_bounds(sql, bounds);
    sql.add(" AND t.key = ? LIMIT 1").value(key);
    SKILLMEAT_ASSIGN(auto statement, prepare(index, sql));
    return statement.step();
}

Result<std::vector<std::int64_t>> documents(const Index& index, const Bounds& bounds,
                                            const Conditions& conditions) {
    std::vector<std::int64_t> found;
    if (is_nothing(bounds)) {
        return found;
    }
    Sql sql;
    sql.add("SELECT e.document").add(tables(conditions));
    add_where(sql, bounds, conditions);
    SKILLMEAT_ASSIGN(auto statement, prepare(index, sql));
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, statement.step());
        if (!more) {
            break;
        }
        found.push_back(statement.integer(0));
    }
    std::sort(found.begin(), found.end());
    return found;
}

// Documents of a source are numbered in the order of lists, so that halving finds one.
Result<std::optional<std::int64_t>> find_document(const Index& index, const SourceRow& source,
                                                  ArtifactType type, std::string_view path) {
    SKILLMEAT_ASSIGN(auto row,
                     index.database().prepare("SELECT type, path FROM entry WHERE document = ?"));
    const std::pair<std::int64_t, std::string_view> wanted(type_rank(type), path);
    std::int64_t low = source.first + 1;
    std::int64_t high = source.first + source.entries;
    while (low <= high) {
        const auto middle = low + (high - low) / 2;
        SKILLMEAT_ASSIGN(const bool found, row.bind(middle).step());
        if (!found) {
            return fail(ErrorCode::io_error, "the index cannot be used: an entry is missing");
        }
        const std::pair<std::int64_t, std::string_view> key(row.integer(0), row.text(1));
        if (key == wanted) {
            return std::optional(middle);
        }
        (key < wanted ? low : high) = key < wanted ? middle + 1 : middle - 1;
        row.reset();
    }
    return std::optional<std::int64_t>();
}

Result<std::vector<StoredEntry>> entries_of(const Index& index, const Bounds& bounds,
                                            const std::vector<std::int64_t>& documents) {
    std::vector<StoredEntry> rows;
    if (is_nothing(bounds)) {
        return rows;
    }
    Sql sql;
    sql.add(entry_columns).add(" FROM entry AS e CROSS JOIN source AS s ON s.id = e.source");
    add_bounds(sql, bounds);
    sql.add(" AND e.document = ?");
    const auto bound = sql.values;
    SKILLMEAT_ASSIGN(auto statement, index.database().prepare(sql.text));
    for (const auto document : documents) {
        for (const auto& value : bound) {
            statement.bind(std::get<std::int64_t>(value));
        }
        SKILLMEAT_ASSIGN(const bool found, statement.bind(document).step());
        if (!found) {
            return fail(ErrorCode::io_error, "the index cannot be used: an entry is missing");
        }
        SKILLMEAT_ASSIGN(auto row, read_entry(statement));
        rows.push_back(std::move(row));
        statement.reset();
    }
    return rows;
}

}  // namespace skillmeat::index
