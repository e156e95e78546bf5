// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/node_item.h"

#include "core/base/text.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

namespace remit::ui {
namespace {

using NodeKind = assist::SchemaGraph::NodeKind;

constexpr double kFar = 0.45; ///< scale below which rows cannot be read
constexpr double kDimmed = 0.25;
constexpr double kRadius = 5;
constexpr double kPadding = 10;

QFont rowFont()
{
    return codeFont(TextSize::Small);
}

QFont titleFont()
{
    QFont font = interfaceFont();
    font.setBold(true);
    return font;
}

} // namespace

KindSign signOf(NodeKind kind)
{
    switch (kind) {
    case NodeKind::EntityType:
        return signOf(assist::OutlineKind::EntityType);
    case NodeKind::EnumType:
        return {QStringLiteral("E"), &Colors::number};
    case NodeKind::Action:
        return signOf(assist::OutlineKind::Action);
    case NodeKind::ActionGroup:
        return {QStringLiteral("G"), &Colors::accent};
    case NodeKind::CommonType:
        break;
    }
    return signOf(assist::OutlineKind::CommonType);
}

QString wordOf(NodeKind kind)
{
    switch (kind) {
    case NodeKind::EntityType:
        return QCoreApplication::translate("Diagram", "entity type");
    case NodeKind::EnumType:
        return QCoreApplication::translate("Diagram", "enum");
    case NodeKind::Action:
        return QCoreApplication::translate("Diagram", "action");
    case NodeKind::ActionGroup:
        return QCoreApplication::translate("Diagram", "action group");
    case NodeKind::CommonType:
        break;
    }
    return QCoreApplication::translate("Diagram", "common type");
}

BoxMetrics boxMetrics()
{
    const QFontMetricsF rows(rowFont());
    const QFontMetricsF title(titleFont());
    return {.rowHeight = rows.height() + 2,
            .titleHeight = title.height() + 10,
            .characterWidth = rows.horizontalAdvance(QLatin1Char('m')),
            .titleWidth = title.horizontalAdvance(QLatin1Char('n')) * 1.08};
}

NodeItem::NodeItem(const Diagram& diagram, std::size_t number, const Theme& theme)
    : m_diagram(diagram), m_number(number), m_theme(theme)
{
    setToolTip(QString::fromStdString(shown(node().id)) +
               (node().documentation.empty()
                    ? QString()
                    : QLatin1Char('\n') + QString::fromStdString(shown(node().documentation))));
    setZValue(1);
}

const assist::SchemaGraph::Node& NodeItem::node() const
{
    return m_diagram.graph.nodes[m_number];
}

void NodeItem::setMarked(bool chosen)
{
    m_chosen = chosen;
    update();
}

void NodeItem::setDimmed(bool dimmed)
{
    setOpacity(dimmed ? kDimmed : 1);
}

QRectF NodeItem::boundingRect() const
{
    return m_diagram.boxes[m_number].adjusted(-2, -2, 2, 2);
}

void NodeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    const Colors& colors = m_theme.colors();
    const QRectF box = m_diagram.boxes[m_number];
    const bool far =
        QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform()) < kFar;
    (void)option;
    painter->setPen(m_chosen ? QPen(colors.accent, 2) : QPen(colors.border, 1));
    painter->setBrush(colors.surface);
    painter->drawRoundedRect(box, kRadius, kRadius);
    paintTitle(*painter, box, far);
    if (!far)
        paintRows(*painter, box);
}

void NodeItem::paintTitle(QPainter& painter, const QRectF& box, bool far) const
{
    const Colors& colors = m_theme.colors();
    const BoxMetrics metrics = boxMetrics();
    const KindSign sign = signOf(node().kind);
    QColor tint = colors.*sign.color;
    tint.setAlphaF(far ? 0.22F : 0.12F);
    QRectF title = far ? box : QRectF(box.topLeft(), QSizeF(box.width(), metrics.titleHeight));
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint);
    painter.drawRoundedRect(title.adjusted(1, 1, -1, -1), kRadius - 1, kRadius - 1);
    const QRect signArea(static_cast<int>(box.left() + kPadding / 2),
                         static_cast<int>(title.top() + (metrics.titleHeight - kIconSize) / 2),
                         kIconSize, kIconSize);
    if (!far)
        paintKindSign(painter, signArea, sign, colors);
    painter.setPen(colors.text);
    painter.setFont(titleFont());
    const QRectF text = title.adjusted(far ? 2 : kPadding / 2 + kIconSize + kPadding / 2, 0,
                                       far ? -2 : -kPadding / 2, 0);
    const QString name =
        QFontMetricsF(titleFont())
            .elidedText(QString::fromStdString(shown(node().name)), Qt::ElideMiddle, text.width());
    painter.drawText(text, (far ? Qt::AlignCenter : Qt::AlignVCenter | Qt::AlignLeft), name);
}

void NodeItem::paintRows(QPainter& painter, const QRectF& box) const
{
    const Colors& colors = m_theme.colors();
    const BoxMetrics metrics = boxMetrics();
    const QFontMetricsF text(rowFont());
    painter.setFont(rowFont());
    QRectF row(box.left() + kPadding, box.top() + metrics.titleHeight + 2,
               box.width() - 2 * kPadding, metrics.rowHeight);
    const std::size_t count = std::min(node().rows.size(), kMostRows);
    for (std::size_t i = 0; i < count; ++i) {
        painter.setPen(node().rows[i].required ? colors.text : colors.muted);
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft,
                         text.elidedText(rowText(node().rows[i]), Qt::ElideRight, row.width()));
        row.translate(0, metrics.rowHeight);
    }
    painter.setPen(colors.muted);
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft, restText(node()));
}

} // namespace remit::ui
