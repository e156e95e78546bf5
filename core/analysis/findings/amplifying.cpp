// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/findings/finders.h"

#include <fmt/format.h>

#include <map>

namespace remit::analysis {
namespace {

using authority::Grant;

std::string callText(const cedar::Request& call)
{
    std::string text = fmt::format("{} on {}", toText(call.action), toText(call.resource));
    if (!call.context.asRecord().empty())
        text += " with " + toText(call.context);
    return text;
}

void add(FindingLog& log, const Grant& grant, const Grant& above, const Attenuation& answer)
{
    using Answer = Attenuation::Answer;
    if (answer.answer == Answer::Proved)
        return;
    if (answer.answer == Answer::Refuted) {
        Finding& finding = log.addAbout(
            FindingKind::Amplifying, grant,
            fmt::format("grant {} allows {}, which its parent {} does not", grant.id,
                        callText(*answer.call), above.id),
            "narrow the scope to what the parent hands on; chains stay safe meanwhile, since every "
            "grant must allow a call");
        finding.subjects.push_back(above.id);
        finding.state = "refuted";
        finding.example.request = answer.call;
        finding.example.allowedBy = grant.id;
        finding.example.deniedBy = above.id;
        return;
    }
    Finding& finding =
        log.addAbout(FindingKind::Amplifying, grant,
                     fmt::format("whether grant {} allows more than its parent {} is not known",
                                 grant.id, above.id),
                     "write the scope as the parent's policies with further or sharper conditions");
    finding.subjects.push_back(above.id);
    finding.severity = Severity::Warning;
    finding.state = fmt::format("unknown after {} samples", answer.samples);
}

} // namespace

void findAmplifying(FindingLog& log)
{
    const authority::Estate& estate = log.input().estate;
    // Few different scopes stand in many grants: each pair of programs is compared once.
    std::map<std::pair<const cedar::Program*, const cedar::Program*>, Attenuation> known;
    const auto nothing = cedar::Program::compile({});
    for (const Grant& grant : log.registry().grants()) {
        const Grant* above = grant.parent ? log.registry().grant(*grant.parent) : nullptr;
        const auto child = estate.scopes.find(grant.id);
        if (!above || child == estate.scopes.end() || !child->second)
            continue;
        const auto found = estate.scopes.find(above->id);
        const cedar::Program& parent =
            found == estate.scopes.end() || !found->second ? *nothing : *found->second;
        const auto [place, added] = known.try_emplace({child->second.get(), &parent});
        if (added)
            place->second = attenuates(*child->second, parent, *estate.entities, log.inventory(),
                                       grant.to, log.reaches().scratch());
        add(log, grant, *above, place->second);
    }
}

} // namespace remit::analysis
