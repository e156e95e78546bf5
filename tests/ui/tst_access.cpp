// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/create.h"
#include "tests/support/test_paths.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/centre.h"
#include "ui/shell/docks.h"
#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/selection.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QRadioButton>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QTranslator>

using namespace remit;
using remit::test::StudioRig;

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

QString described(const QWidget* widget)
{
    QStringList path;
    for (const QWidget* at = widget; at != nullptr && path.size() < 5; at = at->parentWidget())
        path.prepend(
            QString::fromLatin1(at->metaObject()->className()) +
            (at->objectName().isEmpty() ? QString() : QStringLiteral("#") + at->objectName()));
    return path.join(QStringLiteral(" > "));
}

QString accessibleNameOf(QWidget* widget)
{
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    if (interface == nullptr)
        return {};
    QString name = interface->text(QAccessible::Name);
    // A line that says what belongs into it, a tool button with a tip: read out too.
    return name.isEmpty() ? interface->text(QAccessible::Description) : name;
}

bool isFocusable(const QWidget* widget)
{
    return widget->isVisible() && widget->isEnabled() && widget->focusPolicy() != Qt::NoFocus &&
           widget->focusProxy() == nullptr;
}

/// Parts of composed widgets, which the composed one speaks for.
bool isInnerPart(const QWidget* widget)
{
    const QWidget* parent = widget->parentWidget();
    return qobject_cast<const QScrollBar*>(widget) != nullptr ||
           qobject_cast<const QHeaderView*>(widget) != nullptr ||
           widget->objectName().startsWith(QLatin1String("qt_")) ||
           (parent != nullptr &&
            (parent->inherits("QAbstractSpinBox") || parent->inherits("QComboBox") ||
             parent->inherits("QKeySequenceEdit")));
}

QStringList unnamedIn(QWidget& window)
{
    QStringList unnamed;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (isFocusable(widget) && !isInnerPart(widget) && widget->window() == &window &&
            accessibleNameOf(widget).trimmed().isEmpty())
            unnamed.append(described(widget));
    }
    return unnamed;
}

bool hasLetters(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
}

/// Texts that a person reads, of the widget itself.
QStringList textsOf(const QWidget* widget)
{
    QStringList texts{widget->toolTip(), widget->accessibleName(), widget->accessibleDescription()};
    if (const auto* label = qobject_cast<const QLabel*>(widget))
        texts << label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
        texts << button->text();
    if (const auto* line = qobject_cast<const QLineEdit*>(widget))
        texts << line->placeholderText();
    if (const auto* dock = qobject_cast<const QDockWidget*>(widget))
        texts << dock->windowTitle();
    if (const auto* dialog = qobject_cast<const QDialog*>(widget))
        texts << dialog->windowTitle();
    if (const auto* combo = qobject_cast<const QComboBox*>(widget)) {
        for (int i = 0; i < combo->count(); ++i)
            texts << combo->itemText(i);
    }
    if (const auto* tabs = qobject_cast<const QTabWidget*>(widget)) {
        for (int i = 0; i < tabs->count(); ++i)
            texts << tabs->tabText(i);
    }
    if (const auto* view = qobject_cast<const QAbstractItemView*>(widget);
        view != nullptr && view->model() != nullptr &&
        qobject_cast<const QHeaderView*>(widget) == nullptr) {
        for (int i = 0; i < view->model()->columnCount(); ++i)
            texts << view->model()->headerData(i, Qt::Horizontal).toString();
    }
    return texts;
}

/// Names, numbers and signs that are the same in every language.
bool needsNoTranslation(const QString& text)
{
    static const QStringList kSame{QStringLiteral("Aa"), QStringLiteral("\"w\""),
                                   QStringLiteral(".*"), QStringLiteral("Remit Studio"),
                                   QStringLiteral("work")}; // the rig's workspace
    return !hasLetters(text) || kSame.contains(text);
}

/// Texts that Qt brings, and translates by its own files.
bool isOfQt(const QWidget* widget)
{
    const QWidget* parent = widget->parentWidget();
    return widget->objectName().startsWith(QLatin1String("Scroll")) ||
           (parent != nullptr && parent->inherits("QDialogButtonBox"));
}

QStringList untranslatedIn(QWidget& window, const QStringList& data)
{
    QStringList found;
    QList<QWidget*> widgets = window.findChildren<QWidget*>();
    widgets.prepend(&window);
    for (const QWidget* widget : widgets) {
        if (widget->objectName().startsWith(QLatin1String("qt_")) ||
            widget->inherits("QKeySequenceEdit") || isInnerPart(widget) || isOfQt(widget))
            continue;
        for (const QString& text : textsOf(widget)) {
            const bool known = std::any_of(
                data.begin(), data.end(), [&](const QString& each) { return text.contains(each); });
            if (!needsNoTranslation(text) && !text.contains(QStringLiteral("⟦")) && !known)
                found.append(described(widget) + QStringLiteral(": ") + text);
        }
    }
    return found;
}

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

/// Presses Tab until the focus comes back to where it began. What can be reached so and what cannot
/// are told apart by the caller.
QSet<QWidget*> reachedByTab(QWidget& window)
{
    QSet<QWidget*> reached;
    for (int i = 0; i < 200; ++i) {
        QWidget* focus = QApplication::focusWidget();
        if (focus == nullptr || focus->window() != &window)
            break;
        reached.insert(focus);
        const auto* browser = qobject_cast<QTextBrowser*>(focus);
        QTest::keyClick(focus, qobject_cast<ui::CodeEditor*>(focus) ? Qt::Key_F6 : Qt::Key_Tab);
        if (browser == nullptr && QApplication::focusWidget() == focus)
            break; // it holds the focus
    }
    return reached;
}

/// Of a dialog, whatever can have the focus is reached, and nothing keeps it.
QStringList notReachedIn(QWidget& dialog)
{
    const QPointer<QWidget> there(&dialog);
    dialog.activateWindow();
    (void)QTest::qWaitFor([&there] { return !there || QApplication::activeWindow() == there; });
    if (!there)
        return {QStringLiteral("(the dialog went by itself)")};
    const QSet<QWidget*> reached = reachedByTab(dialog);
    if (!there)
        return {QStringLiteral("(the dialog went while Tab walked it)")};
    QStringList missed;
    for (QWidget* widget : dialog.findChildren<QWidget*>()) {
        const bool byTab = (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
        // Of a group of radio buttons or tabs one stands for all.
        if (isFocusable(widget) && byTab && !isInnerPart(widget) && widget->window() == &dialog &&
            !reached.contains(widget) && qobject_cast<QRadioButton*>(widget) == nullptr)
            missed.append(described(widget));
    }
    return missed;
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

} // namespace

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
                if (dialog->isWindow())
                    verifyNone(notReachedIn(*dialog));
                if (dialog)
                    dialog->close();
            }
            // A closed dialog is deleted by the event loop, before a person could open the next
            // one.
            QTest::qWait(1);
            QTRY_VERIFY2(openDialogs().isEmpty() && innerFormsOf(rig).isEmpty(), id);
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
                                  QStringLiteral("Payments"), QStringLiteral("remit.json")};
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
