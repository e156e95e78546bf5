// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/legend.h"

#include "ui/schema/diagram_edges.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QPainter>

namespace remit::ui {
namespace {

using EdgeKind = assist::SchemaGraph::EdgeKind;

constexpr EdgeKind kKinds[] = {EdgeKind::Principal, EdgeKind::Resource, EdgeKind::MemberOf,
                               EdgeKind::Attribute};
constexpr int kLine = 28;

} // namespace

DiagramLegend::DiagramLegend(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setFont(interfaceFont(TextSize::Small));
    QStringList words;
    for (const EdgeKind kind : kKinds)
        words.append(wordOf(kind));
    setAccessibleName(tr("Arrows: %1").arg(words.join(QStringLiteral(", "))));
}

QSize DiagramLegend::sizeHint() const
{
    const QFontMetrics text(font());
    int width = 0;
    for (const EdgeKind kind : kKinds)
        width += kLine + kStep + text.horizontalAdvance(wordOf(kind)) + 3 * kStep;
    return {width, text.height() + kStep};
}

void DiagramLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBackground(palette().window());
    const QFontMetrics text(font());
    int left = 0;
    for (const EdgeKind kind : kKinds) {
        paintSample(painter, QRectF(left, 0, kLine, height()), kind, m_theme.colors().muted);
        left += kLine + kStep;
        painter.setPen(m_theme.colors().muted);
        const int width = text.horizontalAdvance(wordOf(kind));
        painter.drawText(QRect(left, 0, width + 1, height()), Qt::AlignVCenter, wordOf(kind));
        left += width + 3 * kStep;
    }
}

} // namespace remit::ui
