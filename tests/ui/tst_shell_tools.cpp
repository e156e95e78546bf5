// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decision/setup.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/compare/compare_page.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/places/places_view.h"
#include "ui/import/import_page.h"
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
#include "ui/shell/safety/changes_panel.h"
#include "ui/shell/safety/diff_view.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/settings/preferences_dialog.h"
#include "ui/shell/settings/shortcuts_view.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDropEvent>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

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

QMenu* openMenu(const char* name)
{
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    return menu != nullptr && menu->objectName() == QLatin1String(name) ? menu : nullptr;
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

/// The tools of the frame: going places, finding, choosing, and taking things in.
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

    /// By keys alone: open the list, down, Enter.
    void theToolBarChangesTheWorkspace()
    {
        StudioRig rig;
        rig.openWorkspaceWith(kPolicies);
        const QString sample = rig.folder(QStringLiteral("sample"));
        std::filesystem::copy(test::sourceDir() / "samples" / "payments-agent",
                              sample.toStdString(), std::filesystem::copy_options::recursive);
        rig.window().openWorkspace(sample.toStdString());
        QCOMPARE(rig.session().folder(), sample);
        QVERIFY(rig.waitForCheck());
        auto* button =
            rig.window().findChild<QToolButton*>(QStringLiteral("tool.workspace.recent"));
        QTRY_COMPARE(button->text(), QStringLiteral("Payments agent"));
        QVERIFY(button->accessibleName().contains(QStringLiteral("Payments agent")));
        QTest::mouseClick(button, Qt::LeftButton);
        QMenu* menu = openMenu("workspaceMenu");
        QVERIFY(menu != nullptr);
        saveScreenshot(*menu, QStringLiteral("workspaces"));
        QVERIFY(menu->actions()[0]->isChecked()); // it is open
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY(rig.studio().session() != nullptr && rig.session().folder() != sample);
        QTRY_COMPARE(button->text(), rig.session().name());
        rig.trigger("workspace.close");
        QCOMPARE(button->text(), QStringLiteral("No workspace"));
    }

    void theToolBarSaysWhatDecidesAndCompares()
    {
        StudioRig rig;
        openSample(rig);
        auto* button =
            rig.window().findChild<QToolButton*>(QStringLiteral("tool.policies.revision"));
        const QString revision =
            QString::fromStdString(rig.session().setup()->revision).section(QLatin1Char(':'), -1);
        QCOMPARE(button->text(), revision.left(10));
        QTest::keyClicks(&rig.editor(), QStringLiteral("// edited "));
        QTRY_VERIFY(button->text().endsWith(QStringLiteral("edited")));
        QTest::keyClick(&rig.editor(), Qt::Key_V, Qt::ControlModifier | Qt::AltModifier);
        QMenu* menu = openMenu("revisionMenu");
        QVERIFY(menu != nullptr);
        saveScreenshot(*menu, QStringLiteral("revisions"));
        QTest::keyClick(menu, Qt::Key_S); // with the saved texts
        auto* page = rig.window().findChild<ui::ComparePage*>();
        QVERIFY(page != nullptr);
        auto* files = page->files().findChild<QListWidget*>();
        QTRY_COMPARE_WITH_TIMEOUT(files->count(), 1, 10'000);
        QVERIFY(page->files().isVisible()); // nothing that decides was edited
        QVERIFY(page->files().diff().toPlainText().contains(QStringLiteral("+ // edited ")));
        saveScreenshot(rig.window(), QStringLiteral("compare-files"));
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
};

QTEST_MAIN(TestShellTools)
#include "tst_shell_tools.moc"
