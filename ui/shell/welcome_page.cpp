// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/welcome_page.h"

#include "core/workspace/create.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/icons.h"
#include "ui/shell/preferences.h"
#include "ui/shell/row_button.h"
#include "ui/shell/studio.h"
#include "ui/shell/typography.h"

#include <QAction>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace remit::ui {
namespace {

constexpr int kPageWidth = 760;

QLabel* label(const QString& text, TextSize size, bool muted = false)
{
    auto* made = new QLabel(text);
    made->setFont(interfaceFont(size));
    made->setWordWrap(true);
    if (muted)
        setMuted(made);
    return made;
}

void clear(QVBoxLayout& layout)
{
    while (QLayoutItem* item = layout.takeAt(0)) {
        if (item->widget() != nullptr)
            item->widget()->deleteLater();
        delete item;
    }
}

QString homely(const QString& folder)
{
    const QString home = QDir::homePath();
    return folder.startsWith(home + QLatin1Char('/'))
               ? QStringLiteral("~") + folder.mid(home.size())
               : folder;
}

} // namespace

WelcomePage::WelcomePage(Studio& studio, QWidget* parent) : QScrollArea(parent), m_studio(studio)
{
    setObjectName(QStringLiteral("welcome"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setAccessibleName(tr("Welcome"));

    auto* page = new QWidget;
    page->setMaximumWidth(kPageWidth);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(8 * kStep, 12 * kStep, 8 * kStep, 8 * kStep);
    column->setSpacing(2 * kStep);
    column->addWidget(label(tr("Remit Studio"), TextSize::Title));
    column->addWidget(label(tr("Write what your agents may do, replay what they did, and see where "
                               "a boundary was crossed."),
                            TextSize::Large, true));
    column->addSpacing(6 * kStep);

    auto* begin = new QHBoxLayout;
    begin->setSpacing(2 * kStep);
    for (const char* id : {"workspace.open", "workspace.new"}) {
        if (QAction* action = m_studio.actions().find(QLatin1String(id))) {
            auto* button = new QToolButton;
            button->setDefaultAction(action);
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
            button->setFocusPolicy(Qt::StrongFocus);
            begin->addWidget(button);
        }
    }
    begin->addStretch();
    column->addLayout(begin);
    column->addSpacing(6 * kStep);

    auto* columns = new QHBoxLayout;
    columns->setSpacing(8 * kStep);
    columns->addWidget(makeColumn(tr("Samples"), m_samples), 1);
    columns->addWidget(makeColumn(tr("Recent"), m_recent), 1);
    column->addLayout(columns);
    column->addStretch();

    auto* outer = new QWidget;
    auto* centred = new QHBoxLayout(outer);
    centred->setContentsMargins(0, 0, 0, 0);
    centred->addStretch();
    centred->addWidget(page, 100);
    centred->addStretch();
    outer->setBackgroundRole(QPalette::Base);
    outer->setAutoFillBackground(true);
    setWidget(outer);

    connect(&m_studio.preferences(), &Preferences::recentWorkspacesChanged, this,
            &WelcomePage::fillRecent);
    refresh();
}

QWidget* WelcomePage::makeColumn(const QString& title, QVBoxLayout*& rows)
{
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kStep);
    layout->addWidget(label(title, TextSize::Large));
    rows = new QVBoxLayout;
    rows->setSpacing(kStep);
    layout->addLayout(rows);
    layout->addStretch();
    return column;
}

void WelcomePage::addHint(QVBoxLayout& rows, const QString& text)
{
    rows.addWidget(label(text, TextSize::Normal, true));
}

void WelcomePage::refresh()
{
    fillRecent();
    fillSamples();
}

void WelcomePage::fillRecent()
{
    clear(*m_recent);
    for (const QString& folder : m_studio.preferences().recentWorkspaces()) {
        auto* row = new RowButton(QDir(folder).dirName(), homely(folder), RowButton::Detail::Path,
                                  icon(QStringLiteral("workspace")));
        m_recent->addWidget(row);
        connect(row, &QToolButton::clicked, this, [this, folder] { emit workspaceChosen(folder); });
    }
    if (m_recent->isEmpty())
        addHint(*m_recent, tr("Workspaces that you open are listed here."));
}

void WelcomePage::fillSamples()
{
    clear(*m_samples);
    for (const workspace::Sample& sample : workspace::samples(m_studio.places().samples)) {
        const QString name = QString::fromStdString(sample.name);
        auto* row = new RowButton(QString::fromStdString(sample.title),
                                  QString::fromStdString(sample.description),
                                  RowButton::Detail::Prose, icon(QStringLiteral("sample")));
        m_samples->addWidget(row);
        row->setObjectName(QStringLiteral("sample.") + name);
        connect(row, &QToolButton::clicked, this, [this, name] { emit sampleChosen(name); });
    }
    addHint(*m_samples, m_samples->isEmpty() ? tr("No samples are installed.")
                                             : tr("A sample opens as a copy of your own."));
}

} // namespace remit::ui
