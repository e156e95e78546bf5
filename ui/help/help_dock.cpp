// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_dock.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/problems_view.h"
#include "ui/help/help_panel.h"
#include "ui/help/help_view.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QApplication>
#include <QDockWidget>
#include <QLineEdit>

namespace remit::ui {
namespace {

const QString kDock = QStringLiteral("help");

/// The code of the problem whose text the caret touches; empty where there is none.
QString codeAtCaret(MainWindow& window)
{
    const CodeEditor* editor = window.editors().current();
    const Session* session = window.studio().session();
    if (editor == nullptr || session == nullptr)
        return {};
    const Span caret = editor->selection();
    for (const Diagnostic& diagnostic : session->problemsOf(editor->path())) {
        if (diagnostic.span.begin <= caret.end && caret.begin <= diagnostic.span.end)
            return QString::fromStdString(diagnostic.code);
    }
    return {};
}

/// Where it was last; on the side of the inspector, behind the same tab bar as the inspector.
void reveal(MainWindow& window)
{
    QDockWidget* dock = window.docks().find(kDock);
    QDockWidget* inspector = window.docks().find(QStringLiteral("inspector"));
    if (dock->isHidden() && inspector != nullptr && inspector->isVisible() &&
        !inspector->isFloating() && window.dockWidgetArea(dock) == window.dockWidgetArea(inspector))
        window.tabifyDockWidget(inspector, dock);
    window.docks().reveal(kDock);
}

/// The page about the part of the window that has the focus; empty where there is none.
QString pageOfFocus(MainWindow& window)
{
    for (const QWidget* at = QApplication::focusWidget(); at != nullptr; at = at->parentWidget()) {
        if (qobject_cast<const QDockWidget*>(at) != nullptr)
            return HelpPages::ofContext(at->objectName());
        const QString key = window.centre().keyOf(at);
        if (!key.isEmpty())
            return HelpPages::ofContext(QStringLiteral("page.") +
                                        key.section(QLatin1Char(':'), 0, 0));
    }
    return {};
}

/// The problem, else the page of the part, else everything.
void showHelp(MainWindow& window, HelpView& view, const ProblemsView& problems)
{
    const CodeEditor* editor = window.editors().current();
    const bool editing = editor != nullptr && editor->hasFocus();
    const QString code = problems.hasFocus() ? problems.currentCode()
                         : editing           ? codeAtCaret(window)
                                             : QString();
    const QString page = code.isEmpty() ? pageOfFocus(window) : QString();
    if (page.isEmpty())
        view.showCode(code);
    else
        view.open(HelpPages::at(page));
    reveal(window);
    view.setFocus(Qt::ShortcutFocusReason);
}

} // namespace

void addHelpDock(MainWindow& window)
{
    auto* panel = new HelpPanel;
    HelpView* view = &panel->view();
    window.docks().add({.id = kDock,
                        .title = tr("Help"),
                        .help = tr("The manual: how to, reference, and what a problem means."),
                        .icon = QStringLiteral("help"),
                        .area = Qt::RightDockWidgetArea},
                       panel);
    auto* problems = window.docks().find(QStringLiteral("problems"))->findChild<ProblemsView*>();
    const auto explain = [&window, view](const QString& code) {
        view->showCode(code);
        reveal(window);
    };
    QObject::connect(problems, &ProblemsView::helpWanted, view, explain);
    QObject::connect(&window.editors(), &EditorArea::explanationWanted, view, explain);
    window.studio().actions().add(
        {.id = QStringLiteral("help.context"),
         .text = tr("&Help on this"),
         .help =
             tr("Explains the chosen problem, the one at the caret, or the part of the window."),
         .shortcut = QKeySequence(Qt::Key_F1),
         .icon = QStringLiteral("help"),
         .menu = Menu::Help,
         .group = 10},
        [&window, view, problems] { showHelp(window, *view, *problems); });
    const auto addPage = [&window, view](const char* id, const QString& text, const QString& help,
                                         const QString& path) {
        window.studio().actions().add({.id = QLatin1String(id),
                                       .text = text,
                                       .help = help,
                                       .icon = QStringLiteral("help"),
                                       .menu = Menu::Help,
                                       .group = 20},
                                      [&window, view, path] {
                                          view->open(HelpPages::at(path));
                                          reveal(window);
                                          view->setFocus(Qt::ShortcutFocusReason);
                                      });
    };
    addPage("help.tutorial", tr("&Tutorial"), tr("From the first policy to the first replay."),
            QStringLiteral("tutorial.md"));
    addPage("help.contents", tr("&Contents"), tr("All pages of the manual."), kHelpIndex);
    window.studio().actions().add({.id = QStringLiteral("help.search"),
                                   .text = tr("&Search the help…"),
                                   .help = tr("Finds words in all pages of the manual."),
                                   .icon = QStringLiteral("search"),
                                   .menu = Menu::Help,
                                   .group = 20},
                                  [&window, panel] {
                                      reveal(window);
                                      panel->line().setFocus(Qt::ShortcutFocusReason);
                                      panel->line().selectAll();
                                  });
}

} // namespace remit::ui
