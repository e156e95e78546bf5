// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/problem_marks.h"
#include "ui/editor/problems_view.h"
#include "ui/models/problems_model.h"
#include "ui/models/workspace_tree_model.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/docks.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notification_bar.h"
#include "ui/shell/preferences.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/shell/welcome_page.h"
#include "ui/shell/workspace_view.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

const QString kGood = QStringLiteral("@id(\"pay-within-limit\")\n"
                                     "permit (\n"
                                     "  principal,\n"
                                     "  action == Action::\"pay\",\n"
                                     "  resource\n"
                                     ")\n"
                                     "when { context.input.amount <= 500 };\n");

QMessageBox* openQuestion(StudioRig& rig)
{
    return rig.window().findChild<QMessageBox*>(QStringLiteral("unsavedQuestion"));
}

void answer(QMessageBox* box, QMessageBox::StandardButton button)
{
    QTest::mouseClick(box->button(button), Qt::LeftButton);
}

void pressEnd(StudioRig& rig)
{
    QTest::keyClick(&rig.editor(), Qt::Key_End, Qt::ControlModifier);
}

/// What Scintilla draws behind text.
QColor paperOf(const ui::CodeEditor& editor)
{
    const long color =
        editor.SendScintilla(QsciScintilla::SCI_STYLEGETBACK, QsciScintilla::STYLE_DEFAULT);
    return {static_cast<int>(color & 0xFF), static_cast<int>((color >> 8) & 0xFF),
            static_cast<int>((color >> 16) & 0xFF)};
}

/// As an input method commits it.
void compose(StudioRig& rig, const QString& text)
{
    QInputMethodEvent event;
    event.setCommitString(text);
    QApplication::sendEvent(&rig.editor(), &event);
}

} // namespace

