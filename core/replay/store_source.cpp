// SPDX-License-Identifier: Apache-2.0
#include "core/replay/store_source.h"

#include "core/replay/session_groups.h"

#include <utility>

namespace remit::replay {

StoreSource::StoreSource(std::unique_ptr<StoreReader> reader) : m_reader(std::move(reader))
{
    std::vector<RunIdentity> identities;
    for (const trace::RunSummary& run : m_reader->runs())
        identities.push_back({run.run, run.session, run.task});
    m_sessions = groupSessions(identities);
}

Result<std::unique_ptr<StoreSource>> StoreSource::open(const std::filesystem::path& file)
{
    auto reader = StoreReader::open(file);
    if (!reader)
        return tl::unexpected<Error>(reader.error());
    return std::unique_ptr<StoreSource>(new StoreSource(std::move(*reader)));
}

Result<Events> StoreSource::events(std::size_t session) const
{
    return m_reader->read(m_sessions[session].runs).map([](std::vector<trace::Event> events) {
        return std::make_shared<const std::vector<trace::Event>>(std::move(events));
    });
}

} // namespace remit::replay
