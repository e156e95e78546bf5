// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bundle/statement_rows.h"

#include "core/base/text.h"
#include "core/base/time.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"

namespace remit::ui {
namespace {

using Rows = std::vector<std::pair<QString, QString>>;

QString shownText(const std::string& text)
{
    return toQString(shown(text));
}

QString timeOr(const std::optional<Instant>& time, const QString& none)
{
    return time ? toQString(rfc3339(*time)) : none;
}

Rows signatureRows(const BundleFront& front)
{
    Rows rows;
    for (const bundle::SignatureReport& one : front.signatures) {
        if (!one.signer)
            rows.emplace_back(tr("unknown"),
                              tr("no trusted key made this signature (it names %1)")
                                  .arg(one.keyId.empty() ? tr("none") : shownText(one.keyId)));
        else
            rows.emplace_back(shownText(*one.signer),
                              toQString(fingerprint(*one.key)) +
                                  (one.inTime ? QString() : tr(" (not valid at this time)")));
    }
    return rows;
}

Rows identityRows(const bundle::Statement& said, const std::string& payloadDigest)
{
    return {
        {tr("bundle"), shownText(said.bundleId)},
        {tr("revision"), QString::number(said.revision)},
        {tr("target"), said.target.empty() ? tr("none named") : shownText(said.target)},
        {tr("valid from"), timeOr(said.notBefore, tr("always"))},
        {tr("expires"), timeOr(said.expiresAt, tr("never"))},
        {tr("follows"), toQString(said.previousDigest.value_or("nothing"))},
        {tr("authority"), toQString(bundle::nameOf(said.authority))},
        {tr("root entitlement"), toQString(bundle::nameOf(said.rootEntitlement))},
        {tr("status list"), said.statusMaxAgeSeconds
                                ? tr("at most %1 s old").arg(*said.statusMaxAgeSeconds)
                                : tr("none needed")},
        {tr("versions"),
         QStringLiteral("Cedar %1, %2, %3")
             .arg(shownText(said.language), shownText(said.facts), shownText(said.semantics))},
        {tr("payload"), payloadDigest.empty() ? tr("not signed yet") : toQString(payloadDigest)}};
}

Rows evidenceRows(const bundle::Statement& said)
{
    Rows rows{
        {tr("tests"), tr("%1 passed, %2 failed").arg(said.tests.passed).arg(said.tests.failed)}};
    if (said.replay)
        rows.emplace_back(tr("replay"),
                          tr("%1 calls of %2 runs: %3 allow, %4 deny, %5 approval required, %6 "
                             "undecidable")
                              .arg(said.replay->calls)
                              .arg(said.replay->runs)
                              .arg(said.replay->allow)
                              .arg(said.replay->deny)
                              .arg(said.replay->approvalRequired)
                              .arg(said.replay->undecidable));
    for (const std::string& one : said.approvals)
        rows.emplace_back(tr("approved by"), shownText(one));
    return rows;
}

} // namespace

std::vector<StatementGroup> statementGroups(const BundleFront& front)
{
    std::vector<StatementGroup> groups{{tr("Signed by"), signatureRows(front)}};
    if (!front.statement)
        return groups;
    groups.push_back(
        {tr("What it says it is"), identityRows(*front.statement, front.payloadDigest)});
    groups.push_back({tr("Evidence"), evidenceRows(*front.statement)});
    Rows acknowledged;
    for (const bundle::Acknowledged& one : front.statement->acknowledged)
        acknowledged.emplace_back(
            shownText(one.finding),
            tr("%1 by %2: %3")
                .arg(shownText(one.state), shownText(one.owner), shownText(one.reason)));
    if (!acknowledged.empty())
        groups.push_back({tr("Acknowledged findings"), std::move(acknowledged)});
    return groups;
}

} // namespace remit::ui
