// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/cards/agent_cards_page.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/gallery/gallery_page.h"
#include "ui/gallery/pattern_form.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QComboBox>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

const QString kPolicies = QStringLiteral("policies/read.cedar");

QPushButton* insertButton(const ui::GalleryPage& page)
{
    return page.findChild<QPushButton*>(QStringLiteral("galleryInsert"));
}

} // namespace

/// Pages that write texts for a person: the policy gallery, the agent cards.
class TestGalleryPage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aPatternIsFilledInAndInsertedAsOneStep()
    {
        StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "tests" / "golden" / "assist" / "workspace", kPolicies);
        const QString before = rig.textOf(kPolicies);
        rig.trigger("edit.gallery");
        auto* page = rig.window().findChild<ui::GalleryPage*>();
        QVERIFY(page != nullptr);
        page->choose(QStringLiteral("read-only-task"));
        QTRY_VERIFY(page->preview().contains(QStringLiteral("permit")) ||
                    page->preview().contains(QStringLiteral("forbid")));
        QTRY_VERIFY(insertButton(*page)->isEnabled());
        saveScreenshot(rig.window(), QStringLiteral("gallery"));
        page->form()->field("id")->setEditText(QStringLiteral("my-own-name"));
        QTRY_VERIFY(page->preview().contains(QStringLiteral("my-own-name")));
        QTRY_VERIFY(insertButton(*page)->isEnabled());
        QTest::mouseClick(insertButton(*page), Qt::LeftButton);
        QVERIFY(rig.textOf(kPolicies).startsWith(before.trimmed()));
        QVERIFY(rig.textOf(kPolicies).contains(QStringLiteral("@id(\"my-own-name\")")));
        QTRY_COMPARE(QString::fromStdString(rig.editor().path()), kPolicies);
        QVERIFY(rig.waitForCheck());
        QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.textOf(kPolicies), before);
    }

    void aValueThatCannotBeIsRefusedAtItsField()
    {
        StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "tests" / "golden" / "assist" / "workspace", kPolicies);
        rig.trigger("edit.gallery");
        auto* page = rig.window().findChild<ui::GalleryPage*>();
        page->choose(QStringLiteral("amount-threshold"));
        QTRY_VERIFY(page->form()->field("limit") != nullptr);
        QTRY_VERIFY(!page->form()->field("limit")->currentText().isEmpty());
        page->form()->field("limit")->setEditText(QStringLiteral("much"));
        QTest::qWait(400);
        QVERIFY(!insertButton(*page)->isEnabled());
    }

    void everyPatternHasItsForm()
    {
        StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "tests" / "golden" / "assist" / "workspace", kPolicies);
        rig.trigger("edit.gallery");
        auto* page = rig.window().findChild<ui::GalleryPage*>();
        auto* list = page->findChild<QListWidget*>(QStringLiteral("galleryList"));
        QCOMPARE(list->count(), static_cast<int>(assist::gallery().size()));
        for (const assist::Pattern& pattern : assist::gallery()) {
            page->choose(QString::fromStdString(pattern.id));
            QCOMPARE(page->form()->values().size(), pattern.parameters.size());
        }
    }

    void agentCardsAreWrittenIntoTheEntities()
    {
        StudioRig rig;
        rig.openCopyOf(test::sourceDir() / "samples" / "payments-agent",
                       QStringLiteral("entities/agents.json"));
        const QString before = rig.editor().text();
        rig.trigger("view.agentCards");
        auto* page = rig.window().findChild<ui::AgentCardsPage*>();
        QVERIFY(page != nullptr);
        QVERIFY(page->cards().size() >= 2);
        QVERIFY(!page->cards().front().missing().empty());
        saveScreenshot(rig.window(), QStringLiteral("agent-cards"));
        auto* purpose = page->findChild<QPlainTextEdit*>(QStringLiteral("cardPurpose"));
        QTest::keyClicks(purpose, QStringLiteral("Pays \"due\" invoices"));
        auto* uses = page->findChild<QPlainTextEdit*>(QStringLiteral("cardProhibited"));
        QTest::keyClicks(uses, QStringLiteral("payroll"));
        QTest::keyClick(uses, Qt::Key_Return);
        QTest::keyClicks(uses, QStringLiteral("tax"));
        QTest::mouseClick(page->findChild<QPushButton*>(QStringLiteral("cardApply")),
                          Qt::LeftButton);
        const QString after = rig.textOf(QStringLiteral("entities/agents.json"));
        QVERIFY2(after.contains("\"purpose\": \"Pays \\\"due\\\" invoices\""), qPrintable(after));
        QVERIFY(after.contains("\"prohibitedUses\": [\"payroll\", \"tax\"]"));
        QCOMPARE(page->cards().front().missing().size(), std::size_t{2}); // limits, escalation
        QVERIFY(rig.waitForCheck());
        QVERIFY(!rig.session().hasErrors());
        const QString file = QStringLiteral("entities/agents.json");
        QVERIFY(rig.window().editors().open(file) != nullptr);
        rig.trigger("edit.undo");
        QCOMPARE(rig.textOf(file), before);
    }

    void anOwnerIsAnEntity()
    {
        workspace::Snapshot snapshot;
        const std::string text =
            "[{\"uid\": {\"type\": \"Agent\", \"id\": \"a\"}, \"parents\": []}]";
        snapshot.settings = workspace::defaultSettings();
        snapshot.files["entities/a.json"] = {workspace::FileKind::Entities,
                                             std::make_shared<const std::string>(text)};
        auto cards = workspace::agentCards(snapshot);
        QCOMPARE(cards.size(), std::size_t{1});
        QCOMPARE(cards[0].missing().size(), std::size_t{5});
        cards[0].owner = "nobody";
        QVERIFY(!workspace::cardChanged(cards[0], text).has_value());
        cards[0].owner = "User::\"mira\"";
        const auto edit = workspace::cardChanged(cards[0], text);
        QVERIFY(edit.has_value());
        const std::string after = applied(text, edit->files.at("entities/a.json"));
        snapshot.files["entities/a.json"].text = std::make_shared<const std::string>(after);
        QCOMPARE(workspace::agentCards(snapshot)[0].owner, std::string("User::\"mira\""));
    }
};

QTEST_MAIN(TestGalleryPage)
#include "tst_gallery_page.moc"
