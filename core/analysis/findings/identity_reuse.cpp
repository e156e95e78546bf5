// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"
#include "core/base/text.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace remit::analysis {
namespace {

void addShared(FindingLog& log, const std::string& what, const std::set<std::string>& users,
               const std::string& verb)
{
    if (users.size() < 2)
        return;
    std::vector<std::string> list(users.begin(), users.end());
    Finding finding;
    finding.kind = FindingKind::IdentityReuse;
    finding.severity = severityOf(finding.kind, std::nullopt);
    finding.message = fmt::format("{} {} {}", what, verb, joined(list, ", "));
    finding.help = "give each agent an identity and a credential of its own";
    finding.subjects = {what};
    finding.subjects.insert(finding.subjects.end(), list.begin(), list.end());
    log.add(std::move(finding));
}

} // namespace

/// One workload identity of several actors, or one credential presented by several agents.
void findReusedIdentities(FindingLog& log)
{
    std::map<std::string, std::set<std::string>> ofWorkload;
    for (const authority::Actor& actor : log.registry().actors()) {
        for (const std::string& workload : actor.workloads)
            ofWorkload[workload].insert(toText(actor.uid));
    }
    for (const auto& [workload, actors] : ofWorkload)
        addShared(log, workload, actors, "is the identity of");
    std::map<std::string, std::set<std::string>> ofCredential;
    for (const decision::CallVerdict& call : log.input().calls) {
        if (call.credential && !call.agent.empty())
            ofCredential[*call.credential].insert(call.agent);
    }
    for (const auto& [credential, agents] : ofCredential)
        addShared(log, "credential " + credential, agents, "is presented by");
}

} // namespace remit::analysis
