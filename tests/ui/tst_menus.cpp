// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_paths.h"
#include "tests/ui/support/studio_rig.h"
#include "tests/ui/support/window_state.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QStandardPaths>
#include <QTest>

#include <functional>
#include <map>

using namespace remit;
using remit::test::StudioRig;
using remit::test::WindowState;

namespace {

const QString kFile = QStringLiteral("policies/paying.cedar");

/// Those of the menus, submenus included, in their order.
QList<QAction*> actionsIn(const QWidget& menu)
{
    QList<QAction*> found;
    for (QAction* action : menu.actions()) {
        if (action->menu() != nullptr)
            found += actionsIn(*action->menu());
        else if (!action->isSeparator())
            found.append(action);
    }
    return found;
}

QList<QAction*> menuActions(StudioRig& rig)
{
    return actionsIn(*rig.window().menuBar());
}

void openReplayed(StudioRig& rig)
{
    rig.openCopyOf(test::sourceDir() / "samples" / "payments-agent", kFile);
    rig.trigger("replay.run");
    QTRY_VERIFY_WITH_TIMEOUT(rig.session().replay() != nullptr, 20'000);
    rig.session().selection().selectCall(QStringLiteral("over-the-limit"), 2);
}

/// What an action needs beside an open file with a selection.
const std::map<QString, std::function<void(StudioRig&)>>& preparations()
{
    using Rig = StudioRig&;
    static const auto type = [](Rig rig) { QTest::keyClicks(&rig.editor(), QStringLiteral("/")); };
    static const auto problem = [](Rig rig) {
        rig.putCaretBehind(QStringLiteral("context.input.amount <="));
        QTest::keyClick(&rig.editor(), Qt::Key_Backspace);
        QVERIFY(rig.waitForCheck());
    };
    static const std::map<QString, std::function<void(StudioRig&)>> kPreparations{
        {"file.save", type},
        {"file.saveAll", type},
        {"edit.undo", type},
        {"edit.redo",
         [](Rig rig) {
             type(rig);
             QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier);
         }},
        {"edit.quickFix", problem},
        {"edit.format",
         [](Rig rig) {
             QTest::keyClick(&rig.editor(), Qt::Key_Home, Qt::ControlModifier);
             QTest::keyClicks(&rig.editor(), QStringLiteral("   "));
             QVERIFY(rig.waitForCheck());
         }},
        {"edit.signature",
         [](Rig rig) {
             rig.openNew(QStringLiteral("policies/s.cedar"),
                         QStringLiteral("permit (principal, action, resource)\n"
                                        "when { context.ip.isInRange(ip(\"10.0.0.0/8\")) };\n"));
             rig.putCaretBehind(QStringLiteral("isInRange("));
         }},
        {"edit.describe", [](Rig rig) { rig.putCaretBehind(QStringLiteral("permit")); }},
        {"go.definition", [](Rig rig) { rig.putCaretBehind(QStringLiteral("Team::\"accounts")); }},
        {"go.references", [](Rig rig) { rig.putCaretBehind(QStringLiteral("Team::\"accounts")); }},
        {"edit.rename", [](Rig rig) { rig.putCaretBehind(QStringLiteral("Team::\"accounts")); }},
        {"edit.findNext",
         [](Rig rig) {
             rig.trigger("edit.find");
             QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("resource"));
         }},
        {"edit.findPrevious",
         [](Rig rig) {
             rig.trigger("edit.find");
             QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("resource"));
         }},
        {"edit.paste", [](Rig) { QApplication::clipboard()->setText(QStringLiteral("// x")); }},
        {"file.paste",
         [](Rig) {
             QApplication::clipboard()->setText(
                 QStringLiteral("forbid (principal, action, resource);"));
         }},
        {"traces.paste",
         [](Rig) {
             QApplication::clipboard()->setText(
                 QStringLiteral("{\"v\":1,\"run\":\"r\",\"seq\":0,\"type\":\"run\"}\n"));
         }},
        {"go.forward",
         [](Rig rig) {
             rig.window().showPlace(QStringLiteral("entities/agents.json"), 0, 0);
             rig.trigger("go.back");
         }},
        {"go.back",
         [](Rig rig) { rig.window().showPlace(QStringLiteral("entities/agents.json"), 0, 0); }},
        {"go.nextProblem", problem},
        {"go.previousProblem", problem},
        {"coverage.why",
         [](Rig rig) {
             rig.trigger("coverage.measure");
             QTest::qWait(500);
         }},
        {"jobs.clear", [](Rig rig) { rig.trigger("tests.run"); }},
        {"view.codeNormal", [](Rig rig) { rig.trigger("view.codeLarger"); }},
    };
    return kPreparations;
}

