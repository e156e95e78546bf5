// SPDX-License-Identifier: Apache-2.0
#include "core/replay/verdict_store.h"

#include "core/replay/store/new_verdicts.h"
#include "core/replay/store/replays_table.h"
#include "core/replay/store/row_groups.h"
#include "core/replay/store/row_numbers.h"
#include "core/replay/store/verdict_row.h"
#include "core/replay/store/verdict_schema.h"
#include "core/trace/store/migrations.h"
#include "core/trace/trace_store.h"

#include <fmt/format.h>

#include <tuple>

namespace remit::replay {

using decision::CallVerdict;
using trace::Database;
using trace::Statement;

std::string modesOf(const Options& options)
{
    return fmt::format("{} {}", options.mode == Mode::Isolated ? "isolated" : "consequential",
                       options.timing == Timing::Continuous ? "continuous" : "front-loaded");
}

struct VerdictStore::State {
    explicit State(trace::TraceStore opened) : traces(std::move(opened)) {}
    trace::TraceStore traces;

    [[nodiscard]] Database& database() { return traces.database(); }
};

struct VerdictWriter::State {
    store::NewVerdicts rows;
};

struct VerdictCursor::State {
    Statement query;
    store::KeptTexts texts;
};

VerdictStore::VerdictStore(std::unique_ptr<State> state) : m_state(std::move(state)) {}
VerdictStore::VerdictStore(VerdictStore&&) noexcept = default;
VerdictStore& VerdictStore::operator=(VerdictStore&&) noexcept = default;
VerdictStore::~VerdictStore() = default;

Result<VerdictStore> VerdictStore::open(const std::filesystem::path& traceStore)
{
    auto traces = trace::TraceStore::open(traceStore);
    if (!traces)
        return tl::unexpected(std::move(traces).error());
    auto state = std::make_unique<State>(std::move(*traces));
    auto ready = trace::migrate(state->database(), store::kComponent, store::kMigrations);
    if (!ready)
        return tl::unexpected(std::move(ready).error());
    return VerdictStore(std::move(state));
}

Result<std::string> VerdictStore::traces() const
{
    return m_state->database().number("SELECT count FROM trace_changes").map([](std::int64_t n) {
        return fmt::format("store {}", n);
    });
}

Result<std::int64_t> VerdictStore::count() const
{
    return m_state->database().number("SELECT count(*) FROM replays");
}

Result<std::optional<KeptReplay>> VerdictStore::find(const ReplayKey& key)
{
    Database& database = m_state->database();
    auto found = store::findReplay(database, key);
    // That it was used is worth remembering, and no reason to fail: another may be writing.
    if (found && *found)
        std::ignore = store::markUsed(database, (*found)->id);
    return found;
}

Result<VerdictWriter> VerdictStore::write()
{
    return store::NewVerdicts::begin(m_state->database()).map([](store::NewVerdicts rows) {
        return VerdictWriter(
            std::make_unique<VerdictWriter::State>(VerdictWriter::State{std::move(rows)}));
    });
}

Result<VerdictCursor> VerdictStore::rows(const KeptReplay& replay) const
{
    Database& database = m_state->database();
    auto texts = store::KeptTexts::read(database, replay.id);
    if (!texts)
        return tl::unexpected(std::move(texts).error());
    auto query = database.prepare(
        fmt::format("SELECT {} FROM verdicts WHERE replay=?1 ORDER BY row", store::kRowColumns));
    if (!query)
        return tl::unexpected(std::move(query).error());
    query->bind(1, replay.id);
    return VerdictCursor(std::make_unique<VerdictCursor::State>(
        VerdictCursor::State{std::move(*query), std::move(*texts)}));
}

Result<std::vector<std::int64_t>> VerdictStore::rowNumbers(const KeptReplay& replay,
                                                           const VerdictQuery& query,
                                                           const JobControl& control) const
{
    return store::rowNumbers(m_state->database(), replay.id, query, control);
}

Result<std::vector<VerdictGroup>> VerdictStore::groups(const KeptReplay& replay, VerdictGrouping by,
                                                       const VerdictQuery& query,
                                                       const JobControl& control) const
{
    return store::rowGroups(m_state->database(), replay.id, by, query, control);
}

Result<std::vector<CallVerdict>> VerdictStore::page(const KeptReplay& replay,
                                                    std::span<const std::int64_t> numbers) const
{
    return store::readPage(m_state->database(), replay.id, numbers);
}

Result<std::optional<CallVerdict>>
VerdictStore::row(const KeptReplay& replay, const std::string& run, std::int64_t step) const
{
    auto query =
        m_state->database().prepare("SELECT row FROM verdicts WHERE replay=?1 AND step=?3 AND run="
                                    "(SELECT id FROM replay_texts WHERE replay=?1 AND text=?2)");
    if (!query)
        return tl::unexpected(std::move(query).error());
    const auto found = query->bind(1, replay.id).bind(2, run).bind(3, step).step();
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return std::optional<CallVerdict>();
    const std::int64_t number = query->integer(0);
    query->reset();
    auto read = page(replay, std::span(&number, 1));
    if (!read)
        return tl::unexpected(std::move(read).error());
    return std::optional(std::move(read->front()));
}

VerdictWriter::VerdictWriter(std::unique_ptr<State> state) : m_state(std::move(state)) {}
VerdictWriter::VerdictWriter(VerdictWriter&&) noexcept = default;
VerdictWriter& VerdictWriter::operator=(VerdictWriter&&) noexcept = default;
VerdictWriter::~VerdictWriter() = default;

Result<> VerdictWriter::add(std::span<const CallVerdict> rows)
{
    return m_state->rows.add(rows);
}

Result<> VerdictWriter::finish(const ReplayKey& key, const decision::ReplaySummary& summary)
{
    return m_state->rows.finish(key, summary);
}

VerdictCursor::VerdictCursor(std::unique_ptr<State> state) : m_state(std::move(state)) {}
VerdictCursor::VerdictCursor(VerdictCursor&&) noexcept = default;
VerdictCursor& VerdictCursor::operator=(VerdictCursor&&) noexcept = default;
VerdictCursor::~VerdictCursor() = default;

Result<std::optional<CallVerdict>> VerdictCursor::next()
{
    const auto row = m_state->query.step();
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::optional<CallVerdict>();
    return store::readRow(m_state->query,
                          [this](std::int64_t number) { return m_state->texts.text(number); })
        .map([](CallVerdict read) { return std::optional(std::move(read)); });
}

} // namespace remit::replay
