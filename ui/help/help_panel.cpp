// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_panel.h"

#include "ui/help/help_pages.h"
#include "ui/help/help_view.h"
#include "ui/shell/first_focus.h"
#include "ui/shell/typography.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace remit::ui {

HelpPanel::HelpPanel(QWidget* parent) : QWidget(parent), m_line(new QLineEdit), m_view(new HelpView)
{
    m_line->setObjectName(QStringLiteral("helpSearch"));
    m_line->setPlaceholderText(tr("Search the help"));
    m_line->setAccessibleName(tr("Search the help"));
    m_line->setClearButtonEnabled(true);
    auto* contents = new QToolButton;
    contents->setText(tr("Contents"));
    contents->setToolTip(tr("All pages of the help"));
    contents->setAutoRaise(true);
    contents->setFocusPolicy(Qt::StrongFocus);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kMargin, kStep, kMargin, 0);
    row->setSpacing(kStep);
    row->addWidget(m_line, 1);
    row->addWidget(contents);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kStep);
    layout->addLayout(row);
    layout->addWidget(m_view, 1);
    new FirstFocus(*this, *m_view);
    connect(m_line, &QLineEdit::textChanged, this,
            [this](const QString& typed) { m_view->open(HelpPages::search(typed)); });
    connect(m_line, &QLineEdit::returnPressed, m_view,
            [this] { m_view->setFocus(Qt::OtherFocusReason); });
    connect(contents, &QToolButton::clicked, this, [this] {
        m_line->clear();
        m_view->open(HelpPages::at(kHelpIndex));
    });
}

} // namespace remit::ui
