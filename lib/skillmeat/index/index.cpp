#include <skillmeat/index/index.hpp>

#include <fmt/format.h>

#include <utility>

#include <skillmeat/index/codec.hpp>
#include <skillmeat/index/schema.hpp>

namespace skillmeat::index {
namespace {

constexpr int page_size = 8192;

tl::unexpected<Error> unusable(const char* what) {
    return fail(ErrorCode::io_error, std::string("the index cannot be used: ") + what);
}

Result<void> create_schema(const Database& database) {
    SKILLMEAT_TRY(database.execute(fmt::format("PRAGMA page_size = {}; PRAGMA application_id = {};",
                                               page_size, application_id)));
    SKILLMEAT_TRY(database.execute("BEGIN IMMEDIATE"));
    SKILLMEAT_TRY(database.execute(std::string(schema_sql)));
    SKILLMEAT_TRY(database.execute(fmt::format("PRAGMA user_version = {}", schema_version)));
    return database.execute("COMMIT");
}

Result<void> check_version(const Database& database) {
    SKILLMEAT_ASSIGN(const auto owner, database.number("PRAGMA application_id"));
    SKILLMEAT_ASSIGN(const auto version, database.number("PRAGMA user_version"));
    if (owner != application_id || version != schema_version) {
        return unusable("it is of another program or version");
    }
    return {};
}

Result<ScopeRow> read_scope(const Statement& row) {
    ScopeRow scope;
    scope.id = row.integer(0);
    scope.key = row.text(1);
    scope.manifest = row.text(2);
    scope.project_id = row.text(3);
    scope.project_name = row.text(4);
    scope.has_manifest = row.integer(5) != 0;
    auto files = decode_marks(row.text(6));
    auto messages = decode_messages(row.text(7));
    if (!files || !messages) {
        return unusable("a scope is damaged");
    }
    scope.files = *std::move(files);
    scope.messages = *std::move(messages);
    return scope;
}

constexpr std::string_view scope_columns =
    "SELECT id, key, manifest, project, name, has_manifest, files, messages FROM scope";

Result<void> read_source(const Statement& row, SourceRow& result) {
    result.id = row.integer(0);
    result.standing = static_cast<Standing>(row.integer(1));
    result.counted = row.integer(2) != 0;
    result.first = row.integer(3);
    result.capacity = row.integer(4);
    result.entries = row.integer(5);
    result.exclusions = row.text(6);
    result.tally = row.text(12);
    result.words = row.integer(13);
    auto marks = decode_marks(row.text(7));
    auto source = decode_source(row.text(9));
    if (!marks || !source || result.standing > Standing::complete) {
        return unusable("a source is damaged");
    }
    if (!marks->empty()) {
        result.catalog = std::move(marks->front());
    }
    if (marks->size() > 1) {
        result.details = std::move(marks->back());
    }
    result.source = *std::move(source);
    if (!row.is_null(8)) {
        result.header = decode_header(row.text(8));
    }
    if (!row.is_null(10)) {
        result.lock = decode_lock_row(row.text(10));
    }
    if (!row.is_null(11)) {
        result.state = decode_state(row.text(11));
    }
    if (row.is_null(8) == result.header.has_value() || row.is_null(10) == result.lock.has_value() ||
        row.is_null(11) == result.state.has_value()) {
        return unusable("a source is damaged");
    }
    return {};
}

constexpr std::string_view source_columns =
    "SELECT id, standing, counted, first, capacity, entries, exclusions, marks, header, declared, "
    "locked, state, tally, words FROM source";

template <class T>
void bind_optional(Statement& statement, const std::optional<T>& value) {
    if (value) {
        statement.bind_blob(encode(*value));
    } else {
        statement.bind_null();
    }
}

}  // namespace

std::string words_table(std::int64_t scope) {
    return fmt::format("words_{}", scope);
}

bool has_readme(const SourceRow& row) {
    return row.lock && !row.lock->readme_hash.empty();
}

SourceGlance glance(const SourceRow& row) {
    SourceGlance result{row.id, row.source.id, row.standing, row.counted, {}};
    if (row.lock) {
        result.files.push_back(row.catalog);
    }
    if (has_readme(row)) {
        result.files.push_back(row.details);
    }
    return result;
}

Result<Index> Index::open(const std::string& path, Access access) {
    SKILLMEAT_ASSIGN(auto opened, Database::open(path, access));
    auto database = std::make_unique<Database>(std::move(opened));
    if (access == Access::read) {
        SKILLMEAT_TRY(database->execute(std::string(reader_pragmas)));
        SKILLMEAT_TRY(check_version(*database));
        return Index(std::move(database));
    }
    SKILLMEAT_ASSIGN(const auto objects, database->number("SELECT count(*) FROM sqlite_schema"));
    if (objects == 0) {
        SKILLMEAT_TRY(database->execute(fmt::format("PRAGMA page_size = {}", page_size)));
        SKILLMEAT_TRY(database->execute(std::string(writer_pragmas)));
        SKILLMEAT_TRY(create_schema(*database));
    } else {
        SKILLMEAT_TRY(check_version(*database));
        SKILLMEAT_TRY(database->execute(std::string(writer_pragmas)));
    }
    return Index(std::move(database));
}

Result<std::vector<ScopeRow>> Index::scopes() const {
    SKILLMEAT_ASSIGN(auto statement, database_->prepare(scope_columns));
    std::vector<ScopeRow> rows;
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, statement.step());
        if (!more) {
            return rows;
        }
        SKILLMEAT_ASSIGN(auto row, read_scope(statement));
        rows.push_back(std::move(row));
    }
}

