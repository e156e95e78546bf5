// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/store/prepared.h"
#include "core/trace/trace_store.h"

#include <string_view>
#include <vector>

namespace remit::trace::store {

/// The recorded runs.
class RunsTable {
public:
    [[nodiscard]] static Result<RunsTable> open(const Database& database);

    Result<> insert(std::int64_t source, const std::string& name, const std::string& session);
    /// What is known after the run's last event.
    Result<> close(std::int64_t id, const RunSummary& run);
    Result<bool> has(std::string_view name);
    /// All runs by name, bytewise; or only the one of that name.
    Result<std::vector<RunSummary>> list(std::string_view onlyName = {});

private:
    using Statements = Prepared<5>;
    explicit RunsTable(Statements statements) : m_statements(std::move(statements)) {}
    Statements m_statements;
};

} // namespace remit::trace::store
