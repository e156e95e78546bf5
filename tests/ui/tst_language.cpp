// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "tests/core/assist/cases.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/editor/completion/completion_model.h"
#include "ui/editor/completion/completion_popup.h"
#include "ui/editor/editor_area.h"
#include "ui/editor/hover/hover_card.h"
#include "ui/editor/json_twin.h"
#include "ui/editor/language_commands.h"
#include "ui/editor/outline/outline_view.h"
#include "ui/editor/places/places_view.h"
#include "ui/editor/rename/rename_panel.h"
#include "ui/shell/docks.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAction>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>
#include <QTreeView>

#include <algorithm>

using namespace remit;
using remit::test::saveScreenshot;
using remit::test::StudioRig;

namespace {

const QString kRead = QStringLiteral("policies/read.cedar");
const QString kNew = QStringLiteral("policies/new.cedar");
const QString kSchema = QStringLiteral("schema/org.cedarschema");
const QString kPeople = QStringLiteral("entities/people.json");

/// The workspace that core's language services are tried on.
std::filesystem::path example()
{
    return test::sourceDir() / "tests" / "golden" / "assist" / "workspace";
}

ui::CompletionPopup* openPopup(StudioRig& rig)
{
    auto* popup = rig.window().findChild<ui::CompletionPopup*>();
    return popup != nullptr && popup->isVisible() ? popup : nullptr;
}

/// Whether the list is open and has that proposal.
bool proposes(StudioRig& rig, const QString& label)
{
    const ui::CompletionPopup* popup = openPopup(rig);
    if (popup == nullptr)
        return false;
    for (int row = 0; row < popup->proposals().rowCount(); ++row) {
        if (popup->proposals().index(row).data().toString() == label)
            return true;
    }
    return false;
}

/// Asks for proposals unless the list is open, goes down to this one and takes it.
void take(StudioRig& rig, const QString& label, Qt::Key with = Qt::Key_Return)
{
    if (!proposes(rig, label))
        QTest::keyClick(&rig.editor(), Qt::Key_Space, Qt::ControlModifier);
    const bool offered = QTest::qWaitFor([&] { return proposes(rig, label); }, 3000);
    QVERIFY2(offered, qPrintable(label + QStringLiteral(" in ") + rig.editor().text()));
    ui::CompletionPopup* popup = openPopup(rig);
    for (int i = 0; i < popup->proposals().rowCount(); ++i) {
        if (popup->chosen()->label == label.toStdString())
            break;
        QTest::keyClick(&rig.editor(), Qt::Key_Down);
    }
    QTest::keyClick(&rig.editor(), with);
    QVERIFY(openPopup(rig) == nullptr);
}

void type(StudioRig& rig, const QString& text)
{
    QTest::keyClicks(&rig.editor(), text);
}

QString selectedText(StudioRig& rig)
{
    return rig.editor().selectedText();
}

/// Puts the text in place of the file's and opens it.
void replaceText(StudioRig& rig, const QString& file, const std::string& text)
{
    WorkspaceEdit edit;
    const auto size = static_cast<std::uint32_t>(rig.textOf(file).toUtf8().size());
    edit.files[file.toStdString()] = {{{0, size}, text}};
    QVERIFY(rig.session().apply(edit).has_value());
    QVERIFY(rig.window().editors().open(file) != nullptr);
    QVERIFY(rig.waitForCheck());
}

/// Opens the list of fixes at the problem and takes the one of that title. False: it has none.
bool takeFix(StudioRig& rig, const Diagnostic& problem, const QString& title)
{
    rig.editor().showPlace({problem.span.begin, problem.span.begin});
    rig.trigger("edit.quickFix");
    QMenu* menu = nullptr;
    const bool opened = QTest::qWaitFor(
        [&] {
            menu = rig.editor().findChild<QMenu*>(QStringLiteral("fixes"));
            return menu != nullptr && menu->isVisible();
        },
        500);
    if (!opened)
        return false;
    QAction* fix = nullptr;
    for (QAction* action : menu->actions()) {
        if (action->text().replace(QStringLiteral("&&"), QStringLiteral("&")) == title)
            fix = action;
    }
    while (fix != nullptr && menu->activeAction() != fix)
        QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, fix == nullptr ? Qt::Key_Escape : Qt::Key_Return);
    return QTest::qWaitFor([&] { return rig.editor().findChild<QMenu*>() == nullptr; }) &&
           fix != nullptr;
}

bool hasLine(const QString& text, const std::string& line)
{
    const QStringList lines = text.split(QLatin1Char('\n'));
    return std::any_of(lines.begin(), lines.end(), [&line](const QString& next) {
        return next.trimmed() == QString::fromStdString(line);
    });
}

