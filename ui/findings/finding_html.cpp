// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/findings/findings_view.h"
#include "ui/models/text.h"
#include "ui/shell/severity_sign.h"

#include <QUrl>

/// A finding in full. Names and values come from files and traces: all of it is escaped.
namespace remit::ui {
namespace {

QString escaped(std::string_view text)
{
    return toQString(text).toHtmlEscaped();
}

QString paragraph(const QString& html)
{
    return QStringLiteral("<p>") + html + QStringLiteral("</p>");
}

QString linkTo(const QString& scheme, const QString& target, const QString& text)
{
    return QStringLiteral("<a href=\"%1:%2\">%3</a>")
        .arg(scheme, QString::fromLatin1(QUrl::toPercentEncoding(target)), text);
}

QString exampleHtml(const analysis::Finding& finding)
{
    const analysis::Counterexample& example = finding.example;
    if (example.isCall())
        return paragraph(
            FindingsView::tr("Recorded: %1")
                .arg(linkTo(
                    QStringLiteral("call"),
                    QStringLiteral("%1/%2").arg(example.step).arg(toQString(example.run)),
                    FindingsView::tr("%1, step %2").arg(escaped(example.run)).arg(example.step))));
    if (!example.request)
        return {};
    QString html = paragraph(
        FindingsView::tr("The case: <code>%1</code> does <code>%2</code> on <code>%3</code> with "
                         "<code>%4</code>.")
            .arg(escaped(toText(example.request->principal)),
                 escaped(toText(example.request->action)),
                 escaped(toText(example.request->resource)),
                 escaped(toText(example.request->context))));
    if (!example.allowedBy.empty() && !example.deniedBy.empty())
        html += paragraph(FindingsView::tr("The scope of %1 allows it, that of %2 does not.")
                              .arg(escaped(example.allowedBy), escaped(example.deniedBy)));
    return html;
}

QString subjectLinks(const analysis::Finding& finding)
{
    QStringList links;
    for (const std::string& subject : finding.subjects)
        links << linkTo(QStringLiteral("graph"), toQString(subject), escaped(subject));
    return links.join(QStringLiteral(", "));
}

} // namespace

QString findingHtml(const FindingRow& row)
{
    const analysis::Finding& finding = row.finding;
    QString html =
        QStringLiteral("<h3>%1: %2</h3>")
            .arg(wordOf(finding.severity).toHtmlEscaped(), kindWords(finding.kind).toHtmlEscaped());
    html += paragraph(escaped(finding.message));
    if (!finding.state.empty())
        html += paragraph(FindingsView::tr("Attenuation: %1.").arg(escaped(finding.state)));
    html += exampleHtml(finding);
    html += paragraph(FindingsView::tr("What to do: %1").arg(escaped(finding.help)));
    html += paragraph(FindingsView::tr("In the graph: %1").arg(subjectLinks(finding)));
    if (!finding.place.file.empty())
        html += paragraph(
            FindingsView::tr("Written in %1")
                .arg(linkTo(QStringLiteral("place"), QString(), escaped(finding.place.file))));
    html += paragraph(
        FindingsView::tr("Evidence for %1.").arg(frameworkText(finding.kind).toHtmlEscaped()));
    if (row.review != analysis::ReviewState::Open)
        html += paragraph(FindingsView::tr("Reviewed as %1: %2")
                              .arg(escaped(name(row.review)), escaped(row.reason)));
    return html;
}

} // namespace remit::ui
