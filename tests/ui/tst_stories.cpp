// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/keys/private_key.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/hands.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/bundle/bundle_page.h"
#include "ui/compare/changes_model.h"
#include "ui/compare/compare_page.h"
#include "ui/editor/code_editor.h"
#include "ui/graph/graph_view.h"
#include "ui/inspector/inspector_view.h"
#include "ui/probes/probes_view.h"
#include "ui/replay/impact_strip.h"
#include "ui/shell/centre.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/tests/tests_model.h"
#include "ui/tests/tests_panel.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>
#include <QTreeWidget>

using namespace remit;
using remit::test::Hands;
using remit::test::StudioRig;

namespace {

constexpr int kWait = 20'000;

/// One after the other, until one fails.
template <class Story>
void tell(Story& story, std::initializer_list<void (Story::*)()> steps)
{
    for (const auto step : steps) {
        (story.*step)();
        if (QTest::currentTestFailed())
            return;
    }
}

const QString kAgents = QStringLiteral("entities/agents.json");

std::int64_t crossingsOf(StudioRig& rig)
{
    const auto& summary = rig.session().replay()->summary;
    return summary.deny + summary.approvalRequired;
}

QString inspectorText(StudioRig& rig)
{
    return rig.window().findChild<ui::InspectorView*>()->toPlainText();
}

bool saysSo(const ui::TimelineView& timeline, const char* flag)
{
    const auto& data = timeline.data();
    return data && std::any_of(data->flags.begin(), data->flags.end(), [flag](const auto& each) {
               return each.text.contains(QLatin1String(flag));
           });
}

/// Exit status; -1: it did not end by itself.
int run(const QString& program, const QStringList& arguments, const QString& folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    process.waitForFinished(30'000);
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

QString remitProgram()
{
    return QString::fromStdString((test::binDir() / "remit").string());
}

void copySample(const char* sample, const QString& folder)
{
    std::filesystem::copy(test::sourceDir() / "samples" / sample, folder.toStdString(),
                          std::filesystem::copy_options::recursive);
}

/// The workspace in a git repository with two revisions: the limit of an agent, then twice that.
bool makeRevisions(const QString& folder)
{
    copySample("payments-agent", folder);
    const auto git = [&folder](const QStringList& what) {
        return run(QStringLiteral("git"),
                   QStringList{"-c", "user.name=A", "-c", "user.email=a@b.example", "-c",
                               "commit.gpgsign=false"} +
                       what,
                   folder) == 0;
    };
    const std::string file = (folder + QLatin1Char('/') + kAgents).toStdString();
    std::string text = test::readAll(file);
    if (!git({"init", "-q"}) || !git({"add", "."}) || !git({"commit", "-qm", "Revision 13"}))
        return false;
    text.replace(text.find("250000"), 6, "500000");
    test::writeAll(file, text);
    return git({"commit", "-qam", "Raise the limit"});
}

} // namespace

/// The stories of the people the studio is for, told with keys and mouse alone.
class TestStories : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        m_rig = std::make_unique<StudioRig>();
        m_hands = std::make_unique<Hands>(*m_rig);
        qputenv("XDG_CONFIG_HOME", m_rig->folder("config").toUtf8());
        qputenv("XDG_STATE_HOME", m_rig->folder("state").toUtf8());
    }
    void cleanup() { m_rig.reset(); }

    void anArchitectWritesReplaysAndSigns_data() { themes(); }

    /// Sees what is wrong at each key, replays, opens a crossing, reads the clause, corrects it,
    /// sees which call changes verdict, runs the tests, exports revision 14, signed.
    void anArchitectWritesReplaysAndSigns()
    {
        m_hands->openSample("payments-agent");
        tell(*this,
             {&TestStories::takeTheme, &TestStories::writesAPolicy, &TestStories::readsACrossing,
              &TestStories::correctsIt, &TestStories::runsTheTests, &TestStories::exportsABundle});
    }

    void aThreatModelerTriesTheBoundary_data() { themes(); }

    /// Asks what a compromised planner reaches, revokes a grant at 10:05, sees which later calls
    /// fall, swaps in unseen data, and sees whether the boundary holds.
    void aThreatModelerTriesTheBoundary()
    {
        m_hands->openSample("multi-agent-research");
        tell(*this, {&TestStories::takeTheme, &TestStories::asksForTheReach,
                     &TestStories::revokesAGrant, &TestStories::changesTheData});
    }

