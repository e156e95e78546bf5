// SPDX-License-Identifier: Apache-2.0
#include "core/trace/store/sources_table.h"

namespace remit::trace::store {

namespace {

enum SourcesQuery : std::size_t { Insert, Close, Remove, Content, List };

constexpr std::array<std::string_view, 5> kSourcesSql{
    "INSERT INTO sources(sha256,file,format,bytes,how) VALUES(?1,?2,?3,?4,?5)",
    "UPDATE sources SET skipped=?2, redactions=?3 WHERE id=?1",
    "DELETE FROM sources WHERE file=?1 OR sha256=?2",
    "SELECT 1 FROM sources WHERE sha256=?1 AND how=?2",
    "SELECT file,format,sha256,bytes,how FROM sources ORDER BY id",
};

} // namespace

Result<SourcesTable> SourcesTable::open(const Database& database)
{
    return Statements::of(database, kSourcesSql).map([](Statements statements) {
        return SourcesTable(std::move(statements));
    });
}

Result<> SourcesTable::insert(const SourceFile& source)
{
    return m_statements[Insert]
        .bind(1, source.sha256)
        .bind(2, source.file)
        .bind(3, source.format)
        .bind(4, static_cast<std::int64_t>(source.bytes))
        .bind(5, source.how)
        .run();
}

Result<> SourcesTable::close(std::int64_t id, const ImportCounts& counts)
{
    return m_statements[Close]
        .bind(1, id)
        .bind(2, static_cast<std::int64_t>(counts.skippedRecords))
        .bind(3, static_cast<std::int64_t>(counts.redactions))
        .run();
}

Result<> SourcesTable::remove(std::string_view file, std::string_view sha256)
{
    return m_statements[Remove].bind(1, file).bind(2, sha256).run();
}

Result<bool> SourcesTable::hasContent(std::string_view sha256, std::string_view how)
{
    Statement& query = m_statements[Content];
    auto found = query.bind(1, sha256).bind(2, how).step();
    query.reset();
    return found;
}

Result<std::vector<SourceFile>> SourcesTable::list()
{
    Statement& query = m_statements[List];
    std::vector<SourceFile> sources;
    for (;;) {
        const auto row = query.step();
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return sources;
        sources.push_back({query.text(0), query.text(1), query.text(2),
                           static_cast<std::uint64_t>(query.integer(3)), query.text(4)});
    }
}

} // namespace remit::trace::store
