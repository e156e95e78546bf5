// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/keys/private_key.h"
#include "core/decision/setup.h"
#include "core/workspace/create.h"
#include "core/workspace/journal.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/access_walk.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/bundle/export_page.h"
#include "ui/editor/code_editor.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/docks.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/safety/recovery_dialog.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDockWidget>
#include <QFileDialog>
#include <QPointer>
#include <QStandardPaths>
#include <QTest>
#include <QTextBrowser>
#include <QTranslator>

#include <functional>

using namespace remit;
using remit::test::backwardsIn;
using remit::test::described;
using remit::test::notReachedIn;
using remit::test::StudioRig;
using remit::test::unnamedIn;
using remit::test::untranslatedIn;

namespace {

/// Every text of the program in brackets: what has none does not go through the translator.
class PseudoLocale : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char* /*note*/,
                      int count) const override
    {
        if (QByteArray(context).startsWith('Q') && QByteArray(context) != "QueryLine")
            return {}; // of Qt itself
        QString text = QString::fromUtf8(source);
        if (count >= 0)
            text.replace(QStringLiteral("%n"), QString::number(count));
        return QStringLiteral("⟦") + text + QStringLiteral("⟧");
    }
};

/// Dialogs and forms of the program that an action opens; each is looked at and closed again.
const char* const kDialogs[] = {"edit.preferences", "edit.shortcuts", "help.about", "replay.review",
                                "edit.rename"};
const char* const kPages[] = {"view.graph",   "traces.import",   "view.schema",   "edit.gallery",
                              "view.compare", "view.agentCards", "bundle.export", "bundle.open",
                              "bundle.trust", "policies.mine"};

/// What an action that asks for a file opens is Qt's own.
void closeFileDialogs()
{
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (auto* dialog = qobject_cast<QFileDialog*>(window))
            dialog->reject();
    }
}

/// As the tool bar says it.
QString revisionShown(StudioRig& rig)
{
    return QString::fromStdString(rig.session().setup()->revision)
        .section(QLatin1Char(':'), -1)
        .left(10);
}

QList<QWidget*> openDialogs()
{
    QList<QWidget*> dialogs;
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        if (widget->isVisible() && qobject_cast<QDialog*>(widget) != nullptr)
            dialogs.append(widget);
    }
    return dialogs;
}

/// Forms that open inside the window.
QList<QWidget*> innerFormsOf(StudioRig& rig)
{
    QList<QWidget*> forms;
    for (const char* name : {"rename", "review-form"}) {
        auto* form = rig.window().findChild<QWidget*>(QLatin1String(name));
        if (form != nullptr && form->isVisible())
            forms.append(form);
    }
    return forms;
}

void showAllDocks(StudioRig& rig)
{
    for (QDockWidget* dock : rig.window().docks().all()) {
        rig.window().docks().reveal(dock->objectName().section(QLatin1Char('.'), 1));
        QTest::qWait(1);
    }
}