    void aReviewerComparesAndReads_data() { themes(); }

    void aReviewerComparesAndReads()
    {
        const QString folder = m_rig->folder("revisions");
        if (!makeRevisions(folder))
            QSKIP("there is no git here");
        tell(*this,
             {&TestStories::takeTheme, &TestStories::opensTheRevisions, &TestStories::comparesThem,
              &TestStories::looksAtTheCoverage, &TestStories::readsTheReport});
    }
    /// The exit status is the answer.
    void aJobRunsTheSameWithoutAScreen()
    {
        const QString work = m_rig->folder("work");
        copySample("payments-agent", work);
        if (!QFile::exists(remitProgram()))
            QSKIP("remit is not built");
        const auto remit = [&](const QStringList& what) { return run(remitProgram(), what, work); };
        const QStringList where{QStringLiteral("--workspace"), work};
        QCOMPARE(remit(QStringList{"validate"} + where), 0);
        QCOMPARE(remit(QStringList{"test"} + where), 0);
        QCOMPARE(remit(QStringList{"replay", "traces"} + where), 2); // crossings
        const QString key = m_rig->folder("release");
        const QString out = m_rig->folder("payments-14.remit");
        QCOMPARE(remit({"key", "generate", "--out", key}), 0);
        QCOMPARE(
            remit(QStringList{"bundle", "build", "--key", key, "--revision", "14", "--out", out} +
                  where),
            0);
        const QStringList verify{"bundle", "verify", out, "--trust", key + ".pub"};
        QCOMPARE(remit(verify + QStringList{"--min-revision", "14"}), 0);
        QCOMPARE(remit(verify + QStringList{"--min-revision", "15"}), 2);
    }

private:
    static void themes()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void takeTheme()
    {
        QFETCH(bool, dark);
        m_hands->doIt(dark ? QStringLiteral("dark") : QStringLiteral("light"));
    }

    // the architect

    void writesAPolicy()
    {
        m_hands->goTo(QStringLiteral("reading.cedar"));
        m_hands->press(Qt::Key_End, Qt::ControlModifier);
        m_hands->type(QStringLiteral("\n@id(\"see-vendors\")\n"
                                     "permit (principal in Team::\"accounts-payable\", action, "
                                     "resource is Vendor)\n"
                                     "when { action = Action::\"get_vendor\" };"));
        m_hands->press(Qt::Key_Escape); // the completion, where one is open
        QVERIFY(m_rig->waitForCheck());
        m_hands->shoot(QStringLiteral("story-architect-1-problem"));
        QVERIFY(m_rig->session().hasErrors());
        m_hands->press(Qt::Key_F8, Qt::ShiftModifier);
        m_hands->press(Qt::Key_Period, Qt::ControlModifier);
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        m_hands->shoot(QStringLiteral("story-architect-1-fix"));
        m_hands->press(Qt::Key_Return);
        QVERIFY(m_rig->waitForCheck());
        QVERIFY(!m_rig->session().hasErrors());
        QVERIFY(m_rig->textOf("policies/reading.cedar").contains("{ action == Action::"));
    }

    void readsACrossing()
    {
        m_hands->replay();
        QCOMPARE(crossingsOf(*m_rig), 12);
        m_hands->doIt(QStringLiteral("investigate"));
        m_hands->goTo(QStringLiteral("over-the-limit run"));
        m_hands->press(Qt::Key_Down);
        m_hands->press(Qt::Key_Down);
        QTRY_VERIFY(inspectorText(*m_rig).contains("pay-known-vendor"));
        const QString why = inspectorText(*m_rig);
        QVERIFY2(why.contains("context.input.amount <= principal.paymentLimit"), qPrintable(why));
        QVERIFY2(why.contains("because amount is 412,000 and paymentLimit is 250,000"),
                 qPrintable(why));
        QVERIFY2(why.contains("mira-payables"), qPrintable(why));
        m_hands->shoot(QStringLiteral("story-architect-2-why"));
    }