/// The state in which most actions can be tried: one file, a selection, the focus in it.
void prepare(StudioRig& rig)
{
    rig.window().activateWindow();
    if (rig.studio().session() == nullptr) {
        rig.window().openWorkspace(rig.folder(QStringLiteral("work")).toStdString());
        QVERIFY(rig.waitForCheck());
    }
    QVERIFY(rig.window().editors().open(kFile) != nullptr);
    rig.window().editors().flush();
    static const std::string kText =
        test::readAll(test::sourceDir() / "samples/payments-agent" / kFile.toStdString());
    const std::string path = kFile.toStdString();
    const std::string present = rig.session().documents().find(path)->text();
    if (present != kText) {
        WorkspaceEdit edit;
        edit.files[path] = {{{0, static_cast<std::uint32_t>(present.size())}, kText}};
        QVERIFY(rig.session().apply(edit).has_value());
    }
    QVERIFY(rig.session().save(path).has_value());
    rig.editor().setFocus();
    rig.putCaretBehind(QStringLiteral("resource is Vendor"));
    QTest::keyClick(&rig.editor(), Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(rig.waitForCheck());
}

/// For some time, until something is seen to be different; all dialogs and menus that come are
/// closed again.
bool somethingHappens(StudioRig& rig, QAction& action, int forMs = 3'000)
{
    // What went before has come to rest.
    for (int tries = 0; tries < 50; ++tries) {
        WindowState state(rig);
        QTest::qWait(20);
        if (!state.hasChanged())
            break;
    }
    WindowState state(rig);
    action.trigger();
    return QTest::qWaitFor([&] { return state.hasChanged(); }, forMs);
}

QString manualLine(const QAction& action, const ui::ActionRegistry& registry)
{
    QStringList keys;
    for (const QKeySequence& each : registry.defaultShortcuts(action))
        keys << each.toString(QKeySequence::PortableText);
    return QStringLiteral("| %1 | %2 | %3 |\n")
        .arg(ui::ActionRegistry::nameOf(action), keys.join(QStringLiteral(", ")),
             registry.spec(&action)->help);
}

} // namespace

/// Every action of the menus: that it can be found, says what it does, and does something.
class TestMenus : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void everyActionIsInThePalette()
    {
        StudioRig rig;
        openReplayed(rig);
        const QList<QAction*> actions = menuActions(rig);
        QVERIFY(actions.size() > 60);
        rig.trigger("go.actions");
        auto* line = rig.window().findChild<QLineEdit*>(QStringLiteral("paletteLine"));
        auto* list = rig.window().findChild<QListView*>(QStringLiteral("paletteList"));
        for (const QAction* action : actions) {
            const QString name = QString(action->text()).remove(QLatin1Char('&'));
            line->setText(QStringLiteral("> ") + name);
            emit line->textEdited(line->text());
            bool found = false;
            for (int row = 0; row < list->model()->rowCount(); ++row)
                found = found || list->model()->index(row, 0).data().toString() == name;
            QVERIFY2(found, qPrintable(name));
        }
    }

    void everyActionSaysWhatItDoes()
    {
        StudioRig rig;
        QStringList seen;
        for (const QAction* action : menuActions(rig)) {
            const ui::ActionSpec* spec = rig.studio().actions().spec(action);
            QVERIFY2(spec != nullptr, qPrintable(action->text())); // it is none of Qt's own
            QVERIFY2(spec->help.size() > 8 && spec->help.endsWith(QLatin1Char('.')),
                     qPrintable(spec->id));
            QVERIFY2(spec->help != action->text(), qPrintable(spec->id));
            QVERIFY2(!seen.contains(spec->id), qPrintable(spec->id));
            seen << spec->id;
        }
    }

    /// The manual's list of all actions is that of the program; REMIT_UPDATE_GOLDEN=1 writes it.
    void theManualListsThem()
    {
        StudioRig rig;
        QString text = QStringLiteral("# All actions\n\n"
                                      "What stands in the menus, with the keys that each has "
                                      "at first. Ctrl+Shift+P finds any of them by its name.\n");
        for (const QAction* title : rig.window().menuBar()->actions()) {
            text += QStringLiteral("\n## %1\n\n| action | keys | does |\n|---|---|---|\n")
                        .arg(QString(title->text()).remove(QLatin1Char('&')));
            for (const QAction* action : actionsIn(*title->menu()))
                text += manualLine(*action, rig.studio().actions());
        }
        const auto page = test::sourceDir() / "resources" / "help" / "reference" / "actions.md";
        if (qEnvironmentVariableIsSet("REMIT_UPDATE_GOLDEN"))
            test::writeAll(page, text.toStdString());
        QCOMPARE(QString::fromStdString(test::readAll(page)), text);
    }

    /// Each is triggered where it has something to do; those that ask are closed again.
    void noActionIsDead()
    {
        StudioRig rig;
        openReplayed(rig);
        QStringList dead;
        for (QAction* action : menuActions(rig)) {
            const QString id = action->objectName();
            if (id == QLatin1String("app.quit"))
                continue; // tried below
            prepare(rig);
            if (const auto found = preparations().find(id); found != preparations().end())
                found->second(rig);
            if (QTest::currentTestFailed())
                return;
            if (!action->isEnabled())
                dead << id + QStringLiteral(" is not enabled");
            else if (action->isCheckable() && action->actionGroup() && action->isChecked())
                continue; // the present one of several
            else if (!somethingHappens(rig, *action))
                dead << id + QStringLiteral(" does nothing");
        }
        QVERIFY2(dead.isEmpty(), qPrintable(dead.join(QLatin1Char('\n'))));
        QAction nothing(QStringLiteral("Does nothing"));
        QVERIFY2(!somethingHappens(rig, nothing, 500), "a dead action would not be noticed");
        for (const QString& path : rig.session().dirtyPaths())
            QVERIFY(rig.session().save(path.toStdString()).has_value());
        rig.trigger("app.quit");
        QTRY_VERIFY(!rig.window().isVisible());
    }
};

QTEST_MAIN(TestMenus)
#include "tst_menus.moc"
