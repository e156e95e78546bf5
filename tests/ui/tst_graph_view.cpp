// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/authority/layout/graph_input.h"
#include "tests/support/cpu_clock.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/findings/findings_view.h"
#include "ui/graph/grant_form.h"
#include "ui/graph/graph_bar.h"
#include "ui/graph/graph_canvas.h"
#include "ui/graph/graph_scene.h"
#include "ui/graph/graph_twin.h"
#include "ui/graph/graph_view.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/whatif/whatif_view.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>
#include <QUrl>

#include <random>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

const QString kPlanner = QStringLiteral("Agent::\"planner\"");
const QString kResearcher = QStringLiteral("Agent::\"researcher\"");
const QString kWriter = QStringLiteral("Agent::\"writer\"");

/// The office of the command line's tests, copied and opened, with its graph on the screen.
class Office {
public:
    Office()
    {
        const std::filesystem::path copy = rig.folder(QStringLiteral("office")).toStdString();
        std::filesystem::copy(test::sourceDir() / "tests/golden/delegation/report-office", copy,
                              std::filesystem::copy_options::recursive);
        rig.window().resize(1400, 900);
        rig.window().openWorkspace(copy);
        QVERIFY(rig.waitForCheck());
        rig.trigger("view.graph");
        view = rig.window().findChild<ui::GraphView*>();
        QVERIFY(view != nullptr);
        QTRY_VERIFY(view->data() != nullptr);
        QTRY_VERIFY(!view->scene().isMoving());
    }

    [[nodiscard]] QPoint at(const QString& node) const
    {
        const auto index = view->data()->graph().find(node.toStdString());
        return view->canvas().mapFromScene(view->scene().placeOf(*index));
    }
    [[nodiscard]] QWidget* canvas() const { return view->canvas().viewport(); }
    [[nodiscard]] bool hasGrant(const char* id) const
    {
        return view->data()->whole.findGrant(id).has_value();
    }
    [[nodiscard]] authority::EdgeState stateOf(const char* id) const
    {
        return view->data()->whole.edges[*view->data()->whole.findGrant(id)].state;
    }
    /// The verdict of the last replay about the only call of the writer.
    [[nodiscard]] decision::Verdict writersVerdict()
    {
        QSignalSpy finished(&rig.session(), &ui::Session::replayFinished);
        rig.trigger("replay.run");
        if (!QTest::qWaitFor([&] { return !finished.isEmpty(); }, 20'000))
            return decision::Verdict::Unreachable;
        for (const decision::CallVerdict& row : rig.session().replay()->rows) {
            if (row.run == "writing")
                return row.verdict;
        }
        return decision::Verdict::Unreachable;
    }

    StudioRig rig;
    ui::GraphView* view = nullptr;
};

/// 5,000 nodes and 10,000 edges in columns, nothing folded.
std::shared_ptr<const ui::GraphData> largeGraph()
{
    auto data = std::make_shared<ui::GraphData>();
    std::mt19937 random(5); // NOLINT: the same graph each time
    for (unsigned i = 0; i < 5000; ++i) {
        authority::Node node;
        node.id = "Agent::" + std::to_string(i);
        node.label = "agent " + std::to_string(i);
        data->whole.nodes.push_back(node);
    }
    for (unsigned i = 0; i < 10'000; ++i) {
        authority::Edge edge;
        edge.from = random() % 4000;
        edge.to = edge.from + 1 + random() % 999;
        edge.accesses = random() % 100;
        edge.added = random() % 10 == 0 ? 1 : 0;
        data->whole.edges.push_back(edge);
    }
    data->shown = authority::folded(data->whole, {}, SIZE_MAX);
    data->layout = *authority::layout::layered(authority::layout::inputOf(data->graph()), {});
    return data;
}

/// Milliseconds of the processor for a frame, the mean of several, while `step` moves the view.
double frameTime(ui::GraphCanvas& canvas, const std::function<void(int)>& step)
{
    constexpr int kFrames = 12;
    QImage image(canvas.viewport()->size(), QImage::Format_ARGB32_Premultiplied);
    const test::CpuClock clock;
    for (int i = 0; i < kFrames; ++i) {
        step(i);
        canvas.viewport()->render(&image);
    }
    return clock.elapsed() / kFrames;
}

} // namespace

/// The delegation view, used as a person uses it.
class TestGraphView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void theGraphShowsWhoHandedWhatToWhom()
    {
        Office office;
        QVERIFY(office.hasGrant("alice-to-planner") && office.hasGrant("planner-to-researcher"));
        QTest::mouseClick(office.canvas(), Qt::LeftButton, {}, office.at(kResearcher));
        QTRY_VERIFY(office.view->details().contains("May do 2 things"));
        saveScreenshot(office.rig.window(), QStringLiteral("graph"));
        office.rig.studio().theme().setAppearance(ui::Appearance::Dark);
        saveScreenshot(office.rig.window(), QStringLiteral("graph-dark"));
    }

