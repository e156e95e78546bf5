// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/edit_html.h"

#include "core/base/line_diff.h"
#include "core/base/text.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QStringList>
#include <QUrl>

namespace remit::ui {
namespace {

/// "−" and "+" lines with those in common around them, as in a patch.
QString lineHtml(const DiffLine& line, const Colors& colors)
{
    QString sign = QStringLiteral("&nbsp;");
    QColor colour = colors.text;
    if (line.kind == DiffLine::Kind::Removed) {
        sign = QStringLiteral("−");
        colour = colors.deny;
    } else if (line.kind == DiffLine::Kind::Added) {
        sign = QStringLiteral("+");
        colour = colors.allow;
    } else if (line.kind == DiffLine::Kind::Gap) {
        sign = QStringLiteral("⋯");
        colour = colors.muted;
    }
    return QStringLiteral("<span style='color:%1'>%2 %3</span><br>")
        .arg(colour.name(), sign, toQString(shown(line.text)).toHtmlEscaped());
}

QString policyHtml(const analysis::PolicyEdit& edit, const Colors& colors)
{
    const QString target =
        QStringLiteral("policy:%1#%2-%3")
            .arg(QString::fromUtf8(QUrl::toPercentEncoding(toQString(edit.file), "/")))
            .arg(edit.span.begin)
            .arg(edit.span.end);
    const QString what = !edit.before ? tr("new") : !edit.after ? tr("gone") : tr("edited");
    QString html = QStringLiteral("<p style='margin:8px 0 4px 0'><a href='%1' style='color:%2'>"
                                  "<b>%3</b></a> <span style='color:%4'>%5, %6</span></p>"
                                  "<div style='font-family:\"%7\"; white-space:pre-wrap'>")
                       .arg(target, colors.accent.name(), toQString(edit.policy).toHtmlEscaped(),
                            colors.muted.name(), what, toQString(edit.file).toHtmlEscaped(),
                            codeFont().family());
    for (const DiffLine& line :
         shownDifference(edit.before.value_or(std::string()), edit.after.value_or(std::string())))
        html += lineHtml(line, colors);
    return html + QStringLiteral("</div>");
}

} // namespace

QString editHtml(const Compared& compared, const analysis::Cause* cause, const Colors& colors)
{
    QString html;
    for (const analysis::PolicyEdit& edit : compared.edits) {
        const bool other = cause != nullptr && !cause->policy.empty() &&
                           cause->policy != edit.policy &&
                           cause->kind != analysis::CauseKind::Boundary;
        if (!other)
            html += policyHtml(edit, colors);
    }
    if (!html.isEmpty())
        return html;
    QStringList others;
    for (const std::string& other : compared.others)
        others << toQString(other);
    return QStringLiteral("<p style='color:%1'>%2</p>")
        .arg(colors.muted.name(),
             others.isEmpty() ? tr("No policy was edited.")
                              : tr("No policy was edited; what differs: %1.")
                                    .arg(others.join(QStringLiteral(", ")).toHtmlEscaped()));
}

} // namespace remit::ui
