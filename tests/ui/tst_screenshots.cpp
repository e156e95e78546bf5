// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/time.h"
#include "core/workspace/journal.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/editor_area.h"
#include "ui/replay/impact_strip.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/docks.h"
#include "ui/shell/find/query_line.h"
#include "ui/shell/find/search_view.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/safety/recovery_dialog.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/settings/preferences_dialog.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"
#include "ui/whatif/whatif_view.h"

#include <QAction>
#include <QDockWidget>
#include <QImage>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <QTreeWidget>

#include <functional>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

using Scene = std::function<void(StudioRig&, const QString& suffix)>;

const QString kSample = QStringLiteral("payments-agent");

void openSample(StudioRig& rig, const QString& file = QStringLiteral("policies/paying.cedar"))
{
    rig.openCopyOf(test::sourceDir() / "samples" / kSample.toStdString(), file);
}

void replaySample(StudioRig& rig)
{
    openSample(rig);
    rig.trigger("replay.run");
    QTRY_VERIFY_WITH_TIMEOUT(rig.session().replay() != nullptr, 20'000);
    QTRY_VERIFY(rig.action("replay.nextCrossing")->isEnabled());
    rig.session().selection().selectCall(QStringLiteral("over-the-limit"), 2);
    QTest::qWait(300);
}

void shoot(StudioRig& rig, const QString& name)
{
    QTest::qWait(120);
    saveScreenshot(rig.window(), name);
}

void welcome(StudioRig& rig, const QString& suffix)
{
    shoot(rig, QStringLiteral("welcome") + suffix);
}

void problem(StudioRig& rig, const QString& suffix)
{
    openSample(rig);
    rig.putCaretBehind(QStringLiteral("context.input.currency =="));
    QTest::keyClick(&rig.editor(), Qt::Key_Backspace);
    QVERIFY(rig.waitForCheck());
    QTest::qWait(200);
    shoot(rig, QStringLiteral("problem") + suffix);
}

void replayed(StudioRig& rig, const QString& suffix)
{
    replaySample(rig);
    rig.window().docks().reveal(QStringLiteral("calls"));
    shoot(rig, QStringLiteral("replay") + suffix);
    rig.window().layouts().activate(QStringLiteral("investigate"));
    shoot(rig, QStringLiteral("investigate") + suffix);
    rig.window().layouts().activate(QStringLiteral("review"));
    shoot(rig, QStringLiteral("review") + suffix);
    rig.window().layouts().activate(QStringLiteral("investigate"));
    QTest::qWait(50);
    saveScreenshot(*rig.window().docks().find(QStringLiteral("inspector")),
                   QStringLiteral("inspector") + suffix);
}

/// A grant revoked at 10:05, and what would fall with it; then on the timeline.
void whatIf(StudioRig& rig, const QString& suffix)
{
    rig.openCopyOf(test::sourceDir() / "samples" / "multi-agent-research",
                   QStringLiteral("policies/research.cedar"));
    rig.trigger("view.graph");
    rig.trigger("replay.run");
    QTRY_VERIFY_WITH_TIMEOUT(rig.session().replay() != nullptr, 20'000);
    rig.window().docks().reveal(QStringLiteral("whatif"));
    auto* view = rig.window().findChild<ui::WhatIfView*>();
    QTRY_VERIFY(view->isEnabled());
    view->add({ui::WhatIfKind::RevokeGrant,
               "alice-researcher",
               *parseRfc3339("2026-03-16T10:05:00Z"),
               {},
               {},
               {},
               {},
               0});
    QTRY_VERIFY_WITH_TIMEOUT(view->calls().topLevelItemCount() > 0, 20'000);
    shoot(rig, QStringLiteral("what-if") + suffix);
    rig.window().layouts().activate(QStringLiteral("investigate"));
    rig.window().docks().reveal(QStringLiteral("timeline"));
    rig.session().selection().selectCall(QStringLiteral("late-code"), 0);
    QTest::qWait(500);
    shoot(rig, QStringLiteral("timeline") + suffix);
}

/// An edit, the strip that says what it changes, and the comparison that it leads to.
void comparing(StudioRig& rig, const QString& suffix)
{
    replaySample(rig);
    rig.putCaretBehind(QStringLiteral("context.input.amount <= principal.paymentLimit"));
    QTest::keyClicks(&rig.editor(), QStringLiteral(" || context.input.amount == 412000"));
    QVERIFY(rig.waitForCheck());
    auto* strip = rig.window().findChild<ui::ImpactStrip*>();
    QTRY_VERIFY_WITH_TIMEOUT(strip->text().contains(QStringLiteral("change")), 20'000);
    QTest::qWait(200);
    strip->findChild<QPushButton*>()->click();
    QTRY_COMPARE(rig.window().centre().currentKey(), QStringLiteral("compare"));
    shoot(rig, QStringLiteral("compare") + suffix);
}

void page(StudioRig& rig, const char* action, const QString& name)
{
    rig.trigger(action);
    QTest::qWait(700);
    shoot(rig, name);
}

void pages(StudioRig& rig, const QString& suffix)
{
    openSample(rig);
    page(rig, "view.graph", QStringLiteral("graph") + suffix);
    page(rig, "edit.gallery", QStringLiteral("gallery") + suffix);
    page(rig, "traces.import", QStringLiteral("import") + suffix);
    rig.window().closeWorkspace();
    rig.window().openSample(QStringLiteral("agentdojo-guardrails"));
    QVERIFY(rig.waitForCheck());
    page(rig, "view.schema", QStringLiteral("schema") + suffix);
}

void help(StudioRig& rig, const QString& suffix)
{
    openSample(rig);
    rig.trigger("help.tutorial");
    shoot(rig, QStringLiteral("help") + suffix);
    QTest::keyClicks(rig.window().findChild<QLineEdit*>(QStringLiteral("helpSearch")),
                     QStringLiteral("grant"));
    shoot(rig, QStringLiteral("help-search") + suffix);
}

void tools(StudioRig& rig, const QString& suffix)
{
    openSample(rig);
    rig.trigger("edit.replaceInWorkspace");
    auto* view = rig.window().findChild<ui::SearchView*>();
    view->line().find().setText(QStringLiteral("payables"));
    view->line().replace().setText(QStringLiteral("accounts"));
    QTRY_VERIFY(!view->isSearching());
    shoot(rig, QStringLiteral("search") + suffix);
    rig.trigger("go.anything");
    QTest::keyClicks(rig.window().findChild<QLineEdit*>(QStringLiteral("paletteLine")),
                     QStringLiteral("pay"));
    shoot(rig, QStringLiteral("quick-open") + suffix);
    QTest::keyClick(rig.window().findChild<QLineEdit*>(QStringLiteral("paletteLine")),
                    Qt::Key_Escape);
    rig.trigger("edit.preferences");
    auto* dialog = rig.window().findChild<ui::PreferencesDialog*>();
    QTest::qWait(100);
    saveScreenshot(*dialog, QStringLiteral("preferences") + suffix);
    dialog->showShortcuts();
    QTest::qWait(100);
    saveScreenshot(*dialog, QStringLiteral("shortcuts") + suffix);
}

void recovery(StudioRig& rig, const QString& suffix)
{
    openSample(rig);
    const workspace::Document* document = rig.session().documents().find("policies/paying.cedar");
    std::string text = document->text();
    text.insert(text.find('\n') + 1, "// the limit of the quarter was raised\n");
    std::vector<workspace::LeftJournal> left(1);
    left[0].writtenAt = 1'770'000'000'000;
    left[0].entries = {
        {"policies/paying.cedar", true, std::make_shared<const std::string>(text), std::nullopt},
        {"policies/new.cedar", true,
         std::make_shared<const std::string>("forbid (principal, action, resource);\n"),
         std::nullopt}};
    ui::RecoveryDialog dialog(rig.session(), rig.studio().theme(), left, &rig.window());
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTest::qWait(100);
    saveScreenshot(dialog, QStringLiteral("recovery") + suffix);
}

} // namespace

/// The views of the program, one after the other, for people to look at and for the manual:
/// tests/ui/screenshots.sh takes those of the light theme into resources/help/images.
class TestScreenshots : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void scene_data()
    {
        QTest::addColumn<Scene>("scene");
        QTest::addColumn<bool>("dark");
        const std::pair<const char*, Scene> scenes[] = {
            {"welcome", welcome}, {"problem", problem}, {"replay", replayed},
            {"pages", pages},     {"what if", whatIf},  {"compare", comparing},
            {"help", help},       {"tools", tools},     {"recovery", recovery},
        };
        for (const auto& [name, scene] : scenes) {
            QTest::addRow("%s light", name) << scene << false;
            QTest::addRow("%s dark", name) << scene << true;
        }
    }

    void scene()
    {
        QFETCH(Scene, scene);
        QFETCH(bool, dark);
        StudioRig rig;
        rig.trigger(dark ? "view.appearance.dark" : "view.appearance.light");
        scene(rig, dark ? QStringLiteral("-dark") : QString());
    }

    /// Every picture of the manual is one of the program.
    void theManualShowsNoOtherPictures()
    {
        const QString folder =
            QString::fromStdString((test::sourceDir() / "resources/help").string());
        static const QRegularExpression kImage(QStringLiteral("!\\[[^\\]]*\\]\\(([^)]*)\\)"));
        for (const char* below : {"", "/how-to", "/reference"}) {
            const QDir pages(folder + QLatin1String(below));
            for (const QString& name : pages.entryList({QStringLiteral("*.md")}, QDir::Files)) {
                const QString text =
                    QString::fromStdString(test::readAll(pages.filePath(name).toStdString()));
                for (auto it = kImage.globalMatch(text); it.hasNext();) {
                    const QString image = pages.filePath(it.next().captured(1));
                    QVERIFY2(!QImage(image).isNull(), qPrintable(name + ": " + image));
                }
            }
        }
    }
};

QTEST_MAIN(TestScreenshots)
#include "tst_screenshots.moc"