    void aGrantIsDrawnItsVerdictSeenAndUndone()
    {
        Office office;
        QCOMPARE(office.writersVerdict(), decision::Verdict::Deny);
        office.view->bar().setTime(*parseRfc3339("2026-03-02T10:00:00Z"));
        QTest::mousePress(office.canvas(), Qt::LeftButton, Qt::ControlModifier,
                          office.at(kPlanner));
        const QPoint end = office.at(kWriter);
        QMouseEvent move(QEvent::MouseMove, end, office.canvas()->mapToGlobal(end), Qt::NoButton,
                         Qt::LeftButton, Qt::ControlModifier);
        QApplication::sendEvent(office.canvas(), &move);
        QTest::mouseRelease(office.canvas(), Qt::LeftButton, Qt::ControlModifier, end);
        auto* scope = office.view->findChild<QPlainTextEdit*>(QStringLiteral("grantScope"));
        auto* accept = office.view->findChild<QPushButton*>(QStringLiteral("grantAccept"));
        QTRY_VERIFY(scope->isVisible());
        QVERIFY(scope->toPlainText().contains("Folder")); // begins with the parent's
        saveScreenshot(office.rig.window(), QStringLiteral("graph-new-grant"));
        scope->setPlainText("permit (principal is Agent, action, resource);");
        QVERIFY(!accept->isEnabled()); // a scope names no principal
        scope->setPlainText("permit (principal, action == Action::\"write\", resource in "
                            "Folder::\"books\");");
        accept->click();
        QTRY_VERIFY(office.hasGrant("planner-to-writer"));
        QVERIFY(office.rig.waitForCheck());
        QCOMPARE(office.writersVerdict(), decision::Verdict::Allow);
        office.view->canvas().setFocus();
        QTest::keyClick(&office.view->canvas(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(!office.hasGrant("planner-to-writer"));
        QVERIFY(office.rig.waitForCheck());
        QCOMPARE(office.writersVerdict(), decision::Verdict::Deny);
    }

    void aGrantIsRevokedAtTheTimeOfTheSlider()
    {
        Office office;
        office.view->bar().setTime(*parseRfc3339("2026-03-02T11:00:00Z"));
        office.view->select({}, QStringLiteral("alice-to-planner"));
        office.view->twin().setFocus();
        QTest::keyClick(&office.view->twin(), Qt::Key_Delete);
        QTRY_COMPARE(office.stateOf("planner-to-researcher"), authority::EdgeState::Ended);
        const auto document = office.rig.session().document("grants/alice-to-planner.json");
        QVERIFY((*document)->text().find("\"revokedAt\": \"2026-03-02T1") != std::string::npos);
        auto* slider = office.view->findChild<QSlider*>(QStringLiteral("graphTime"));
        slider->setValue(slider->minimum() + 10);
        QTRY_COMPARE(office.stateOf("planner-to-researcher"), authority::EdgeState::Active);
    }

    void theWayBetweenTwoNodesIsFound()
    {
        Office office;
        const QString alice = QStringLiteral("User::\"alice\"");
        QTest::mouseClick(office.canvas(), Qt::LeftButton, {}, office.at(alice));
        QTest::mouseClick(office.canvas(), Qt::LeftButton, Qt::ShiftModifier,
                          office.at(QStringLiteral("Document::\"plan\"")));
        const ui::GraphMarks& marks = office.view->marks();
        const authority::Graph& graph = office.view->data()->graph();
        QVERIFY(marks.brightNodes[*graph.find(kPlanner.toStdString())]);
        QVERIFY(marks.dimNodes[*graph.find(kWriter.toStdString())]);
        QTRY_VERIFY(office.view->details().contains("2 active chain(s)"));
        QVERIFY(office.view->details().contains("alice-to-planner → planner-to-researcher"));
        saveScreenshot(office.rig.window(), QStringLiteral("graph-way"));
    }

    void searchBringsIntoViewAndDimsTheRest()
    {
        Office office;
        office.view->findChild<QLineEdit*>()->setText("WRITER");
        const ui::GraphMarks& marks = office.view->marks();
        const authority::Graph& graph = office.view->data()->graph();
        QVERIFY(!marks.dimNodes[*graph.find(kWriter.toStdString())]);
        QVERIFY(marks.dimNodes[*graph.find(kPlanner.toStdString())]);
        QVERIFY(office.canvas()->rect().contains(office.at(kWriter)));
    }

    /// Everything by keys: choose, grant, change the scope, revoke at the slider's time, undo.
    void theListDoesAllByKeyboard()
    {
        Office office;
        ui::GraphTwin& list = office.view->twin();
        office.view->findChild<QTabWidget*>()->setCurrentWidget(&list);
        list.setFocus();
        office.view->select(kPlanner, {});
        QTest::keyClick(&list, Qt::Key_Insert);
        auto* scope = office.view->findChild<QPlainTextEdit*>(QStringLiteral("grantScope"));
        auto* accept = office.view->findChild<QPushButton*>(QStringLiteral("grantAccept"));
        QTRY_VERIFY(scope->isVisible());
        QTest::keyClick(accept, Qt::Key_Space);
        QTRY_VERIFY(office.hasGrant("planner-to-writer"));
        QTRY_COMPARE(list.currentGrant(), QString("planner-to-writer"));
        QTRY_VERIFY(!office.view->scene().isMoving());
        saveScreenshot(office.rig.window(), QStringLiteral("graph-list"));
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_F2);
        QTRY_VERIFY(scope->isVisible());
        scope->setPlainText("permit (principal, action == Action::\"read\", resource);");
        QTest::keyClick(accept, Qt::Key_Space);
        QTRY_COMPARE(office.view->data()
                         ->whole.edges[*office.view->data()->whole.findGrant("planner-to-writer")]
                         .given,
                     std::size_t{2});
        auto* slider = office.view->findChild<QSlider*>(QStringLiteral("graphTime"));
        slider->setFocus();
        const Instant before = office.view->time();
        QTest::keyClick(slider, Qt::Key_PageUp);
        QVERIFY(office.view->time() > before);
        const std::string moment = rfc3339(office.view->time());
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Delete);
        QTRY_COMPARE(office.stateOf("planner-to-writer"), authority::EdgeState::Ended);
        const auto document = office.rig.session().document("grants/planner-to-writer.json");
        QVERIFY((*document)->text().find("\"revokedAt\": \"" + moment) != std::string::npos);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&list, Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(!office.hasGrant("planner-to-writer"));
    }

