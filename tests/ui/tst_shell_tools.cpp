// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/cards/agent_cards_page.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/places/places_view.h"
#include "ui/import/import_page.h"
#include "ui/report/print_actions.h"
#include "ui/report/report_actions.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/find/find_bar.h"
#include "ui/shell/find/query_line.h"
#include "ui/shell/find/search_view.h"
#include "ui/shell/incoming/incoming.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notification_bar.h"
#include "ui/shell/places/named_places.h"
#include "ui/shell/preferences.h"
#include "ui/shell/replay_result.h"
#include "ui/shell/safety/changes_panel.h"
#include "ui/shell/safety/conflict_dialog.h"
#include "ui/shell/safety/diff_view.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/settings/preferences_dialog.h"
#include "ui/shell/settings/shortcuts_view.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDropEvent>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <Qsci/qsciprinter.h>

#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

const QString kPay = QStringLiteral("policies/pay.cedar");
const QString kPolicies = QStringLiteral("@id(\"pay-small\")\n"
                                         "permit (principal, action == Action::\"pay\", resource)\n"
                                         "when { context.input.amount <= 500 };\n"
                                         "\n"
                                         "@id(\"no-late\")\n"
                                         "forbid (principal, action == Action::\"pay\", resource)\n"
                                         "when { context.late };\n");

void writeFile(const QString& file, const QString& text)
{
    test::writeAll(file.toStdString(), text.toStdString());
}

QPushButton* buttonOf(QWidget& parent, const char* name)
{
    return parent.findChild<QPushButton*>(QLatin1String(name));
}

QLineEdit* lineOf(StudioRig& rig, const char* name)
{
    return rig.window().findChild<QLineEdit*>(QLatin1String(name));
}

/// Goes to it as a person does: Ctrl+P, type, Enter.
void goTo(StudioRig& rig, const QString& typed)
{
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_P, Qt::ControlModifier);
    QLineEdit* line = lineOf(rig, "paletteLine");
    QTRY_VERIFY(line->hasFocus());
    QTest::keyClicks(line, typed);
    saveScreenshot(rig.window(), QStringLiteral("quick-open-") + typed);
    QTest::keyClick(line, Qt::Key_Return);
}

void openSample(StudioRig& rig, const QString& file = QStringLiteral("policies/paying.cedar"))
{
    rig.openCopyOf(test::sourceDir() / "samples" / "payments-agent", file);
    QTRY_VERIFY(!rig.window().findChild<ui::NamedPlaces*>()->all().empty());
}

/// A document changed here, and on disk.
void makeConflict(StudioRig& rig, const QString& onDisk)
{
    rig.openWorkspaceWith(kPolicies);
    QTest::keyClicks(&rig.editor(), QStringLiteral("// mine"));
    QTest::keyClick(&rig.editor(), Qt::Key_Return);
    writeFile(rig.folder(QStringLiteral("work/policies/pay.cedar")), onDisk);
    QTest::keyClick(&rig.editor(), Qt::Key_S, Qt::ControlModifier);
}

ui::ConflictDialog* conflictOf(StudioRig& rig)
{
    return rig.window().findChild<ui::ConflictDialog*>();
}

void drop(StudioRig& rig, const QStringList& files)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& file : files)
        urls.append(QUrl::fromLocalFile(file));
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&rig.window(), &enter);
    QDropEvent event(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&rig.window(), &event);
}

} // namespace