Result<std::optional<ScopeRow>> Index::scope(std::string_view key) const {
    SKILLMEAT_ASSIGN(auto statement,
                     database_->prepare(std::string(scope_columns) + " WHERE key = ?"));
    statement.bind(key);
    SKILLMEAT_ASSIGN(const bool found, statement.step());
    if (!found) {
        return std::optional<ScopeRow>();
    }
    SKILLMEAT_ASSIGN(auto row, read_scope(statement));
    return std::optional<ScopeRow>(std::move(row));
}

Result<void> Index::put_scope(ScopeRow& row) const {
    const bool added = row.id == 0;
    SKILLMEAT_ASSIGN(
        auto statement,
        database_->prepare(
            added
                ? "INSERT INTO scope(key, manifest, project, name, has_manifest, files, messages) "
                  "VALUES(?, ?, ?, ?, ?, ?, ?)"
                : "UPDATE scope SET key = ?, manifest = ?, project = ?, name = ?, "
                  "has_manifest = ?, files = ?, messages = ? WHERE id = ?"));
    statement.bind(row.key).bind(row.manifest).bind(row.project_id).bind(row.project_name);
    statement.bind(static_cast<std::int64_t>(row.has_manifest)).bind_blob(encode(row.files));
    statement.bind_blob(encode(row.messages));
    if (!added) {
        statement.bind(row.id);
    }
    SKILLMEAT_TRY(statement.run());
    if (!added) {
        return {};
    }
    SKILLMEAT_ASSIGN(row.id, database_->number("SELECT last_insert_rowid()"));
    return database_->execute(
        fmt::format("CREATE VIRTUAL TABLE {} USING fts5(name, tags, category, plugin, path, "
                    "description, source, readme, content = '', columnsize = 0, "
                    "tokenize = 'ascii')",
                    words_table(row.id)));
}

Result<void> Index::drop_scope(std::int64_t scope) const {
    const auto of_scope = fmt::format("(SELECT id FROM source WHERE scope = {})", scope);
    SKILLMEAT_TRY(database_->execute(fmt::format(
        "DELETE FROM entry_tag WHERE document IN (SELECT document FROM entry WHERE source IN {0});"
        "DELETE FROM entry WHERE source IN {0};"
        "DELETE FROM source_words WHERE source IN {0};"
        "DELETE FROM source WHERE scope = {1};"
        "DELETE FROM term WHERE scope = {1};"
        "DELETE FROM scope WHERE id = {1};",
        of_scope, scope)));
    return database_->execute(fmt::format("DROP TABLE {}", words_table(scope)));
}

