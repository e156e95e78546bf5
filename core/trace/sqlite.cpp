// SPDX-License-Identifier: Apache-2.0
#include "core/trace/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <system_error>
#include <utility>

namespace remit::trace {

namespace fs = std::filesystem;

namespace {

/// How long a writer waits for another one before it gives up.
constexpr int kBusyMilliseconds = 5000;

ErrorCode codeOf(int sqlite)
{
    switch (sqlite & 0xFF) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return ErrorCode::Malformed;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PERM:
        return ErrorCode::Unwritable;
    default:
        return ErrorCode::Internal;
    }
}

std::string hintOf(int sqlite)
{
    switch (sqlite & 0xFF) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return "the file is damaged or no database: move it away, a new one is made from the "
               "traces";
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return "check the permissions of the file and of its folder";
    case SQLITE_FULL:
        return "the disk is full";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "another program is writing to it; try again when that has ended";
    default:
        return {};
    }
}

} // namespace

void Database::Close::operator()(sqlite3* connection) const
{
    sqlite3_close_v2(connection);
}

Error Database::error(std::string_view doing) const
{
    const int code = sqlite3_errcode(m_connection.get());
    return {codeOf(code),
            fmt::format("{} {}: {}", doing, m_file.string(), sqlite3_errmsg(m_connection.get())),
            hintOf(code)};
}

Result<Database> Database::open(const fs::path& file, Mode mode)
{
    std::error_code ignored;
    if (mode == Mode::ReadOnly && !fs::exists(file, ignored))
        return failure(ErrorCode::NotFound, fmt::format("{} does not exist", file.string()),
                       "import traces first");
    if (mode == Mode::ReadWrite && file.has_parent_path())
        fs::create_directories(file.parent_path(), ignored); // what is wrong, opening will say
    Database database;
    database.m_file = file;
    sqlite3* connection = nullptr;
    const int access =
        mode == Mode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int opened =
        sqlite3_open_v2(file.string().c_str(), &connection, access | SQLITE_OPEN_NOMUTEX, nullptr);
    database.m_connection.reset(connection);
    if (opened != SQLITE_OK)
        return tl::unexpected(database.error("cannot open"));
    sqlite3_extended_result_codes(connection, 1);
    sqlite3_busy_timeout(connection, kBusyMilliseconds);
    // A commit that a power cut undoes is made again by the next import; one that it tears is not
    // possible in either case.
    const auto prepared =
        mode == Mode::ReadOnly
            ? database.number("PRAGMA schema_version").map([](std::int64_t) {})
            // Events of a kilobyte or two lie whole in pages of that size (of a new file).
            : database.execute("PRAGMA page_size=16384; PRAGMA journal_mode=WAL;"
                               "PRAGMA synchronous=NORMAL;"
                               "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768;");
    if (!prepared)
        return tl::unexpected(prepared.error());
    return database;
}

Result<> Database::execute(const std::string& sql)
{
    if (sqlite3_exec(m_connection.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(error("cannot use"));
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) const
{
    sqlite3_stmt* statement = nullptr;
    const int done =
        sqlite3_prepare_v3(m_connection.get(), sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (done != SQLITE_OK)
        return tl::unexpected(error("cannot use"));
    return Statement(statement);
}

Result<std::int64_t> Database::number(std::string_view sql) const
{
    auto statement = prepare(sql);
    if (!statement)
        return tl::unexpected(std::move(statement).error());
    const auto row = statement->step();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? statement->integer(0) : 0;
}

std::int64_t Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_connection.get());
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(m_connection.get()) == 0;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Error Statement::error() const
{
    sqlite3* connection = sqlite3_db_handle(m_statement.get());
    const int code = sqlite3_errcode(connection);
    const char* file = sqlite3_db_filename(connection, "main");
    return {
        codeOf(code),
        fmt::format("cannot use {}: {}", file != nullptr ? file : "", sqlite3_errmsg(connection)),
        hintOf(code)};
}

Statement& Statement::bind(int parameter, std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), parameter, value);
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view value)
{
    // An empty view may have no address, which SQLite would take for null.
    const char* text = value.empty() ? "" : value.data();
    sqlite3_bind_text64(m_statement.get(), parameter, text, value.size(),
                        SQLITE_TRANSIENT, // NOLINT
                        SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind(int parameter, const std::optional<std::int64_t>& value)
{
    return value ? bind(parameter, *value) : bindNull(parameter);
}

Statement& Statement::bind(int parameter, const std::optional<std::string>& value)
{
    return value ? bind(parameter, std::string_view(*value)) : bindNull(parameter);
}

Statement& Statement::bindNull(int parameter)
{
    sqlite3_bind_null(m_statement.get(), parameter);
    return *this;
}

Result<> Statement::run()
{
    for (;;) {
        const auto row = step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return {};
    }
}

Result<bool> Statement::step()
{
    const int done = sqlite3_step(m_statement.get());
    if (done == SQLITE_ROW)
        return true;
    if (done == SQLITE_DONE) {
        reset();
        return false;
    }
    Error failed = error();
    reset();
    return tl::unexpected(std::move(failed));
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string_view Statement::view(int column) const
{
    const unsigned char* text = sqlite3_column_text(m_statement.get(), column);
    if (text == nullptr)
        return {};
    return {reinterpret_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

std::string Statement::text(int column) const
{
    return std::string(view(column));
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

std::optional<std::int64_t> Statement::optionalInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<std::string> Statement::optionalText(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

Result<Transaction> Transaction::begin(Database& database)
{
    if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun)
        return tl::unexpected(std::move(begun).error());
    return Transaction(database);
}

Transaction::~Transaction()
{
    rollBack();
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{}

Transaction& Transaction::operator=(Transaction&& other) noexcept
{
    std::swap(m_database, other.m_database);
    return *this;
}

Result<> Transaction::commit()
{
    if (m_database == nullptr)
        return failure(ErrorCode::Usage, "this transaction is over already");
    auto done = m_database->execute("COMMIT");
    if (done)
        m_database = nullptr;
    return done;
}

void Transaction::rollBack()
{
    // SQLite rolls back by itself after some errors; then there is nothing left to undo.
    if (m_database != nullptr && m_database->inTransaction())
        (void)m_database->execute("ROLLBACK");
    m_database = nullptr;
}

} // namespace remit::trace
