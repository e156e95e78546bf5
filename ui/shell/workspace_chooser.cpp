// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspace_chooser.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/tool_bar.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QFontMetrics>
#include <QMenu>

namespace remit::ui {
namespace {

constexpr int kNameLetters = 28;   ///< of the name in the tool bar
constexpr int kFolderLetters = 56; ///< of a folder in the list

QString elided(const QWidget& widget, const QString& text, int letters)
{
    const QFontMetrics metrics = widget.fontMetrics();
    return metrics.elidedText(text, Qt::ElideMiddle, letters * metrics.averageCharWidth());
}

/// As it stands in a menu, where an ampersand marks the letter to press.
QString inMenu(QString text)
{
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

WorkspaceChooser::WorkspaceChooser(MainWindow& window)
    : QObject(&window), m_window(window), m_menu(new QMenu(&window))
{
    Studio& studio = window.studio();
    m_menu->setObjectName(QStringLiteral("workspaceMenu"));
    m_menu->setToolTipsVisible(true);
    m_action = studio.actions().add(
        {.id = QStringLiteral("workspace.recent"),
         .text = tr("S&witch workspace…"),
         .help = tr("Lists the workspaces that were open lately, to change to one of them."),
         .shortcut = QKeySequence(QStringLiteral("Ctrl+Alt+O")),
         .icon = QStringLiteral("workspace"),
         .menu = Menu::File,
         .group = 10},
        [this] { popUpChooser(m_window, *m_action, *m_menu); });
    connect(m_menu, &QMenu::aboutToShow, this, &WorkspaceChooser::fill);
    connect(&studio, &Studio::sessionOpened, this, [this](Session* session) {
        connect(session, &Session::checked, this, &WorkspaceChooser::showName);
        showName();
    });
    connect(&studio, &Studio::sessionClosed, this, &WorkspaceChooser::showName);
    showName();
    fill();
}

void WorkspaceChooser::showName()
{
    const Session* session = m_window.studio().session();
    m_action->setIconText(session == nullptr ? tr("No workspace")
                                             : elided(*m_menu, session->name(), kNameLetters));
}

void WorkspaceChooser::fill()
{
    m_menu->clear();
    const Session* session = m_window.studio().session();
    const QString open = session == nullptr ? QString() : session->folder();
    int number = 0;
    for (const QString& folder : m_window.studio().preferences().recentWorkspaces()) {
        const QString name = QFileInfo(folder).fileName();
        const QString place =
            elided(*m_menu, QDir::toNativeSeparators(QFileInfo(folder).path()), kFolderLetters);
        ++number;
        QAction* one =
            m_menu->addAction((number < 10 ? QStringLiteral("&%1  ").arg(number) : QString()) +
                              inMenu(QStringLiteral("%1 — %2").arg(name, place)));
        one->setToolTip(QDir::toNativeSeparators(folder));
        one->setCheckable(true);
        one->setChecked(folder == open);
        connect(one, &QAction::triggered, this, [this, folder, open] {
            if (folder != open)
                m_window.openWorkspace(folder.toStdString());
        });
    }
    if (number == 0)
        m_menu->addAction(tr("No workspace was open before"))->setEnabled(false);
    m_menu->addSeparator();
    for (const char* id : {"workspace.open", "workspace.new", "workspace.close"}) {
        if (QAction* action = m_window.studio().actions().find(QLatin1String(id)))
            m_menu->addAction(action);
    }
}

} // namespace remit::ui