void verifyNone(const QStringList& found)
{
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

void openSampleAndReplay(StudioRig& rig)
{
    rig.openCopyOf(test::sourceDir() / "samples" / "payments-agent",
                   QStringLiteral("policies/paying.cedar"));
    rig.trigger("replay.run");
    QTRY_VERIFY_WITH_TIMEOUT(rig.session().replay() != nullptr, 10'000);
}

using Question = std::function<void(StudioRig&)>;

void openPolicy(StudioRig& rig)
{
    rig.openWorkspaceWith(QStringLiteral("permit (principal, action, resource);\n"));
}

void askUnsaved(StudioRig& rig)
{
    openPolicy(rig);
    QTest::keyClicks(&rig.editor(), QStringLiteral("// mine "));
    rig.trigger("workspace.close");
}

void askConflict(StudioRig& rig)
{
    openPolicy(rig);
    QTest::keyClicks(&rig.editor(), QStringLiteral("// mine "));
    test::writeAll(rig.folder(QStringLiteral("work/policies/pay.cedar")).toStdString(),
                   "// theirs\n");
    QTest::keyClick(&rig.editor(), Qt::Key_S, Qt::ControlModifier);
}

void askRecovery(StudioRig& rig)
{
    openPolicy(rig);
    std::vector<workspace::LeftJournal> left(1);
    left[0].writtenAt = 1'770'000'000'000;
    left[0].entries = {
        {"policies/pay.cedar", true,
         std::make_shared<const std::string>("forbid (principal, action, resource);"),
         std::nullopt}};
    auto* dialog = new ui::RecoveryDialog(rig.session(), rig.studio().theme(), left, &rig.window());
    dialog->show();
}

void askPassphrase(StudioRig& rig)
{
    rig.openCopyOf(test::sourceDir() / "samples" / "payments-agent",
                   QStringLiteral("policies/paying.cedar"));
    rig.trigger("bundle.export");
    auto* page = rig.window().findChild<ui::ExportPage*>();
    QTRY_VERIFY_WITH_TIMEOUT(page->isReady(), 20'000);
    const QString key = rig.folder(QStringLiteral("protected"));
    const auto made = bundle::PrivateKey::fromSeed(bundle::Secret::copyOf(std::string(32, 7)));
    const auto text = bundle::toProtected(*made, bundle::Secret::copyOf("open"), {1, 8192});
    QVERIFY(bundle::writeSecretFile(key.toStdString(), *text));
    page->setKey(key);
    page->signTo(rig.folder(QStringLiteral("out.remit")).toStdString());
}

} // namespace

Q_DECLARE_METATYPE(Question)

/// Whoever works without a mouse, with a screen reader, or in another language.
class TestAccess : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QAccessible::setActive(true);
    }

    void whateverTakesTheFocusHasAName()
    {
        StudioRig rig;
        verifyNone(unnamedIn(rig.window()));
        openSampleAndReplay(rig);
        rig.trigger("edit.replace");
        for (QDockWidget* dock : rig.window().docks().all()) {
            rig.window().docks().reveal(dock->objectName().section(QLatin1Char('.'), 1));
            QTest::qWait(1);
            verifyNone(unnamedIn(rig.window()));
        }
        for (const char* id : kPages) {
            rig.trigger(id);
            closeFileDialogs();
            QTest::qWait(20);
            verifyNone(unnamedIn(rig.window()));
        }
    }

    void everyDialogIsNamedAndWalkedByTab()
    {
        StudioRig rig;
        openSampleAndReplay(rig);
        rig.session().selection().selectCall(QStringLiteral("over-the-limit"), 2);
        for (const char* id : kDialogs) {
            rig.window().activateWindow();
            rig.putCaretBehind(QStringLiteral("@id(\"pay-known"));
            rig.editor().setFocus();
            rig.trigger(id);
            QTRY_VERIFY2(!openDialogs().isEmpty() || !innerFormsOf(rig).isEmpty(), id);
            QList<QWidget*> opened = openDialogs();
            if (opened.isEmpty())
                opened = innerFormsOf(rig);
            const QList<QPointer<QWidget>> there(opened.begin(), opened.end());
            for (const QPointer<QWidget>& dialog : there) {
                QVERIFY2(dialog, id);
                verifyNone(unnamedIn(*dialog->window()));
                if (dialog->isWindow()) {
                    verifyNone(notReachedIn(*dialog));
                    verifyNone(backwardsIn(*dialog));
                }
                if (dialog)
                    dialog->close();
            }
            // A closed dialog is deleted by the event loop, before a person could open the next
            // one.
            QTest::qWait(1);
            QTRY_VERIFY2(openDialogs().isEmpty() && innerFormsOf(rig).isEmpty(), id);
        }
    }

    /// What asks because something happened, none of which an action opens.
    void everyQuestionIsWalkedAndLeftByEscape_data()
    {
        QTest::addColumn<Question>("ask");
        QTest::newRow("unsaved changes") << Question(askUnsaved);
        QTest::newRow("changed here and on disk") << Question(askConflict);
        QTest::newRow("work that a crash left") << Question(askRecovery);
        QTest::newRow("passphrase of a key") << Question(askPassphrase);
    }

    void everyQuestionIsWalkedAndLeftByEscape()
    {
        QFETCH(Question, ask);
        StudioRig rig;
        ask(rig);
        QTRY_VERIFY_WITH_TIMEOUT(!openDialogs().isEmpty(), 10'000);
        const QPointer<QWidget> dialog(openDialogs().constFirst());
        verifyNone(unnamedIn(*dialog));
        verifyNone(notReachedIn(*dialog));
        verifyNone(backwardsIn(*dialog));
        QVERIFY(!dialog->windowTitle().isEmpty());
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(openDialogs().isEmpty());
        QVERIFY(rig.studio().session() != nullptr); // nothing was decided
    }

    /// Whatever is laid over the window for a moment goes by Escape, and gives the focus back.
    void whatLiesOnTopGoesByEscape()
    {
        StudioRig rig;
        openSampleAndReplay(rig);
        for (const char* id : {"go.anything", "go.actions", "edit.find", "edit.replace",
                               "workspace.recent", "policies.revision"}) {
            rig.window().activateWindow();
            rig.editor().setFocus();
            rig.trigger(id);
            verifyNone(unnamedIn(rig.window()));
            QWidget* top = QApplication::activePopupWidget();
            QTest::keyClick(top != nullptr ? top : QApplication::focusWidget(), Qt::Key_Escape);
            QVERIFY2(QApplication::activePopupWidget() == nullptr, id);
            QTRY_VERIFY2(rig.editor().hasFocus(), id);
        }
    }

    /// A dock that floats is a window like others.
    void everyDockIsWalkedWhereItFloats()
    {
        StudioRig rig;
        openSampleAndReplay(rig);
        for (QDockWidget* dock : rig.window().docks().all()) {
            rig.window().docks().reveal(dock->objectName().section(QLatin1Char('.'), 1));
            dock->setFloating(true);
            dock->resize(640, 420);
            QTest::qWait(1);
            verifyNone(unnamedIn(*dock));
            verifyNone(notReachedIn(*dock));
            dock->setFloating(false);
            QVERIFY(!QTest::currentTestFailed());
        }
    }

    /// A page keeps nobody: Tab goes through it, and F6 leaves it.
    void everyPageIsLeftByKeys()
    {
        StudioRig rig;
        openSampleAndReplay(rig);
        for (const char* id : kPages) {
            rig.trigger(id);
            closeFileDialogs();
            rig.window().activateWindow();
            QTest::qWait(20);
            QWidget* page = rig.window().centre().currentWidget();
            QVERIFY2(page != nullptr, id);
            page->setFocus();
            rig.trigger("go.nextPart");
            QWidget* focus = QApplication::focusWidget();
            QVERIFY2(focus != nullptr && !page->isAncestorOf(focus), id);
            rig.trigger("go.previousPart");
            focus = QApplication::focusWidget();
            QVERIFY2(focus != nullptr && (focus == page || page->isAncestorOf(focus)), id);
        }
    }

    void tabGoesThroughEveryWindowAndNeverStays()
    {
        StudioRig rig;
        openSampleAndReplay(rig);
        for (const QString& layout : ui::Layouts::names()) {
            rig.window().layouts().activate(layout);
            QTest::qWait(20);
            // F6 leaves an editor, where Tab is a sign; between, Tab goes on.
            QSet<QWidget*> seen;
            QWidget* before = nullptr;
            int stayed = 0;
            for (int i = 0; i < 150; ++i) {
                QWidget* focus = QApplication::focusWidget();
                QVERIFY(focus != nullptr);
                const bool editing = qobject_cast<ui::CodeEditor*>(focus) != nullptr;
                // A text goes from link to link before it lets go.
                stayed = focus == before ? stayed + 1 : 0;
                const int most = qobject_cast<QTextBrowser*>(focus) != nullptr ? 100 : 0;
                QVERIFY2(stayed <= most || editing, qPrintable("trap: " + described(focus)));
                seen.insert(focus);
                before = focus;
                QTest::keyClick(focus, editing ? Qt::Key_F6 : Qt::Key_Tab);
            }
            QVERIFY2(seen.size() > 3, qPrintable(layout));
        }
    }

    void everyPartIsReachedByF6()
    {
        StudioRig rig;
        openSampleAndReplay(rig);
        rig.window().layouts().activate(QStringLiteral("author"));
        QTest::qWait(20);
        QSet<QDockWidget*> reached;
        for (int i = 0; i < 20; ++i) {
            rig.trigger("go.nextPart");
            for (QWidget* at = QApplication::focusWidget(); at != nullptr;
                 at = at->parentWidget()) {
                if (auto* dock = qobject_cast<QDockWidget*>(at))
                    reached.insert(dock);
            }
        }
        for (QDockWidget* dock : rig.window().docks().all()) {
            if (dock->isVisible() && !dock->visibleRegion().isEmpty())
                QVERIFY2(reached.contains(dock), qPrintable(dock->objectName()));
        }
    }

    void everyTextIsTranslated()
    {
        PseudoLocale locale;
        QLocale::setDefault(QLocale(QLocale::German)); // English has its own plural forms
        QCoreApplication::installTranslator(&locale);
        const auto back = qScopeGuard([&locale] {
            QCoreApplication::removeTranslator(&locale);
            QLocale::setDefault(QLocale::c());
        });
        StudioRig rig;
        QStringList samples;
        for (const auto& sample : workspace::samples(test::sourceDir() / "samples"))
            samples << QString::fromStdString(sample.title)
                    << QString::fromStdString(sample.description);
        verifyNone(untranslatedIn(rig.window(), samples));
        for (const QAction* action : rig.studio().actions().all()) {
            QVERIFY2(action->text().contains(QStringLiteral("⟦")), qPrintable(action->text()));
            QVERIFY2(action->statusTip().contains(QStringLiteral("⟦")),
                     qPrintable(action->statusTip()));
        }
        rig.openWorkspaceWith(QStringLiteral("permit (principal, action, resource);"));
        rig.trigger("edit.replace");
        showAllDocks(rig);
        const QStringList data =
            samples + QStringList{rig.folder(QStringLiteral("work")), QStringLiteral("pay.cedar"),
                                  QStringLiteral("Payments"), QStringLiteral("remit.json"),
                                  revisionShown(rig)};
        verifyNone(untranslatedIn(rig.window(), data));
        for (const char* id : kDialogs) {
            rig.trigger(id);
            for (QWidget* dialog : openDialogs()) {
                verifyNone(untranslatedIn(*dialog, data));
                dialog->close();
            }
        }
    }
};

QTEST_MAIN(TestAccess)
#include "tst_access.moc"