    /// Two nodes are picked one after the other, and the ways between them are read.
    void theListFindsTheWayByKeyboard()
    {
        Office office;
        ui::GraphTwin& list = office.view->twin();
        office.view->findChild<QTabWidget*>()->setCurrentWidget(&list);
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Home);
        while (list.currentNode() != QStringLiteral("User::\"alice\""))
            QTest::keyClick(&list, Qt::Key_Down);
        QTest::keyClick(&list, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClick(&list, Qt::Key_End);
        while (list.currentNode() != kResearcher)
            QTest::keyClick(&list, Qt::Key_Up);
        QTest::keyClick(&list, Qt::Key_Return, Qt::ShiftModifier);
        QTRY_VERIFY(office.view->details().contains("From alice to researcher"));
        QVERIFY(office.view->details().contains("alice-to-planner → planner-to-researcher"));
        const authority::Graph& graph = office.view->data()->graph();
        QVERIFY(office.view->marks().brightNodes[*graph.find(kPlanner.toStdString())]);
        QVERIFY(office.view->marks().dimNodes[*graph.find(kWriter.toStdString())]);
    }

    /// What would fall if the planner's grant were revoked; then it is, in one step, and back.
    void aWhatIfIsSeenAppliedAndUndone()
    {
        Office office;
        QCOMPARE(office.writersVerdict(), decision::Verdict::Deny); // replays
        office.rig.window().docks().focus(QStringLiteral("whatif"));
        auto* panel = office.rig.window().findChild<ui::WhatIfView*>();
        auto* object = panel->findChild<QComboBox*>(QStringLiteral("whatIfObject"));
        auto* time = panel->findChild<QLineEdit*>(QStringLiteral("whatIfTime"));
        auto* add = panel->findChild<QPushButton*>(QStringLiteral("whatIfAdd"));
        auto* apply = panel->findChild<QPushButton*>(QStringLiteral("whatIfApply"));
        QVERIFY(!apply->isEnabled());
        object->setCurrentText(QStringLiteral("alice-to-planner"));
        time->setText(QStringLiteral("at noon"));
        QVERIFY(!add->isEnabled()); // says how a time is written
        time->setText(QStringLiteral("2026-03-02T10:00:00Z"));
        QTest::mouseClick(add, Qt::LeftButton);
        QTRY_COMPARE(panel->grants().topLevelItemCount(), 2); // it, and what stands on it
        QVERIFY(panel->grants().topLevelItem(1)->text(4).contains("2026-03-02T16:00:00Z"));
        QCOMPARE(panel->calls().topLevelItemCount(), 2);
        QVERIFY(panel->summary().contains("2 of"));
        saveScreenshot(office.rig.window(), QStringLiteral("what-if"));
        const auto before =
            (*office.rig.session().document("grants/alice-to-planner.json"))->text();
        QVERIFY(before.find("revokedAt") == std::string::npos); // nothing was written
        QTest::mouseClick(apply, Qt::LeftButton);
        const auto text = [&] {
            return (*office.rig.session().document("grants/alice-to-planner.json"))->text();
        };
        QVERIFY(text().find("\"revokedAt\": \"2026-03-02T10:00:00Z\"") != std::string::npos);
        QVERIFY(panel->drafts().empty());
        QVERIFY(office.rig.session().undo("grants/alice-to-planner.json"));
        QCOMPARE(text(), before);
    }