void undoIn(StudioRig& rig, const QString& file)
{
    QVERIFY(rig.window().editors().open(file) != nullptr);
    QVERIFY(rig.waitForCheck());
    rig.trigger("edit.undo");
}

/// One case of the fixes' golden file in the editor. Each fix is taken and undone again.
void tryFixes(StudioRig& rig, const test::CursorCase& given)
{
    const bool ofSchema = given.text.starts_with("schema/");
    const QString file = ofSchema ? kSchema : kNew;
    const std::string text = ofSchema ? given.text.substr(given.text.find(": ") + 2) : given.text;
    const QString before = rig.textOf(kSchema);
    replaceText(rig, file, text);
    for (std::size_t i = 0; i < given.expected.size(); ++i) {
        if (given.expected[i].verb != "offers")
            continue;
        const QString title = QString::fromStdString(given.expected[i].rest);
        const std::vector<Diagnostic> problems = rig.session().problemsOf(file.toStdString());
        QVERIFY2(std::any_of(problems.begin(), problems.end(),
                             [&](const Diagnostic& next) { return takeFix(rig, next, title); }),
                 qPrintable(title));
        const test::CursorCase::Line outcome =
            i + 1 < given.expected.size() ? given.expected[i + 1] : given.expected[i];
        QString changed = file;
        if (outcome.verb == "gives") {
            QCOMPARE(rig.textOf(file), QString::fromStdString(outcome.rest));
        } else if (outcome.verb == "adds") {
            const auto [path, line] = test::labelAndText(outcome.rest);
            changed = QString::fromStdString(path);
            QVERIFY2(hasLine(rig.textOf(changed), line), line.c_str());
        } else if (title.startsWith(QStringLiteral("Declare "))) {
            changed = kSchema;
        }
        undoIn(rig, changed);
        QVERIFY(rig.window().editors().open(file) != nullptr);
        QCOMPARE(rig.textOf(file), QString::fromStdString(text));
        if (!ofSchema)
            QCOMPARE(rig.textOf(kSchema), before);
        QVERIFY(rig.waitForCheck());
    }
}

} // namespace

