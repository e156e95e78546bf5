// SPDX-License-Identifier: Apache-2.0
#include "core/decision/verdict.h"

namespace remit::decision {

std::string_view name(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Allow:
        return "allow";
    case Verdict::Deny:
        return "deny";
    case Verdict::ApprovalRequired:
        return "approval_required";
    case Verdict::Undecidable:
        return "undecidable";
    case Verdict::Unreachable:
        return "unreachable";
    }
    return "undecidable";
}

std::string_view name(CrossingKind kind)
{
    switch (kind) {
    case CrossingKind::UnknownTool:
        return "unknown-tool";
    case CrossingKind::InvalidRequest:
        return "invalid-request";
    case CrossingKind::Unauthenticated:
        return "unauthenticated";
    case CrossingKind::CredentialExpired:
        return "credential-expired";
    case CrossingKind::CredentialMisused:
        return "credential-misused";
    case CrossingKind::TaskInactive:
        return "task-inactive";
    case CrossingKind::Undelegated:
        return "undelegated";
    case CrossingKind::GrantExpired:
        return "grant-expired";
    case CrossingKind::GrantRevoked:
        return "grant-revoked";
    case CrossingKind::OutsideGrant:
        return "outside-grant";
    case CrossingKind::NotPermitted:
        return "not-permitted";
    case CrossingKind::Forbidden:
        return "forbidden";
    case CrossingKind::ApprovalMissing:
        return "approval-missing";
    }
    return "not-permitted";
}

bool isCrossing(Verdict verdict)
{
    return verdict == Verdict::Deny || verdict == Verdict::ApprovalRequired;
}

} // namespace remit::decision
