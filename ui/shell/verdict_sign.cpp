// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/verdict_sign.h"

#include "ui/shell/theme.h"

#include <QCoreApplication>

namespace remit::ui {

Sign signOf(decision::Verdict verdict)
{
    switch (verdict) {
    case decision::Verdict::Allow:
        return Sign::Allow;
    case decision::Verdict::Deny:
        return Sign::Deny;
    case decision::Verdict::ApprovalRequired:
        return Sign::ApprovalRequired;
    case decision::Verdict::Undecidable:
        return Sign::Undecidable;
    case decision::Verdict::Unreachable:
        return Sign::Unreachable;
    }
    return Sign::Undecidable;
}

Sign signOf(decision::CrossingKind kind)
{
    switch (kind) {
    case decision::CrossingKind::Unauthenticated:
    case decision::CrossingKind::CredentialExpired:
    case decision::CrossingKind::CredentialMisused:
        return Sign::Identity;
    case decision::CrossingKind::ApprovalMissing:
        return Sign::ApprovalRequired;
    default:
        return Sign::Deny;
    }
}

QString wordOf(Sign sign)
{
    switch (sign) {
    case Sign::Allow:
        return QCoreApplication::translate("Sign", "allow");
    case Sign::Deny:
        return QCoreApplication::translate("Sign", "deny");
    case Sign::ApprovalRequired:
        return QCoreApplication::translate("Sign", "approval required");
    case Sign::Undecidable:
        return QCoreApplication::translate("Sign", "undecidable");
    case Sign::Unreachable:
        return QCoreApplication::translate("Sign", "unreachable");
    case Sign::Identity:
        return QCoreApplication::translate("Sign", "identity or credential");
    }
    return {};
}

QString meaningOf(Sign sign)
{
    switch (sign) {
    case Sign::Allow:
        return QCoreApplication::translate("Sign", "Permitted.");
    case Sign::Deny:
        return QCoreApplication::translate("Sign", "The call crosses the boundary.");
    case Sign::ApprovalRequired:
        return QCoreApplication::translate("Sign", "The call waits for a human's approval.");
    case Sign::Undecidable:
        return QCoreApplication::translate("Sign",
                                           "Information that the policies need is missing.");
    case Sign::Unreachable:
        return QCoreApplication::translate("Sign",
                                           "An earlier call of this agent crossed the boundary.");
    case Sign::Identity:
        return QCoreApplication::translate(
            "Sign", "Who called, or with which credential, is at fault, not what was called.");
    }
    return {};
}

QColor colorOf(Sign sign, const Colors& colors)
{
    switch (sign) {
    case Sign::Allow:
        return colors.allow;
    case Sign::Deny:
        return colors.deny;
    case Sign::ApprovalRequired:
        return colors.approval;
    case Sign::Identity:
        return colors.identity;
    case Sign::Undecidable:
    case Sign::Unreachable:
        break;
    }
    return colors.undecided;
}

} // namespace remit::ui