/// The studio as a person uses it: keys, mouse, and what the screen says.
class TestStudio : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aSampleOpensAsACopy()
    {
        StudioRig rig;
        auto* button =
            rig.window().findChild<QToolButton*>(QStringLiteral("sample.payments-agent"));
        QVERIFY(button != nullptr);
        saveScreenshot(rig.window(), QStringLiteral("welcome"));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(rig.studio().session() != nullptr);
        QCOMPARE(rig.session().folder(), rig.folder(QStringLiteral("copies/payments-agent")));
        QVERIFY(rig.waitForCheck());
        QVERIFY(rig.window().editors().current() != nullptr);
        QCOMPARE(rig.studio().preferences().recentWorkspaces().first(), rig.session().folder());
        saveScreenshot(rig.window(), QStringLiteral("sample"));
    }

    void aTypedErrorIsNamedAndMended()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        QVERIFY(!rig.session().hasErrors());
        pressEnd(rig);
        QTest::keyClicks(&rig.editor(), QStringLiteral("forbid (principal, action, resource)"));
        QVERIFY(rig.waitForCheck());
        QCOMPARE(rig.session().problemCount(Severity::Error), 1);
        const ui::Problem* problem = rig.problems().problem(0);
        QCOMPARE(problem->diagnostic.code, std::string("parse/missing-semicolon"));
        QCOMPARE(problem->diagnostic.file, std::string("policies/pay.cedar"));
        QCOMPARE(problem->place.line, 8U);
        QVERIFY(!rig.editor().marks().onLine(7).empty());
        saveScreenshot(rig.window(), QStringLiteral("problem"));
        QTest::keyClicks(&rig.editor(), QStringLiteral(";"));
        QVERIFY(rig.waitForCheck());
        QVERIFY(!rig.session().hasErrors());
    }

    void aQuickFixMendsTheLine()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit (principal, action, resource)"));
        QCOMPARE(rig.session().problemCount(Severity::Error), 1);
        QTest::keyClick(&rig.editor(), Qt::Key_Period, Qt::ControlModifier);
        QMenu* menu = nullptr;
        QTRY_VERIFY((menu = rig.editor().findChild<QMenu*>(QStringLiteral("fixes"))) != nullptr);
        saveScreenshot(*menu, QStringLiteral("fixes"));
        QTest::keyClick(menu, Qt::Key_Return);
        QVERIFY(rig.waitForCheck());
        QVERIFY(!rig.session().hasErrors());
        QCOMPARE(rig.editor().text(), QStringLiteral("permit (principal, action, resource);"));
    }

    void undoAndRedoGoThroughTheDocument()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        pressEnd(rig);
        QTest::keyClicks(&rig.editor(), QStringLiteral("// "));
        compose(rig, QString::fromUtf8("é😀"));
        QTest::keyClick(&rig.editor(), Qt::Key_Return);
        const QString typed = rig.editor().text();
        const auto& documents = rig.session().documents();
        QCOMPARE(documents.find("policies/pay.cedar")->text(), typed.toStdString());
        while (rig.action("edit.undo")->isEnabled())
            QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.editor().text(), kGood);
        QCOMPARE(documents.find("policies/pay.cedar")->text(), kGood.toStdString());
        QVERIFY(!rig.window().isWindowModified());
        while (rig.action("edit.redo")->isEnabled())
            QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(rig.editor().text(), typed);
    }

    void replacingASelectionIsOneStep()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        QTest::keyClick(&rig.editor(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(&rig.editor(), QStringLiteral("x"));
        QCOMPARE(rig.editor().text(), QStringLiteral("x"));
        QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.editor().text(), kGood);
    }

    void anEditFromElsewhereIsMirrored()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QString::fromUtf8("// é😀\npermit (principal, action, resource);\n"));
        WorkspaceEdit edit;
        edit.title = "Rename";
        edit.files["policies/pay.cedar"] = {{{0, 2}, "// **"}, {{10, 16}, "forbid"}};
        QVERIFY(rig.session().apply(edit).has_value());
        QCOMPARE(rig.editor().text(),
                 QString::fromUtf8("// ** é😀\nforbid (principal, action, resource);\n"));
    }

    void savingWritesTheFile()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        QTest::keyClicks(&rig.editor(), QStringLiteral("// note"));
        QTest::keyClick(&rig.editor(), Qt::Key_Return);
        QVERIFY(rig.window().isWindowModified());
        QCOMPARE(rig.savedText(QStringLiteral("policies/pay.cedar")), kGood);
        QTest::keyClick(&rig.editor(), Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(rig.savedText(QStringLiteral("policies/pay.cedar")),
                 QStringLiteral("// note\n") + kGood);
        QVERIFY(!rig.window().isWindowModified());
        QVERIFY(!rig.action("file.save")->isEnabled());
    }

    void closingWithUnsavedWorkAsksOnceForAll()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        QTest::keyClicks(&rig.editor(), QStringLiteral("// one "));
        rig.window().editors().open(QStringLiteral("remit.json"));
        QTest::keyClicks(&rig.editor(), QStringLiteral(" "));
        rig.window().close();
        QVERIFY(rig.window().isVisible());
        QMessageBox* box = openQuestion(rig);
        QVERIFY(box != nullptr);
        QVERIFY(box->informativeText().contains(QStringLiteral("policies/pay.cedar")));
        QVERIFY(box->informativeText().contains(QStringLiteral("remit.json")));
        saveScreenshot(*box, QStringLiteral("unsaved"));
        answer(box, QMessageBox::Cancel);
        QTRY_VERIFY(openQuestion(rig) == nullptr);
        QVERIFY(rig.window().isVisible());
        rig.window().close();
        answer(openQuestion(rig), QMessageBox::SaveAll);
        QTRY_VERIFY(!rig.window().isVisible());
        QCOMPARE(rig.savedText(QStringLiteral("policies/pay.cedar")),
                 QStringLiteral("// one ") + kGood);
    }

    void discardingLeavesTheDiskAlone()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        QTest::keyClicks(&rig.editor(), QStringLiteral("// gone"));
        rig.trigger("workspace.close");
        answer(openQuestion(rig), QMessageBox::Discard);
        QTRY_VERIFY(rig.studio().session() == nullptr);
        QCOMPARE(rig.savedText(QStringLiteral("policies/pay.cedar")), kGood);
        QVERIFY(rig.window().findChild<ui::WelcomePage*>()->isVisible());
    }

    void problemsAreSteppedThrough()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit (principal, action, resource)\n"
                                             "when { 1 = 2 };\n\n"
                                             "forbid (principal, action, resource) when { # };\n"));
        QVERIFY(rig.problems().rowCount() >= 2);
        QTest::keyClick(&rig.editor(), Qt::Key_F8);
        const quint32 first = rig.editor().selection().begin;
        QTest::keyClick(&rig.editor(), Qt::Key_F8);
        const quint32 second = rig.editor().selection().begin;
        QVERIFY(second > first);
        QTest::keyClick(&rig.editor(), Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(rig.editor().selection().begin, first);
        auto* view = rig.window().findChild<ui::ProblemsView*>();
        view->setFocus();
        view->setCurrentIndex(view->model()->index(1, 0));
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(rig.editor().selection().begin, second);
        QTRY_VERIFY(rig.editor().hasFocus());
    }

    void thePaletteFindsAndRunsActions()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        QTest::keyClick(&rig.editor(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto* line = rig.window().findChild<QLineEdit*>(QStringLiteral("paletteLine"));
        QVERIFY(line->isVisible());
        QTRY_VERIFY(line->hasFocus());
        QTest::keyClicks(line, QStringLiteral("dark"));
        saveScreenshot(rig.window(), QStringLiteral("palette"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(rig.studio().theme().isDark());
        QVERIFY(!line->isVisible());
        QTRY_VERIFY(rig.editor().hasFocus());
    }

    void thePaletteGoesToFilesAndEscGivesTheFocusBack()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        QTest::keyClick(&rig.editor(), Qt::Key_P, Qt::ControlModifier);
        auto* line = rig.window().findChild<QLineEdit*>(QStringLiteral("paletteLine"));
        QTest::keyClick(line, Qt::Key_Escape);
        QTRY_VERIFY(rig.editor().hasFocus());
        QTest::keyClick(&rig.editor(), Qt::Key_P, Qt::ControlModifier);
        QTest::keyClicks(line, QStringLiteral("remit"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(rig.editor().path(), std::string("remit.json"));
    }

    void everyActionHasTextAndHelpAndIsInThePalette()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        rig.window().palette().openActions();
        auto* list = rig.window().findChild<QListView*>(QStringLiteral("paletteList"));
        QCOMPARE(list->model()->rowCount(), static_cast<int>(rig.studio().actions().all().size()));
        QSet<QKeySequence> keys;
        for (const QAction* action : rig.studio().actions().all()) {
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->objectName()));
            for (const QKeySequence& sequence : action->shortcuts()) {
                QVERIFY2(!keys.contains(sequence), qPrintable(sequence.toString()));
                keys.insert(sequence);
            }
        }
    }

    void theThemeReachesTheEditorAndIsRemembered()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        rig.trigger("view.appearance.light");
        QCOMPARE(paperOf(rig.editor()), ui::lightColors().surface);
        saveScreenshot(rig.window(), QStringLiteral("author-light"));
        rig.trigger("view.appearance.dark");
        QCOMPARE(paperOf(rig.editor()), ui::darkColors().surface);
        QCOMPARE(QApplication::palette().color(QPalette::Base), ui::darkColors().surface);
        saveScreenshot(rig.window(), QStringLiteral("author-dark"));
        rig.restart();
        QVERIFY(rig.studio().theme().isDark());
        saveScreenshot(rig.window(), QStringLiteral("welcome-dark"));
    }

    void docksComeBackWithResetLayout()
    {
        StudioRig rig;
        for (QDockWidget* dock : rig.window().docks().all()) {
            dock->setFloating(true);
            dock->close();
        }
        rig.trigger("view.layout.reset");
        QDockWidget* problems = rig.window().docks().find(QStringLiteral("problems"));
        QTRY_VERIFY(problems->isVisible());
        QVERIFY(!problems->isFloating());
        QCOMPARE(rig.window().dockWidgetArea(problems), Qt::BottomDockWidgetArea);
        QVERIFY(rig.window().docks().find(QStringLiteral("workspace"))->isVisible());
    }

    void layoutsAreRemembered()
    {
        StudioRig rig;
        QCOMPARE(rig.window().layouts().current(), QStringLiteral("author"));
        rig.window().docks().find(QStringLiteral("workspace"))->close();
        rig.trigger("view.layout.investigate");
        rig.restart();
        QCOMPARE(rig.window().layouts().current(), QStringLiteral("investigate"));
        rig.trigger("view.layout.author");
        QVERIFY(rig.window().docks().find(QStringLiteral("workspace"))->isHidden());
        rig.trigger("view.layout.reset");
        QVERIFY(!rig.window().docks().find(QStringLiteral("workspace"))->isHidden());
    }

    void aFolderWithoutWorkspaceIsToldWithoutTakingTheFocus()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        rig.window().openWorkspace(rig.folder(QStringLiteral("nowhere")).toStdString());
        auto* bar = rig.window().findChild<ui::NotificationBar*>();
        QVERIFY(bar->text().contains(QStringLiteral("nowhere")));
        QVERIFY(rig.editor().hasFocus());
        QVERIFY(rig.studio().session() != nullptr);
        saveScreenshot(rig.window(), QStringLiteral("notification"));
    }

    void theTreeMarksUnsavedFilesAndErrors()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        QTest::keyClicks(&rig.editor(), QStringLiteral("oops "));
        QVERIFY(rig.waitForCheck());
        auto* view = rig.window().findChild<ui::WorkspaceView*>();
        const auto* model = qobject_cast<const ui::WorkspaceTreeModel*>(view->model());
        const QModelIndex file = model->indexOf(QStringLiteral("policies/pay.cedar"));
        QVERIFY(file.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("unsaved")));
        QVERIFY(file.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("error")));
    }

    void aFileChangedOnDiskIsTakenWhenNothingIsUnsaved()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        QFile file(rig.folder(QStringLiteral("work/policies/pay.cedar")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("// other\n");
        file.close();
        QVERIFY(rig.session().refresh().empty());
        QCOMPARE(rig.editor().text(), QStringLiteral("// other\n"));
        QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.editor().text(), kGood);
    }

    void aFileThatCameOnDiskIsListed()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kGood);
        QVERIFY(QFile::rename(rig.folder(QStringLiteral("work/policies/pay.cedar")),
                              rig.folder(QStringLiteral("work/policies/spend.cedar"))));
        rig.session().refresh();
        auto* view = rig.window().findChild<ui::WorkspaceView*>();
        const auto* model = qobject_cast<const ui::WorkspaceTreeModel*>(view->model());
        QVERIFY(model->indexOf(QStringLiteral("policies/spend.cedar")).isValid());
        QVERIFY(!model->indexOf(QStringLiteral("policies/pay.cedar")).isValid());
        QVERIFY(rig.window().centre().page(
                    ui::EditorArea::keyOf(QStringLiteral("policies/pay.cedar"))) == nullptr);
    }

    void menusHaveNoDeadEntry()
    {
        StudioRig rig;
        for (const QAction* top : rig.window().menuBar()->actions()) {
            if (!top->isVisible())
                continue;
            QVERIFY2(!top->menu()->isEmpty(), qPrintable(top->text()));
        }
    }
};

QTEST_MAIN(TestStudio)
#include "tst_studio.moc"
