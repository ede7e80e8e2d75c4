#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <skillmeat/base/result.hpp>

struct sqlite3;
struct sqlite3_stmt;

namespace skillmeat::index {

// The thin layer over SQLite: nothing outside this module knows it, and its messages reach nobody;
// every error is `io_error`, and the callers then work without the index.
//
// SQLite writes its file itself, not through sys::FileSystem. What keeps that safe stands in one
// place, index_file.hpp: the file is a cache, trusted only while a stamp beside it, written through
// the file layer, describes it exactly.

/// A prepared statement. Parameters are always bound, in order; texts are copied.
class Statement {
  public:
    explicit Statement(sqlite3_stmt* statement);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;

    Statement& bind(std::int64_t value);
    Statement& bind(std::string_view text);
    Statement& bind_blob(std::string_view bytes);
    Statement& bind_null();

    /// True while there is a row.
    [[nodiscard]] Result<bool> step();
    /// Runs a statement without rows, and makes it ready for the next parameters.
    [[nodiscard]] Result<void> run();
    void reset();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string_view text(int column) const;  ///< valid until the next step
    [[nodiscard]] bool is_null(int column) const;

  private:
    sqlite3_stmt* statement_ = nullptr;
    int bound_ = 0;
    int failure_ = 0;  ///< of a bind, told by the next step
};

enum class Access { read, write, memory };

/// A connection. Defensive, with an untrusted schema, without extensions.
class Database {
  public:
    /// `path` is not looked at for Access::memory. A missing file is made for Access::write.
    [[nodiscard]] static Result<Database> open(const std::string& path, Access access);
    ~Database();
    Database(Database&& other) noexcept;
    Database& operator=(Database&& other) noexcept;

    [[nodiscard]] Result<Statement> prepare(std::string_view sql) const;
    /// Statements without parameters: schema, transactions, pragmas.
    [[nodiscard]] Result<void> execute(const std::string& sql) const;
    /// The one number a statement without parameters gives; 0 without a row.
    [[nodiscard]] Result<std::int64_t> number(std::string_view sql) const;

    [[nodiscard]] sqlite3* handle() const { return handle_; }

  private:
    explicit Database(sqlite3* handle) : handle_(handle) {}
    sqlite3* handle_ = nullptr;
};

/// Rolls back when it is destroyed before it is ended.
class Transaction {
  public:
    [[nodiscard]] static Result<Transaction> begin(const Database& database, bool writes);
    ~Transaction();
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    [[nodiscard]] Result<void> commit();
    /// Takes everything back, and says whether that worked.
    [[nodiscard]] Result<void> rollback();

  private:
    explicit Transaction(const Database& database) : database_(&database) {}
    const Database* database_;
};

/// `?,?,?` for that many values of an IN list.
[[nodiscard]] std::string placeholders(std::size_t count);

}  // namespace skillmeat::index
