// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/access_walk.h"

#include "ui/editor/code_editor.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QRadioButton>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>

#include <algorithm>

namespace remit::test {
namespace {

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

} // namespace

QString described(const QWidget* widget)
{
    QStringList path;
    for (const QWidget* at = widget; at != nullptr && path.size() < 5; at = at->parentWidget())
        path.prepend(
            QString::fromLatin1(at->metaObject()->className()) +
            (at->objectName().isEmpty() ? QString() : QStringLiteral("#") + at->objectName()));
    return path.join(QStringLiteral(" > "));
}

namespace {

/// Presses Tab until the focus comes back to where it began. What can be reached so and what cannot
/// are told apart by the caller.
QList<QWidget*> reachedByTab(QWidget& window)
{
    QList<QWidget*> reached;
    for (int i = 0; i < 1'000; ++i) {
        QWidget* focus = QApplication::focusWidget();
        if (focus == nullptr || focus->window() != &window)
            break;
        if (reached.contains(focus) && qobject_cast<QTextBrowser*>(focus) == nullptr)
            break; // once round
        if (!reached.contains(focus))
            reached.append(focus);
        const auto* browser = qobject_cast<QTextBrowser*>(focus);
        QTest::keyClick(focus, qobject_cast<ui::CodeEditor*>(focus) ? Qt::Key_F6 : Qt::Key_Tab);
        if (browser == nullptr && QApplication::focusWidget() == focus)
            break; // it holds the focus
    }
    return reached;
}

/// Is `next` before `from`, as one reads: above it, or to its left in the same row?
bool isBefore(const QWidget& next, const QWidget& from, const QWidget& window)
{
    const auto placeIn = [&window](const QWidget& widget) {
        return QRect(widget.mapTo(&window, QPoint()), widget.size());
    };
    const QRect a = placeIn(from);
    const QRect b = placeIn(next);
    const bool above = b.bottom() <= a.top();
    const bool sameRow = b.top() < a.bottom() && a.top() < b.bottom();
    return (above && b.left() < a.right()) || (sameRow && b.right() <= a.left());
}

} // namespace

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

QStringList notReachedIn(QWidget& dialog)
{
    const QPointer<QWidget> there(&dialog);
    dialog.activateWindow();
    (void)QTest::qWaitFor([&there] { return !there || QApplication::activeWindow() == there; });
    if (!there)
        return {QStringLiteral("(the dialog went by itself)")};
    const QList<QWidget*> reached = reachedByTab(dialog);
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

QStringList backwardsIn(QWidget& dialog)
{
    dialog.activateWindow();
    const QPointer<QWidget> there(&dialog);
    (void)QTest::qWaitFor([&there] { return !there || QApplication::activeWindow() == there; });
    if (!there)
        return {};
    QList<QWidget*> round = reachedByTab(dialog);
    // Boxes of buttons are laid out as the desktop wants them.
    round.removeIf([](const QWidget* each) {
        return each->parentWidget() != nullptr &&
               each->parentWidget()->inherits("QDialogButtonBox");
    });
    QStringList back;
    for (qsizetype i = 0; i < round.size(); ++i) {
        const QWidget* next = round[(i + 1) % round.size()];
        if (isBefore(*next, *round[i], dialog))
            back << described(round[i]) + QStringLiteral(" -> ") + described(next);
    }
    return back.size() > 1 ? back : QStringList();
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

} // namespace remit::test
