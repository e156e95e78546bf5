// SPDX-License-Identifier: Apache-2.0
#include "core/replay/session_groups.h"

#include <map>
#include <utility>

namespace remit::replay {

RunIdentity identityOf(const std::string& run, const std::vector<trace::Event>& events)
{
    RunIdentity identity{run, {}, {}};
    for (const trace::Event& event : events) {
        if (identity.session.empty())
            identity.session = event.session;
        const auto* start = std::get_if<trace::RunStart>(&event.body);
        if (start != nullptr && start->task.isPresent() && identity.task.empty())
            identity.task = start->task.text;
    }
    return identity;
}

std::vector<Session> groupSessions(const std::vector<RunIdentity>& runs)
{
    std::vector<Session> sessions;
    std::map<std::pair<std::string, std::string>, std::size_t> known;
    for (const RunIdentity& run : runs) {
        std::size_t at = sessions.size();
        if (!run.session.empty())
            at = known.try_emplace({std::string(taskId(run.task)), run.session}, at).first->second;
        if (at == sessions.size())
            sessions.emplace_back();
        sessions[at].runs.push_back(run.run);
    }
    return sessions;
}

} // namespace remit::replay
