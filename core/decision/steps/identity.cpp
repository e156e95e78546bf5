// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/decision/steps/authority_steps.h"

#include <fmt/format.h>

namespace remit::decision {

namespace {

using authority::Credential;

StepOutcome unauthenticated(std::string message)
{
    return StepOutcome::failed(CrossingKind::Unauthenticated, std::move(message));
}

/// `boundTo` equals the presented workload, which belongs to the agent.
StepOutcome judgeBinding(const Presented& call, const Credential& credential)
{
    if (!credential.boundTo)
        return StepOutcome::passed("");
    if (!call.workload.isRecorded())
        return StepOutcome::missing({"workload"},
                                    fmt::format("The credential {} is bound to a workload, and "
                                                "which one presented it is not recorded.",
                                                shown(credential.id)));
    if (!call.workload.isPresent())
        return unauthenticated(
            fmt::format("The credential {} is bound to {}, and no workload was presented.",
                        shown(credential.id), *credential.boundTo));
    if (call.workload.text != *credential.boundTo)
        return unauthenticated(fmt::format("The credential {} is bound to {} and was presented "
                                           "by {}.",
                                           shown(credential.id), *credential.boundTo,
                                           shown(call.workload.text)));
    if (!call.prepared.principalKnown)
        return StepOutcome::missing({"agent"}, "The agent is not recorded.");
    if (!call.registry.hasWorkload(call.prepared.principal, call.workload.text))
        return unauthenticated(fmt::format("The workload {} is none of {}.",
                                           shown(call.workload.text),
                                           toText(call.prepared.principal)));
    return StepOutcome::passed("");
}

StepOutcome judgeAudience(const Presented& call, const Credential& credential)
{
    if (!credential.audience)
        return StepOutcome::passed("");
    if (!call.audience.isRecorded())
        return StepOutcome::missing({"server"},
                                    fmt::format("The credential {} is for the audience {}, and "
                                                "the tool's is not known.",
                                                shown(credential.id), shown(*credential.audience)));
    if (!call.audience.isPresent() || call.audience.text != *credential.audience)
        return unauthenticated(
            fmt::format("The credential {} is for the audience {}, the tool belongs to {}.",
                        shown(credential.id), shown(*credential.audience),
                        call.audience.isPresent() ? shown(call.audience.text) : "none"));
    return StepOutcome::passed("");
}

} // namespace

StepOutcome judgeIdentity(const Presented& call)
{
    if (!call.credential.isRecorded())
        return StepOutcome::missing({"credential"},
                                    "Which credential was presented is not recorded.");
    if (!call.credential.isPresent())
        return unauthenticated("No credential was presented.");
    const Credential* credential = call.knownCredential();
    if (credential == nullptr)
        return unauthenticated(
            fmt::format("The credential {} does not exist.", shown(call.credential.text)));
    StepOutcome binding = judgeBinding(call, *credential);
    if (binding.fails())
        return binding;
    StepOutcome audience = judgeAudience(call, *credential);
    if (!audience.passes())
        return audience;
    if (!binding.passes())
        return binding;
    return StepOutcome::passed(fmt::format(
        "The credential {} ({}) was presented{}.", shown(credential->id), name(credential->kind),
        credential->boundTo ? " by the workload that it is bound to" : ""));
}

} // namespace remit::decision
