// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace_store.h"
#include "core/workspace/workspace.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/problems_view.h"
#include "ui/help/help_pages.h"
#include "ui/help/help_view.h"
#include "ui/models/problems_model.h"
#include "ui/replay/runs_view.h"
#include "ui/shell/centre.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"

#include <QApplication>
#include <QDockWidget>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

ui::HelpView& help(StudioRig& rig)
{
    return *rig.window().findChild<ui::HelpView*>();
}

ui::ProblemsView& problems(StudioRig& rig)
{
    return *rig.window().findChild<ui::ProblemsView*>();
}

/// A run of one call, in the own format; written with ' for ".
std::string imported()
{
    std::string text = "{'v':1,'run':'from-elsewhere','seq':0,'type':'run'}\n"
                       "{'v':1,'run':'from-elsewhere','seq':1,'type':'call','callId':'c',"
                       "'tool':'list_invoices','args':{}}\n";
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

const QString kWide = QStringLiteral("permit (principal, action, resource);\n");

} // namespace

/// Reading why something is a problem, in the studio and without a network.
class TestHelp : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aClickOnTheCodeExplainsIt()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kWide);
        QCOMPARE(rig.problems().problem(0)->diagnostic.code, std::string("lint/permit-everything"));
        QVERIFY(!help(rig).isVisible());
        ui::ProblemsView& view = problems(rig);
        const QRect cell = view.visualRect(rig.problems().index(0, ui::ProblemsModel::Code));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, cell.center());
        QVERIFY(help(rig).isVisible());
        QCOMPARE(help(rig).path(), QStringLiteral("diagnostics/lint/permit-everything.md"));
        QVERIFY(help(rig).toPlainText().contains(QStringLiteral("What to do.")));
        saveScreenshot(rig.window(), QStringLiteral("help"));
    }

    void f1ExplainsWhatIsAtTheCaret()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit (principal, action, resource)"));
        rig.editor().setFocus();
        QTest::keyClick(&rig.editor(), Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(&rig.editor(), Qt::Key_F1);
        QCOMPARE(help(rig).path(), QStringLiteral("diagnostics/parse/missing-semicolon.md"));
    }

    void f1ExplainsTheChosenProblem()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kWide);
        problems(rig).setFocus();
        problems(rig).setCurrentIndex(rig.problems().index(0, 0));
        QTest::keyClick(&problems(rig), Qt::Key_F1);
        QCOMPARE(help(rig).path(), QStringLiteral("diagnostics/lint/permit-everything.md"));
    }

    void elsewhereF1ShowsAllPages()
    {
        StudioRig rig;
        QTest::keyClick(&rig.window(), Qt::Key_F1);
        QCOMPARE(help(rig).path(), ui::kHelpIndex);
        QVERIFY(help(rig).toPlainText().contains(QStringLiteral("parse/missing-semicolon")));
    }

    void anUnknownCodeLeadsToTheIndex()
    {
        const ui::HelpPage page = ui::HelpPages::ofCode(QStringLiteral("parse/no-such-thing"));
        QCOMPARE(page.path, ui::kHelpIndex);
        QVERIFY(page.markdown.startsWith(QStringLiteral("*There is no page about")));
        QCOMPARE(ui::HelpPages::ofCode(QStringLiteral("../../themes/studio")).path, ui::kHelpIndex);
    }

    void linksStayInsideTheHelp()
    {
        using ui::HelpPages;
        const QString from = QStringLiteral("index.md");
        QCOMPARE(HelpPages::target(from, QStringLiteral("diagnostics/json/too-deep.md")),
                 QStringLiteral("diagnostics/json/too-deep.md"));
        QCOMPARE(HelpPages::target(QStringLiteral("diagnostics/json/too-deep.md"),
                                   QStringLiteral("../../index.md")),
                 from);
        for (const char* link : {"https://example.com/x.md", "file:///etc/passwd", "/etc/passwd",
                                 "../../../etc/passwd", "no-such-page.md", ""})
            QCOMPARE(HelpPages::target(from, QLatin1String(link)), QString());
    }

    void altLeftGoesBack()
    {
        StudioRig rig;
        ui::HelpView& view = help(rig);
        view.showCode(QStringLiteral("json/too-deep"));
        view.showCode(QStringLiteral("json/duplicate-key"));
        QTest::keyClick(&view, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(view.path(), QStringLiteral("diagnostics/json/too-deep.md"));
    }

    void thePagesAreSearched()
    {
        StudioRig rig;
        rig.trigger("help.search");
        auto* line = rig.window().findChild<QLineEdit*>(QStringLiteral("helpSearch"));
        QTRY_VERIFY(line->hasFocus());
        QTest::keyClicks(line, QStringLiteral("crash unsaved"));
        QCOMPARE(help(rig).path(), ui::kHelpSearch);
        QVERIFY(help(rig).toPlainText().contains(QStringLiteral("Keep work safe")));
        QTest::keyClicks(line, QStringLiteral(" xyzzy"));
        QVERIFY(help(rig).toPlainText().contains(QStringLiteral("Nothing was found")));
    }

    void f1ExplainsThePartOfTheWindow()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kWide);
        rig.trigger("view.layout.investigate");
        auto* runs = rig.window().findChild<ui::RunsView*>();
        runs->setFocus();
        QTest::keyClick(runs, Qt::Key_F1);
        QCOMPARE(help(rig).path(), QStringLiteral("how-to/replay-traces.md"));
    }

    /// Every dock and every page of the middle.
    void everyPartHasAHelpPage()
    {
        StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "samples" / "payments-agent",
                       QStringLiteral("policies/paying.cedar"));
        for (const char* page :
             {"view.graph", "view.schema", "view.compare", "view.agentCards", "bundle.export",
              "bundle.trust", "policies.mine", "traces.import", "edit.gallery"}) {
            rig.trigger(page);
            const QString key = rig.window().centre().currentKey().section(QLatin1Char(':'), 0, 0);
            QVERIFY2(!ui::HelpPages::ofContext(QStringLiteral("page.") + key).isEmpty(),
                     qPrintable(key));
            QWidget* shown = rig.window().centre().currentWidget();
            shown->setFocus();
            QVERIFY2(shown->isAncestorOf(QApplication::focusWidget()) || shown->hasFocus() ||
                         shown->focusProxy() != nullptr,
                     page);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_F1);
            QCOMPARE(help(rig).path(), ui::HelpPages::ofContext(QStringLiteral("page.") + key));
        }
        for (const QDockWidget* dock : rig.window().docks().all())
            QVERIFY2(!ui::HelpPages::ofContext(dock->objectName()).isEmpty() ||
                         dock->objectName() == QLatin1String("dock.help"), // it is the help
                     qPrintable(dock->objectName()));
    }

    void everyContextHasAPage()
    {
        QFile file(QStringLiteral(":/help/contexts.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject contexts = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(!contexts.isEmpty());
        for (const QString& part : contexts.keys())
            QVERIFY2(ui::HelpPages::all().contains(ui::HelpPages::ofContext(part)),
                     qPrintable(part));
    }

    void everyLinkOfTheManualLeadsSomewhere()
    {
        static const QRegularExpression kLink(QStringLiteral("\\]\\(([^)#\\s]+)\\)"));
        for (const QString& path : ui::HelpPages::all()) {
            if (path.startsWith(QLatin1String("diagnostics/")))
                continue;
            const QString text = ui::HelpPages::at(path).markdown;
            for (auto it = kLink.globalMatch(text); it.hasNext();) {
                const QString link = it.next().captured(1);
                QVERIFY2(!ui::HelpPages::target(path, link).isEmpty() || link.contains("://"),
                         qPrintable(path + ": " + link));
            }
        }
    }

    /// Runs that were imported and runs of trace files stand in one list.
    void importedRunsAreReplayedToo()
    {
        StudioRig rig;
        rig.window().openSample(QStringLiteral("payments-agent"));
        QVERIFY(rig.waitForCheck());
        auto store = trace::TraceStore::open(rig.session().workspace().traceStore());
        QVERIFY(store.has_value());
        QVERIFY(store->importText(imported(), "elsewhere/x.trace.jsonl").has_value());
        QSignalSpy finished(&rig.session(), &ui::Session::replayFinished);
        for (int times = 1; times <= 2; ++times) { // decided, then read from the store
            QTest::keyClick(&rig.window(), Qt::Key_F5);
            QTRY_COMPARE(finished.count(), times);
            const ui::RunsModel& runs = rig.window().findChild<ui::RunsView*>()->runs();
            QCOMPARE(runs.rowCount(), 9);
            const QModelIndex imported = runs.indexOf(QStringLiteral("from-elsewhere"));
            QVERIFY(imported.isValid());
            QCOMPARE(runs.index(imported.row(), ui::RunsModel::SourceColumn).data().toString(),
                     QStringLiteral("x.trace.jsonl (imported)"));
        }
    }
};

QTEST_MAIN(TestHelp)
#include "tst_help.moc"
