#include <skillmeat/index/entry_query.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include <skillmeat/index/codec.hpp>
#include <skillmeat/index/document.hpp>
#include <skillmeat/index/entry_sql.hpp>
#include <skillmeat/index/standing.hpp>

namespace skillmeat::index {
namespace {

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
