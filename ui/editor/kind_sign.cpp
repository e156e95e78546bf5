// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/kind_sign.h"

#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

namespace remit::ui {
namespace {

constexpr double kTint = 0.16;

class KindSignEngine : public QIconEngine {
public:
    KindSignEngine(KindSign sign, const Theme& theme) : m_sign(std::move(sign)), m_theme(theme) {}

    void paint(QPainter* painter, const QRect& area, QIcon::Mode mode, QIcon::State) override
    {
        const Colors& colors = m_theme.colors();
        paintKindSign(*painter, area, m_sign, colors,
                      mode == QIcon::Selected ? colors.onAccent : QColor());
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap drawn(size);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return drawn;
    }

    [[nodiscard]] QIconEngine* clone() const override
    {
        return new KindSignEngine(m_sign, m_theme);
    }

private:
    KindSign m_sign;
    const Theme& m_theme;
};

KindSign sign(const char* letter, QColor Colors::*color)
{
    return {QString::fromUtf8(letter), color};
}

} // namespace

KindSign signOf(assist::CompletionKind kind)
{
    using Kind = assist::CompletionKind;
    switch (kind) {
    case Kind::Keyword:
        return sign("k", &Colors::keyword);
    case Kind::Annotation:
        return sign("@", &Colors::annotation);
    case Kind::Variable:
        return sign("v", &Colors::type);
    case Kind::Slot:
        return sign("?", &Colors::type);
    case Kind::EntityType:
        return sign("T", &Colors::type);
    case Kind::CommonType:
        return sign("t", &Colors::type);
    case Kind::Action:
        return sign("A", &Colors::accent);
    case Kind::EntityId:
        return sign("e", &Colors::string);
    case Kind::Attribute:
    case Kind::Member:
        return sign("a", &Colors::text);
    case Kind::Tag:
        return sign("#", &Colors::text);
    case Kind::Method:
    case Kind::Function:
        return sign("ƒ", &Colors::annotation);
    case Kind::Operator:
        return sign("=", &Colors::muted);
    case Kind::Value:
        return sign("1", &Colors::number);
    case Kind::Policy:
        return sign("P", &Colors::keyword);
    case Kind::Snippet:
        return sign("…", &Colors::muted);
    }
    return sign("·", &Colors::muted);
}

KindSign signOf(assist::OutlineKind kind)
{
    using Kind = assist::OutlineKind;
    switch (kind) {
    case Kind::Permit:
        return sign("P", &Colors::allow);
    case Kind::Forbid:
        return sign("F", &Colors::deny);
    case Kind::Template:
        return sign("?", &Colors::type);
    case Kind::Condition:
        return sign("k", &Colors::keyword);
    case Kind::Namespace:
        return sign("N", &Colors::muted);
    case Kind::EntityType:
        return sign("T", &Colors::type);
    case Kind::Action:
        return sign("A", &Colors::accent);
    case Kind::CommonType:
        return sign("t", &Colors::type);
    case Kind::Attribute:
        return sign("a", &Colors::text);
    case Kind::Entity:
        return sign("e", &Colors::string);
    case Kind::Object:
        break;
    }
    return sign("{}", &Colors::muted);
}

void paintKindSign(QPainter& painter, const QRect& area, const KindSign& sign, const Colors& colors,
                   const QColor& over)
{
    const QColor ink = over.isValid() ? over : colors.*sign.color;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (!over.isValid()) {
        QColor tint = ink;
        tint.setAlphaF(static_cast<float>(kTint));
        painter.setPen(Qt::NoPen);
        painter.setBrush(tint);
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
    QFont font = codeFont();
    font.setPixelSize(area.height() * 11 / 16);
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(area, Qt::AlignCenter, sign.letter);
    painter.restore();
}

QIcon kindIcon(const KindSign& sign, const Theme& theme)
{
    return QIcon(new KindSignEngine(sign, theme));
}

} // namespace remit::ui
