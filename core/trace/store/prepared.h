// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/sqlite.h"

#include <array>
#include <optional>
#include <string_view>

namespace remit::trace::store {

/// Prepares the statements of a table in one go; they are taken out in the same order.
template <std::size_t Count>
class Prepared {
public:
    [[nodiscard]] static Result<Prepared> of(const Database& database,
                                             const std::array<std::string_view, Count>& sql)
    {
        Prepared prepared;
        for (std::size_t i = 0; i < Count; ++i) {
            auto statement = database.prepare(sql[i]);
            if (!statement)
                return tl::unexpected(std::move(statement).error());
            prepared.m_statements[i].emplace(std::move(*statement));
        }
        return prepared;
    }

    /// The statement by its place in the list; valid as long as the database is open.
    [[nodiscard]] Statement& operator[](std::size_t index) { return *m_statements[index]; }

private:
    std::array<std::optional<Statement>, Count> m_statements;
};

} // namespace remit::trace::store
