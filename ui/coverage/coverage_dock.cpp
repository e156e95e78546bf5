// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/coverage/coverage_dock.h"

#include "ui/coverage/coverage_marks.h"
#include "ui/coverage/coverage_view.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/models/translate.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifications.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QDockWidget>
#include <QToolTip>

namespace remit::ui {
namespace {

/// The marks of an editor, made when they are first needed.
CoverageMarks& marksOf(CodeEditor& editor, const Theme& theme)
{
    if (auto* marks = editor.findChild<CoverageMarks*>(QString(), Qt::FindDirectChildrenOnly))
        return *marks;
    return *new CoverageMarks(editor, theme);
}

void showMarks(MainWindow& window, const CoverageView& view, CodeEditor* editor)
{
    const analysis::CoverageReport* report = view.shown();
    if (editor == nullptr)
        return;
    // Spans are those of the text that was measured.
    const auto parts =
        report == nullptr ? std::vector<UncoveredPart>() : uncoveredParts(*report, editor->path());
    const bool same =
        parts.empty() || std::all_of(report->policies.begin(), report->policies.end(),
                                     [&](const analysis::CoveredPolicy& policy) {
                                         return !policy.source ||
                                                policy.source->name() != editor->path() ||
                                                policy.source->text() == editor->bufferText();
                                     });
    if (same)
        marksOf(*editor, window.studio().theme()).show(parts);
}

void showAllMarks(MainWindow& window, const CoverageView& view)
{
    for (CodeEditor* editor : window.editors().all())
        showMarks(window, view, editor);
}

/// For the keyboard: what the sign on the caret's line stands for.
void tellWhy(MainWindow& window)
{
    CodeEditor* editor = window.editors().current();
    if (editor == nullptr)
        return;
    const auto line = static_cast<int>(editor->SendScintilla(
        QsciScintillaBase::SCI_LINEFROMPOSITION, static_cast<unsigned long>(editor->caret())));
    const QString why = marksOf(*editor, window.studio().theme()).whyOn(line);
    if (why.isEmpty())
        window.studio().notifications().inform(tr("This line has no sign of missing coverage."));
    else
        QToolTip::showText(editor->mapToGlobal(editor->caretPoint()), why, editor);
}

void addCoverageActions(MainWindow& window, CoverageRunner& runner)
{
    ActionRegistry& actions = window.studio().actions();
    QAction* measure =
        actions.add({.id = QStringLiteral("coverage.measure"),
                     .text = tr("&Measure coverage"),
                     .help = tr("Shows which clauses no recorded call and no test has tried."),
                     .icon = QStringLiteral("coverage"),
                     .menu = Menu::Replay,
                     .group = 20},
                    [&window, &runner] {
                        window.docks().reveal(QStringLiteral("coverage"));
                        runner.start();
                    });
    QAction* why =
        actions.add({.id = QStringLiteral("coverage.why"),
                     .text = tr("&Why is this line not covered"),
                     .help = tr("Says what the sign beside the caret's line stands for."),
                     .shortcut = QKeySequence(QStringLiteral("Ctrl+Alt+Y")),
                     .menu = Menu::Replay,
                     .group = 20},
                    [&window] { tellWhy(window); });
    const auto enable = [measure, why](bool open) {
        measure->setEnabled(open);
        why->setEnabled(open);
    };
    enable(false);
    QObject::connect(&window.studio(), &Studio::sessionOpened, measure, [enable] { enable(true); });
    QObject::connect(&window.studio(), &Studio::sessionClosing, measure,
                     [enable] { enable(false); });
}

} // namespace

void addCoverageDock(MainWindow& window)
{
    auto* runner = new CoverageRunner(window.studio());
    auto* view = new CoverageView;
    QObject::connect(runner, &CoverageRunner::measured, view,
                     [runner, view] { view->setCoverage(runner->last()); });
    QObject::connect(view, &CoverageView::measureWanted, runner, &CoverageRunner::start);
    QObject::connect(view, &CoverageView::placeChosen, &window, &MainWindow::showPlace);
    QObject::connect(view, &CoverageView::shownChanged, &window,
                     [&window, view] { showAllMarks(window, *view); });
    QObject::connect(
        &window.editors(), &EditorArea::currentChanged, view, [&window, view](CodeEditor* editor) {
            const bool marked = editor != nullptr && editor->findChild<CoverageMarks*>() != nullptr;
            if (!marked)
                showMarks(window, *view, editor);
        });
    window.docks().add({.id = QStringLiteral("coverage"),
                        .title = tr("Coverage"),
                        .help = tr("Which parts of the policies traces and tests have tried."),
                        .icon = QStringLiteral("coverage")},
                       view);
    addCoverageActions(window, *runner);
}

} // namespace remit::ui
