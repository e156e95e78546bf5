// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/hands.h"

#include "tests/ui/support/screenshot.h"
#include "tests/ui/support/studio_rig.h"
#include "ui/editor/code_editor.h"
#include "ui/shell/main_window.h"
#include "ui/shell/session.h"
#include "ui/shell/studio.h"
#include "ui/shell/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

namespace remit::test {
namespace {

/// A menu that is open takes the keys.
QWidget* keyTarget()
{
    QWidget* popup = QApplication::activePopupWidget();
    return popup != nullptr ? popup : QApplication::focusWidget();
}

QString saidBy(const QAbstractButton& button)
{
    return button.text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

} // namespace

QWidget& Hands::window() const
{
    return m_rig.window();
}

void Hands::press(Qt::Key key, Qt::KeyboardModifiers with)
{
    QWidget* target = keyTarget();
    QVERIFY2(target != nullptr, "nothing has the focus");
    QTest::keyClick(target, key, with);
}

void Hands::type(const QString& text)
{
    for (const QChar letter : text) {
        QWidget* target = keyTarget();
        QVERIFY2(target != nullptr, "nothing has the focus");
        if (letter == QLatin1Char('\n'))
            QTest::keyClick(target, Qt::Key_Return);
        else
            QTest::keyClick(target, letter.toLatin1());
    }
}

void Hands::click(QWidget* target)
{
    QVERIFY2(target != nullptr, "what is to be clicked is not there");
    QVERIFY2(target->isVisible() && !target->visibleRegion().isEmpty(),
             qPrintable(target->objectName()));
    QVERIFY2(target->isEnabled(), qPrintable(target->objectName()));
    QTest::mouseClick(target, Qt::LeftButton);
}

void Hands::clickRow(const char* name, const QString& text)
{
    auto* view = seen<QAbstractItemView>(name);
    QVERIFY2(view != nullptr, name);
    const QModelIndexList found =
        view->model()->match(view->model()->index(0, 0), Qt::DisplayRole, text, 1,
                             Qt::MatchContains | Qt::MatchRecursive);
    QVERIFY2(!found.isEmpty(), qPrintable(text));
    view->scrollTo(found.first());
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                      view->visualRect(found.first()).center());
}

void Hands::clickTab(const QString& text)
{
    for (auto* bar : window().findChildren<QTabBar*>()) {
        for (int i = 0; i < bar->count() && !bar->visibleRegion().isEmpty(); ++i) {
            if (bar->tabText(i) == text)
                return QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(i).center());
        }
    }
    QFAIL(qPrintable(QStringLiteral("no tab says ") + text));
}

void Hands::click(const char* name)
{
    auto* target = seen<QWidget>(name);
    QVERIFY2(target != nullptr, name);
    click(target);
}

void Hands::clickButton(const QString& text)
{
    for (auto* button : window().findChildren<QAbstractButton*>()) {
        if (!button->visibleRegion().isEmpty() && saidBy(*button) == text)
            return click(button);
    }
    QFAIL(qPrintable(QStringLiteral("no button says ") + text));
}

void Hands::fill(const char* name, const QString& text)
{
    click(name);
    press(Qt::Key_A, Qt::ControlModifier);
    type(text);
}

void Hands::goTo(const QString& name)
{
    press(Qt::Key_P, Qt::ControlModifier);
    auto* line = window().findChild<QLineEdit*>(QStringLiteral("paletteLine"));
    QTRY_VERIFY(line->hasFocus());
    type(name);
    press(Qt::Key_Return);
    QVERIFY2(!line->isVisible(), qPrintable(name));
}

void Hands::doIt(const QString& what)
{
    press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    auto* line = window().findChild<QLineEdit*>(QStringLiteral("paletteLine"));
    QTRY_VERIFY(line->hasFocus());
    type(what);
    press(Qt::Key_Return);
    QVERIFY2(!line->isVisible(), qPrintable(what));
}

void Hands::find(const QString& text)
{
    press(Qt::Key_F, Qt::ControlModifier);
    auto* line = seen<QLineEdit>("findLine");
    QVERIFY(line != nullptr);
    QTRY_VERIFY(line->hasFocus());
    press(Qt::Key_A, Qt::ControlModifier);
    type(text);
    press(Qt::Key_Escape);
    QTRY_VERIFY(m_rig.editor().hasFocus());
}

void Hands::openSample(const char* name)
{
    click((QByteArray("sample.") + name).constData());
    QVERIFY(m_rig.studio().session() != nullptr);
    QVERIFY(m_rig.waitForCheck());
    QTRY_VERIFY(QApplication::focusWidget() == &m_rig.editor());
}

void Hands::chooseFile(const QString& path)
{
    QFileDialog* dialog = nullptr;
    QTRY_VERIFY((dialog = seen<QFileDialog>()) != nullptr);
    auto* line = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    QVERIFY(line != nullptr);
    QTRY_VERIFY(line->hasFocus());
    QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(line, path); // the list of what fits has the keyboard meanwhile
    auto* buttons = dialog->findChild<QDialogButtonBox*>();
    for (auto* button : buttons->buttons()) {
        if (buttons->buttonRole(button) == QDialogButtonBox::AcceptRole)
            click(button);
    }
    QVERIFY2(!dialog->isVisible(), qPrintable(path));
    window().activateWindow(); // as a window manager does
}

void Hands::replay()
{
    QVERIFY(m_rig.waitForCheck());
    QSignalSpy finished(&m_rig.session(), &ui::Session::replayFinished);
    press(Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty(), 20'000);
}

void Hands::shoot(const QString& name)
{
    const bool dark = m_rig.studio().theme().isDark();
    saveScreenshot(window(), name + (dark ? QStringLiteral("-dark") : QStringLiteral("-light")));
}

} // namespace remit::test