/// The language's help in the editor, as a person uses it.
class TestLanguage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aPolicyIsWrittenByCompletionAlone()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        rig.openNew(kNew, QString());
        take(rig, QStringLiteral("permit"));
        QCOMPARE(selectedText(rig), QStringLiteral("principal"));
        take(rig, QStringLiteral("principal is Org::User"));
        QTest::keyClick(&rig.editor(), Qt::Key_Tab);
        QCOMPARE(selectedText(rig), QStringLiteral("action"));
        take(rig, QStringLiteral("action == Org::Action::\"read\""), Qt::Key_Tab);
        QTest::keyClick(&rig.editor(), Qt::Key_Tab);
        take(rig, QStringLiteral("resource is Org::Document"));
        QTest::keyClick(&rig.editor(), Qt::Key_Tab);
        type(rig, QStringLiteral(" "));
        take(rig, QStringLiteral("when"));
        QCOMPARE(selectedText(rig), QStringLiteral("true"));
        type(rig, QStringLiteral("principal."));
        QTRY_VERIFY(proposes(rig, QStringLiteral("level")));
        saveScreenshot(rig.window(), QStringLiteral("completion"));
        take(rig, QStringLiteral("level"));
        type(rig, QStringLiteral(" > 3"));
        QCOMPARE(rig.textOf(kNew),
                 QStringLiteral("permit (\n  principal is Org::User,\n  action == "
                                "Org::Action::\"read\",\n  resource is Org::Document\n) when { "
                                "principal.level > 3 };"));
        QVERIFY(rig.waitForCheck());
        QVERIFY(rig.session().problemsOf(kNew.toStdString()).empty());
    }

    void aProposalIsOneStepOfUndo()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        rig.openNew(kNew, QStringLiteral("permit (principal is , action, resource);"));
        rig.putCaretBehind(QStringLiteral("is "));
        take(rig, QStringLiteral("Org::User"));
        QVERIFY(rig.textOf(kNew).contains(QStringLiteral("is Org::User,")));
        QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.textOf(kNew), QStringLiteral("permit (principal is , action, resource);"));
    }

    void theListFollowsWhatIsTypedAndEscClosesNothingElse()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        rig.openNew(kNew,
                    QStringLiteral("permit (principal is Org::User, action, resource) when {  };"));
        rig.putCaretBehind(QStringLiteral("{ "));
        type(rig, QStringLiteral("principal."));
        QTRY_VERIFY(proposes(rig, QStringLiteral("home")));
        type(rig, QStringLiteral("mngr"));
        QTRY_VERIFY(proposes(rig, QStringLiteral("manager")));
        QVERIFY(!proposes(rig, QStringLiteral("home")));
        QTest::keyClick(&rig.editor(), Qt::Key_Escape);
        QVERIFY(openPopup(rig) == nullptr);
        QVERIFY(rig.textOf(kNew).contains(QStringLiteral("principal.mngr")));
        QVERIFY(rig.editor().hasFocus());
    }

    void whatStandsAtTheCaretIsDescribed()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        rig.putCaretBehind(QStringLiteral("principal.home"));
        rig.trigger("edit.describe");
        auto* card = static_cast<ui::HoverCard*>(nullptr);
        QTRY_VERIFY((card = rig.window().findChild<ui::HoverCard*>()) != nullptr);
        QTRY_VERIFY(card->isVisible());
        saveScreenshot(rig.window(), QStringLiteral("hover"));
        QVERIFY2(card->plainText().contains(QStringLiteral("home")), qPrintable(card->plainText()));
        QTest::keyClick(&rig.editor(), Qt::Key_Escape);
        QVERIFY(!card->isVisible());
    }

    void whyItIsWrongStandsFirst()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        rig.openNew(kNew, QStringLiteral("permit (principal, action, resource) when { 1 + };"));
        QVERIFY(rig.session().problemCount(Severity::Error) > 0);
        const Diagnostic problem = rig.session().problemsOf(kNew.toStdString()).front();
        rig.editor().showPlace({problem.span.begin, problem.span.begin});
        rig.trigger("edit.describe");
        QTRY_VERIFY(rig.window().findChild<ui::HoverCard*>() != nullptr);
        auto* card = rig.window().findChild<ui::HoverCard*>();
        QTRY_VERIFY(card->isVisible());
        QVERIFY2(card->plainText().startsWith(QStringLiteral("error: ")),
                 qPrintable(card->plainText()));
        saveScreenshot(rig.window(), QStringLiteral("hover-problem"));
    }

    void theDefinitionIsShownAndBackLeadsBack()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        rig.putCaretBehind(QStringLiteral("principal is Org::User"));
        QTest::keyClick(&rig.editor(), Qt::Key_F12);
        QTRY_COMPARE(QString::fromStdString(rig.editor().path()), kSchema);
        QCOMPARE(selectedText(rig), QStringLiteral("User"));
        QTest::keyClick(&rig.editor(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(QString::fromStdString(rig.editor().path()), kRead);
        QTest::keyClick(&rig.editor(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(QString::fromStdString(rig.editor().path()), kSchema);
    }

    void referencesAreListedByFile()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        rig.putCaretBehind(QStringLiteral("principal is Org::User"));
        QTest::keyClick(&rig.editor(), Qt::Key_F12, Qt::ShiftModifier);
        auto* list = rig.window().findChild<ui::PlacesView*>(QStringLiteral("references"));
        QTRY_VERIFY(list->placeCount() >= 3);
        QVERIFY(list->model()->rowCount() >= 3); // policies, schema, entities
        saveScreenshot(rig.window(), QStringLiteral("references"));
        QTRY_VERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_VERIFY(rig.editor().hasFocus());
        QVERIFY(selectedText(rig).contains(QStringLiteral("User")));
    }

    void everyQuickFixIsTakenAndUndone()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        rig.openNew(kNew, QStringLiteral("// new"));
        for (const test::CursorCase& given : test::readCursorCases("quick_fixes.cases")) {
            tryFixes(rig, given);
            if (QTest::currentTestFailed())
                qWarning("in the case %s", given.name.c_str());
        }
    }

    void aRenameIsShownFirstAndUndoneInOneStep()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        const QString read = rig.textOf(kRead);
        const QString schema = rig.textOf(kSchema);
        const QString people = rig.textOf(kPeople);
        rig.putCaretBehind(QStringLiteral("principal is Org::User"));
        QTest::keyClick(&rig.editor(), Qt::Key_F2);
        ui::RenamePanel& panel = rig.window().language().renamePanel();
        QTRY_VERIFY(panel.isVisible());
        auto* line = panel.findChild<QLineEdit*>(QStringLiteral("renameLine"));
        QCOMPARE(line->text(), QStringLiteral("User"));
        QTest::keyClicks(line, QStringLiteral("Person"));
        auto* button = panel.findChild<QPushButton*>(QStringLiteral("renameAccept"));
        QTRY_VERIFY(button->isEnabled());
        QVERIFY(panel.preview().placeCount() > 3);
        saveScreenshot(rig.window(), QStringLiteral("rename"));
        QCOMPARE(rig.textOf(kSchema), schema); // nothing has changed yet
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(!panel.isVisible());
        QVERIFY(rig.textOf(kRead).contains(QStringLiteral("principal is Org::Person")));
        QVERIFY(rig.textOf(kSchema).contains(QStringLiteral("entity Person")));
        QVERIFY(rig.textOf(kPeople).contains(QStringLiteral("Org::Person")));
        QTRY_VERIFY(rig.editor().hasFocus());
        QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.textOf(kRead), read);
        QCOMPARE(rig.textOf(kSchema), schema);
        QCOMPARE(rig.textOf(kPeople), people);
    }

    void aNameThatIsTakenIsRefusedBeforeAnythingChanges()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        rig.putCaretBehind(QStringLiteral("principal is Org::User"));
        QTest::keyClick(&rig.editor(), Qt::Key_F2);
        ui::RenamePanel& panel = rig.window().language().renamePanel();
        QTRY_VERIFY(panel.isVisible());
        auto* line = panel.findChild<QLineEdit*>(QStringLiteral("renameLine"));
        QTest::keyClicks(line, QStringLiteral("Agent"));
        QTest::qWait(200);
        QVERIFY(!panel.findChild<QPushButton*>(QStringLiteral("renameAccept"))->isEnabled());
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(!panel.isVisible());
        QVERIFY(rig.editor().hasFocus());
    }

    void theOutlineFollowsTheCaretAndIsFiltered()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        rig.window().docks().reveal(QStringLiteral("outline"));
        auto* tree = rig.window().findChild<QTreeView*>(QStringLiteral("outlineTree"));
        QTRY_VERIFY(tree->model()->rowCount() == 3);
        rig.putCaretBehind(QStringLiteral("principal has manager"));
        QTRY_VERIFY(tree->currentIndex().isValid());
        const auto outermost = [tree] {
            QModelIndex at = tree->currentIndex();
            while (at.parent().isValid())
                at = at.parent();
            return at.data().toString();
        };
        QTRY_COMPARE(outermost(), QStringLiteral("shared"));
        saveScreenshot(rig.window(), QStringLiteral("outline"));
        auto* line = rig.window().findChild<QLineEdit*>(QStringLiteral("outlineLine"));
        line->setText(QStringLiteral("read-own"));
        QCOMPARE(tree->model()->rowCount(), 1);
    }

    void theJsonFormStandsBesideAndFollows()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        rig.window().docks().reveal(QStringLiteral("json"));
        auto* twin = rig.window().findChild<ui::JsonTwin*>();
        QTRY_VERIFY(twin->text().contains(QStringLiteral("\"effect\": \"forbid\"")));
        rig.putCaretBehind(QStringLiteral("principal.home.city"));
        saveScreenshot(rig.window(), QStringLiteral("json"));
        rig.window().editors().open(kSchema);
        QTRY_VERIFY(twin->text().contains(QStringLiteral("\"entityTypes\"")));
    }

    void formattingKeepsTheCaretAndIsOneStep()
    {
        StudioRig rig;
        rig.openCopyOf(example(), kRead);
        const QString text = QStringLiteral("permit(principal,action,resource)when{1==1};\n"
                                            "forbid(principal,action,resource);\n");
        rig.openNew(kNew, text);
        rig.putCaretBehind(QStringLiteral("forbid(princi"));
        QTest::keyClick(&rig.editor(), Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(rig.textOf(kNew) != text);
        QVERIFY(
            rig.textOf(kNew).startsWith(QStringLiteral("permit (principal, action, resource)")));
        const std::string_view buffer = rig.editor().bufferText();
        QVERIFY(buffer.substr(0, rig.editor().caret()).ends_with("princi"));
        QTest::keyClick(&rig.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.textOf(kNew), text);
    }

    void savingFormatsWhereThatIsChosen()
    {
        StudioRig rig;
        rig.openWorkspaceWith(QStringLiteral("permit(principal,action,resource);"));
        QVERIFY(!rig.action("edit.formatOnSave")->isChecked());
        rig.trigger("edit.formatOnSave");
        QVERIFY(rig.studio().preferences().formatOnSave());
        QTest::keyClick(&rig.editor(), Qt::Key_Return);
        QTest::keyClick(&rig.editor(), Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(rig.savedText(QStringLiteral("policies/pay.cedar")),
                     QStringLiteral("permit (principal, action, resource);\n"));
    }
};

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
