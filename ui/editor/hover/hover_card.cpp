// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/hover/hover_card.h"

#include "ui/shell/severity_sign.h"
#include "ui/shell/theme.h"
#include "ui/shell/typography.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace remit::ui {
namespace {

constexpr int kWidth = 460;
constexpr int kMostHeight = 320;
constexpr qsizetype kMostCharacters = 4000; ///< of one line

QLabel* plainLabel(const QString& text, const QFont& font)
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setText(text.left(kMostCharacters));
    label->setFont(font);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QToolButton* link(const QString& text)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::NoFocus);
    button->setFont(interfaceFont(TextSize::Small));
    return button;
}

} // namespace

HoverCard::HoverCard(const Theme& theme, QWidget& editor)
    : QFrame(editor.window()), m_theme(theme), m_rows(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("hover"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setFocusPolicy(Qt::NoFocus);
    m_rows->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    m_rows->setSpacing(kStep);
    hide();
}

void HoverCard::clear()
{
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_plainText.clear();
}

void HoverCard::addText(const QString& text, const QFont& font, bool muted)
{
    QLabel* label = plainLabel(text, font);
    if (muted)
        setMuted(label);
    m_rows->addWidget(label);
    m_plainText += text + QLatin1Char('\n');
}

void HoverCard::add(const Diagnostic& problem)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kMargin);
    auto* sign = new QLabel;
    sign->setPixmap(
        severityPixmap(problem.severity, kIconSize, m_theme.colors(), devicePixelRatioF()));
    layout->addWidget(sign, 0, Qt::AlignTop);
    const QString message = QString::fromStdString(problem.message);
    layout->addWidget(plainLabel(message, interfaceFont()), 1);
    m_rows->addWidget(row);
    m_plainText += wordOf(problem.severity) + QStringLiteral(": ") + message + QLatin1Char('\n');
    if (!problem.help.empty())
        addText(QString::fromStdString(problem.help), interfaceFont(), true);
    for (const Related& related : problem.related)
        addText(QString::fromStdString(related.message), interfaceFont(TextSize::Small), true);
    addLinks(problem);
}

void HoverCard::addLinks(const Diagnostic& problem)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kStep);
    const QString code = QString::fromStdString(problem.code);
    QToolButton* explain = link(code);
    explain->setToolTip(tr("Explain %1").arg(code));
    connect(explain, &QToolButton::clicked, this, [this, code] { emit explanationWanted(code); });
    layout->addWidget(explain);
    QToolButton* fix = link(tr("Quick fix…"));
    connect(fix, &QToolButton::clicked, this, &HoverCard::fixWanted);
    layout->addWidget(fix);
    layout->addStretch(1);
    m_rows->addWidget(row);
    m_plainText += code + QLatin1Char('\n');
}

void HoverCard::add(const assist::Hover::Line& line)
{
    using Style = assist::Hover::Style;
    const QString text = QString::fromStdString(line.text);
    addText(text, line.style == Style::Code ? codeFont() : interfaceFont(),
            line.style == Style::Note);
}

void HoverCard::showAt(const Content& content, QPoint belowLine, int lineHeight)
{
    clear();
    for (const Diagnostic& problem : content.problems)
        add(problem);
    if (!content.problems.empty() && !content.lines.empty()) {
        auto* line = new QFrame;
        line->setFrameShape(QFrame::HLine);
        line->setForegroundRole(QPalette::Mid);
        m_rows->addWidget(line);
    }
    for (const assist::Hover::Line& line : content.lines)
        add(line);
    setAccessibleName(m_plainText);

    const QSize room = parentWidget()->size();
    const int width = std::min({kWidth, room.width(), m_rows->sizeHint().width() + 2});
    m_rows->activate();
    const int height =
        std::min({kMostHeight, room.height(), m_rows->totalHeightForWidth(width) + 2});
    const int above = belowLine.y() - lineHeight - height - kStep;
    const int left = std::clamp(belowLine.x(), 0, std::max(0, room.width() - width));
    setGeometry(left, above >= 0 ? above : belowLine.y() + kStep, width, height);
    show();
    raise();
}

} // namespace remit::ui