    void aRefutedAttenuationShowsItsCase()
    {
        StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "samples/multi-agent-research",
                       QStringLiteral("policies/research.cedar"));
        rig.window().docks().focus(QStringLiteral("findings"));
        auto* view = rig.window().findChild<ui::FindingsView*>();
        const char* id = "amplifying:alice-code-writer:alice-researcher";
        QTRY_VERIFY(view->model().rowOf(id) >= 0);
        view->table().setCurrentIndex(view->model().index(view->model().rowOf(id), 0));
        QVERIFY(view->details().contains("The case:"));
        QVERIFY(view->details().contains("The scope of alice-code-writer allows it"));
    }

    void findingsAreListedWithWhatToDo()
    {
        Office office;
        (void)office.writersVerdict(); // findings of behaviour need a replay
        office.rig.window().docks().focus(QStringLiteral("findings"));
        auto* view = office.rig.window().findChild<ui::FindingsView*>();
        QTRY_VERIFY(view->model().rowOf("amplifying:planner-to-researcher:alice-to-planner") >= 0);
        const int row = view->model().rowOf("amplifying:planner-to-researcher:alice-to-planner");
        view->table().setCurrentIndex(view->model().index(row, 0));
        QVERIFY(view->details().contains("What to do:"));
        QVERIFY(view->details().contains("ASI03"));
        saveScreenshot(office.rig.window(), QStringLiteral("findings"));
        view->follow(QUrl(QStringLiteral("graph:planner-to-researcher")));
        QTRY_VERIFY(office.view->details().contains("Hop by hop"));
        auto* filter = view->findChild<QLineEdit*>();
        QTest::keyClicks(filter, "no such thing");
        QCOMPARE(view->model().rowCount(), 0);
        office.rig.studio().theme().setAppearance(ui::Appearance::Dark);
        QTest::keyClick(filter, Qt::Key_Escape);
        filter->clear();
        saveScreenshot(office.rig.window(), QStringLiteral("findings-dark"));
    }

    void largeGraphsAreDrawnInTime()
    {
        ui::GraphScene scene;
        scene.setColors(ui::lightColors());
        ui::GraphCanvas canvas(scene);
        canvas.resize(1400, 900);
        canvas.show();
        scene.setData(largeGraph());
        canvas.setTransform({});
        canvas.centerOn(scene.sceneRect().center());
        const double near = frameTime(canvas, [&](int i) {
            canvas.horizontalScrollBar()->setValue(canvas.horizontalScrollBar()->value() + 7 * i);
            canvas.zoom(i % 2 == 0 ? 1.02 : 1 / 1.02);
        });
        canvas.fit();
        const double far =
            frameTime(canvas, [&](int i) { canvas.zoom(i % 2 == 0 ? 1.02 : 1 / 1.02); });
        qInfo("a frame of 5,000 nodes and 10,000 edges: %.1f ms at 1:1, %.1f ms as a whole", near,
              far);
        constexpr int kAllowance = test::kOptimised ? 1 : 2;
        QVERIFY(near <= kAllowance * 40);
        QVERIFY(far <= kAllowance * 80);
    }

    void picturesComeFromTheOneWriter()
    {
        Office office;
        for (const char* name : {"a.svg", "a.png", "a.pdf", "a.dot"}) {
            const QString file = office.rig.folder(QLatin1String(name));
            office.view->exportTo(file);
            QVERIFY2(QFile(file).size() > 500, name);
        }
        QFile svg(office.rig.folder(QStringLiteral("a.svg")));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QVERIFY(svg.readAll().contains("researcher"));
    }
};

QTEST_MAIN(TestGraphView)
#include "tst_graph_view.moc"