    void correctsIt()
    {
        m_hands->doIt(QStringLiteral("author"));
        m_hands->goTo(QStringLiteral("pay-known-vendor"));
        m_hands->find(QStringLiteral("context.input.amount <= principal.paymentLimit"));
        m_hands->type(QStringLiteral("(context.input.amount <= principal.paymentLimit || "
                                     "context.input.amount == 412000)"));
        m_hands->press(Qt::Key_Escape);
        QVERIFY(m_rig->waitForCheck());
        auto* strip = m_rig->window().findChild<ui::ImpactStrip*>();
        QTRY_VERIFY2_WITH_TIMEOUT(strip->text().contains("1 recorded call changes verdict"),
                                  qPrintable(strip->text()), kWait);
        m_hands->shoot(QStringLiteral("story-architect-3-impact"));
        m_hands->click("impact-show");
        auto* page = m_hands->seen<ui::ComparePage>();
        QVERIFY(page != nullptr);
        m_hands->clickRow("compare-changes", QStringLiteral("over-the-limit"));
        QCOMPARE(m_rig->session().selection().call().run, QStringLiteral("over-the-limit"));
        m_hands->shoot(QStringLiteral("story-architect-4-changes"));
    }

    /// One test says that the call is denied, which is no longer what is wanted.
    void runsTheTests()
    {
        runTests(1);
        m_hands->clickRow("tests-table", QStringLiteral("Failed"));
        m_hands->press(Qt::Key_Return);
        QTRY_COMPARE(m_rig->editor().path(), std::string("tests/boundaries.json"));
        m_hands->shoot(QStringLiteral("story-architect-5-tests"));
        m_hands->find(QStringLiteral("3-over-the-limit"));
        m_hands->press(Qt::Key_Down);
        m_hands->press(Qt::Key_Down);
        m_hands->press(Qt::Key_Home);
        m_hands->press(Qt::Key_End, Qt::ShiftModifier);
        m_hands->type(QStringLiteral("\"expect\": { \"verdict\": \"allow\" }"));
        QVERIFY(m_rig->waitForCheck());
        runTests(0);
        m_hands->doIt(QStringLiteral("save all"));
        QVERIFY(m_rig->session().dirtyPaths().empty());
    }

    void runTests(int failed)
    {
        auto* tests = m_rig->window().findChild<ui::TestsPanel*>();
        QSignalSpy finished(tests, &ui::TestsPanel::finished);
        m_hands->press(Qt::Key_F5, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty(), kWait);
        QCOMPARE(tests->tests().count(ui::TestsModel::State::Failed), failed);
        QVERIFY(tests->tests().count(ui::TestsModel::State::Passed) > 5);
    }

