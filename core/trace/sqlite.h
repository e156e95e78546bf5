// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

/// A thin layer over SQLite: errors as Result, statements prepared once, transactions that roll
/// back by themselves. Nothing of it is about traces; other rooms keep tables of their own in the
/// same file with it. Headers show no SQLite.
namespace remit::trace {

class Statement;

/// One connection, for one thread at a time. Write-ahead log, so that readers and one writer do not
/// wait for each other and a killed process leaves the last commit.
class Database {
public:
    enum class Mode : std::uint8_t {
        ReadWrite, ///< made when it is not there, with its folder
        ReadOnly,  ///< must be there; nothing is changed
    };

    /// Errors: NotFound (read only), Unwritable, Malformed (no SQLite file, damaged).
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& file,
                                               Mode mode = Mode::ReadWrite);

    /// One or several statements without parameters and rows.
    Result<> execute(const std::string& sql);
    [[nodiscard]] Result<Statement> prepare(std::string_view sql) const;
    [[nodiscard]] Result<std::int64_t> number(std::string_view sql) const; ///< first column, or 0
    [[nodiscard]] std::int64_t lastInsertId() const;
    [[nodiscard]] bool inTransaction() const;
    [[nodiscard]] const std::filesystem::path& file() const { return m_file; }

private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };

    Database() = default;
    [[nodiscard]] Error error(std::string_view doing) const;
    friend class Statement;

    std::filesystem::path m_file;
    std::unique_ptr<sqlite3, Close> m_connection;
};

/// A prepared statement. Parameters count from 1, columns from 0, as in SQLite.
///
///     insert.bind(1, run).bind(2, time);
///     auto done = insert.run();
class Statement {
public:
    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, std::string_view value); ///< copied
    Statement& bind(int parameter, const std::string& value)
    {
        return bind(parameter, std::string_view(value));
    }
    Statement& bind(int parameter, const std::optional<std::int64_t>& value);
    Statement& bind(int parameter, const std::optional<std::string>& value);
    Statement& bindNull(int parameter);

    /// Executes to the end and makes ready for the next time.
    Result<> run();
    /// The next row: false after the last, and then ready for the next time.
    Result<bool> step();
    void reset();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::string_view view(int column) const; ///< until the next step
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::optional<std::int64_t> optionalInteger(int column) const;
    [[nodiscard]] std::optional<std::string> optionalText(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    friend class Database;
    explicit Statement(sqlite3_stmt* statement) : m_statement(statement) {}
    [[nodiscard]] Error error() const;

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// Everything between `begin` and `commit` happens or nothing does. The database must stay where it
/// is meanwhile.
class Transaction {
public:
    /// Takes the write lock at once, waiting some seconds for another writer. Error: Unwritable.
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    ~Transaction();
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&& other) noexcept;

    Result<> commit();
    void rollBack();

private:
    explicit Transaction(Database& database) : m_database(&database) {}
    Database* m_database = nullptr; ///< nullptr: it is over
};

} // namespace remit::trace
