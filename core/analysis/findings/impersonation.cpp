// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace remit::analysis {
namespace {

const authority::Actor* agentWith(const FindingLog& log, const std::string& workload)
{
    for (const authority::Actor& actor : log.registry().actors()) {
        if (log.isAgent(actor.uid) && std::find(actor.workloads.begin(), actor.workloads.end(),
                                                workload) != actor.workloads.end())
            return &actor;
    }
    return nullptr;
}

constexpr const char* kHelp =
    "issue the agent a credential of its own, and let the human delegate by a grant";

} // namespace

/// An agent on a human's own credential: bound to the agent's workload, or presented by an agent.
void findImpersonation(FindingLog& log)
{
    std::set<std::string> told;
    for (const authority::Credential& credential : log.registry().credentials()) {
        if (!log.isHuman(credential.holder) || !credential.boundTo)
            continue;
        if (const authority::Actor* agent = agentWith(log, *credential.boundTo)) {
            told.insert(credential.id);
            log.addAbout(FindingKind::Impersonation, credential,
                         fmt::format("credential {} of {} is bound to a workload of {}",
                                     credential.id, toText(credential.holder), toText(agent->uid)),
                         kHelp)
                .subjects.push_back(toText(agent->uid));
        }
    }
    for (const decision::CallVerdict& call : log.input().calls) {
        const auto agent = uidIn(call.agent);
        const authority::Credential* credential =
            call.credential ? log.registry().credential(*call.credential) : nullptr;
        if (!credential || !agent || !log.isAgent(*agent) || !log.isHuman(credential->holder) ||
            !told.insert(credential->id).second)
            continue;
        Finding& finding = log.addAbout(FindingKind::Impersonation, *credential,
                                        fmt::format("{} calls with credential {} of {}", call.agent,
                                                    credential->id, toText(credential->holder)),
                                        kHelp);
        finding.subjects.push_back(call.agent);
        finding.example.run = call.run;
        finding.example.step = call.step;
    }
}

} // namespace remit::analysis
