// SPDX-License-Identifier: Apache-2.0
#include "core/replay/store_source.h"

#include "core/replay/session_groups.h"

#include <utility>

namespace remit::replay {
namespace {

using trace::Database;
using trace::Event;
using trace::TraceStore;

Result<std::vector<Event>> readAll(const TraceStore& store, const std::vector<std::string>& runs)
{
    auto cursor = store.events(runs);
    if (!cursor)
        return tl::unexpected<Error>(cursor.error());
    std::vector<Event> events;
    for (;;) {
        auto event = cursor->next();
        if (!event)
            return tl::unexpected<Error>(event.error());
        if (!*event)
            return events;
        events.push_back(std::move(**event));
    }
}

} // namespace

StoreSource::StoreSource(std::filesystem::path file, std::vector<Session> sessions)
    : m_file(std::move(file)), m_sessions(std::move(sessions))
{}

Result<std::unique_ptr<StoreSource>> StoreSource::open(const std::filesystem::path& file)
{
    if (!std::filesystem::exists(file))
        return failure(ErrorCode::NotFound, "no traces have been imported into this workspace",
                       "Import some with `remit import TRACE… --workspace DIR`, or name trace "
                       "files.");
    auto store = TraceStore::open(file, Database::Mode::ReadOnly);
    if (!store)
        return tl::unexpected<Error>(store.error());
    const auto runs = store->runs();
    if (!runs)
        return tl::unexpected<Error>(runs.error());
    std::vector<RunIdentity> identities;
    for (const trace::RunSummary& run : *runs)
        identities.push_back({run.run, run.session, run.task});
    std::unique_ptr<StoreSource> source(new StoreSource(file, groupSessions(identities)));
    source->giveBack(std::move(*store));
    return source;
}

Result<Events> StoreSource::events(std::size_t session) const
{
    auto store = borrow();
    if (!store)
        return tl::unexpected<Error>(store.error());
    auto events = readAll(*store, m_sessions[session].runs);
    giveBack(std::move(*store));
    if (!events)
        return tl::unexpected<Error>(events.error());
    return std::make_shared<const std::vector<Event>>(std::move(*events));
}

Result<TraceStore> StoreSource::borrow() const
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            TraceStore store = std::move(m_idle.back());
            m_idle.pop_back();
            return store;
        }
    }
    return TraceStore::open(m_file, Database::Mode::ReadOnly);
}

void StoreSource::giveBack(TraceStore store) const
{
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(std::move(store));
}

} // namespace remit::replay
