// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_view.h"

#include "ui/models/text.h"

#include <QRegularExpression>
#include <QScrollBar>
#include <QUrl>

namespace remit::ui {

using decision::Verdict;

namespace {

constexpr int kSignSize = 24;

std::optional<Verdict> verdictNamed(const QString& name)
{
    for (const Verdict verdict : {Verdict::Allow, Verdict::Deny, Verdict::ApprovalRequired,
                                  Verdict::Undecidable, Verdict::Unreachable}) {
        if (name == toQString(decision::name(verdict)))
            return verdict;
    }
    return std::nullopt;
}

} // namespace

InspectorView::InspectorView(QWidget* parent) : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector: why this verdict"));
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(12);
    connect(this, &QTextBrowser::anchorClicked, this, &InspectorView::follow);
    showNothing(tr("Choose a call in the table to read why it was decided as it was."));
}

void InspectorView::setAppearance(const ExplanationPalette& palette, VerdictPixmap pixmap)
{
    m_palette = palette;
    m_pixmap = std::move(pixmap);
    render();
}

void InspectorView::show(decision::Explanation explanation, const QString& review)
{
    m_explanation = std::move(explanation);
    m_opened.clear();
    m_extras = {};
    m_extras.review = review;
    m_extras.isCrossing = decision::isCrossing(m_explanation->verdict.verdict);
    render();
    verticalScrollBar()->setValue(0);
}

void InspectorView::setExtras(VerdictExtras extras)
{
    const int scrolled = verticalScrollBar()->value();
    m_extras = std::move(extras);
    render();
    verticalScrollBar()->setValue(scrolled);
}

void InspectorView::showNothing(const QString& line, const QString& link)
{
    m_explanation.reset();
    m_emptyLine = line;
    m_emptyLink = link;
    render();
}

void InspectorView::render()
{
    // Images are kept by name: a new theme draws them anew.
    document()->clear();
    if (m_explanation)
        setHtml(
            explanationHtml(*m_explanation, m_palette, m_opened, extrasHtml(m_extras, m_palette)));
    else
        setHtml(QStringLiteral("<p style='color:%1'>%2</p><p><a href='link:' style='color:%3'>%4"
                               "</a></p>")
                    .arg(m_palette.muted.name(), m_emptyLine.toHtmlEscaped(), m_palette.link.name(),
                         m_emptyLink.toHtmlEscaped()));
}

QVariant InspectorView::loadResource(int type, const QUrl& name)
{
    if (type != QTextDocument::ImageResource || name.scheme() != QLatin1String("verdict"))
        return {}; // nothing else is ever loaded, least of all from the network
    const auto verdict = verdictNamed(name.path());
    if (!verdict || !m_pixmap)
        return {};
    return m_pixmap(*verdict, kSignSize);
}

void InspectorView::follow(const QUrl& link)
{
    if (link.scheme() == QLatin1String("origin") || link.scheme() == QLatin1String("more")) {
        const int scrolled = verticalScrollBar()->value();
        const QString place = link.path();
        if (m_opened.erase(place) == 0)
            m_opened.insert(place);
        render();
        verticalScrollBar()->setValue(scrolled);
        return;
    }
    if (link.scheme() != QLatin1String("policy"))
        return followName(link);
    static const QRegularExpression kRange(QStringLiteral("^(\\d+)-(\\d+)$"));
    const auto range = kRange.match(link.fragment());
    if (link.scheme() != QLatin1String("policy") || !range.hasMatch())
        return;
    emit placeChosen(link.path(QUrl::FullyDecoded), range.captured(1).toUInt(),
                     range.captured(2).toUInt());
}

void InspectorView::followName(const QUrl& link)
{
    if (link.scheme() == QLatin1String("named")) {
        const QString path = link.path(QUrl::FullyDecoded);
        emit nameChosen(path.section(QLatin1Char('/'), 0, 0), path.section(QLatin1Char('/'), 1));
    } else if (link.scheme() == QLatin1String("link"))
        emit linkChosen();
    else if (link.scheme() == QLatin1String("review"))
        emit reviewWanted();
    else if (link.scheme() == QLatin1String("remedies"))
        emit remediesWanted();
    else if (link.scheme() == QLatin1String("remedy"))
        emit remedyChosen(link.path().toInt());
    else if (link.scheme() == QLatin1String("call"))
        emit callChosen(link.path(QUrl::FullyDecoded), link.fragment().toLongLong());
}

} // namespace remit::ui