Result<std::vector<SourceRow>> Index::sources(std::int64_t scope) const {
    SKILLMEAT_ASSIGN(auto statement, database_->prepare(std::string(source_columns) +
                                                        " WHERE scope = ? ORDER BY name"));
    statement.bind(scope);
    std::vector<SourceRow> rows;
    SKILLMEAT_ASSIGN(const auto count, database_->number(fmt::format(
                                           "SELECT count(*) FROM source WHERE scope = {}", scope)));
    rows.reserve(static_cast<std::size_t>(count));
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, statement.step());
        if (!more) {
            return rows;
        }
        SKILLMEAT_TRY(read_source(statement, rows.emplace_back()));
    }
}

Result<std::vector<SourceGlance>> Index::glances(std::int64_t scope) const {
    SKILLMEAT_ASSIGN(auto statement,
                     database_->prepare("SELECT id, name, standing, counted, marks FROM source "
                                        "WHERE scope = ? ORDER BY name"));
    statement.bind(scope);
    std::vector<SourceGlance> glances;
    while (true) {
        SKILLMEAT_ASSIGN(const bool more, statement.step());
        if (!more) {
            return glances;
        }
        auto marks = decode_marks(statement.text(4));
        const auto standing = static_cast<Standing>(statement.integer(2));
        if (!marks || standing > Standing::complete) {
            return unusable("a source is damaged");
        }
        glances.push_back({statement.integer(0), std::string(statement.text(1)), standing,
                           statement.integer(3) != 0, *std::move(marks)});
    }
}

Result<SourceRow> Index::source(std::int64_t id) const {
    SKILLMEAT_ASSIGN(auto statement,
                     database_->prepare(std::string(source_columns) + " WHERE id = ?"));
    SKILLMEAT_ASSIGN(const bool found, statement.bind(id).step());
    if (!found) {
        return unusable("a source is missing");
    }
    SourceRow row;
    SKILLMEAT_TRY(read_source(statement, row));
    return row;
}

Result<void> Index::put_source(std::int64_t scope, SourceRow& row) const {
    const bool added = row.id == 0;
    SKILLMEAT_ASSIGN(
        auto statement,
        database_->prepare(
            added ? "INSERT INTO source(scope, project, name, min_confidence, last_sync, standing, "
                    "counted, first, capacity, entries, exclusions, marks, header, declared, "
                    "locked, state, tally, words) VALUES(?1, (SELECT project FROM scope WHERE id = "
                    "?1), "
                    "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
                  : "UPDATE source SET scope = ?1, name = ?2, min_confidence = ?3, last_sync = ?4, "
                    "standing = ?5, counted = ?6, first = ?7, capacity = ?8, entries = ?9, "
                    "exclusions = ?10, marks = ?11, header = ?12, declared = ?13, locked = ?14, "
                    "state = ?15, tally = ?16, words = ?17 WHERE id = ?18"));
    statement.bind(scope).bind(row.source.id).bind(row.source.min_confidence);
    if (row.state && row.state->last_sync) {
        statement.bind(row.state->last_sync->seconds);
    } else {
        statement.bind_null();
    }
    statement.bind(static_cast<std::int64_t>(row.standing));
    statement.bind(static_cast<std::int64_t>(row.counted));
    statement.bind(row.first).bind(row.capacity).bind(row.entries).bind(row.exclusions);
    statement.bind_blob(encode(glance(row).files));
    bind_optional(statement, row.header);
    statement.bind_blob(encode(row.source));
    bind_optional(statement, row.lock);
    bind_optional(statement, row.state);
    statement.bind_blob(row.tally).bind(row.words);
    if (!added) {
        statement.bind(row.id);
    }
    SKILLMEAT_TRY(statement.run());
    if (added) {
        SKILLMEAT_ASSIGN(row.id, database_->number("SELECT last_insert_rowid()"));
    }
    return {};
}

}  // namespace skillmeat::index
