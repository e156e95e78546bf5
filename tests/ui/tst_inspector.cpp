// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_paths.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/inspector/inspector_view.h"
#include "ui/replay/calls_view.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

/// The inspector's page by itself: what it shows of an explanation, and what it does not.
namespace remit {

using namespace decision;

class TestInspector : public QObject {
    Q_OBJECT

    static Explanation deniedWith(int skipped)
    {
        Explanation explanation;
        explanation.verdict.verdict = Verdict::Deny;
        explanation.verdict.run = "r1";
        explanation.sentence = "Denied: no permit.";
        for (int i = 0; i < skipped; ++i) {
            PolicyStory story;
            story.id = "policy-" + std::to_string(i);
            story.file = "policies/a.cedar";
            story.span = {0, 10};
            story.outcome = cedar::PolicyOutcome::Error;
            story.error = "attribute not found";
            explanation.skipped.push_back(std::move(story));
        }
        return explanation;
    }

    static qsizetype cards(const ui::InspectorView& view)
    {
        return view.toPlainText().count(QStringLiteral("permit policy-"));
    }

private slots:
    /// A card costs the UI thread time: a long list is opened by who wants all of it.
    void aLongListOfPoliciesIsOpenedByItsLink()
    {
        ui::InspectorView view;
        view.resize(500, 400);
        static_cast<QWidget&>(view).show();
        view.show(deniedWith(25), {});
        QCOMPARE(cards(view), 6);
        QVERIFY2(view.toPlainText().contains(QStringLiteral("show 19 more")),
                 qPrintable(view.toPlainText()));

        const QUrl more = lastLink(view);
        QCOMPARE(more.scheme(), QStringLiteral("more"));
        view.setFocus();
        // By keyboard: backwards to the last link of the page.
        QTest::keyClick(&view, Qt::Key_Backtab);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(cards(view), 25);

        view.show(deniedWith(25), {});
        QCOMPARE(cards(view), 6);
    }

    void aShortListIsShownWhole()
    {
        ui::InspectorView view;
        view.show(deniedWith(6), {});
        QCOMPARE(cards(view), 6);
        QVERIFY(!view.toPlainText().contains(QStringLiteral("show ")));
    }

    void whatPeopleMadeOfACrossingStandsWithIt()
    {
        ui::InspectorView view;
        view.show(deniedWith(0), QStringLiteral("Accepted by Ada."));
        QVERIFY(view.toPlainText().contains(QStringLiteral("Accepted by Ada.")));
        view.show(deniedWith(0), {});
        QVERIFY(!view.toPlainText().contains(QStringLiteral("Ada")));
    }

    /// Each policy, entity, grant and value is a link to where it is written down.
    void namesLeadToWhereTheyAreWritten()
    {
        test::StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "samples/payments-agent",
                       QStringLiteral("policies/paying.cedar"));
        QSignalSpy replayed(&rig.session(), &ui::Session::replayFinished);
        rig.trigger("replay.run");
        QTRY_VERIFY_WITH_TIMEOUT(!replayed.isEmpty(), 20'000);
        rig.session().selection().selectCall(QStringLiteral("over-the-limit"), 2);
        auto& view = *rig.window().findChild<ui::InspectorView*>();
        QTRY_VERIFY(view.explanation().has_value());

        follow(view, QStringLiteral("named:entities/Vendor%3A%3A%22nordkabel%22"));
        QTRY_COMPARE(rig.editor().path(), std::string("entities/ledger.json"));
        QCOMPARE(rig.editor().selectedText(), QStringLiteral("\"nordkabel\""));

        follow(view, QStringLiteral("named:grants/mira-payables"));
        QTRY_COMPARE(rig.editor().path(), std::string("grants/grants.json"));
        follow(view, QStringLiteral("named:tasks/pay-invoices"));
        QTRY_COMPARE(rig.editor().path(), std::string("tasks/payables.json"));
    }

    /// An empty view says what belongs there and offers the action that brings it.
    void whatIsEmptyOffersWhatFillsIt()
    {
        test::StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "samples/payments-agent",
                       QStringLiteral("policies/paying.cedar"));
        rig.window().docks().reveal(QStringLiteral("calls"));
        auto* calls = rig.window().findChild<ui::CallsView*>();
        QToolButton* offer = nullptr;
        for (auto* button : calls->table().viewport()->findChildren<QToolButton*>())
            offer = button;
        QVERIFY(offer != nullptr && offer->isVisible());
        QCOMPARE(offer->defaultAction(), rig.action("replay.run"));
        auto& view = *rig.window().findChild<ui::InspectorView*>();
        QVERIFY(view.toPlainText().contains(QStringLiteral("Replay the recorded calls")));

        QSignalSpy replayed(&rig.session(), &ui::Session::replayFinished);
        QTest::mouseClick(offer, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!replayed.isEmpty(), 20'000);
        QTRY_VERIFY(!offer->isVisible());
        QVERIFY(!view.toPlainText().contains(QStringLiteral("Replay the recorded calls")));
    }

    /// Names and texts come from outside: nothing of them is ever markup.
    void nothingFromOutsideIsMarkup()
    {
        const std::string hostile = "<a href='policy:x#0-1'>click</a><img src='verdict:allow'>";
        Explanation explanation = deniedWith(1);
        explanation.skipped.front().id = hostile;
        explanation.skipped.front().title = hostile;
        explanation.skipped.front().reason = hostile;
        explanation.skipped.front().error = hostile;
        explanation.verdict.tool = hostile;
        explanation.verdict.agent = hostile;
        explanation.arguments = {{hostile, hostile, true, true}};
        explanation.triad = {hostile};
        ui::InspectorView view;
        view.show(std::move(explanation), {});
        const QString text = view.toPlainText();
        QCOMPARE(text.count(QStringLiteral("<img src='verdict:allow'>")), 9);
    }

private:
    /// By keyboard: Tab from link to link, Enter.
    static void follow(ui::InspectorView& view, const QString& link)
    {
        const QString html = view.toHtml();
        QVERIFY2(html.contains(link), qPrintable(link));
        view.moveCursor(QTextCursor::Start);
        view.setFocus();
        for (int i = 0; i < 100; ++i) {
            QTest::keyClick(&view, Qt::Key_Tab);
            if (view.textCursor().charFormat().anchorHref() == link)
                break;
        }
        QCOMPARE(view.textCursor().charFormat().anchorHref(), link);
        QTest::keyClick(&view, Qt::Key_Return);
    }
    static QUrl lastLink(const ui::InspectorView& view)
    {
        QString last;
        static const QRegularExpression kLink(QStringLiteral("<a href=\"([^\"]*)\""));
        for (auto each = kLink.globalMatch(view.toHtml()); each.hasNext();)
            last = each.next().captured(1);
        return QUrl(last);
    }
};

} // namespace remit

QTEST_MAIN(remit::TestInspector)
#include "tst_inspector.moc"
