// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/replay/store/text_table.h"
#include "core/replay/verdict_store.h"
#include "core/trace/sqlite.h"

#include <optional>
#include <span>

namespace remit::replay::store {

/// The rows of a replay that is under way, in a temporary table (a file of its own): nobody else
/// waits for the deciding, and a killed program leaves nothing. The database must stay where it is.
class NewVerdicts {
public:
    [[nodiscard]] static Result<NewVerdicts> begin(trace::Database& database);
    NewVerdicts(NewVerdicts&& other) noexcept;
    NewVerdicts& operator=(NewVerdicts&&) = delete;
    ~NewVerdicts();

    Result<> add(std::span<const decision::CallVerdict> rows);
    /// Moves them into the store, in one transaction.
    Result<> finish(const ReplayKey& key, const decision::ReplaySummary& summary);

private:
    NewVerdicts(trace::Database& database, trace::Statement insert)
        : m_database(&database), m_insert(std::move(insert))
    {}
    Result<> keep(const ReplayKey& key, const decision::ReplaySummary& summary);
    void drop();

    trace::Database* m_database; ///< nullptr: moved from, or over
    std::optional<trace::Statement> m_insert;
    NewTexts m_texts;
    std::int64_t m_rows = 0;
};

} // namespace remit::replay::store