/// The tools of the frame: going places, finding, choosing, and keeping work safe.
class TestShellTools : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void quickOpenFindsWhateverHasAName()
    {
        StudioRig rig;
        openSample(rig);
        const auto textAtCaret = [&rig] {
            const auto selected = rig.editor().selection();
            return QString::fromStdString(
                std::string(rig.editor().bufferText().substr(selected.begin, selected.size())));
        };
        goTo(rig, QStringLiteral("grants.json"));
        QCOMPARE(rig.editor().path(), std::string("grants/grants.json"));
        goTo(rig, QStringLiteral("pay-known-vendor"));
        QVERIFY(textAtCaret().contains(QStringLiteral("pay-known-vendor")));
        goTo(rig, QStringLiteral("treasury entity"));
        QVERIFY(textAtCaret().contains(QStringLiteral("treasury")));
        goTo(rig, QStringLiteral("mira-payables grant"));
        QVERIFY(rig.editor().path().starts_with("grants/"));
        rig.trigger("replay.run");
        QTRY_VERIFY_WITH_TIMEOUT(rig.session().replay() != nullptr, 10'000);
        goTo(rig, QStringLiteral("changed-account run"));
        QCOMPARE(rig.session().selection().call().run, QStringLiteral("changed-account"));
    }

    void backAndForwardGoOverEverythingVisited()
    {
        StudioRig rig;
        openSample(rig);
        goTo(rig, QStringLiteral("pay-known-vendor"));
        const auto there = rig.editor().selection();
        const std::string file = rig.editor().path();
        goTo(rig, QStringLiteral("grants.json"));
        rig.trigger("view.graph");
        QTRY_COMPARE(rig.window().centre().currentKey(), QStringLiteral("graph"));
        rig.window().centre().closePage(QStringLiteral("graph"));
        rig.trigger("go.back"); // a page that was closed is opened again
        QCOMPARE(rig.window().centre().currentKey(), QStringLiteral("graph"));
        rig.trigger("go.back");
        QCOMPARE(rig.editor().path(), std::string("grants/grants.json"));
        rig.trigger("go.back");
        QCOMPARE(rig.editor().path(), file);
        QCOMPARE(rig.editor().selection(), there);
        while (rig.action("go.forward")->isEnabled())
            rig.trigger("go.forward");
        QVERIFY(rig.action("go.back")->isEnabled());
        rig.trigger("workspace.close");
        QVERIFY(!rig.action("go.back")->isEnabled());
    }

    void textIsFoundInTheFile()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        QTest::keyClick(&rig.editor(), Qt::Key_F, Qt::ControlModifier);
        QLineEdit* line = lineOf(rig, "findLine");
        QTRY_VERIFY(line->hasFocus());
        QTest::keyClicks(line, QStringLiteral("Pay"));
        auto* bar = rig.window().findChild<ui::FindBar*>();
        QCOMPARE(bar->matchCount(), std::size_t{3});
        const auto first = rig.editor().selection();
        QCOMPARE(first.size(), 3U);
        saveScreenshot(rig.window(), QStringLiteral("find"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(rig.editor().selection().begin > first.begin);
        QTest::keyClick(line, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(rig.editor().selection(), first);
        QTest::mouseClick(bar->line().switches()[0], Qt::LeftButton); // match case
        QCOMPARE(bar->matchCount(), std::size_t{0});
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QTRY_VERIFY(rig.editor().hasFocus());
    }

    void textIsReplacedInTheFileInOneStep()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        QTest::keyClick(&rig.editor(), Qt::Key_H, Qt::ControlModifier);
        QLineEdit* line = lineOf(rig, "findLine");
        QTRY_VERIFY(line->hasFocus());
        QTest::keyClicks(line, QStringLiteral("pay"));
        QTest::keyClicks(lineOf(rig, "replaceLine"), QStringLiteral("spend"));
        saveScreenshot(rig.window(), QStringLiteral("replace"));
        QTest::mouseClick(buttonOf(rig.window(), "replaceAll"), Qt::LeftButton);
        const QString replaced = QString(kPolicies).replace("pay", "spend");
        QCOMPARE(rig.editor().text(), replaced);
        rig.editor().setFocus();
        QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.editor().text(), kPolicies);
    }

    void textIsReplacedInTheWorkspaceInOneStep()
    {
        StudioRig rig;
        openSample(rig);
        QTest::keyClick(&rig.editor(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        auto* view = rig.window().findChild<ui::SearchView*>();
        QTRY_VERIFY(view->line().find().hasFocus());
        QTest::keyClick(&view->line().find(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(&view->line().find(), QStringLiteral("payables"));
        QTest::keyClicks(&view->line().replace(), QStringLiteral("accounts"));
        QTRY_VERIFY(!view->isSearching() && view->places().placeCount() > 5);
        saveScreenshot(rig.window(), QStringLiteral("replace-in-workspace"));
        const QString before = rig.textOf(QStringLiteral("grants/grants.json"));
        QVERIFY(before.contains(QStringLiteral("payables")));
        QTest::mouseClick(buttonOf(*view, "searchReplaceAll"), Qt::LeftButton);
        QVERIFY(!rig.textOf(QStringLiteral("grants/grants.json")).contains("payables"));
        QVERIFY(rig.session().dirtyPaths().size() > 2);
        goTo(rig, QStringLiteral("grants.json"));
        QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.textOf(QStringLiteral("grants/grants.json")), before);
        QVERIFY(rig.session().dirtyPaths().empty());
    }

    void aWrongExpressionIsNamed()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        rig.trigger("edit.find");
        auto* bar = rig.window().findChild<ui::FindBar*>();
        bar->line().switches()[2]->setChecked(true);
        QTest::keyClicks(&bar->line().find(), QStringLiteral("(pay"));
        QCOMPARE(bar->matchCount(), std::size_t{0});
        QVERIFY(!bar->findChildren<QLabel*>().isEmpty());
    }

    void keysAreChosenAnewAndKept()
    {
        StudioRig rig;
        rig.trigger("edit.shortcuts");
        auto* dialog = rig.window().findChild<ui::PreferencesDialog*>();
        ui::ShortcutsView& view = dialog->shortcuts();
        saveScreenshot(*dialog, QStringLiteral("shortcuts"));
        view.select(QStringLiteral("help.about"));
        auto* edit = view.findChild<QKeySequenceEdit*>();
        edit->setFocus();
        QTest::keyClick(edit, Qt::Key_F9);
        view.assign(edit->keySequence());
        QCOMPARE(rig.action("help.about")->shortcut(), QKeySequence(Qt::Key_F9));
        // A key of somebody else goes over.
        view.assign(QKeySequence(Qt::Key_F5));
        QVERIFY(rig.action("replay.run")->shortcut().isEmpty());
        rig.restart();
        QCOMPARE(rig.action("help.about")->shortcut(), QKeySequence(Qt::Key_F5));
        rig.trigger("edit.shortcuts");
        rig.window().findChild<ui::PreferencesDialog*>()->shortcuts().restoreAll();
        QCOMPARE(rig.action("replay.run")->shortcut(), QKeySequence(Qt::Key_F5));
        QVERIFY(rig.action("help.about")->shortcut().isEmpty());
    }

    void preferencesAreFoundAndTakeEffect()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        rig.trigger("edit.preferences");
        auto* dialog = rig.window().findChild<ui::PreferencesDialog*>();
        QVERIFY(!dialog->isModal());
        const int all = dialog->shownCount();
        saveScreenshot(*dialog, QStringLiteral("preferences"));
        QTest::keyClicks(lineOf(rig, "preferencesFind"), QStringLiteral("code"));
        QVERIFY(dialog->shownCount() >= 1);
        QVERIFY(dialog->shownCount() < all);
        const long before = rig.editor().SendScintilla(QsciScintilla::SCI_TEXTHEIGHT, 0UL);
        dialog->findChild<QSpinBox*>(QStringLiteral("preferenceCodeSize"))->setValue(18);
        QVERIFY(rig.editor().SendScintilla(QsciScintilla::SCI_TEXTHEIGHT, 0UL) > before);
        rig.trigger("view.codeNormal");
        QCOMPARE(rig.editor().SendScintilla(QsciScintilla::SCI_TEXTHEIGHT, 0UL), before);
        dialog->findChild<QCheckBox*>(QStringLiteral("preferenceWrap"))->click();
        QVERIFY(rig.editor().wrapMode() == QsciScintilla::WrapWord);
        rig.restart();
        QVERIFY(rig.studio().preferences().wrapLines());
    }

    void whenBothChangedThereAreThreeChoices_data()
    {
        QTest::addColumn<QByteArray>("button");
        QTest::addColumn<QString>("here");
        QTest::addColumn<QString>("saved");
        const QString mine = QStringLiteral("// mine\n") + kPolicies;
        const QString theirs = kPolicies + QStringLiteral("// theirs\n");
        QTest::newRow("yours") << QByteArray("keepOurs") << mine << mine;
        QTest::newRow("the disk's") << QByteArray("takeDisk") << theirs << theirs;
        const QString both = mine + QStringLiteral("// theirs\n");
        QTest::newRow("both") << QByteArray("mergeBoth") << both << both;
    }

    void whenBothChangedThereAreThreeChoices()
    {
        QFETCH(QByteArray, button);
        QFETCH(QString, here);
        QFETCH(QString, saved);
        StudioRig rig;
        makeConflict(rig, kPolicies + QStringLiteral("// theirs\n"));
        QTRY_VERIFY(conflictOf(rig) != nullptr);
        QVERIFY(!conflictOf(rig)->isModal());
        QVERIFY(conflictOf(rig)->findChild<ui::DiffView*>()->toPlainText().contains("theirs"));
        saveScreenshot(*conflictOf(rig), QStringLiteral("conflict"));
        QTest::mouseClick(buttonOf(*conflictOf(rig), button.constData()), Qt::LeftButton);
        QTRY_VERIFY(conflictOf(rig) == nullptr);
        QCOMPARE(rig.textOf(kPay), here);
        rig.editor().setFocus();
        if (rig.action("file.save")->isEnabled())
            rig.trigger("file.save");
        QCOMPARE(rig.savedText(kPay), saved);
    }

    void whatMeetsInOneLineIsNotMerged()
    {
        StudioRig rig;
        makeConflict(rig, QStringLiteral("// another first line\n") + kPolicies);
        QTRY_VERIFY(conflictOf(rig) != nullptr);
        QVERIFY(!buttonOf(*conflictOf(rig), "mergeBoth")->isEnabled());
        QTest::mouseClick(buttonOf(*conflictOf(rig), "takeDisk"), Qt::LeftButton);
        rig.editor().setFocus();
        QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier); // nothing was lost
        QVERIFY(rig.textOf(kPay).startsWith(QStringLiteral("// mine")));
    }

    void aChangeOnDiskIsNoticedByItself()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        QTest::qWait(100); // the folder has been looked at
        writeFile(rig.folder(QStringLiteral("work/policies/pay.cedar")),
                  QStringLiteral("// other\n"));
        QTRY_COMPARE_WITH_TIMEOUT(rig.editor().text(), QStringLiteral("// other\n"), 8'000);
        writeFile(rig.folder(QStringLiteral("work/policies/new.cedar")), kPolicies);
        const auto there = [&rig] {
            for (const auto& file : rig.session().files()) {
                if (file.path == "policies/new.cedar")
                    return true;
            }
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(there(), 8'000);
    }

    void aFolderThatCannotBeWrittenIsSaidAndLosesNothing()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        QTest::keyClicks(&rig.editor(), QStringLiteral("// kept "));
        const QByteArray folder = rig.folder(QStringLiteral("work/policies")).toLocal8Bit();
        QCOMPARE(::chmod(folder.constData(), 0555), 0);
        ::setfsuid(65534); // as anybody else than root, who may write everywhere
        QTest::keyClick(&rig.editor(), Qt::Key_S, Qt::ControlModifier);
        ::setfsuid(::getuid());
        ::chmod(folder.constData(), 0755);
        auto* bar = rig.window().findChild<ui::NotificationBar*>();
        QVERIFY(bar->text().contains(QStringLiteral("pay.cedar")));
        QVERIFY(rig.textOf(kPay).startsWith(QStringLiteral("// kept ")));
        QVERIFY(rig.window().isWindowModified());
        QCOMPARE(rig.savedText(kPay), kPolicies);
        QTest::keyClick(&rig.editor(), Qt::Key_S, Qt::ControlModifier); // it can be written again
        QVERIFY(!rig.window().isWindowModified());
    }

    void filesThatAreDroppedAreTakenIn()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        const QString outside = rig.folder(QStringLiteral("outside"));
        std::filesystem::create_directories(outside.toStdString());
        writeFile(outside + "/extra.cedar",
                  QStringLiteral("permit (principal, action, resource);"));
        writeFile(outside + "/list.json",
                  QStringLiteral(R"({"tools": [{"name": "pay", "inputSchema": {}}]})"));
        writeFile(outside + "/run.jsonl", QStringLiteral("{}\n"));
        drop(rig, {outside + "/extra.cedar", outside + "/list.json"});
        QVERIFY(rig.session().documents().find("policies/extra.cedar") != nullptr);
        QVERIFY(rig.session().documents().find("tools/list.json") != nullptr);
        QVERIFY(rig.session().documents().anyDirty()); // nothing is written before it is saved
        drop(rig, {outside + "/run.jsonl"});
        auto* page = rig.window().findChild<ui::ImportPage*>();
        QVERIFY(page != nullptr);
        QCOMPARE(page->input().paths.size(), std::size_t{1});
    }

    void aFileOfNoWorkspaceGetsOne()
    {
        StudioRig rig;
        const QString file = rig.folder(QStringLiteral("lonely.cedar"));
        writeFile(file, kPolicies);
        rig.window().incoming().take({file.toStdString()});
        QVERIFY(rig.studio().session() != nullptr);
        QCOMPARE(rig.session().folder(), rig.folder(QStringLiteral("copies/lonely")));
        QVERIFY(rig.session().documents().find("policies/lonely.cedar") != nullptr);
        QCOMPARE(QString::fromStdString(test::readAll(file.toStdString())), kPolicies);
    }

    void aCopiedPolicyBecomesAFile()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        QApplication::clipboard()->setText(
            QStringLiteral("forbid (principal, action, resource);\n"));
        rig.trigger("file.paste");
        QCOMPARE(rig.editor().path(), std::string("policies/pasted.cedar"));
        QApplication::clipboard()->setText(QStringLiteral("nothing of the kind"));
        rig.trigger("file.paste");
        QVERIFY(rig.window().findChild<ui::NotificationBar*>()->text().contains("clipboard"));
    }

    void theReportIsWritten()
    {
        StudioRig rig;
        openSample(rig);
        rig.trigger("replay.run");
        QTRY_VERIFY_WITH_TIMEOUT(rig.session().replay() != nullptr, 10'000);
        for (const char* name : {"review.html", "review.pdf"}) {
            const QString file = rig.folder(QLatin1String(name));
            ui::saveReport(rig.window(), file);
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), 10'000);
            const std::string text = test::readAll(file.toStdString());
            QVERIFY(text.size() > 10'000);
        }
        const std::string html =
            test::readAll(rig.folder(QStringLiteral("review.html")).toStdString());
        QVERIFY(html.find(rig.session().replay()->revision) != std::string::npos);
        QVERIFY(test::readAll(rig.folder(QStringLiteral("review.pdf")).toStdString())
                    .starts_with("%PDF"));
        // Another text is not what was replayed.
        goTo(rig, QStringLiteral("paying.cedar"));
        QTest::keyClicks(&rig.editor(), QStringLiteral("forbid (principal, action, resource);"));
        QVERIFY(rig.waitForCheck());
        const QString stale = rig.folder(QStringLiteral("stale.html"));
        ui::saveReport(rig.window(), stale);
        QVERIFY(rig.window().findChild<ui::NotificationBar*>()->text().contains("changed"));
        QVERIFY(!QFile::exists(stale));
    }

    /// A text, and a page that is drawn; the dark theme stays on the screen.
    void thePageInFrontIsPrinted()
    {
        StudioRig rig;
        openSample(rig);
        rig.trigger("view.appearance.dark");
        for (const char* name : {"text.pdf", "graph.pdf"}) {
            QsciPrinter printer;
            printer.setOutputFormat(QPrinter::PdfFormat);
            const QString file = rig.folder(QLatin1String(name));
            printer.setOutputFileName(file);
            QVERIFY(ui::printPage(rig.window(), printer));
            const std::string text = test::readAll(file.toStdString());
            QVERIFY(text.starts_with("%PDF"));
            QVERIFY(text.size() > 4'000);
            rig.trigger("view.graph");
            QTest::qWait(300);
        }
        QVERIFY(rig.studio().theme().isDark());
    }

    void theWorkspaceIsSavedAsACopy()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        QTest::keyClicks(&rig.editor(), QStringLiteral("// unsaved "));
        const QString target = rig.folder(QStringLiteral("copy"));
        QVERIFY(rig.studio().copyWorkspace(target.toStdString()).has_value());
        QVERIFY(test::readAll((target + "/policies/pay.cedar").toStdString())
                    .starts_with("// unsaved "));
        QCOMPARE(rig.savedText(kPay), kPolicies);
        QVERIFY(!rig.studio().copyWorkspace(target.toStdString()).has_value()); // not empty
    }

    void agentCardsAreWrittenIntoTheEntities()
    {
        StudioRig rig;
        openSample(rig, QStringLiteral("entities/agents.json"));
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
        QTest::mouseClick(buttonOf(*page, "cardApply"), Qt::LeftButton);
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

QTEST_MAIN(TestShellTools)
#include "tst_shell_tools.moc"
