// SPDX-License-Identifier: Apache-2.0
#include "core/replay/store_reader.h"

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

StoreReader::StoreReader(std::filesystem::path file, std::vector<trace::RunSummary> runs)
    : m_file(std::move(file)), m_runs(std::move(runs))
{}

Result<std::unique_ptr<StoreReader>> StoreReader::open(const std::filesystem::path& file)
{
    const auto nothing =
        failure(ErrorCode::NotFound, "no traces have been imported into this workspace",
                "Import some with `remit import TRACE… --workspace DIR`, or name trace files.");
    if (!std::filesystem::exists(file))
        return nothing;
    auto store = TraceStore::open(file, Database::Mode::ReadOnly);
    if (!store)
        return tl::unexpected<Error>(store.error());
    auto runs = store->runs();
    if (!runs)
        return tl::unexpected<Error>(runs.error());
    if (runs->empty())
        return nothing;
    std::unique_ptr<StoreReader> reader(new StoreReader(file, std::move(*runs)));
    reader->giveBack(std::move(*store));
    return reader;
}

Result<std::vector<trace::SourceFile>> StoreReader::files() const
{
    auto store = borrow();
    if (!store)
        return tl::unexpected<Error>(store.error());
    auto files = store->files();
    giveBack(std::move(*store));
    return files;
}

Result<std::vector<Event>> StoreReader::read(const std::vector<std::string>& runs) const
{
    auto store = borrow();
    if (!store)
        return tl::unexpected<Error>(store.error());
    auto events = readAll(*store, runs);
    giveBack(std::move(*store));
    return events;
}

Result<TraceStore> StoreReader::borrow() const
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

void StoreReader::giveBack(TraceStore store) const
{
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(std::move(store));
}

} // namespace remit::replay
