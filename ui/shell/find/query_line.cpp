// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/find/query_line.h"

#include <QLineEdit>
#include <QToolButton>

namespace remit::ui {

QueryLine::QueryLine(QObject* parent)
    : QObject(parent), m_find(new QLineEdit), m_replace(new QLineEdit)
{
    m_find->setPlaceholderText(tr("Find"));
    m_find->setAccessibleName(tr("Find"));
    m_find->setClearButtonEnabled(true);
    m_replace->setPlaceholderText(tr("Replace with"));
    m_replace->setAccessibleName(tr("Replace with"));
    addSwitch(QStringLiteral("Aa"), tr("Match case"), tr("Upper and lower case differ."));
    addSwitch(QStringLiteral("\"w\""), tr("Whole words"), tr("Not inside of longer words."));
    addSwitch(QStringLiteral(".*"), tr("Regular expression"),
              tr("\\w+ and the like; $1 in the replacement is the first group."));
    connect(m_find, &QLineEdit::textChanged, this, &QueryLine::changed);
    connect(m_replace, &QLineEdit::textChanged, this, &QueryLine::replacementChanged);
}

QToolButton* QueryLine::addSwitch(const QString& text, const QString& name, const QString& help)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(name);
    button->setAccessibleDescription(help);
    button->setToolTip(name + QLatin1Char('\n') + help);
    connect(button, &QToolButton::toggled, this, &QueryLine::changed);
    m_switches.append(button);
    return button;
}

workspace::TextQuery QueryLine::query() const
{
    return {m_find->text().toStdString(), m_switches[0]->isChecked(), m_switches[1]->isChecked(),
            m_switches[2]->isChecked()};
}

std::string QueryLine::replacement() const
{
    return m_replace->text().toStdString();
}

} // namespace remit::ui
