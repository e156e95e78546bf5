// SPDX-License-Identifier: Apache-2.0
#include "core/replay/session_groups.h"

#include <map>
#include <utility>

namespace remit::replay {

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
