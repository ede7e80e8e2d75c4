#include <skillmeat/index/database.hpp>

#include <sqlite3.h>

#include <limits>
#include <utility>

#include <skillmeat/base/unicode.hpp>

namespace skillmeat::index {
namespace {

constexpr int busy_timeout_ms = 10'000;

tl::unexpected<Error> failure(int code, const char* message) {
    return fail(ErrorCode::io_error,
                std::string("the index cannot be used: ") + sqlite3_errstr(code) +
                    (message != nullptr ? std::string(" (") + message + ")" : ""));
}

std::string_view text_of(sqlite3_value* value) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

/// `contains_folded(text, folded)`: the substring filter of lists.
void contains_folded_function(sqlite3_context* context, int, sqlite3_value** values) {
    sqlite3_result_int(context, contains_folded(text_of(values[0]), text_of(values[1])) ? 1 : 0);
}

/// `fold_case(text)`.
void fold_case_function(sqlite3_context* context, int, sqlite3_value** values) {
    const auto folded = fold_case(text_of(values[0]));
    sqlite3_result_text64(context, folded.data(), folded.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

int add_function(sqlite3* handle, const char* name, int arguments,
                 void (*function)(sqlite3_context*, int, sqlite3_value**)) {
    return sqlite3_create_function_v2(handle, name, arguments,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                      nullptr, function, nullptr, nullptr, nullptr);
}

int configure(sqlite3* handle) {
    int code = sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_busy_timeout(handle, busy_timeout_ms);
    }
    if (code == SQLITE_OK) {
        code = add_function(handle, "contains_folded", 2, contains_folded_function);
    }
    if (code == SQLITE_OK) {
        code = add_function(handle, "fold_case", 1, fold_case_function);
    }
    return code;
}

}  // namespace

Statement::Statement(sqlite3_stmt* statement) : statement_(statement) {}

Statement::~Statement() {
    sqlite3_finalize(statement_);
}

Statement::Statement(Statement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)),
      bound_(other.bound_),
      failure_(other.failure_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(statement_, other.statement_);
    std::swap(bound_, other.bound_);
    std::swap(failure_, other.failure_);
    return *this;
}

Statement& Statement::bind(std::int64_t value) {
    if (const int code = sqlite3_bind_int64(statement_, ++bound_, value); code != SQLITE_OK) {
        failure_ = code;
    }
    return *this;
}

Statement& Statement::bind(std::string_view text) {
    if (const int code = sqlite3_bind_text64(statement_, ++bound_, text.empty() ? "" : text.data(),
                                             text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
        code != SQLITE_OK) {
        failure_ = code;
    }
    return *this;
}

Statement& Statement::bind_blob(std::string_view bytes) {
    if (const int code =
            sqlite3_bind_blob64(statement_, ++bound_, bytes.empty() ? "" : bytes.data(),
                                bytes.size(), SQLITE_TRANSIENT);
        code != SQLITE_OK) {
        failure_ = code;
    }
    return *this;
}

Statement& Statement::bind_null() {
    if (const int code = sqlite3_bind_null(statement_, ++bound_); code != SQLITE_OK) {
        failure_ = code;
    }
    return *this;
}

Result<bool> Statement::step() {
    const int code = failure_ != SQLITE_OK ? failure_ : sqlite3_step(statement_);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code == SQLITE_DONE) {
        return false;
    }
    return failure(code, sqlite3_errmsg(sqlite3_db_handle(statement_)));
}

Result<void> Statement::run() {
    const auto stepped = step();
    reset();
    if (!stepped) {
        return fail(stepped.error());
    }
    return {};
}

void Statement::reset() {
    sqlite3_reset(statement_);
    bound_ = 0;
    failure_ = SQLITE_OK;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string_view Statement::text(int column) const {
    // The type first: asking for bytes afterwards converts nothing.
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {bytes == nullptr ? "" : bytes,
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Result<Database> Database::open(const std::string& path, Access access) {
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (access) {
        case Access::read:
            flags |= SQLITE_OPEN_READONLY;
            break;
        case Access::write:
            flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
            break;
        case Access::memory:
            flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
            break;
    }
    sqlite3* handle = nullptr;
    int code = sqlite3_open_v2(access == Access::memory ? ":memory:" : path.c_str(), &handle, flags,
                               nullptr);
    Database database(handle);
    if (code == SQLITE_OK) {
        code = configure(handle);
    }
    if (code != SQLITE_OK) {
        return failure(code, handle != nullptr ? sqlite3_errmsg(handle) : nullptr);
    }
    return database;
}

Database::~Database() {
    sqlite3_close_v2(handle_);
}

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
}

Result<Statement> Database::prepare(std::string_view sql) const {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), 0,
                                        &statement, nullptr);
    if (code != SQLITE_OK) {
        return failure(code, sqlite3_errmsg(handle_));
    }
    return Statement(statement);
}

Result<void> Database::execute(const std::string& sql) const {
    const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        return failure(code, sqlite3_errmsg(handle_));
    }
    return {};
}

Result<std::int64_t> Database::number(std::string_view sql) const {
    SKILLMEAT_ASSIGN(auto statement, prepare(sql));
    SKILLMEAT_ASSIGN(const bool row, statement.step());
    return row ? statement.integer(0) : 0;
}

Result<Transaction> Transaction::begin(const Database& database, bool writes) {
    SKILLMEAT_TRY(database.execute(writes ? "BEGIN IMMEDIATE" : "BEGIN"));
    return Transaction(database);
}

Transaction::~Transaction() {
    if (database_ != nullptr) {
        sqlite3_exec(database_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Result<void> Transaction::commit() {
    SKILLMEAT_TRY(database_->execute("COMMIT"));
    database_ = nullptr;
    return {};
}

Result<void> Transaction::rollback() {
    SKILLMEAT_TRY(database_->execute("ROLLBACK"));
    database_ = nullptr;
    return {};
}

std::string placeholders(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += i == 0 ? "?" : ",?";
    }
    return text;
}

}  // namespace skillmeat::index
