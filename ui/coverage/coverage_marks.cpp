// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/coverage/coverage_marks.h"

#include "ui/editor/code_editor.h"
#include "ui/models/text.h"
#include "ui/models/translate.h"
#include "ui/shell/theme.h"

#include <QHelpEvent>
#include <QImage>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace remit::ui {
namespace {

using Sci = QsciScintillaBase;

constexpr int kNever = CoverageMarks::kFirstMarker;
constexpr int kPartly = CoverageMarks::kFirstMarker + 1;

QImage coverageSign(bool never, qreal scale, const Colors& colors)
{
    constexpr int kPixels = 12;
    QImage drawn(QSize(kPixels, kPixels) * scale, QImage::Format_ARGB32_Premultiplied);
    drawn.setDevicePixelRatio(scale);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF square(2, 2, 8, 8);
    painter.setPen(QPen(colors.approval, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(square);
    if (!never)
        painter.fillRect(QRectF(2, 2, 4, 8), colors.approval);
    return drawn;
}

void addPart(Span span, const QString& what, const std::optional<analysis::Why>& one,
             const std::optional<analysis::Why>& other, const QString& oneMissing,
             const QString& otherMissing, std::vector<UncoveredPart>& parts)
{
    const auto line = [&](const QString& missing, const analysis::Why& why) {
        return what + QLatin1Char(' ') + missing + QStringLiteral(". ") + toQString(why.text);
    };
    if (one && other && one->text == other->text)
        parts.push_back(
            {span, true,
             what + QLatin1Char(' ') +
                 (one->reason == analysis::UncoveredReason::AlwaysError ? tr("has no value")
                                                                        : tr("was never reached")) +
                 QStringLiteral(". ") + toQString(one->text)});
    else if (one || other)
        parts.push_back(
            {span, one.has_value() && other.has_value(),
             one && other ? line(oneMissing, *one) + QLatin1Char('\n') + line(otherMissing, *other)
             : one        ? line(oneMissing, *one)
                          : line(otherMissing, *other)});
}

QString quotedText(const analysis::CoveredPolicy& policy, Span span)
{
    constexpr int kLongest = 60;
    const QString text = toQString(policy.source->text(span)).simplified();
    return QStringLiteral("‘") +
           (text.size() > kLongest ? text.left(kLongest) + QStringLiteral("…") : text) +
           QStringLiteral("’");
}

void addPolicy(const analysis::CoveredPolicy& policy, std::vector<UncoveredPart>& parts)
{
    const QString name = toQString(policy.id);
    if (policy.neverInScope || policy.neverSatisfied) {
        const analysis::Why& why =
            policy.neverInScope ? *policy.neverInScope : *policy.neverSatisfied;
        const QString what =
            policy.neverInScope ? tr("%1 was never in scope. ") : tr("%1 was never satisfied. ");
        parts.push_back({policy.effectSpan, policy.neverInScope.has_value(),
                         what.arg(name) + toQString(why.text)});
    }
    if (policy.neverInScope) // its parts say nothing more
        return;
    for (const analysis::CoveredClause& clause : policy.clauses) {
        addPart(clause.span, clause.unless ? tr("This unless") : tr("This when"), clause.neverHeld,
                clause.neverFailed, tr("never held"), tr("never failed to hold"), parts);
        for (const analysis::CoveredNode& node : clause.nodes)
            addPart(node.span, quotedText(policy, node.span), node.neverTrue, node.neverFalse,
                    tr("was never true"), tr("was never false"), parts);
    }
}

} // namespace

std::vector<UncoveredPart> uncoveredParts(const analysis::CoverageReport& report,
                                          const std::string& file)
{
    std::vector<UncoveredPart> parts;
    for (const analysis::CoveredPolicy& policy : report.policies) {
        if (policy.source && policy.source->name() == file)
            addPolicy(policy, parts);
    }
    std::stable_sort(
        parts.begin(), parts.end(),
        [](const UncoveredPart& a, const UncoveredPart& b) { return a.span.begin < b.span.begin; });
    return parts;
}

CoverageMarks::CoverageMarks(CodeEditor& editor, const Theme& theme)
    : QObject(&editor), m_editor(editor), m_theme(theme)
{
    setObjectName(QStringLiteral("coverageMarks"));
    editor.setMarginType(kMargin, QsciScintilla::SymbolMargin);
    editor.setMarginMarkerMask(kMargin, (1 << kNever) | (1 << kPartly));
    editor.setMarginSensitivity(kMargin, false);
    editor.setMarginWidth(kMargin, 0);
    // The problems' margin takes their signs alone, by its mask.
    applyColors();
    connect(&theme, &Theme::changed, this, [this] { applyColors(); });
    editor.viewport()->installEventFilter(this);
}

void CoverageMarks::applyColors()
{
    const qreal scale = m_editor.devicePixelRatioF();
    m_editor.SendScintilla(Sci::SCI_RGBAIMAGESETSCALE,
                           static_cast<unsigned long>(qRound(100 * scale)));
    m_editor.markerDefine(coverageSign(true, scale, m_theme.colors()), kNever);
    m_editor.markerDefine(coverageSign(false, scale, m_theme.colors()), kPartly);
}

void CoverageMarks::show(const std::vector<UncoveredPart>& parts)
{
    m_editor.markerDeleteAll(kNever);
    m_editor.markerDeleteAll(kPartly);
    m_why.clear();
    struct OfLine {
        bool never = true;
        QString why;
    };
    std::map<int, OfLine> lines;
    for (const UncoveredPart& part : parts) {
        const auto line = static_cast<int>(m_editor.SendScintilla(
            Sci::SCI_LINEFROMPOSITION, static_cast<unsigned long>(part.span.begin)));
        OfLine& own = lines[line];
        own.never = own.never && part.never;
        own.why += (own.why.isEmpty() ? QString() : QStringLiteral("\n")) + part.why;
    }
    for (const auto& [line, own] : lines)
        m_why[m_editor.markerAdd(line, own.never ? kNever : kPartly)] = own.why;
    m_editor.setMarginWidth(kMargin, m_why.empty() ? 0 : m_editor.lineHeight());
}

QString CoverageMarks::whyOn(int line) const
{
    for (const auto& [handle, why] : m_why) {
        if (m_editor.markerLine(handle) == line)
            return why;
    }
    return {};
}

std::vector<int> CoverageMarks::lines() const
{
    std::vector<int> lines;
    for (const auto& [handle, why] : m_why)
        lines.push_back(m_editor.markerLine(handle));
    std::sort(lines.begin(), lines.end());
    return lines;
}

bool CoverageMarks::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ToolTip || m_why.empty())
        return QObject::eventFilter(watched, event);
    const auto* help = static_cast<QHelpEvent*>(event);
    int left = 0;
    for (int margin = 0; margin < kMargin; ++margin)
        left += m_editor.marginWidth(margin);
    if (help->x() < left || help->x() >= left + m_editor.marginWidth(kMargin))
        return QObject::eventFilter(watched, event);
    const long byte = m_editor.SendScintilla(Sci::SCI_POSITIONFROMPOINT,
                                             static_cast<unsigned long>(help->x()), help->y());
    const auto line = static_cast<int>(
        m_editor.SendScintilla(Sci::SCI_LINEFROMPOSITION, static_cast<unsigned long>(byte)));
    const QString why = whyOn(line);
    if (why.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), why, &m_editor);
    return true;
}

} // namespace remit::ui
