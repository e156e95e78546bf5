// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/verdict_extras.h"

#include "core/base/text.h"
#include "ui/models/code_words.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"

#include <QUrl>

namespace remit::ui {

namespace {

constexpr std::size_t kOthersShown = 5;
constexpr qsizetype kMostEditText = 400; ///< characters of an edit that are shown

QString linkTo(const QString& target, const QString& text, const ExplanationPalette& palette)
{
    return QStringLiteral("<a href='%1' style='color:%2'>%3</a>")
        .arg(target, palette.link.name(), text);
}

QString othersHtml(const analysis::Remedy& remedy, const ExplanationPalette& palette)
{
    if (!remedy.alsoAllowed)
        return tr(
            "Which other recorded calls it would allow was not looked at: there are too many.");
    const auto& others = *remedy.alsoAllowed;
    if (others.empty())
        return tr("It would allow no other recorded call.");
    QString html =
        tr("It would also allow %1 other recorded call(s):").arg(remedy.alsoAllowedCount);
    for (std::size_t i = 0; i < others.size() && i < kOthersShown; ++i) {
        const decision::CallVerdict& row = others[i].after;
        const QString target =
            QStringLiteral("call:%1#%2")
                .arg(QString::fromUtf8(QUrl::toPercentEncoding(toQString(row.run))))
                .arg(row.step);
        html += QStringLiteral("<br>&nbsp;&nbsp;") +
                linkTo(target,
                       tr("%1, step %2 of %3")
                           .arg(toQString(row.tool).toHtmlEscaped())
                           .arg(row.step)
                           .arg(toQString(row.run).toHtmlEscaped()),
                       palette);
    }
    if (remedy.alsoAllowedCount > kOthersShown)
        html += QStringLiteral("<br>&nbsp;&nbsp;") +
                tr("and %1 more").arg(remedy.alsoAllowedCount - kOthersShown);
    return html;
}

/// What is written, so that nobody applies what he has not read.
QString editHtml(const analysis::Remedy& remedy, const ExplanationPalette& palette)
{
    QString html;
    for (const auto& [file, edits] : remedy.edit.files) {
        for (const TextEdit& edit : edits) {
            const QString text = toQString(trimmed(edit.text)).left(kMostEditText);
            html +=
                QStringLiteral("<div style='color:%1'>%2%3</div>"
                               "<div style='font-family:\"%4\"; white-space:pre-wrap'>%5</div>")
                    .arg(palette.muted.name(), toQString(shown(file)).toHtmlEscaped(),
                         text.isEmpty() ? QStringLiteral(" ") + tr("(taken out)") : QString(),
                         palette.monospace,
                         text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
        }
    }
    return html;
}

QString remedyHtml(const analysis::Remedy& remedy, std::size_t number,
                   const ExplanationPalette& palette)
{
    QString html = QStringLiteral("<table width='100%' cellspacing='0' cellpadding='8' "
                                  "style='margin-bottom:8px' bgcolor='%1'><tr><td>%2")
                       .arg(palette.surface.name(), codeWordsHtml(remedy.title, palette.monospace));
    html += editHtml(remedy, palette);
    if (remedy.kind != analysis::RemedyKind::AskApproval) {
        html += QStringLiteral("<div style='color:%1; margin-top:4px'>%2</div><div>%3</div>")
                    .arg(palette.muted.name(), othersHtml(remedy, palette),
                         linkTo(QStringLiteral("remedy:%1").arg(number),
                                tr("Apply to the policies (Ctrl+Z takes it back)"), palette));
    }
    return html + QStringLiteral("</td></tr></table>");
}

} // namespace

QString extrasHtml(const VerdictExtras& extras, const ExplanationPalette& palette)
{
    if (!extras.isCrossing)
        return {};
    QString html =
        QStringLiteral("<p style='margin-top:4px; margin-bottom:0'>%1 %2</p>")
            .arg(extras.review.isEmpty() ? tr("Review: open.")
                                         : tr("Review: %1.").arg(extras.review.toHtmlEscaped()),
                 linkTo(QStringLiteral("review:"), tr("Mark…"), palette));
    html += QStringLiteral("<p style='margin-top:12px; margin-bottom:4px; color:%1'><b>%2</b></p>")
                .arg(palette.muted.name(), tr("What would allow it"));
    const auto line = [&](const QString& text) {
        html += QStringLiteral("<p style='margin-top:0; margin-bottom:0'>%1</p>").arg(text);
    };
    switch (extras.state) {
    case VerdictExtras::Remedies::Offered:
        line(linkTo(QStringLiteral("remedies:"), tr("Look for the smallest changes of policies"),
                    palette));
        break;
    case VerdictExtras::Remedies::Looking:
        line(tr("Trying changes…"));
        break;
    case VerdictExtras::Remedies::Stale:
        line(tr("The texts have changed since the replay: replay (F5) first."));
        break;
    case VerdictExtras::Remedies::Found:
        if (extras.remedies.empty())
            line(tr("No small change of policies does."));
        for (std::size_t i = 0; i < extras.remedies.size(); ++i)
            html += remedyHtml(extras.remedies[i], i, palette);
        break;
    }
    return html;
}

} // namespace remit::ui