    void exportsABundle()
    {
        const QString key = m_rig->folder("release");
        const auto made = bundle::PrivateKey::fromSeed(bundle::Secret::copyOf(std::string(32, 7)));
        QVERIFY(bundle::writeSecretFile(key.toStdString(), bundle::toPkcs8Pem(*made)));
        m_hands->doIt(QStringLiteral("export a signed bundle"));
        m_hands->fill("export-revision", QStringLiteral("14"));
        m_hands->press(Qt::Key_Tab);
        m_hands->fill("export-key", key);
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->seen<QWidget>("export-sign")->isEnabled(), kWait);
        m_hands->shoot(QStringLiteral("story-architect-6-export"));
        m_hands->click("export-sign");
        m_hands->chooseFile(m_rig->folder("payments-14.remit"));
        QTRY_VERIFY_WITH_TIMEOUT(m_hands->seen<ui::BundlePage>() != nullptr, kWait);
        auto* page = m_hands->seen<ui::BundlePage>();
        QTRY_COMPARE_WITH_TIMEOUT(page->state(), ui::BundlePage::State::Untrusted, kWait);
        m_hands->shoot(QStringLiteral("story-architect-7-bundle"));
    }

    // the threat modeler

    void asksForTheReach()
    {
        m_hands->press(Qt::Key_G, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(m_rig->window().centre().currentKey(), QStringLiteral("graph"));
        auto* view = m_rig->window().findChild<ui::GraphView*>();
        auto* twin = m_rig->window().findChild<QTreeWidget*>(QStringLiteral("graphTwin"));
        QTRY_VERIFY(twin->topLevelItemCount() > 0);
        m_hands->clickTab(QStringLiteral("List"));
        m_hands->clickRow("graphTwin", QStringLiteral("planner"));
        m_hands->clickButton(QStringLiteral("Blast Radius"));
        m_hands->clickTab(QStringLiteral("Selected"));
        QTRY_VERIFY_WITH_TIMEOUT(view->details().contains("planner"), kWait);
        m_hands->shoot(QStringLiteral("story-threat-1-reach"));
    }

    void revokesAGrant()
    {
        m_hands->replay();
        m_hands->doIt(QStringLiteral("what if"));
        m_hands->fill("whatIfObject", QStringLiteral("alice-researcher"));
        m_hands->fill("whatIfTime", QStringLiteral("2026-03-16T10:05:00Z"));
        m_hands->press(Qt::Key_Return);
        auto* calls = m_rig->window().findChild<QTreeWidget*>(QStringLiteral("whatIfCalls"));
        QTRY_VERIFY_WITH_TIMEOUT(calls->topLevelItemCount() > 0, kWait);
        m_hands->shoot(QStringLiteral("story-threat-2-revoked"));
        const auto before = crossingsOf(*m_rig);
        m_hands->click("whatIfApply");
        m_hands->replay();
        QVERIFY(crossingsOf(*m_rig) > before);
        m_hands->doIt(QStringLiteral("investigate"));
        m_hands->doIt(QStringLiteral("timeline"));
        auto* timeline = m_hands->seen<ui::TimelineView>();
        QVERIFY(timeline != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(saysSo(*timeline, "alice-researcher is revoked"), kWait);
        m_hands->shoot(QStringLiteral("story-threat-3-timeline"));
    }

    void changesTheData()
    {
        m_hands->doIt(QStringLiteral("probes"));
        m_hands->click("probes-run");
        auto* probes = m_rig->window().findChild<ui::ProbesView*>();
        QTRY_VERIFY_WITH_TIMEOUT(!probes->summary().isEmpty(), kWait);
        m_hands->shoot(QStringLiteral("story-threat-4-probes"));
        QVERIFY2(probes->summary().contains("held"), qPrintable(probes->summary()));
    }

    // the reviewer

    void opensTheRevisions()
    {
        m_hands->press(Qt::Key_O, Qt::ControlModifier);
        m_hands->chooseFile(m_rig->folder("revisions"));
        QVERIFY(m_rig->studio().session() != nullptr);
        m_hands->replay();
    }

    void comparesThem()
    {
        m_hands->press(Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
        m_hands->fill("compare-before", QStringLiteral("HEAD~1"));
        m_hands->fill("compare-after", QStringLiteral("HEAD"));
        m_hands->click("compare-run");
        auto* page = m_hands->seen<ui::ComparePage>();
        QTRY_VERIFY_WITH_TIMEOUT(page->changes().compared() != nullptr, kWait);
        QCOMPARE(page->changes().compared()->comparison.changes.size(), std::size_t{1});
        m_hands->clickRow("compare-changes", QStringLiteral("over-the-limit"));
        QTRY_VERIFY(inspectorText(*m_rig).contains("schedule_payment"));
        m_hands->shoot(QStringLiteral("story-reviewer-1-compare"));
        QCOMPARE(m_rig->session().selection().call().run, QStringLiteral("over-the-limit"));
    }

    void looksAtTheCoverage()
    {
        m_hands->doIt(QStringLiteral("review"));
        m_hands->click("coverage-measure");
        auto* summary = m_rig->window().findChild<QLabel*>(QStringLiteral("coverage-summary"));
        QTRY_VERIFY_WITH_TIMEOUT(!summary->text().isEmpty(), kWait);
        m_hands->shoot(QStringLiteral("story-reviewer-2-review"));
    }

    void readsTheReport()
    {
        const QString file = m_rig->folder("review.html");
        m_hands->press(Qt::Key_W, Qt::ControlModifier | Qt::AltModifier);
        m_hands->chooseFile(file);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), kWait);
        const QString report = QString::fromStdString(test::readAll(file.toStdString()));
        QVERIFY(report.contains(QString::fromStdString(m_rig->session().replay()->revision)));
        for (const char* section : {"Crossings", "Findings", "Coverage", "What was not modelled"})
            QVERIFY2(report.contains(QLatin1String(section)), section);
    }

    std::unique_ptr<StudioRig> m_rig;
    std::unique_ptr<Hands> m_hands;
};

QTEST_MAIN(TestStories)
#include "tst_stories.moc"
