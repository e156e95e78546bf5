// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/event.h"
#include "core/trace/store/prepared.h"

#include <functional>
#include <vector>

namespace remit::trace::store {

/// The events of all runs.
class EventsTable {
public:
    [[nodiscard]] static Result<EventsTable> open(const Database& database);

    /// `position`: of the event in its file.
    Result<> insert(std::int64_t run, std::int64_t position, const Event& event);

private:
    using Statements = Prepared<1>;
    explicit EventsTable(Statements statements) : m_statements(std::move(statements)) {}
    Statements m_statements;
};

/// Reads the events of one session in its order. The runs' names must be sorted bytewise.
class EventQuery {
public:
    [[nodiscard]] static Result<EventQuery>
    open(const Database& database, const std::vector<std::string>& runs, bool callsOnly);
    /// The next event; nothing after the last. Error: Malformed, when the store was tampered with.
    Result<std::optional<Event>> next();

private:
    explicit EventQuery(Statement statement) : m_statement(std::move(statement)) {}
    Statement m_statement;
};

} // namespace remit::trace::store
