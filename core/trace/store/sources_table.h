// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/trace/import.h"
#include "core/trace/store/prepared.h"

#include <string_view>
#include <vector>

namespace remit::trace::store {

/// The files that were imported.
class SourcesTable {
public:
    [[nodiscard]] static Result<SourcesTable> open(const Database& database);

    Result<> insert(const SourceFile& source);
    Result<> close(std::int64_t id, const ImportCounts& counts);
    /// The file's earlier content, and the same content of another file, with their runs and
    /// events: what has changed is read anew.
    Result<> remove(std::string_view file, std::string_view sha256);
    Result<bool> hasContent(std::string_view sha256, std::string_view how);
    Result<std::vector<SourceFile>> list();

private:
    using Statements = Prepared<5>;
    explicit SourcesTable(Statements statements) : m_statements(std::move(statements)) {}
    Statements m_statements;
};

} // namespace remit::trace::store
