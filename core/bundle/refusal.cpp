// SPDX-License-Identifier: Apache-2.0
#include "core/bundle/refusal.h"

namespace remit::bundle {

std::string_view name(RefusalKind kind)
{
    switch (kind) {
    case RefusalKind::NotABundle:
        return "not-a-bundle";
    case RefusalKind::Truncated:
        return "truncated";
    case RefusalKind::TrailingData:
        return "trailing-data";
    case RefusalKind::TooLarge:
        return "too-large";
    case RefusalKind::BadEnvelope:
        return "bad-envelope";
    case RefusalKind::BadStatement:
        return "bad-statement";
    case RefusalKind::BadStatusList:
        return "bad-status-list";
    case RefusalKind::BadWorkspace:
        return "bad-workspace";
    case RefusalKind::NotSigned:
        return "not-signed";
    case RefusalKind::WrongPayloadType:
        return "wrong-payload-type";
    case RefusalKind::WrongPredicateType:
        return "wrong-predicate-type";
    case RefusalKind::BadMember:
        return "bad-member";
    case RefusalKind::DuplicateMember:
        return "duplicate-member";
    case RefusalKind::MembersOutOfOrder:
        return "members-out-of-order";
    case RefusalKind::MissingMember:
        return "missing-member";
    case RefusalKind::ExtraMember:
        return "extra-member";
    case RefusalKind::MemberChanged:
        return "member-changed";
    case RefusalKind::SettingsDiffer:
        return "settings-differ";
    case RefusalKind::WrongId:
        return "wrong-id";
    case RefusalKind::WrongTarget:
        return "wrong-target";
    case RefusalKind::NotModelled:
        return "not-modelled";
    case RefusalKind::Assumed:
        return "assumed";
    case RefusalKind::UnknownVersion:
        return "unknown-version";
    case RefusalKind::NotYetValid:
        return "not-yet-valid";
    case RefusalKind::Expired:
        return "expired";
    case RefusalKind::OlderRevision:
        return "older-revision";
    case RefusalKind::RevisionReused:
        return "revision-reused";
    case RefusalKind::StaleStatus:
        return "stale-status";
    case RefusalKind::OlderStatus:
        return "older-status";
    case RefusalKind::StatusNumberReused:
        return "status-number-reused";
    case RefusalKind::StatusOfAnother:
        return "status-of-another";
    case RefusalKind::StatusFromFuture:
        return "status-from-future";
    }
    return "not-a-bundle";
}

bool isMalformed(RefusalKind kind)
{
    return kind <= RefusalKind::BadWorkspace;
}

} // namespace remit::bundle
