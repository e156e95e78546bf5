// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_dock.h"

#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/problems_view.h"
#include "ui/help/help_view.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QDockWidget>

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

void showHelp(MainWindow& window, HelpView& view, const ProblemsView& problems)
{
    view.showCode(problems.hasFocus() ? problems.currentCode() : codeAtCaret(window));
    reveal(window);
    view.setFocus(Qt::ShortcutFocusReason);
}

} // namespace

void addHelpDock(MainWindow& window)
{
    auto* view = new HelpView;
    window.docks().add({.id = kDock,
                        .title = tr("Help"),
                        .help = tr("What a problem means, and how to mend it."),
                        .icon = QStringLiteral("help"),
                        .area = Qt::RightDockWidgetArea},
                       view);
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
         .help = tr("Explains the chosen problem, or the one at the caret; else shows all pages."),
         .shortcut = QKeySequence(Qt::Key_F1),
         .icon = QStringLiteral("help"),
         .menu = Menu::Help,
         .group = 10},
        [&window, view, problems] { showHelp(window, *view, *problems); });
}

} // namespace remit::ui
