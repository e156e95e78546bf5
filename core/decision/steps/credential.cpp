// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/decision/steps/authority_steps.h"

#include <fmt/format.h>

namespace remit::decision {

namespace {

using authority::Credential;

StepOutcome expired(std::string message)
{
    return StepOutcome::failed(CrossingKind::CredentialExpired, std::move(message));
}

/// Without a credential there is nothing to judge: step 1 has said so.
StepOutcome withoutCredential(const Presented& call, CrossingKind kind)
{
    if (!call.credential.isRecorded())
        return StepOutcome::missing({"credential"},
                                    "Which credential was presented is not recorded.");
    return StepOutcome::failed(kind, "There is no credential that could be valid.");
}

} // namespace

StepOutcome judgeCredential(const Presented& call)
{
    const Credential* credential = call.knownCredential();
    if (credential == nullptr)
        return withoutCredential(call, CrossingKind::CredentialExpired);
    const std::string id = shown(credential->id);
    if (const auto removal =
            call.history.credentialRevoked(*credential, call.historyTime(), call.knowledge))
        return expired(call.time ? fmt::format("The credential {} was revoked at {}.", id,
                                               rfc3339(removal->at))
                                 : fmt::format("The credential {} was revoked.", id));
    if (!call.time)
        return StepOutcome::missing(
            {"time"}, fmt::format("Whether the credential {} was valid depends on the time of the "
                                  "call, which is not recorded.",
                                  id));
    const std::int64_t t = call.time->milliseconds;
    if (t < credential->issuedAt.milliseconds - call.skew)
        return expired(fmt::format("The credential {} is valid from {} on.", id,
                                   rfc3339(credential->issuedAt)));
    if (credential->expiresAt && t >= credential->expiresAt->milliseconds + call.skew)
        return expired(
            fmt::format("The credential {} expired at {}.", id, rfc3339(*credential->expiresAt)));
    return StepOutcome::passed(
        credential->expiresAt ? fmt::format("The credential {} is valid up to {}.", id,
                                            rfc3339(*credential->expiresAt))
                              : fmt::format("The credential {} is valid and never expires.", id));
}

StepOutcome judgeCredentialTask(const Presented& call, const CalledTask& task)
{
    const Credential* credential = call.knownCredential();
    if (credential == nullptr)
        return withoutCredential(call, CrossingKind::CredentialMisused);
    const std::string id = shown(credential->id);
    if (!credential->task)
        return StepOutcome::passed(fmt::format("The credential {} names no task.", id));
    if (!task.known)
        return StepOutcome::missing({"task"},
                                    fmt::format("The credential {} is for the task {}, and the "
                                                "call's is not recorded.",
                                                id, shown(toText(*credential->task))));
    if (task.ref != credential->task)
        return StepOutcome::failed(
            CrossingKind::CredentialMisused,
            fmt::format("The credential {} was issued for the task {} and is used for {}.", id,
                        shown(toText(*credential->task)),
                        task.ref ? shown(toText(*task.ref)) : "none"));
    return StepOutcome::passed(fmt::format("The credential {} was issued for this task.", id));
}

} // namespace remit::decision
